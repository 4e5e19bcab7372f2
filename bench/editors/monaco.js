import * as monaco from "monaco-editor/editor/editor.api";
import { place, shown } from "./shown.js";

// Workers only colour and check code; without them the editor does that in the page.
window.MonacoEnvironment = { getWorker: () => new Worker(URL.createObjectURL(new Blob([]))) };
place.style.height = "240px";
const editor = monaco.editor.create(place, { value: "", language: "plaintext" });
shown(() => editor.getValue(), ".view-lines");
