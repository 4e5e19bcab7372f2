// Demonstration only: new figures appear by themselves, without a jump and without a flicker.
"use strict";

const SECONDS = 3;

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [shown, next] = [document, fresh].map((page) => page.querySelector("main"));
  if (next && shown.innerHTML !== next.innerHTML) shown.replaceWith(document.adoptNode(next));
  document.title = fresh.title;
}

// A central that was stopped leaves the last figures standing.
setInterval(() => refresh().catch(() => {}), SECONDS * 1000);
