// All recordings of a demo: the run that stands in its page, and the settings that have files of their own.
import { Axes } from "./axes.js";
import { recordingOf } from "./sources.js";
import { saving } from "../site/saving.js";

/** @typedef {import("./recording.js").Recording} Recording */
/** @typedef {{address: string | null, node: number}} Place */

/** The default settings. @type {Place} */
export const IN_THE_PAGE = { address: null, node: 0 };

export class Recordings {
  /** @type {Promise<Recording> | null} */
  #inThePage = null;

  /** @param {HTMLElement} element a demo @param {import("./settings.js").Settings} settings @param {import("./given.js").Given} given */
  constructor(element, settings, given) {
    this.element = element;
    this.settings = settings;
    this.given = given;
    this.axes = new Axes(element);
  }

  /** Where the settings are recorded: in the page, in a file, or nowhere. @returns {Place | null} */
  get place() {
    if (this.given.any) return null;
    return this.settings.standard ? IN_THE_PAGE : this.axes.find(this.settings.values, this.settings.usual);
  }

  /** @param {Place} place */
  load({ address }) {
    return address === null ? (this.#inThePage ??= recordingOf(this.element)) : this.axes.ask(address);
  }

  /** Fetch what may be asked for next. */
  ahead() {
    if (!saving()) this.axes.ahead(this.settings.values, this.settings.usual);
  }

  /** Have at hand what is scrubbed, and what is one step away once the reader is here. @param {AbortSignal} signal */
  watch(signal) {
    const found = this.axes.find(this.settings.values, this.settings.usual);
    if (found && Object.keys(found.axis.grid).length && !saving()) this.axes.fetch(found.address).catch(() => {});
    const here = new AbortController();
    const come = () => {
      here.abort();
      this.ahead();
    };
    signal.addEventListener("abort", () => here.abort());
    for (const event of ["pointerover", "focusin"]) this.element.addEventListener(event, come, { signal: here.signal });
  }
}
