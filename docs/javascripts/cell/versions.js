// The texts of one cell: the page's, the reader's own, and those that addresses brought. None takes
// the place of another: what a reader types into the page's or into shared code becomes one more text.
import { keep, kept } from "../site/store.js";

/** @typedef {{id: string, whose: "yours" | "shared", source: string, original: string}} Version */

/** Texts that are kept of a cell; beyond that the oldest goes. */
const MOST = 8;

/** Two tabs may write at once: a name of its own keeps each text apart. */
const newId = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}`;

/** @param {unknown} value @returns {value is Version} */
function isVersion(value) {
  const { id, whose, source, original } = /** @type {Version} */ (value ?? {});
  return [id, source, original].every((text) => typeof text === "string") && ["yours", "shared"].includes(whose);
}

/** @param {Record<string, unknown>} value what is kept @returns {Version[]} */
function read({ versions, source, original }) {
  if (Array.isArray(versions)) return versions.filter(isVersion);
  // as it was kept before there were several
  return typeof source === "string" ? [{ id: "first", whose: "yours", source, original: String(original) }] : [];
}

export class Versions {
  /** @type {Version[]} */
  #all;
  #shown = "";
  /** Those that were here and are gone. @type {Set<string>} */
  #gone = new Set();
  /** What became of the text that is shown, where it answers an exercise. */
  #verdict = "";

  /** @param {string} key @param {string} original the page's own text */
  constructor(key, original) {
    this.key = key;
    this.original = original;
    const value = kept(key);
    this.#all = read(value).filter(({ whose, source }) => whose === "shared" || source !== original);
    // what this tab has shown last, whatever another one shows since
    const { shown = this.#all.at(-1)?.id, verdict } = { ...value, ...kept(key, "sessionStorage") };
    if (this.#all.some(({ id }) => id === shown)) this.#shown = String(shown);
    if (verdict === "pass" || verdict === "fail") this.#verdict = verdict;
  }

  /** The text that is shown, if it is not the page's. */
  get shown() {
    return this.#all.find(({ id }) => id === this.#shown) ?? null;
  }

  get source() {
    return this.shown?.source ?? this.original;
  }

  get verdict() {
    return this.#verdict;
  }

  set verdict(verdict) {
    this.#verdict = verdict;
    this.#keep();
  }

  /** What a reader can choose from, the page's first. @returns {{id: string, label: string, shown: boolean}[]} */
  get choice() {
    const count = { yours: 0, shared: 0 };
    const told = this.#all.map(({ id, whose }) => {
      const number = (count[whose] += 1) > 1 ? ` ${count[whose]}` : "";
      return { id, label: `${whose === "yours" ? "Your code" : "Shared code"}${number}`, shown: id === this.#shown };
    });
    return [{ id: "", label: "The page’s code", shown: this.#shown === "" }, ...told];
  }

  /** The reader has changed the text that is shown. @param {string} source */
  type(source) {
    const { shown } = this;
    this.#verdict = "";
    if (shown?.whose === "yours") shown.source = source;
    else this.#add("yours", source);
    this.#keep();
  }

  /** An address has brought a text: it is shown, and the others stay. @param {string} source */
  take(source) {
    if (source === this.source) return;
    const known = this.choice.find(({ id }) => (this.#all.find((version) => version.id === id)?.source ?? this.original) === source);
    if (known) this.choose(known.id);
    else this.#add("shared", source);
    this.#verdict = "";
    this.#keep();
  }

  /** @param {string} id one of the choice */
  choose(id) {
    this.#shown = id;
    this.#verdict = "";
    this.#keep();
  }

  /** @param {Version["whose"]} whose @param {string} source */
  #add(whose, source) {
    const version = { id: newId(), whose, source, original: this.original };
    this.#all.push(version);
    this.#shown = version.id;
    for (const { id } of this.#all.splice(0, this.#all.length - MOST)) this.#gone.add(id);
  }

  #keep() {
    const ours = this.#all.filter(({ whose, source }) => whose === "shared" || source !== this.original);
    const known = new Set([...this.#all.map(({ id }) => id), ...this.#gone]);
    const theirs = read(kept(this.key)).filter(({ id }) => !known.has(id)); // another tab's
    const versions = [...theirs, ...ours];
    const empty = !versions.length && !this.#verdict;
    const here = { shown: this.#shown, verdict: this.#verdict };
    keep(this.key, empty ? null : { versions, ...here });
    keep(this.key, here, "sessionStorage");
  }
}
