import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { place, shown } from "./shown.js";

let current = "";

/** A field whose text lives in React's state: what React does not hear of is taken back. */
function Field() {
  const [value, setValue] = useState("");
  current = value;
  const onChange = (event) => setValue(event.target.value);
  return createElement("textarea", { value, onChange, rows: 8 });
}
createRoot(place).render(createElement(Field));
shown(() => current, "textarea");
