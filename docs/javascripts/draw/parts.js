// What the drawings of a demo write to: its canvases, its tiles and its readouts.
import { canvasIn } from "./canvas.js";
import { probeIn } from "./probe.js";

/**
 * What belongs to one network in an array that holds the same of several, one after the other.
 * @param {Float32Array} values @param {number} count @param {number} i
 */
export const rowOf = (values, count, i) => values.subarray((i * values.length) / count, ((i + 1) * values.length) / count);

/** A text that is put there once more costs a layout. @param {Element | null} node @param {string} text */
export const write = (node, text) => {
  if (node && node.textContent !== text) node.textContent = text;
};

/** @param {HTMLElement} element a demo */
export function partsOf(element) {
  const tiles = /** @type {HTMLCanvasElement[]} */ ([...element.querySelectorAll("canvas[data-tile]")]);
  /** @param {string} name */
  const box = (name) => /** @type {HTMLElement} */ (element.querySelector(`[data-view="${name}"]`));
  return {
    tiles,
    titles: tiles.map((tile) => tile.dataset.title ?? ""),
    names: tiles.map((tile) => tile.dataset.tile ?? ""),
    labels: [...element.querySelectorAll("[data-tile-cost]")],
    write,
    /** @param {string} name */
    view: (name) => canvasIn(box(name)),
    /** What is told to it can be read off the view. @param {string} name */
    probe: (name) => probeIn(box(name)),
    /** @param {string} name @param {string} text */
    read: (name, text) => write(element.querySelector(`[data-readout="${name}"]`), text),
  };
}
