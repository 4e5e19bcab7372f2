/** What the parts of the extension hand to each other. docs/door.md has the agent's side of it. */

/** At `focus` it is what the clipboard holds: the content is empty. */
type Moment = "focus" | "paste" | "drop" | "upload" | "submit";

type Choice = "cancelled" | "redacted" | "sandbox" | "continued" | "not-sensitive" | "none";

/** What was taken out of a paste or a drop. `files` survive only within the page. */
interface Held {
  plain: string;
  html: string;
  files: File[];
  /** Where it was dropped, in CSS pixels of the window; absent for a paste. */
  point?: { x: number; y: number } | undefined;
}

/** What the page is given after all. A closed shadow root would hide where an event was sent. */
interface Given extends Held {
  target: EventTarget;
}

/** Where something was going to, and how it gets there after all. */
interface Destined {
  /** Put focus and selection back to where they were. */
  restore(): void;
  give(held: Held): void | Promise<void>;
  /** Nothing goes. What was typed stays where it is. */
  keep?(): void | Promise<void>;
}

interface SentFile {
  name: string;
  type: string;
  data?: string;
}

interface Excerpt {
  before: string;
  mark: string;
  after: string;
}

interface Reason {
  code: string;
  label: string;
  key: string;
}

/** The warning in finished sentences; the dialog prints them as they are. */
interface Warning {
  action: "warn" | "justify" | "block" | "unchecked";
  title: string;
  destination: string;
  excerpts: Excerpt[];
  found: string[];
  clause: string;
  redact: { label: string; detail: string; see: string } | null;
  approved: { label: string; detail: string; url: string } | null;
  continue: {
    label: string;
    detail: string;
    required: boolean;
    question: string;
    reasons: Reason[];
  } | null;
  not_sensitive: { label: string } | null;
  cancel: { label: string; key: string };
  promise: string;
  whom_to_ask: string | null;
}

/** Counted in Unicode code points, end exclusive. */
interface Finding {
  start: number;
  end: number;
  flavour: string;
}

interface Verdict {
  action: "allow" | "note" | "warn" | "justify" | "block";
  level: string;
  findings: Finding[];
}

/** The agent's answer to `judge`, or why there is none. */
interface Judged {
  ok: boolean;
  error?: string;
  verdict?: Verdict;
  flow?: string;
  warning?: Warning | null;
  redacted?: string;
  /** Those of the redacted text. */
  placeholders?: string[];
  /** To `originals`: placeholder → what stood there. */
  originals?: Record<string, string>;
  /** What the company's policy offers where there is no verdict. */
  help?: Pick<Warning, "approved" | "whom_to_ask">;
  /** A sentence to show where nothing is asked, such as that a picture was not checked. */
  note?: string;
}

/** The ways into a page that the canary tries. */
type Way = "paste" | "drop" | "upload" | "submit";

/** How they went, and in which version of the browser. */
interface Tried {
  version: string;
  ways: Partial<Record<Way, boolean>>;
}

/** What the person chose in the dialog. */
interface Outcome {
  choice: Choice;
  reason: string | null;
}

/** From the page to the background script. */
type Message =
  | { ask: "tried"; ways: Tried["ways"] }
  | { ask: "judge"; content: Record<string, string>; files: SentFile[]; moment: Moment }
  | { ask: "answer"; flow: string; choice: Choice; reason: string | null }
  /** What the placeholders of this redaction stand for. */
  | { ask: "originals"; flow: string }
  | { ask: "open"; url: string }
  /** A text that was typed and not judged; it stays within the extension. */
  | { ask: "draft"; text: string }
  /** Exactly this text may leave. */
  | { ask: "passed"; text: string };

/** What was typed in a tab and not judged. */
interface TypedIn {
  frame: number;
  text: string;
}

/** From the background script to a page: a request that carries this text is held. */
interface SendQuestion {
  ask: "send";
  text: string;
}

/** Any answer that comes back through plimsoll-host. */
interface Answer {
  ok: boolean;
  error?: string;
  [field: string]: unknown;
}

/** How an address tells whose account is open; path and query may be empty. */
interface TenantTest {
  host: string;
  path: string;
  /** The name of a key. */
  query: string;
}
