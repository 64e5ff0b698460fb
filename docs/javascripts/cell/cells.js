// The cells of the page that is shown: in order, by name, run one by one or all of them, and where
// code that an address brings finds its cell.
import { Cell } from "./cell.js";
import { Exercise } from "./exercise.js";
import { sharedCell, sharedCode } from "./share.js";
import { Bar } from "./bar.js";
import * as queue from "../python/queue.js";
import { arrived } from "../site/arrived.js";
import { copy } from "../site/clipboard.js";
import { notify } from "../site/notice.js";

/** @typedef {import("../python/queue.js").Batch} Batch */

/** @type {Cells | null} */
let shown = null;

/** The last time that all of a page was run, by the page's path. @type {Map<string, Batch>} */
const whole = new Map();

/** The page's name, as its head gives it. */
const title = () => document.querySelector('meta[property="og:title"]')?.getAttribute("content") ?? document.title;

/** @param {AbortSignal} signal */
export function mountCells(signal) {
  shown = new Cells(signal);
}

arrived.mountCells = mountCells;

export class Cells {
  /** @type {Cell[]} */
  #all = [];

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.path = location.pathname;
    this.title = title();
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-cell], [data-exercise]"))) {
      this.#all.push(new (element.dataset.cell === undefined ? Exercise : Cell)(element, this, signal));
    }
    for (const cell of this.#all) cell.restore();
    new Bar(this, signal);
    addEventListener("hashchange", () => this.#arrive(), { signal });
    this.#arrive();
  }

  /** The cells that share the page's variables, in order. */
  get #cells() {
    return this.#all.filter((cell) => !(cell instanceof Exercise));
  }

  /** The last time that all of it was run. */
  get whole() {
    return whole.get(this.path);
  }

  /** Those above a cell of this page. @param {Cell} cell */
  above(cell) {
    const at = this.#all.findIndex(({ key }) => key === cell.key);
    return this.#all.slice(0, at).filter((other) => !(other instanceof Exercise));
  }

  /** What a reader calls a cell of this page. @param {Cell} cell */
  nameOf(cell) {
    const kind = cell instanceof Exercise ? "exercise" : "cell";
    const alike = this.#all.filter((other) => other instanceof Exercise === cell instanceof Exercise);
    return `${kind} ${alike.indexOf(cell) + 1} of “${this.title}”`;
  }

  /** The cell of that key, if it is on the page that is shown now. @param {string} key */
  shown(key) {
    return shown?.path === this.path ? shown.#all.find((cell) => cell.key === key) : undefined;
  }

  /** Run every cell in order, up to the first that fails. */
  runAll() {
    const cells = this.#cells.filter((cell) => !cell.busy);
    if (!cells.length) return;
    const batch = queue.batchOf(cells.length);
    whole.set(this.path, batch);
    queue.add(...cells.map((cell) => cell.job(batch)));
  }

  /** End what is left of that. */
  stopAll() {
    queue.stop(({ path }) => path === this.path);
  }

  /** Code in the address goes to its cell, and out of the address: a reload shows what the reader made of it. */
  async #arrive() {
    const { hash } = location;
    const name = sharedCell(hash);
    if (!name) return;
    const cell = this.#all.find(({ id }) => id === name);
    const code = await sharedCode(hash, name).catch(() => null);
    if (shown !== this) return;
    if (code === null) return cell?.say("The address holds shared code that is damaged.");
    const taken = () => location.hash === hash && history.replaceState(history.state, "", location.pathname + location.search);
    if (cell) {
      taken();
      return cell.receive(code);
    }
    // until it is copied the code stands nowhere but in the address
    notify(`The address holds code for the cell “${name}”, which this page does not have.`, {
      "Copy the code": async () => {
        const said = await copy(code, "");
        if (said) notify(said);
        else taken();
      },
    });
  }
}
