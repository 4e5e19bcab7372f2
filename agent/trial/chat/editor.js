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

/** Send what stands in the plain field as chat sites do, on Return and from the button. */
async function send() {
  const plain = document.getElementById("plain");
  const message = { messages: [{ role: "user", content: plain.value }], model: "stand-in" };
  const about = { method: "POST", headers: { "content-type": "application/json" } };
  plain.value = "";
  await fetch("/api/send", { ...about, body: JSON.stringify(message) });
}
document.getElementById("send").addEventListener("click", send);
document.getElementById("plain").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  }
});

document.documentElement.dataset.ready = "yes";
