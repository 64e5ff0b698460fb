// A dense network: a line a weight, its width by size and its colour by sign.
import { drawNote } from "./chart.js";

/** @typedef {import("./canvas.js").Surface} Surface */

/**
 * @param {Surface} surface
 * @param {ArrayLike<number>} sizes
 * @param {Float32Array} theta W¹, b¹, W², b², …
 * @param {import("../site/theme.js").Colours} colours
 */
export function drawNetwork(surface, sizes, theta, colours) {
  const { context, width, height } = surface;
  const last = sizes.length - 1;
  /** @param {number} layer */
  const x = (layer) => width * (0.07 + (0.86 * layer) / last);
  /** @param {number} unit @param {number} layer */
  const y = (unit, layer) => (height * (unit + 0.5)) / sizes[layer];
  let [largest, zero] = [0, true];
  forEachWeight(sizes, theta, (w) => {
    zero &&= w === 0;
    if (Math.abs(w) > largest && Number.isFinite(w)) largest = Math.abs(w);
  });
  const scale = 6 / (largest || 1);
  forEachWeight(sizes, theta, (w, layer, from, to) => {
    context.strokeStyle = w > 0 ? colours.positive : w < 0 ? colours.negative : colours.zero;
    context.lineWidth = 0.6 + (Number.isFinite(w) ? Math.abs(w) * scale : 6);
    context.beginPath();
    context.moveTo(x(layer), y(from, layer));
    context.lineTo(x(layer + 1), y(to, layer + 1));
    context.stroke();
  });
  context.lineWidth = 1.5;
  context.strokeStyle = colours.ink;
  context.fillStyle = colours.paper;
  const widest = Math.max(...Array.from(sizes));
  const radius = Math.min(11, (0.36 * height) / widest);
  for (let layer = 0; layer <= last; layer++) {
    for (let unit = 0; unit < sizes[layer]; unit++) {
      context.beginPath();
      context.arc(x(layer), y(unit, layer), radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }
  if (zero) drawNote(surface, "all zero", colours);
}

/**
 * @param {ArrayLike<number>} sizes
 * @param {Float32Array} theta
 * @param {(weight: number, layer: number, from: number, to: number) => void} visit
 */
function forEachWeight(sizes, theta, visit) {
  let at = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    for (let to = 0; to < sizes[layer + 1]; to++) {
      for (let from = 0; from < sizes[layer]; from++) visit(theta[at++], layer, from, to);
    }
    at += sizes[layer + 1]; // the biases are not drawn
  }
}
