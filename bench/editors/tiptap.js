import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { place, shown } from "./shown.js";

const editor = new Editor({ element: place, extensions: [StarterKit] });
shown(() => editor.getJSON(), ".ProseMirror");
