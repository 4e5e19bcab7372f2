import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { HeadingNode, QuoteNode, registerRichText } from "@lexical/rich-text";
import { createEditor } from "lexical";
import { place, shown } from "./shown.js";

const field = document.createElement("div");
field.contentEditable = "true";
place.append(field);
const onError = (fault) => console.error(fault);
const editor = createEditor({ namespace: "matrix", nodes: [HeadingNode, QuoteNode], onError });
editor.setRootElement(field);
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
shown(() => editor.getEditorState().toJSON(), "[contenteditable]");
