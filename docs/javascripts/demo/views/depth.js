// Draws a frame of the depth demo, nothing else: the numbers come from initdocs.demos.depth.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawLayers, drawMark } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** More lines than this would be a grey block. */
const LINES = 3000;
const UNITS = 16;

/** @param {HTMLElement} element */
export function mount(element) {
  const { view, read } = partsOf(element);
  const surfaces = { network: view("network"), norms: view("norms") };
  /** @type {Frame | null} */
  let scene = null;
  /** @type {Frame | null} */
  let frame = null;

  return {
    /** @param {Frame} next */
    scene(next) {
      scene = next;
    },
    /** @param {Frame} next */
    frame(next) {
      frame = next;
    },
    draw() {
      if (!scene || !frame) return;
      const palette = colours();
      const [width, depth, known] = Array.from(scene.sizes, Math.round);
      const [up, down] = [Math.round(frame.up[0]), Math.round(frame.down[0])];
      drawLayersOfUnits(surfaces.network(), { scene, width, depth, up, down }, palette);
      drawNorms(surfaces.norms(), { scene, depth, up, down, known: known === 1 }, palette);
      const layer = down <= depth ? down : up;
      const law = down <= depth ? scene.law_down : scene.law_up;
      read("layer", String(layer));
      read("activation", short(10 ** scene.up[3 * Math.min(layer, up) + 1]));
      read("gradient", down <= depth ? short(10 ** scene.down[3 * layer + 1]) : "–");
      read("law", known === 1 ? short(10 ** law[layer]) : "none");
    },
  };
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, width: number, depth: number, up: number, down: number}} state
 * @param {Colours} palette
 */
function drawLayersOfUnits({ context, width: w, height: h }, { scene, width, depth, up, down }, palette) {
  const units = Math.min(width, UNITS);
  const radius = Math.min(9, (0.3 * h) / units, (0.3 * w) / (depth + 1));
  /** @param {number} layer */
  const x = (layer) => w * (0.06 + (0.88 * layer) / depth);
  /** @param {number} unit */
  const y = (unit) => (h * (unit + 0.5)) / units;
  if (units * units * depth <= LINES) {
    context.lineWidth = 0.7;
    context.strokeStyle = palette.grid;
    context.beginPath();
    for (let layer = 0; layer < depth; layer++) {
      for (let from = 0; from < units; from++) {
        for (let to = 0; to < units; to++) {
          context.moveTo(x(layer), y(from));
          context.lineTo(x(layer + 1), y(to));
        }
      }
    }
    context.stroke();
  }
  for (let layer = 0; layer <= depth; layer++) {
    const back = layer >= down;
    const power = (back ? scene.down : scene.up)[3 * layer + 1];
    const reached = back || layer <= up;
    // a norm of 1 is half the room; every factor of ten changes the disc by a fifth
    const size = reached ? Math.min(2.2, Math.max(0.25, 1 + 0.2 * power)) : 1;
    context.fillStyle = !reached ? palette.paper : back ? palette.backward : palette.forward;
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    for (let unit = 0; unit < units; unit++) {
      context.beginPath();
      context.arc(x(layer), y(unit), radius * size, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, depth: number, up: number, down: number, known: boolean}} state
 * @param {Colours} palette
 */
function drawNorms(surface, { scene, depth, up, down, known }, palette) {
  const all = [...scene.up, ...scene.down, ...(known ? [...scene.law_up, ...scene.law_down] : [])];
  const low = Math.max(-20, Math.floor(Math.min(...all, -1)));
  const high = Math.min(25, Math.ceil(Math.max(...all, 1)));
  const box = drawAxes(surface, { low, high, xLabel: "layer", yLabel: "norm" }, palette);
  const x = drawLayers(surface, box, depth, palette);
  const { context } = surface;
  if (known) {
    for (const [law, colour, dash] of /** @type {const} */ ([
      [scene.law_up, palette.forward, []],
      [scene.law_down, palette.backward, [6, 4]],
    ])) {
      context.strokeStyle = colour;
      context.lineWidth = 1.6;
      context.setLineDash([...dash]);
      context.beginPath();
      for (let layer = 0; layer <= depth; layer++) context.lineTo(x(layer), box.y(10 ** law[layer]));
      context.stroke();
      context.setLineDash([]);
    }
  }
  for (let layer = 0; layer <= depth; layer++) {
    for (const [values, colour, square, reached, shift] of /** @type {const} */ ([
      [scene.up, palette.forward, false, layer <= up, -1.5],
      [scene.down, palette.backward, true, layer >= down, 1.5],
    ])) {
      if (!reached) continue;
      const [a, b, c] = [0, 1, 2].map((quantile) => 10 ** values[3 * layer + quantile]);
      drawMark(surface, box, { x: x(layer) + shift, low: a, middle: b, high: c, colour, square });
    }
  }
}
