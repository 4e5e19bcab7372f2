/** Puts the guard onto this page, as it stands in any other, and then tries it. */

import { GUARD, REINSERT } from "../background/guarded_hosts.js";

for (const file of [REINSERT, ...GUARD, "canary/canary.js"]) {
  const script = document.createElement("script");
  script.src = chrome.runtime.getURL(file);
  script.async = false; // one after another
  document.head.append(script);
}
