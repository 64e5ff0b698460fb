// What a demo says of itself: its state, a sentence, the words of a run, and which frame is shown.

import { write } from "../draw/parts.js";
import { sayStep } from "../site/voice.js";

/** @typedef {import("./recording.js").Frame} Frame */
/** @typedef {import("./states.js").State} State */

const OFFER = "Run for these settings";

export class Face {
  /** @param {HTMLElement} element a demo @param {string} python what a first run loads */
  constructor(element, python) {
    this.element = element;
    this.status = /** @type {HTMLElement} */ (element.querySelector("[data-status]"));
    this.button = /** @type {HTMLButtonElement} */ (element.querySelector("[data-play]"));
    /** What the page says at first, and what it says of a recording. */
    this.first = this.status.textContent ?? "";
    this.recorded = this.status.dataset.recorded ?? this.first;
    this.label = this.button.textContent ?? "";
    this.button.title = `Runs in your browser. The first run on this site loads ${python}.`;
  }

  get state() {
    return /** @type {State} */ (this.element.dataset.state);
  }

  set state(state) {
    this.element.dataset.state = state;
    const pause = state === "running" && this.source === "live";
    write(this.button, pause ? "Pause" : state === "loading" ? "Loading…" : this.offer);
    this.button.setAttribute("aria-busy", String(state === "loading"));
  }

  /** What the button does where nothing runs. */
  get offer() {
    return (this.fresh && this.label) || OFFER;
  }

  /** Whether what is shown belongs to the settings beside it. */
  get fresh() {
    return this.element.dataset.fresh === "true";
  }

  set fresh(fresh) {
    this.element.dataset.fresh = String(fresh);
    if (!fresh) this.blank();
    this.state = this.state; // the button says what it does now
  }

  /** Take away what belongs to other settings. The drawings are dimmed by the style sheet. */
  blank() {
    for (const place of this.element.querySelectorAll("[data-readout]")) place.textContent = "–";
    for (const place of this.element.querySelectorAll("[data-text]")) place.textContent = "";
    for (const place of this.element.querySelectorAll("[data-tile-cost]")) place.textContent = "\u00a0";
    for (const place of this.element.querySelectorAll("[data-probe]")) place.removeAttribute("aria-valuetext");
    this.#tellTexts(null);
  }

  /** Where the frames that are shown come from: the page's `data-source`. */
  get source() {
    return this.element.dataset.source ?? "";
  }

  set source(source) {
    this.element.dataset.source = source;
  }

  /** @param {string} sentence */
  say(sentence) {
    if (sentence !== this.status.textContent) sayStep(sentence);
    write(this.status, sentence);
  }

  /** The last numbers of a run, in words. */
  get outcome() {
    const sentence = this.element.querySelector('.demo--still [data-text="verdict"]');
    if (sentence) return sentence.textContent ?? "";
    const told = [...this.element.querySelectorAll("[data-readout]")].map((place) => `${place.previousElementSibling?.textContent} ${place.textContent}`);
    return `The run is over. ${told.join(", ")}`;
  }

  /** @param {Record<string, string>} texts by the name of their place */
  write(texts) {
    for (const [name, text] of Object.entries(texts)) {
      const place = this.element.querySelector(`[data-text="${name}"]`);
      write(place, text);
    }
    this.#tellTexts(texts);
  }

  /** The page's own text follows. @param {Record<string, string> | null} texts */
  #tellTexts(texts) {
    this.element.dispatchEvent(new CustomEvent("demo:texts", { detail: texts }));
  }

  /** @param {Frame} scene @param {Frame} frame @param {number} step */
  count(scene, frame, step) {
    this.element.dataset.step = String(step);
    this.element.dispatchEvent(new CustomEvent("demo:frame", { detail: { step, scene, frame, source: this.source } }));
  }
}
