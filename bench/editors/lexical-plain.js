import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerPlainText } from "@lexical/plain-text";
import { createEditor } from "lexical";
import { place, shown } from "./shown.js";

const field = document.createElement("div");
field.contentEditable = "true";
place.append(field);
const editor = createEditor({ namespace: "matrix", onError: (fault) => console.error(fault) });
editor.setRootElement(field);
registerPlainText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
shown(() => editor.getEditorState().toJSON(), "[contenteditable]");
