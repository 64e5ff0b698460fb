// All recordings of a demo: the settings that have files of their own, and a short default run, which stands in its page.
import { Axes, find } from "./axes.js";
import { recordingOf } from "./sources.js";
import { saving } from "../site/saving.js";

/** @typedef {import("./recording.js").Recording} Recording */
/** @typedef {{address: string | null, node: number}} Place */

/** A short run of the default settings. @type {Place} */
const IN_THE_PAGE = { address: null, node: 0 };

export class Recordings {
  /** @type {Promise<Recording> | null} */
  #inThePage = null;

  /** @param {HTMLElement} element a demo @param {import("./settings.js").Settings} settings @param {import("./given.js").Given} given */
  constructor(element, settings, given) {
    this.element = element;
    this.settings = settings;
    this.given = given;
    this.axes = new Axes(element);
    this.short = element.querySelector("template[data-recording]") !== null;
  }

  /** Whether a run would be of the default settings. */
  get standard() {
    return !this.given.any && this.settings.standard;
  }

  /** Where the default settings are recorded: a long run of theirs is a file. @returns {Place} */
  get usual() {
    const { usual } = this.settings;
    return this.short ? IN_THE_PAGE : /** @type {Place} */ (find(this.axes.axes, usual, usual));
  }

  /** Where the settings are recorded: in the page, in a file, or nowhere. @returns {Place | null} */
  get place() {
    if (this.given.any) return null;
    return this.short && this.standard ? IN_THE_PAGE : this.axes.find(this.settings.values, this.settings.usual);
  }

  /** @param {Place} place */
  load({ address }) {
    return address === null ? (this.#inThePage ??= recordingOf(this.element)) : this.axes.ask(address);
  }

  /** Fetch what may be asked for next. */
  ahead() {
    if (!saving()) this.axes.ahead(this.settings.values, this.settings.usual);
  }

  /** Have at hand what a class will be shown. @param {Record<string, string>[]} all settings that differ from the default ones */
  have(all) {
    this.axes.have(all.map((values) => ({ ...this.settings.defaults, ...values })), this.settings.usual); // prettier-ignore
  }

  /** Have at hand a long default run and what is scrubbed, and what is one step away once the reader is here. @param {AbortSignal} signal */
  watch(signal) {
    const found = this.axes.find(this.settings.values, this.settings.usual);
    const long = !this.short && this.standard;
    if (found && (long || Object.keys(found.axis.grid).length) && !saving()) this.axes.fetch(found.address).catch(() => {});
    const here = new AbortController();
    const come = () => {
      here.abort();
      this.ahead();
    };
    signal.addEventListener("abort", () => here.abort());
    for (const event of ["pointerover", "focusin"]) this.element.addEventListener(event, come, { signal: here.signal });
  }
}
