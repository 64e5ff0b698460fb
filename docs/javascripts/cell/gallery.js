// What a cell shows beside text: figures, pictures, tables, films. Nothing in them can run, whatever
// the code has put there: a figure is an image, a table stands in a frame without scripts. Their
// colours follow the page's scheme.
import { Film } from "./film.js";
import { Picture } from "./picture.js";
import { colours, onScheme } from "../site/theme.js";

/** @typedef {import("../python/protocol.js").Figure} Figure */
/** @typedef {{show: (figure: Figure) => void, redraw: () => void, end?: () => void, element: HTMLElement}} Frame */

/** HTML of a reader's object. Without `allow-scripts` nothing in it runs; with the page's own origin its height can be seen. */
class Table {
  element = document.createElement("iframe");
  #html = "";

  constructor() {
    this.element.setAttribute("sandbox", "allow-same-origin");
    this.element.className = "cell-table";
    this.element.addEventListener("load", () => this.#fit());
  }

  /** @param {Figure} figure */
  show({ data, text }) {
    this.#html = data;
    this.element.title = text;
    this.redraw();
  }

  redraw() {
    const { color, fontFamily } = getComputedStyle(document.body);
    const { grid, paper } = colours();
    const scheme = document.body.dataset.mdColorScheme === "slate" && !matchMedia("print").matches ? "dark" : "light";
    this.element.srcdoc = `<!doctype html><meta charset="utf-8"><style>
      :root { color-scheme: ${scheme} }
      body { background: ${paper}; color: ${color}; font: 13px/1.5 ${fontFamily}; margin: 0; overflow-wrap: anywhere }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums }
      th, td { border: 0; border-bottom: 1px solid ${grid}; overflow-wrap: normal; padding: 0.25em 0.8em; text-align: right; white-space: nowrap }
    </style>${this.#html}`;
  }

  #fit() {
    const inside = this.element.contentDocument?.documentElement;
    if (!inside) return;
    this.element.style.height = "0"; // what is inside is never less high than its frame
    const bar = inside.scrollWidth > inside.clientWidth ? 20 : 0;
    this.element.style.height = `${Math.min(inside.scrollHeight + bar, 600)}px`;
  }
}

export class Gallery {
  /** @type {Map<number, Frame>} */
  #shown = new Map();
  #fresh = false;

  /** @param {Element} box holds what the build has drawn @param {AbortSignal} signal */
  constructor(box, signal) {
    this.box = box;
    this.documented = [...box.childNodes];
    const redraw = () => this.#shown.forEach((frame) => frame.redraw());
    signal.addEventListener("abort", onScheme(redraw));
    matchMedia("print").addEventListener("change", redraw, { signal }); // paper is white
  }

  /** A run begins: what is there stays until the first new figure. */
  begin() {
    this.#fresh = false;
  }

  /** @param {Figure} figure a new one, or one that has changed */
  show(figure) {
    if (!this.#fresh) this.#clear();
    this.#fresh = true;
    let frame = this.#shown.get(figure.number);
    if (frame instanceof Picture && figure.delay) {
      frame.element.remove();
      frame = undefined;
    }
    if (!frame) {
      frame = figure.delay ? new Film() : figure.kind === "html" ? new Table() : new Picture();
      this.#shown.set(figure.number, frame);
      this.box.append(frame.element);
    }
    frame.show(figure);
  }

  /** The run is over: figures of an earlier one go if it drew none. */
  end() {
    if (!this.#fresh) this.#clear();
    this.#shown.forEach((frame) => frame.end?.());
  }

  /** What the build has drawn. */
  reset() {
    this.#clear();
    this.box.append(...this.documented);
  }

  #clear() {
    this.#shown.clear();
    this.box.replaceChildren();
  }
}
