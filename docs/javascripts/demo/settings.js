// What a demo's controls say, and what an address may say to them: by the rules that Python wrote.
import { readSettings, writeSettings } from "./address.js";
import { same } from "./axes.js";
import { Slider } from "./slider.js";
import { told } from "./told.js";

/** @typedef {Record<string, string | number>} Values */
/** @typedef {{kind: "number", default: string, low: number, high: number, whole: boolean, wrong: string, outside: string}} NumberRule */
/** @typedef {{kind: "choice", default: string, options: string[], wrong: string}} ChoiceRule */
/** @typedef {{kind: "text", default: string}} TextRule */
/** @typedef {{numeral: string, foreign: string, parameters: Record<string, NumberRule | ChoiceRule | TextRule>}} Rules */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/** Milliseconds between two writings of the address: browsers refuse more than some hundred a minute. */
const ADDRESS = 400;

/** @param {string} template @param {string} value @param {string} near */
const say = (template, value, near = "") => template.replace("{near}", () => near).replace("{value}", () => value);

/**
 * The value that a text stands for: itself where it is allowed, else what is taken for it, and a
 * note that says so. The same as `read_settings` of initdocs.demos.
 * @param {Rules} rules
 * @param {string} name
 * @param {string} text
 * @returns {{value: string | null, note: string}} no value where the demo has no such setting
 */
export function readValue(rules, name, text) {
  if (!Object.hasOwn(rules.parameters, name)) return { value: null, note: say(rules.foreign, name) };
  const rule = rules.parameters[name];
  if (rule.kind === "text") return { value: text, note: "" };
  if (rule.kind === "choice") {
    return rule.options.includes(text) ? { value: text, note: "" } : { value: rule.default, note: say(rule.wrong, text) };
  }
  if (!new RegExp(`^(?:${rules.numeral})$`).test(text)) return { value: rule.default, note: say(rule.wrong, text) };
  const wanted = Number(text);
  let near = Math.min(Math.max(wanted, rule.low), rule.high);
  if (rule.whole) near = Math.floor(near + 0.5); // not Math.round: Python's sum, to the last bit
  const value = String(near);
  return { value, note: near === wanted ? "" : say(rule.outside, text, value) };
}

/** A demo's controls. */
export class Settings {
  /** When the address was written last. */
  #written = -Infinity;
  #pending = 0;

