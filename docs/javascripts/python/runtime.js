// One interpreter for the whole tab: starts it, asks it, stops it, and says how it fares.
// python/ holds the interpreter, from the bytes of the CDN to an answer. It imports itself, and here
// the store of site/ and where the site stands; what worker.js imports runs in the worker, where there is no page.
import { readLock } from "./lock.js";
import { root } from "../site/root.js";
import { saving } from "../site/saving.js";
import { keep, kept } from "../site/store.js";
import { GRACE, INTERRUPT, LETTERS, LONGEST_LINE, PATIENCE, RUNNING, RUNTIME_STORE, SIGNAL, SNAPSHOT_STORE, STEP_PATIENCE, TYPED, WAKE_PATIENCE } from "./protocol.js";

/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {import("./protocol.js").Lock} Lock */
/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {{resolve: (result: any) => void, reject: (error: Error) => void, hear: (answer: Answer) => void}} Pending */
/** @typedef {"off" | "loading" | "ready" | "error"} State */

/** The reader stopped the run, or its interpreter was given up. */
export class Stopped extends Error {}

/** @type {Worker | null} */
let worker = null;
/** @type {Promise<void> | null} */
let starting = null;
/** @type {Map<number, Pending>} */
const pending = new Map();
/** @type {Set<(text: string) => void>} */
const listeners = new Set();
let lastId = 0;
let generation = 0;
let boots = 0;
let watchdog = 0;
/** Seconds that the step under way may take. */
let patience = STEP_PATIENCE;
/** Shared with the worker where the page is isolated: Stop then keeps the variables. WebKitGTK is isolated without it. */
const shared = globalThis.crossOriginIsolated && globalThis.SharedArrayBuffer ? new Int32Array(new SharedArrayBuffer(4 * (LETTERS + LONGEST_LINE))) : null;
/** The requests that run a reader's code, and that Stop is for. @type {Set<number>} */
const runs = new Set();
/** Those of them that the reader has stopped. @type {Set<number>} */
const pressed = new Set();

/** A worker that has loaded its modules and waits. @type {Worker | null} */
let spare = null;

/** Have a worker ready: it fetches nothing before it is told to start Python. */
function prepare() {
  if (spare) return;
  try {
    spare = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  } catch {
    throw new Error("the frame in which this page stands does not let it. Open the page by itself");
  }
  spare.onerror = () => (spare = null); // the next one may load
}

function takeWorker() {
  prepare();
  const taken = /** @type {Worker} */ (spare);
  spare = null;
  return taken;
}

/** @param {State} state */
const show = (state) => (document.documentElement.dataset.runtime = state);

/** How often the interpreter has been started: variables live as long as this number stays. */
export const session = () => generation;

/** Whether an interpreter is there. */
export const ready = () => document.documentElement.dataset.runtime === "ready";

/** What the page says of the package's wheel, and of what a first visit downloads. */
const wheelOf = () => /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="initdocs:wheel"]'));

/** What a first run loads, in words. */
export const toLoad = () => `Python: ${wheelOf()?.dataset.megabytes} MB, once, then kept on this device`;

/** Whether one is there, or on its way. */
export const begun = () => starting !== null;

/**
 * Hear what the start is doing. Returns a function that ends it.
 * @param {(text: string) => void} listener
 */
