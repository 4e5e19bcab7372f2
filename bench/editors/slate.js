import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { createEditor } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";
import { place, shown } from "./shown.js";

const editor = withHistory(withReact(createEditor()));
const initialValue = [{ type: "paragraph", children: [{ text: "" }] }];

function Field() {
  const [made] = useState(() => editor);
  return createElement(Slate, { editor: made, initialValue }, createElement(Editable, {}));
}
createRoot(place).render(createElement(Field));
shown(() => editor.children, "[data-slate-editor]");
