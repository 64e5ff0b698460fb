// One run of a cell: what was asked, how far it is and what it has given so far. It belongs to the
// tab and not to the page's elements, so a page that was left shows it again when the reader is back.
import * as runtime from "../python/runtime.js";
import { say, sayStep } from "../site/voice.js";

/** @typedef {import("../python/protocol.js").Answer} Answer */
/** @typedef {import("../python/protocol.js").Request} Request */
/** What the worker says before its last word. @typedef {Extract<Answer, {type: "output" | "figure" | "ask"}>} Part */
/** @typedef {{add: (part: Part) => void, news: () => void}} View */

/** The last run of each cell, by the cell's key. @type {Map<string, Run>} */
const last = new Map();

/** The last run of a cell in this tab. @param {string} key */
export const lastRun = (key) => last.get(key);

/** A cell shows its page's output again. @param {string} key */
export const forget = (key) => last.delete(key);

export class Run {
  /** `idle` where it waits for what the reader must agree to. @type {"loading" | "running" | "done" | "stopped" | "error" | "idle"} */
  state = "loading";
  /** What is going on, or why it ended. */
  said = "";
  /** What it has given, in order. @type {Part[]} */
  parts = [];
  /** The worker's last word. @type {any} */
  result = null;
  /** Which interpreter it ran in. */
  session = -1;
  /** Whether the reader asked for this one, and has not been told yet how it ended; others only prepare one. */
  asked = false;
  /** Where it is shown. @type {View | null} */
  view = null;
  #quiet = () => {};

  /** @param {string} key of the cell @param {string} source @param {Request} request @param {boolean} [checked] whether an answer is judged */
  constructor(key, source, request, checked = false) {
    this.key = key;
    this.source = source;
    this.request = request;
    this.checked = checked;
  }

  get over() {
    return this.state !== "loading" && this.state !== "running";
  }

  /** Whether the variables that it made are still there. */
  get alive() {
    return runtime.ready() && this.session === runtime.session();
  }

  /** It has its turn: until it runs it tells how Python starts. */
  begin() {
    last.set(this.key, this);
    this.#quiet = runtime.onProgress((text) => this.#say(text));
    this.view?.news();
  }

  /** Others run first. @param {string} why */
  rest(why) {
    this.#quiet();
    this.#say(why);
  }

  /** @returns {Promise<import("../python/queue.js").Outcome>} */
  async work() {
    this.state = "running";
    this.session = runtime.session();
    this.#say("Running…");
    this.result = await runtime.request(this.request, (answer) => this.#add(/** @type {Part} */ (answer)));
    const { failure, wants } = this.result;
    return this.#end(wants ? "wanting" : failure ? "error" : "done", "");
  }

  /** Say how it gets on, and once how it ended. @param {string} words */
  speak(words) {
    if (!this.over) return sayStep(words);
    this.asked = false;
    sayStep("");
    say(words);
  }

  /** Give it the line that it asks for. @param {string} line */
  reply(line) {
    this.parts = this.parts.filter(({ type }) => type !== "ask");
    this.#add({ id: 0, type: "output", text: `${line}\n` });
    runtime.reply(line);
  }

  /** @param {unknown} error */
  failed(error) {
    this.#end(error instanceof runtime.Stopped ? "stopped" : "error", error instanceof Error ? error.message : String(error));
  }

  /**
   * @param {import("../python/queue.js").Outcome} outcome
   * @param {string} why
   */
  #end(outcome, why) {
    this.#quiet();
    this.state = outcome === "wanting" ? "idle" : outcome;
    this.#say(why);
    return outcome;
  }

  /** @param {string} text */
  #say(text) {
    this.said = text;
    this.view?.news();
  }

  /** @param {Part} part */
  #add(part) {
    const end = this.parts.at(-1);
    // a figure that has changed takes the place of what it was; the pictures of a film follow each other
    const same = (/** @type {Part} */ known) => known.type === "figure" && part.type === "figure" && !part.figure.delay && known.figure.number === part.figure.number;
    const at = this.parts.findIndex(same);
    if (at >= 0) this.parts[at] = part;
    else if (part.type === "output" && end?.type === "output") end.text += part.text;
    else this.parts.push({ ...part });
    this.view?.add(part);
  }
}