export function onProgress(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {string} text */
const tell = (text) => listeners.forEach((listener) => listener(text));

async function configuration() {
  const lock = await readLock();
  const meta = wheelOf();
  if (!meta) throw new Error("this page does not name the package's wheel");
  const url = new URL(meta.content, root).href;
  for (const { cut } of Object.values(lock.files)) if (cut) cut.url = new URL(cut.path, root).href;
  return { lock, wheel: { url, sha256: meta.dataset.sha256 ?? "" } };
}

/** End the worker and whatever it was asked. @param {Error} error */
function end(error) {
  clearTimeout(watchdog);
  worker?.terminate();
  worker = null;
  if (shared) Atomics.store(shared, SIGNAL, 0); // a Stop that was not heard was for the one that is gone
  for (const { reject } of pending.values()) reject(error);
  pending.clear();
  runs.clear();
  pressed.clear();
}

/** The same, and the next request starts anew. @param {Error} error */
function giveUp(error) {
  starting = null;
  end(error);
}

/** @param {number} seconds */
function expectSomething(seconds) {
  clearTimeout(watchdog);
  watchdog = window.setTimeout(() => end(new Error(`no answer for ${seconds} seconds`)), seconds * 1000);
}

/** @param {Answer} answer */
function receive(answer) {
  const request = pending.get(answer.id);
  if (!request) return;
  if (answer.type === "progress") {
    const { step, loaded, total } = answer;
    const share = loaded < total ? `, ${Math.round((100 * loaded) / total)} %` : "";
    tell(`${step}${share}…`);
    if (!ready()) expectSomething(loaded < total ? PATIENCE + 10 : patience);
  } else if (answer.type !== "done" && answer.type !== "failed") {
    request.hear(answer);
  } else {
    if (answer.type === "failed" && answer.fatal && ready()) {
      giveUp(new Stopped("Python ran into its limits and was given up; its variables are gone."));
      return show("off");
    }
    pending.delete(answer.id);
    // without a press on Stop it is an exception like others
    const interrupted = answer.type === "done" ? answer.result?.failure?.kind === "KeyboardInterrupt" : answer.message.includes("KeyboardInterrupt");
    if (runs.delete(answer.id) && pressed.delete(answer.id) && interrupted) request.reject(new Stopped("Stopped. The variables are kept."));
    else if (answer.type === "done") request.resolve(answer.result);
    else request.reject(new Error(answer.message));
  }
}

/**
 * @param {Request} message
 * @param {(answer: Answer) => void} hear
 * @returns {Promise<any>}
 */
function ask(message, hear = () => {}) {
  return new Promise((resolve, reject) => {
    const id = ++lastId;
    lastAsked = performance.now();
    pending.set(id, { resolve, reject, hear });
    if (message.type === "cell" || message.type === "exercise") runs.add(id);
    worker?.postMessage({ id, ...message });
  });
}

/** Where the page keeps the snapshot's digest: code in the worker cannot reach it. */
const SNAPSHOT = "initdocs:snapshot";

/** Held open: WebKit forgets a store that only a worker had opened when the worker goes. @type {Cache[]} */
const open = [];

/** Seconds without a request before a snapshot is made. */
const REST = 1;
let lastAsked = 0;

/** A snapshot fits these files and this browser, and no others. @param {Lock} lock @param {{sha256: string}} wheel */
const snapshotKey = (lock, wheel) => [...Object.values(lock.files).map(({ integrity, cut }) => (cut ?? { integrity }).integrity), wheel.sha256, navigator.userAgent].join(" ");

/**
 * At rest after a normal start, make the snapshot that later starts wake from, in a worker of its own.
 * @param {string} key
 * @param {Lock} lock
 * @param {{url: string, sha256: string}} wheel
 */
async function makeSnapshot(key, lock, wheel) {
  const { deviceMemory = 8 } = /** @type {any} */ (navigator);
  if (saving() || deviceMemory < 4 || !globalThis.caches || kept(SNAPSHOT).key === key) return;
  const left = REST - (performance.now() - lastAsked) / 1000;
  if (pending.size || left > 0) {
    setTimeout(() => makeSnapshot(key, lock, wheel), Math.max(left, 1) * 1000);
    return;
  }
  try {
    open.push(await caches.open(SNAPSHOT_STORE));
  } catch {
    return; // a frame of another site's page that may keep nothing
  }
  const make = () =>
    new Promise((over) => {
      if (kept(SNAPSHOT).key === key) return over(null); // another tab has made it meanwhile
      const maker = takeWorker();
      const end = () => over(maker.terminate());
      maker.onmessage = ({ data }) => {
        if (data.type === "done") keep(SNAPSHOT, { key, digest: data.result });
        end(); // on a failure the next start is a normal one
      };
      maker.onerror = end;
      maker.postMessage({ id: 0, type: "snapshot", lock, wheel });
    });
  await (navigator.locks ? navigator.locks.request(SNAPSHOT, make) : make()); // one tab at a time
}

/**
 * @param {Lock} lock
 * @param {{url: string, sha256: string}} wheel
 * @param {string | null} snapshot the digest of the one to wake from
 */
async function launch(lock, wheel, snapshot) {
  const mine = (worker = takeWorker());
  worker.onmessage = ({ data }) => receive(data);
  worker.onerror = (event) => {
    // one that was ended in the middle of a run may still throw
    if (worker === mine) (ready() ? giveUp : end)(new Error(event.message || "the worker did not load"));
  };
  patience = snapshot ? WAKE_PATIENCE : STEP_PATIENCE;
  expectSomething(PATIENCE + 10);
  await ask({ type: "boot", lock, wheel, shared, snapshot });
  clearTimeout(watchdog);
}

async function boot() {
  const mine = ++boots;
  /** @param {Error} error */
  const outdated = (error) => mine !== boots || error instanceof Stopped;
  show("loading");
  tell("Starting…");
  try {
    prepare();
    const { lock, wheel } = await configuration();
    if (mine !== boots) throw new Stopped("Stopped."); // another start has begun meanwhile
    const key = snapshotKey(lock, wheel);
    const { key: old, digest } = kept(SNAPSHOT);
    let snapshot = old === key && typeof digest === "string" ? digest : null;
    try {
      await launch(lock, wheel, snapshot);
    } catch (error) {
      if (outdated(error) || !snapshot) throw error;
      snapshot = null; // whatever was wrong with it: a normal start follows, in a worker of its own
      end(error);
      await launch(lock, wheel, null);
    }
    if (!snapshot) {
      if (kept(SNAPSHOT).digest === digest) keep(SNAPSHOT, null); // else another tab has made one that fits
      setTimeout(() => makeSnapshot(key, lock, wheel), REST * 1000);
    }
    document.documentElement.dataset.woken = String(Boolean(snapshot));
    generation += 1;
    show("ready");
    tell("");
  } catch (error) {
    if (outdated(error)) throw error;
    giveUp(error);
    show("error");
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`Python could not be loaded: ${reason}. Everything recorded still shows; try again, or reload the page.`);
  }
}

