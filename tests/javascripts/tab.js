// As much of a tab as the runtime touches: a page, its storage, a clock that stands still, and
// workers that are told what to answer.

const settle = () => new Promise(setImmediate);

/** A clock that goes on when it is told to. */
const timers = new Map();
let now = 0;
let last = 0;
globalThis.setTimeout = (act, after = 0) => {
  timers.set(++last, { act, at: now + after });
  return last;
};
globalThis.clearTimeout = (id) => timers.delete(id);
Object.defineProperty(globalThis, "performance", { value: { now: () => now }, configurable: true });

/** Let the clock go on, a timer at a time. @param {number} milliseconds */
export async function pass(milliseconds) {
  const end = now + milliseconds;
  for (;;) {
    await settle();
    const due = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
    if (!due) break;
    timers.delete(due[0]);
    now = Math.max(now, due[1].at);
    due[1].act();
  }
  now = end;
  await settle();
}

const storage = new Map();
globalThis.localStorage = {
  getItem: (key) => storage.get(key) ?? null,
  setItem: (key, value) => storage.set(key, value),
  removeItem: (key) => storage.delete(key),
};

/** What the tab is made of; a test may change it. */
export const tab = { lock: {}, sha256: "", agent: "", workers: [], storage, answer: null };

globalThis.HTMLMetaElement = class HTMLMetaElement {
  content = "wheels/a.whl";
  dataset = { sha256: tab.sha256 };
};
globalThis.document = { documentElement: { dataset: {} }, querySelector: () => new HTMLMetaElement() };
globalThis.window = globalThis;
globalThis.location = { pathname: "/guide/" };
globalThis.crossOriginIsolated = true;
globalThis.caches = { open: async () => ({}) };
globalThis.fetch = async () => ({ json: async () => structuredClone(tab.lock) });
Object.defineProperty(globalThis, "navigator", { value: { get userAgent() { return tab.agent; } }, configurable: true }); // prettier-ignore

globalThis.Worker = class Worker {
  sent = [];
  ended = false;
  constructor() {
    tab.workers.push(this);
  }
  postMessage(message) {
    this.sent.push(message);
    if (message.type === "boot") queueMicrotask(() => this.says({ id: message.id, type: "done", result: null }));
    else if (tab.answer) queueMicrotask(() => tab.answer(message, this));
  }
  terminate() {
    this.ended = true;
  }
  says(data) {
    if (!this.ended) this.onmessage?.({ data });
  }
};

/** Another tab of the same site: the runtime begins anew, what is kept stays. @param {object} facts */
export async function open(facts = {}) {
  timers.clear();
  const files = { "numpy-1.whl": { integrity: "sha256-numpy", size: 1 } };
  Object.assign(tab, { lock: { base: "https://cdn.example/", files, matplotlib: {}, editor: { base: "https://cdn.example/", files: {} } }, sha256: "aa", agent: "Browser 1", workers: [], answer: null }, facts); // prettier-ignore
  document.documentElement.dataset = {};
  return import(`../../docs/javascripts/python/runtime.js?${(opened += 1)}`);
}
let opened = 0;

/** What the workers were asked, of one kind. @param {string} type */
export const asked = (type) => tab.workers.flatMap((worker) => worker.sent).filter((message) => message.type === type);
