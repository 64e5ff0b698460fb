// A page's demos and figures before a class: one at a time, as large as the screen, stepped by keys.
import { readSettings } from "../demo/address.js";
import { told } from "../demo/told.js";
import { addressOf, nameOf, shown, standAlone, standTogether } from "./alone.js";
import { arrive, back, onward, stepsOf } from "./script.js";

/** @typedef {import("./script.js").Step} Step */

/** What a key does; those of the pointers that teachers hold in their hand too. @type {Record<string, "next" | "back" | "blank" | "end" | "full" | "controls">} */
const KEYS = { c: "controls", C: "controls", ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "back", ArrowUp: "back", PageUp: "back", b: "blank", B: "blank", ".": "blank", Escape: "end", f: "full", F: "full" }; // prettier-ignore

/** What takes the arrow keys for itself, where it was reached by keys. */
const OWN = "input:focus-visible, select:focus-visible, textarea:focus-visible, [role=slider]:focus-visible";

/** Milliseconds that the buttons stay after the pointer has moved. */
const LINGER = 3000;

/** Those settings that are not the default ones. @param {HTMLElement} element @param {Record<string, string>} settings */
function changed(element, settings) {
  const { parameters } = element.dataset.demo === undefined ? { parameters: {} } : told(element, "rules");
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => value !== String(parameters[name]?.default)));
}

/** @type {Stage | null} */
let stage = null;

/**
 * @param {HTMLElement} element what is shown first
 * @param {AbortSignal} signal the page's
 */
export function present(element, signal) {
  stage ??= new Stage(element, signal);
}

class Stage {
  #over = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {MutationObserver | null} */
  #waits = null;

  /** @param {HTMLElement} first @param {AbortSignal} page */
  constructor(first, page) {
    this.opener = document.activeElement;
    /** @type {{element: HTMLElement, script: import("./script.js").Entry[]}[]} */
    const parts = shown().map((element) => ({ element, script: element.dataset.demo ? told(element, "script") : [] }));
    for (const { element, script } of parts) for (const entry of script) entry.settings = changed(element, entry.settings);
    const { steps, at } = stepsOf(parts, first, changed(first, readSettings(location.search, nameOf(first))));
    this.steps = steps;
    this.place = arrive(steps, at);
    this.words = document.createElement("div");
    this.words.className = "stage-words";
    this.words.setAttribute("aria-live", "polite");
    this.keys = this.#buttons();
    this.blind = Object.assign(document.createElement("div"), { className: "stage-blank", hidden: true });
    const { signal } = this.#over;
    page.addEventListener("abort", () => this.end(), { signal });
    // before the theme, which has keys of its own
    addEventListener("keydown", (event) => this.#key(event), { capture: true, signal });
    addEventListener("pointermove", () => this.#linger(), { signal });
    document.addEventListener("fullscreenchange", () => document.fullscreenElement || this.end(), { signal });
    this.blind.addEventListener("click", () => this.do("blank"), { signal });
    document.documentElement.dataset.stage = "picture";
    document.body.append(this.blind, this.keys);
    this.#show();
    // without a network, too
    for (const { element, script } of parts) element.dispatchEvent(new CustomEvent("demo:have", { detail: script.map(({ settings: each }) => each) }));
    this.#linger();
    scrollTo(0, 0);
  }

  /** @returns {Step} */
  get step() {
    return this.steps[this.place.at];
  }

  #buttons() {
    const group = document.createElement("div");
    group.className = "stage-keys";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Presenting");
    this.count = document.createElement("span");
    for (const [what, sign, label] of /** @type {const} */ ([["back", "←", "Back, arrow left"], ["next", "→", "Next, arrow right"], ["controls", "C", "All controls, C"], ["blank", "B", "Blank the screen, B"], ["full", "F", "Full screen, F"], ["end", "Esc", "End, Esc"]])) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title: label, ariaLabel: label });
      button.addEventListener("click", () => this.do(what));
      group.append(button);
    }
    group.prepend(this.count);
    return group;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    const what = KEYS[key];
    if (ctrlKey || metaKey || altKey || key === "Tab") return;
    if (what !== "end" && document.activeElement?.matches(OWN)) return;
    if (key === " " && document.activeElement?.matches("button:focus-visible")) return;
    event.stopPropagation();
    if (!what) return;
    event.preventDefault();
    this.do(what);
  }

  /** @param {"next" | "back" | "blank" | "end" | "full" | "controls"} what */
  do(what) {
    if (what === "end") return this.end();
    if (what === "full") return fullScreen(!document.fullscreenElement);
    if (what === "controls") {
      const { dataset } = document.documentElement;
      dataset.stage = dataset.stage === "all" ? "picture" : "all";
      return;
    }
    if (what === "blank") this.blind.hidden = !this.blind.hidden;
    else if (!this.blind.hidden) this.blind.hidden = true; // a step is seen
    else {
      const before = this.step;
      this.place = (what === "next" ? onward : back)(this.steps, this.place);
      this.#show(before);
    }
  }

  /** The buttons, for a moment. */
  #linger() {
    this.keys.classList.add("stage-keys--seen");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keys.classList.remove("stage-keys--seen"), LINGER);
  }

  /** @param {Step} [before] */
  #show(before) {
    const { element, entry } = this.step;
    const { told: answered } = this.place;
    this.#waits?.disconnect();
    if (before?.element !== element) {
      standAlone("present", element);
      element.prepend(this.words);
      history.replaceState(history.state, "", addressOf("present", nameOf(element)));
    }
    document.documentElement.dataset.told = String(answered);
    if (this.count) this.count.textContent = `${this.place.at + 1} / ${this.steps.length}`;
    if (!entry) return this.words.replaceChildren();
    element.dispatchEvent(new CustomEvent("demo:show", { detail: { values: entry.settings, play: answered } }));
    if (!answered) return this.#say(entry.ask, entry.answers);
    if (!entry.answers.length) return this.#say(entry.look);
    // what came out is told when it has come
    this.#say(entry.ask, entry.answers);
    this.#waits = new MutationObserver(() => element.dataset.state === "done" && this.#say(entry.look));
    this.#waits.observe(element, { attributes: true, attributeFilter: ["data-state"] });
  }

  /** @param {string} text @param {string[]} [answers] */
  #say(text, answers = []) {
    const line = Object.assign(document.createElement("p"), { textContent: text });
    const list = document.createElement("ul");
    list.append(...answers.map((answer) => Object.assign(document.createElement("li"), { textContent: answer })));
    this.words.replaceChildren(...(text ? [line] : []), ...(answers.length ? [list] : []));
  }

  end() {
    if (stage !== this) return;
    stage = null;
    this.#over.abort();
    this.#waits?.disconnect();
    clearTimeout(this.#timer);
    const { element } = this.step;
    for (const part of [this.words, this.keys, this.blind]) part.remove();
    standTogether();
    for (const name of ["told", "stage"]) delete document.documentElement.dataset[name];
    fullScreen(false);
    const url = new URL(location.href);
    url.searchParams.delete("present");
    history.replaceState(history.state, "", url);
    element.scrollIntoView({ block: "center" });
    const button = /** @type {HTMLElement | null} */ (element.querySelector("[data-present]"));
    (this.opener instanceof HTMLElement && this.opener.isConnected && this.opener !== document.body ? this.opener : button)?.focus({ preventScroll: true });
  }
}

/** A browser that refuses, or a page in a frame, shows it in the window. @param {boolean} full */
export function fullScreen(full) {
  const root = document.documentElement;
  if (full) root.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen?.().catch(() => {});
}
