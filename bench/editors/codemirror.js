import { basicSetup, EditorView } from "codemirror";
import { place, shown } from "./shown.js";

const view = new EditorView({ parent: place, extensions: [basicSetup] });
shown(() => view.state.doc.toString(), ".cm-content");
