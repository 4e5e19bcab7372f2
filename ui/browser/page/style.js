/**
 * How the dialog looks. Sizes are in em of the person's own text size; the page's style cannot
 * reach in. Pairs of colours have a contrast of at least 4.5:1 (tests/ui/browser).
 */
const STYLE = `
:host { all: initial !important; }
dialog, .note {
  --paper: #fffefb; --ink: #1a2630; --soft: #52616d; --line: #d9dfe3; --quote: #f3f5f5;
  --sea: #0b5c8a; --sea-over: #084a70; --on-sea: #ffffff; --sea-words: #0b5c8a;
  --amber: #ffd469; --on-amber: #2b2000; --stop: #b3261e;
  box-sizing: border-box; background: var(--paper); color: var(--ink); color-scheme: light;
  font: 0.9375em/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
  box-shadow: 0 0 0 1px rgb(12 30 44 / 10%), 0 24px 64px rgb(12 30 44 / 28%);
  text-align: start; overflow-wrap: anywhere;
  user-select: none; /* what is selected here, a page could read */
}
dialog {
  width: min(44em, calc(100vw - 2em)); max-height: calc(100vh - 2em);
  margin: auto; padding: 0; overflow: auto; scrollbar-width: thin; border: 0; border-radius: 14px;
}
dialog::backdrop { background: rgb(14 28 38 / 34%); }
.sheet { padding: 1.6em 1.9em 1.3em; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15em 0.75em; }
.mark { flex: none; align-self: center; width: 1.55em; height: 1.55em; color: var(--sea-words); }
.block .mark, .block h1 { color: var(--stop); }
h1 { flex: 1 1 calc(100% - 2.6em); margin: 0; font-size: 1.22em; font-weight: 620; line-height: 1.3; }
p { margin: 0; }
.destination { color: var(--soft); font-size: 0.93em; margin-inline-start: 2.47em; }
.restored .excerpts { max-height: 50vh; overflow: auto; margin-bottom: 0.9em; }
.excerpts { display: grid; gap: 0.5em; margin-top: 1.15em; }
blockquote {
  margin: 0; padding: 0.65em 0.95em; border-radius: 9px; background: var(--quote);
  white-space: pre-wrap;
}
mark { padding: 0.08em 0.28em; border-radius: 4px; background: var(--amber); color: var(--on-amber); }
.why { display: grid; gap: 0.2em; margin-top: 0.95em; }
.clause { color: var(--soft); }
.ways { display: grid; gap: 0.6em; margin-top: 1.3em; }
.way { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3em 0.9em; }
.detail { color: var(--soft); font-size: 0.93em; }
button {
  font: inherit; color: inherit; background: none; border: 1px solid transparent;
  border-radius: 8px; padding: 0.47em 0.95em; cursor: pointer; text-align: start;
}
.primary { background: var(--sea); color: var(--on-sea); font-weight: 600; }
.primary:hover { background: var(--sea-over); }
.second { border-color: var(--line); color: var(--sea-words); font-weight: 560; }
.second:hover, .reason:hover { border-color: var(--sea-words); }
.link { padding: 0.2em 0.1em; border-radius: 4px; color: var(--sea-words); }
.link:hover { text-decoration: underline; }
.quiet { margin-top: 0.3em; }
.quiet .detail + .link { margin-inline-start: 0.9em; } /* what asks for a reason is not this one */
button:focus-visible, summary:focus-visible, .pane:focus-visible {
  outline: 3px solid var(--sea-words); outline-offset: 2px;
}
.reasons { display: grid; gap: 0.35em; margin: 0.2em 0 0.3em; padding: 0; list-style: none; }
.reason { width: 100%; padding-block: 0.36em; border-color: var(--line); display: flex; gap: 0.8em; align-items: baseline; }
kbd {
  font: 0.82em/1.5 ui-monospace, "SF Mono", "Cascadia Mono", monospace; color: var(--soft);
  border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 5px; padding: 0 0.42em;
}
.question { font-weight: 600; }
.result { display: grid; grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); gap: 0.8em; margin-top: 0.9em; }
.result h2 { margin: 0 0 0.3em; font-size: 0.93em; font-weight: 600; color: var(--soft); }
.pane {
  box-sizing: border-box; height: 9em; margin: 0; padding: 0.65em 0.95em; overflow: auto;
  border-radius: 9px; background: var(--quote); white-space: pre-wrap; font: inherit;
}
footer {
  position: sticky; bottom: 0; background: var(--paper); /* the safe way out is always seen */
  margin-top: 0.4em; padding-block: 0.35em; display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center; gap: 0.6em;
}
.small {
  margin-top: 0.65em; padding-top: 0.85em; border-top: 1px solid var(--line);
  color: var(--soft); font-size: 0.86em;
}
summary { display: inline; color: var(--sea-words); cursor: pointer; list-style: none; border-radius: 4px; }
summary:hover { text-decoration: underline; }
details { display: inline; }
details p { margin-top: 0.5em; }
[hidden] { display: none !important; }
.note {
  inset: auto 1.2em 1.2em auto; max-width: min(34em, calc(100vw - 4.4em)); align-items: baseline;
  padding: 0.7em 1em; border: 0; border-radius: 11px; overflow-wrap: anywhere;
}
.note:popover-open { display: flex; flex-wrap: wrap; gap: 0.5em 0.7em; }
.note p { flex: 1 1 12em; }
.note button { flex: none; white-space: nowrap; }
.note .mark { width: 1.2em; height: 1.2em; }
@media (prefers-color-scheme: dark) {
  dialog, .note {
    --paper: #1b242c; --ink: #e9eef2; --soft: #a6b4bf; --line: #3a4853; --quote: #253039;
    --sea: #6cc0ee; --sea-over: #8fd0f4; --on-sea: #06202f; --sea-words: #7cc8f2;
    --amber: #f0c04a; --on-amber: #231a00; --stop: #ff9d94; color-scheme: dark;
    box-shadow: 0 0 0 1px rgb(255 255 255 / 10%), 0 24px 64px rgb(0 0 0 / 60%);
  }
  dialog::backdrop { background: rgb(0 0 0 / 52%); }
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: rise 140ms ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(6px); } }
}
@media (forced-colors: active) {
  dialog, .note { border: 2px solid CanvasText; }
  blockquote, .pane { border: 1px solid GrayText; }
  mark { background: Mark; color: MarkText; }
  .second, .reason { border-color: ButtonBorder; }
  .primary { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  .link { border-color: transparent; color: LinkText; }
}
@media (max-width: 30em) {
  dialog { width: calc(100vw - 1em); max-height: calc(100vh - 1em); }
  .sheet { padding: 1.1em 1.1em 0.9em; }
  blockquote:not(:first-child) { display: none; }
  .way { gap: 0.1em 0.7em; }
  .quiet .detail + .link { margin-inline-start: 0; }
  .way .primary, .way .second { width: 100%; text-align: center; }
}
`;
