// A canvas that fills its box at the screen's own resolution.
// draw/ holds pure drawing: numbers and colours in, marks out. It imports itself and the theme.

import { typeIn, zoomOf } from "./type.js";

/** @typedef {{context: CanvasRenderingContext2D, width: number, height: number} & import("./type.js").Type} Surface */

/** Boxes whose drawing goes elsewhere, while a picture of it is taken. @type {Map<Element, CanvasRenderingContext2D>} */
const elsewhere = new Map();

/**
 * Have boxes drawn on other contexts than their own.
 * @param {Map<Element, CanvasRenderingContext2D>} contexts
 * @param {() => void} draw
 */
export function drawElsewhere(contexts, draw) {
  for (const [box, context] of contexts) elsewhere.set(box, context);
  try {
    draw();
  } finally {
    elsewhere.clear();
  }
}

/**
 * Put a canvas over the poster of a view.
 * @param {HTMLElement} box
 */
export function canvasIn(box) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  box.append(canvas);
  let width = box.clientWidth;
  let height = box.clientHeight;
  let type = typeIn(box);
  let zoom = zoomOf(box);
  const observer = new ResizeObserver(([entry]) => {
    ({ width, height } = entry.contentRect);
    type = typeIn(box);
    zoom = zoomOf(box);
  });
  observer.observe(box);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** The surface to draw on, cleared, in CSS pixels; enlarged, in pixels that are larger. @returns {Surface} */
  return () => {
    const enlarged = { width: width / zoom, height: height / zoom, em: type.em / zoom, family: type.family };
    const other = elsewhere.get(box);
    if (other) return { context: other, ...enlarged };
    const scale = Math.min(devicePixelRatio || 1, 2);
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    context.setTransform(scale * zoom, 0, 0, scale * zoom, 0, 0);
    context.clearRect(0, 0, enlarged.width, enlarged.height);
    box.classList.add("demo-view--drawn");
    return { context, ...enlarged };
  };
}

/** @param {string} colour #rrggbb @returns {number[]} */
export function rgb(colour) {
  const value = parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** @param {number} value */
export function short(value) {
  if (!Number.isFinite(value)) return "∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 10000)) return value.toExponential(1);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(3);
}
