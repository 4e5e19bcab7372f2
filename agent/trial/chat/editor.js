/** The rich editor of the page, as chat sites use it. */
import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

const plugins = [history(), keymap({ "Mod-z": undo, "Mod-y": redo }), keymap(baseKeymap)];
const state = EditorState.create({ schema, plugins });
const view = new EditorView(document.getElementById("rich"), { state });

/** The editor's text, one line for each paragraph and line break. */
window.richText = () => {
  const { doc } = view.state;
  return doc.textBetween(0, doc.content.size, "\n", (node) =>
    node.type.name === "hard_break" ? "\n" : "",
  );
};

/** Empty both fields and forget what was received. */
window.startOver = () => {
  view.dispatch(view.state.tr.delete(0, view.state.doc.content.size));
  document.getElementById("plain").value = "";
  document.getElementById("received").textContent = "Nothing.";
  window.received.length = 0;
};

document.documentElement.dataset.ready = "yes";
