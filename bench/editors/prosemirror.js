import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { place, shown } from "./shown.js";

const plugins = [history(), keymap({ "Mod-z": undo, "Mod-y": redo }), keymap(baseKeymap)];
const view = new EditorView(place, { state: EditorState.create({ schema, plugins }) });
shown(() => view.state.doc.toJSON(), ".ProseMirror");
