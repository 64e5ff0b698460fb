// One picture of a reader's code: an image, in the colours of the page.
import { colours } from "../site/theme.js";

/** @typedef {import("../python/protocol.js").Figure} Figure */

/** An image stands apart from the page: colours and type must be in it. @param {string} svg */
function coloured(svg) {
  const page = colours();
  const { fontFamily } = getComputedStyle(document.body);
  const painted = svg.replace(/var\(--fig-([\w]+)\)/g, (_, name) => page[name]);
  const typed = painted.replace("<svg ", `<svg font-family="${fontFamily.replaceAll('"', "'")}" `);
  return `data:image/svg+xml,${encodeURIComponent(typed)}`;
}

/** @param {Figure} figure */
export const address = ({ kind, data }) => (kind === "png" ? `data:image/png;base64,${data}` : coloured(data));

export class Picture {
  element = document.createElement("img");
  /** @type {Figure | null} */
  #figure = null;

  /** @param {Figure} figure */
  show(figure) {
    this.#figure = figure;
    this.element.alt = figure.text;
    this.redraw();
  }

  redraw() {
    if (this.#figure) this.element.src = address(this.#figure);
  }
}