/** Start the interpreter if it is not there. Rejects with a message for the reader. */
export function start() {
  if (starting) return starting;
  const mine = boot().catch((error) => {
    if (starting === mine) starting = null;
    throw error;
  });
  return (starting = mine);
}

/** The reader is about to run something: have a worker ready, and wake Python where that takes no download. */
export async function warm() {
  if (starting || saving()) return;
  try {
    prepare();
    if (!kept(SNAPSHOT).digest) return;
    const { lock } = await configuration();
    const store = await caches.open(RUNTIME_STORE);
    // a browser may have dropped files, and a new version of the site needs others
    const there = await Promise.all(Object.entries(lock.files).map(([name, { cut }]) => store.match(cut?.url ?? lock.base + name)));
    if (there.every(Boolean)) await start();
  } catch {
    // whoever then runs something is told
  }
}

/**
 * Ask the interpreter something, starting it if need be.
 * @param {Request} message
 * @param {(answer: Answer) => void} [hear] what a cell prints, draws and asks, as it comes
 * @returns {Promise<any>}
 */
export async function request(message, hear) {
  await start();
  return ask(message, hear);
}

/** Give the run that asks for it a line of the reader's. @param {string} line */
export function reply(line) {
  if (!shared) return;
  const letters = [...line].slice(0, LONGEST_LINE);
  letters.forEach((letter, at) => Atomics.store(shared, LETTERS + at, letter.codePointAt(0) ?? 0));
  Atomics.store(shared, TYPED, letters.length);
  Atomics.notify(shared, TYPED);
}

/** End the interpreter and start a new one; variables are lost. @param {string} why */
function respawn(why) {
  giveUp(new Stopped(why));
  show("off");
  start().catch(() => {}); // the next request tells the reader, if it fails too
}

/** Clear every variable. Where Python is not there, there is none. */
export function restart() {
  if (starting) respawn("Stopped: Python was restarted, its variables are gone.");
}

/**
 * End the reader's code that runs. Where the page is isolated it is interrupted and the
 * variables stay; code that does not give in, and every other page, loses its interpreter.
 */
export function stop() {
  const id = [...runs].find((run) => pending.has(run));
  const anew = "Stopped. Python starts anew; its variables are gone.";
  if (!shared || id === undefined || !ready()) return respawn(anew);
  pressed.add(id);
  const begin = performance.now();
  const press = () => {
    if (!pending.has(id)) return;
    if (performance.now() - begin > GRACE * 1000) return respawn(anew);
    if (Atomics.load(shared, RUNNING) === id) Atomics.store(shared, SIGNAL, INTERRUPT);
    Atomics.notify(shared, SIGNAL); // a sleep
    setTimeout(press, 50);
  };
  return press();
}
