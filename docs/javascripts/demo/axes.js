// Settings that the build recorded beside the default ones: which file answers for them, and where in it.
import { readRecording } from "./recording.js";
import { root } from "../site/root.js";
import { told } from "./told.js";

/** @typedef {import("./recording.js").Recording} Recording */
/** @typedef {Record<string, string | number>} Values */
/**
 * The combinations of `files`, in order, have the addresses `at`, one after the other in a folder;
 * those of `grid` stand in one file together. Nothing that is recorded depends on what is `free`.
 * @typedef {{files: Record<string, string[]>, grid: Record<string, string[]>, free: string[], at: string[]}} Axis
 */
/** @typedef {{address: string, node: number}} Place */

/** @param {string} a @param {string | number} b both as a control has them: 0.10 is 0.1 */
export const same = (a, b) => a === String(b) || (a.trim() !== "" && String(b).trim() !== "" && Number(a) === Number(b));

/**
 * Which combination of values the settings are, the last name's running fastest; −1 for none.
 * @param {Record<string, string[]>} values
 * @param {Values} settings
 */
function indexOf(values, settings) {
  let index = 0;
  for (const [name, all] of Object.entries(values)) {
    const at = all.findIndex((value) => same(value, settings[name]));
    if (at < 0) return -1;
    index = index * all.length + at;
  }
  return index;
}

/**
 * Where settings are recorded, if they are.
 * @param {Axis[]} axes
 * @param {Values} settings
 * @param {Values} defaults of all settings that a run depends on
 * @returns {(Place & {axis: Axis}) | null}
 */
export function find(axes, settings, defaults) {
  for (const axis of axes) {
    const other = (/** @type {string} */ name) => !(name in axis.files || name in axis.grid || axis.free.includes(name));
    if (!Object.keys(defaults).filter(other).every((name) => same(String(defaults[name]), settings[name]))) continue;
    const [file, node] = [indexOf(axis.files, settings), indexOf(axis.grid, settings)];
    if (file >= 0 && node >= 0) return { axis, address: axis.at[file], node };
  }
  return null;
}

/**
 * The files that lie one or two values of a setting away: those that a reader may want next.
 * @param {Axis} axis
 * @param {Values} settings
 * @returns {string[]}
 */
export function neighbours({ files, at }, settings) {
  return Object.entries(files).flatMap(([name, all]) => {
    const here = all.findIndex((value) => same(value, settings[name]));
    const near = [here + 1, here - 1, here + 2, here - 2].map((i) => all[i]).filter((value) => value !== undefined);
    return near.map((value) => at[indexOf(files, { ...settings, [name]: value })]);
  });
}

/** The recorded settings of one demo. */
export class Axes {
  /** @type {Map<string, Promise<Recording>>} */
  #files = new Map();
  /** What could not be had: its settings are as good as not recorded. */
  #lost = new Set();

  /** @param {HTMLElement} element a demo */
  constructor(element) {
    /** @type {Axis[]} */
    this.axes = told(element, "axes").map((/** @type {Axis & {at: string}} */ axis) => {
      const count = Object.values(axis.files).reduce((all, { length }) => all * length, 1);
      return { ...axis, at: Array.from({ length: count }, (_, i) => `${axis.at}/${i}`) };
    });
  }

  /** @param {Values} settings @param {Values} defaults */
  find(settings, defaults) {
    const found = find(this.axes, settings, defaults);
    return found && !this.#lost.has(found.address) ? found : null;
  }

  /** @param {string} address below the site @returns {Promise<Recording>} */
  fetch(address) {
    let file = this.#files.get(address);
    if (!file) {
      file = this.#load(address);
      this.#files.set(address, file);
      file.catch(() => this.#files.delete(address));
    }
    return file;
  }

  /** The same, for settings that the reader has chosen: what cannot be had is not offered again. @param {string} address */
  async ask(address) {
    try {
      return await this.fetch(address);
    } catch (error) {
      this.#lost.add(address);
      throw error;
    }
  }

  /** @param {string} address */
  async #load(address) {
    const response = await fetch(new URL(address, root));
    if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
    return readRecording(new Uint8Array(await response.arrayBuffer()));
  }

  /** Fetch what will be asked for: the files of these settings. @param {Values[]} all @param {Values} defaults */
  have(all, defaults) {
    for (const settings of all) {
      const found = this.find(settings, defaults);
      if (found) this.fetch(found.address).catch(() => {});
    }
  }

  /** Fetch what may be asked for next. @param {Values} settings @param {Values} defaults */
  ahead(settings, defaults) {
    const found = this.find(settings, defaults);
    if (found) for (const address of neighbours(found.axis, settings)) this.fetch(address).catch(() => {});
  }
}