  /** @param {HTMLElement} element a demo @param {string} name */
  constructor(element, name) {
    this.name = name;
    this.form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
    this.notes = /** @type {HTMLElement} */ (element.querySelector("[data-notes]"));
    this.places = /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-error]")]);
    /** @type {Rules} */
    this.rules = told(element, "rules");
    this.form.reset();
    this.defaults = this.#read();
    this.#fromAddress();
    /** What held at the last change: a number that is being typed is none yet. */
    this.values = this.#read();
    this.sliders = [...this.form.querySelectorAll("[data-slides]")].map((input) => new Slider(/** @type {HTMLInputElement} */ (input), this.form));
    this.#tellSet();
  }

  /** Those that a run depends on: the others act on the drawing alone. @param {Values} values @returns {Values} */
  #ofRun(values) {
    const controls = /** @type {Control[]} */ ([...this.form.elements]);
    const names = controls.filter(({ name, dataset }) => name && !("live" in dataset)).map(({ name }) => name);
    return Object.fromEntries(names.map((name) => [name, values[name]]));
  }

  /** The settings of a run as the default ones are. */
  get usual() {
    return this.#ofRun(this.defaults);
  }

  /** The name of the run that the settings ask for: equal settings have equal names. */
  get run() {
    return JSON.stringify(this.#ofRun(this.values));
  }

  get usualRun() {
    return JSON.stringify(this.usual);
  }

  /** Whether they are those of the recording that stands in the page. */
  get standard() {
    return Object.entries(this.usual).every(([name, value]) => same(String(value), this.values[name]));
  }

  /** @returns {Values} */
  #read() {
    return /** @type {Values} */ (Object.fromEntries(new FormData(this.form)));
  }

  #fromAddress() {
    this.tell("");
    for (const [name, text] of Object.entries(readSettings(location.search, this.name))) {
      const { value, note } = readValue(this.rules, name, text);
      if (value !== null) /** @type {Control | RadioNodeList} */ (this.form.elements.namedItem(name)).value = value;
      if (note) this.#tellAt(name, note);
    }
  }

  /** @param {string} note for the reader, in the place of all before */
  tell(note) {
    this.notes.textContent = note;
    for (const place of this.form.querySelectorAll("[data-said]")) place.textContent = "";
  }

  /** Say at a control what was taken there; where the reader sees none, below the demo. @param {string} name @param {string} note */
  #tellAt(name, note) {
    const place = /** @type {HTMLElement | null} */ (this.form.querySelector(`[data-said="${CSS.escape(name)}"]`));
    if (place?.parentElement?.offsetParent) place.textContent = note;
    else this.notes.textContent = `${this.notes.textContent} ${note}`.trim();
  }

  /**
   * Hear of a setting that the reader changed, mended and written into the address.
   * @param {{changed: (live: boolean) => void, entered: () => void}} hear told whether it acts on the
   *   running demo; and of Enter in a field
   * @param {AbortSignal} signal
   */
  listen({ changed, entered }, signal) {
    this.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.form.addEventListener("keydown", ({ key, target }) => {
      // once the field has told of its change
      if (key === "Enter" && target instanceof HTMLInputElement) setTimeout(entered);
    }, { signal }); // prettier-ignore
    for (const slider of this.sliders) slider.listen(signal);
    this.form.addEventListener("change", ({ target }) => {
      const control = /** @type {Control} */ (target);
      if (!control.name) return; // the reader's files are no setting
      const { value, note } = readValue(this.rules, control.name, control.value);
      if (value !== null && value !== control.value) control.value = value;
      this.tell("");
      if (note) this.#tellAt(control.name, note);
      this.values = this.#read();
      this.#tellSet();
      this.#toAddress();
      changed("live" in control.dataset);
    }, { signal }); // prettier-ignore
  }

  /** Take all settings at once, those that are not named at their defaults. @param {Record<string, string>} values */
  take(values) {
    this.form.reset();
    for (const [name, value] of Object.entries(values)) /** @type {Control | RadioNodeList} */ (this.form.elements.namedItem(name)).value = value;
    for (const slider of this.sliders) slider.follow();
    this.values = this.#read();
    this.#tellSet();
    this.#toAddress();
  }

  /** A number of a text is there where the text has it; the page's text follows. */
  #tellSet() {
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-of]"))) {
      const name = box.querySelector("input")?.name ?? "";
      box.hidden = !new RegExp(`\\b${name}\\b`).test(String(this.values[box.dataset.of ?? ""]));
    }
    this.form.dispatchEvent(new CustomEvent("demo:set"));
  }

  /** At once, or a little later in a drag. */
  #toAddress() {
    clearTimeout(this.#pending);
    const write = () => {
      this.#written = performance.now();
      if (this.form.isConnected) history.replaceState(history.state, "", writeSettings(location.href, this.name, this.values, this.defaults));
    };
    const wait = this.#written + ADDRESS - performance.now();
    if (wait <= 0) write();
    else this.#pending = Number(setTimeout(write, wait));
  }

  /** What is wrong with what the reader typed, below it and under its letters. @param {Record<string, import("../python/protocol.js").TextError>} errors */
  showErrors(errors) {
    for (const place of this.places) {
      const name = place.dataset.error ?? "";
      const control = /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
      const error = errors[name];
      control.setAttribute("aria-invalid", String(Boolean(error)));
      place.textContent = error ? `${control.value}\n${" ".repeat(error.start)}${"^".repeat(Math.max(1, error.end - error.start))}\n${error.message}` : "";
    }
  }
}
