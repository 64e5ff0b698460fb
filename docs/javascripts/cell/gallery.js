// The figures of a cell. One that a reader's code has drawn is shown as an image: nothing in it
// can run, whatever the code has put there; its colours follow the page's scheme.
import { colours, onScheme } from "../site/theme.js";

/** @typedef {import("../python/protocol.js").Figure} Figure */

/** An image stands apart from the page: colours and type must be in it. @param {string} svg */
function asImage(svg) {
  const page = colours();
  const { fontFamily } = getComputedStyle(document.body);
  const coloured = svg.replace(/var\(--fig-([\w]+)\)/g, (_, name) => page[name] ?? "#808080");
  const typed = coloured.replace("<svg ", `<svg font-family="${fontFamily.replaceAll('"', "'")}" `);
  return `data:image/svg+xml,${encodeURIComponent(typed)}`;
}

export class Gallery {
  /** @type {Map<number, {figure: Figure, image: HTMLImageElement}>} */
  #shown = new Map();
  #fresh = false;

  /** @param {Element} box holds what the build has drawn @param {AbortSignal} signal */
  constructor(box, signal) {
    this.box = box;
    this.documented = [...box.childNodes];
    const redraw = () => {
      for (const { figure, image } of this.#shown.values()) image.src = asImage(figure.svg);
    };
    signal.addEventListener("abort", onScheme(redraw));
    matchMedia("print").addEventListener("change", redraw, { signal }); // paper is white
  }

  /** A run begins: the figures that are there stay until the first new one. */
  begin() {
    this.#fresh = false;
  }

  /** @param {Figure} figure a new one, or one that has changed */
  show(figure) {
    if (!this.#fresh) this.#clear();
    this.#fresh = true;
    const known = this.#shown.get(figure.number);
    const image = known?.image ?? document.createElement("img");
    image.alt = figure.text;
    image.src = asImage(figure.svg);
    if (!known) this.box.append(image);
    this.#shown.set(figure.number, { figure, image });
  }

  /** The run is over: figures of an earlier one go if it drew none. */
  end() {
    if (!this.#fresh) this.#clear();
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
