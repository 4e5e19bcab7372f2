import { convertToRaw, Editor, EditorState, getDefaultKeyBinding, RichUtils } from "draft-js";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import "draft-js/dist/Draft.css";
import { place, shown } from "./shown.js";

let current = EditorState.createEmpty();

function Field() {
  const [editorState, onChange] = useState(current);
  current = editorState;
  const handleKeyCommand = (command) => {
    const next = RichUtils.handleKeyCommand(current, command);
    if (next) {
      onChange(next);
    }
    return next ? "handled" : "not-handled";
  };
  const about = { editorState, onChange, handleKeyCommand, keyBindingFn: getDefaultKeyBinding };
  return createElement(Editor, about);
}
createRoot(place).render(createElement(Field));
const blocks = () => convertToRaw(current.getCurrentContent()).blocks;
shown(() => blocks().map(({ key, ...block }) => block), ".public-DraftEditor-content");
