// Draws a frame of the depth demo, nothing else: the numbers come from initdocs.demos.depth.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawLayers, drawMark } from "../../draw/chart.js";
import { drawEnds } from "../../draw/ends.js";
import { fontOf } from "../../draw/type.js";
import { partsOf } from "../../draw/parts.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

const NAMES = ["activations", "signal back"];
/** How the signal back is dashed, which they keep in both schemes. */
const DOWN = [6, 4];

/** @param {HTMLElement} element @param {{reach: number}} constants */
export function mount(element, { reach }) {
  const { view, probe, read } = partsOf(element);
  const surfaces = { network: view("network"), norms: view("norms") };
  const probed = probe("norms");
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
      const [, depth, known] = Array.from(scene.sizes, Math.round);
      const [up, down] = [Math.round(frame.up[0]), Math.round(frame.down[0])];
      const layer = down <= depth ? down : up;
      const law = down <= depth ? scene.law_down : scene.law_up;
      read("layer", String(layer));
      read("activation", short(10 ** scene.up[3 * Math.min(layer, up) + 1]));
      read("gradient", down <= depth ? short(10 ** scene.down[3 * layer + 1]) : "–");
      read("law", known === 1 ? short(10 ** law[layer]) : "none");

      drawUnits(surfaces.network(), { scene, depth, up, down, reach }, palette);
      probed(drawNorms(surfaces.norms(), { scene, depth, up, down, known: known === 1 }, palette));
    },
  };
}

/**
 * Two grids of cells, a column a layer: the activations as they go forward, and the signal back below.
 * @param {Surface} surface
 * @param {{scene: Frame, depth: number, up: number, down: number, reach: number}} state
 * @param {Colours} palette
 */
function drawUnits(surface, { scene, depth, up, down, reach }, palette) {
  const { context, width, height, em } = surface;
  const units = scene.units_up.length / (depth + 1);
  const room = (height - 1.6 * em) / 2;
  const column = width / (depth + 1);
  const wide = 0.86 * column;
  const inset = column / 2 - 8; // the first and the last column end at the edges
  const x = drawLayers(surface, { left: inset, right: width - inset, bottom: height - 1.7 * em }, depth, palette);
  /** @type {[string, Float32Array, number, (layer: number) => boolean][]} */
  const grids = [
    ["activations, going forward →", scene.units_up, 0, (layer) => layer <= up],
    ["← the signal back", scene.units_down, room, (layer) => layer >= down],
  ];
  for (const [title, powers, top, reached] of grids) {
    context.font = fontOf(surface);
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillStyle = palette.ink;
    context.fillText(title, 0, top + 0.2 * em);
    const [first, each] = [top + 1.6 * em, (room - 2.1 * em) / units];
    const gap = Math.min(2, each / 6);
    for (let layer = 0; layer <= depth; layer++) {
      for (let unit = 0; unit < units; unit++) {
        const power = powers[layer * units + unit];
        const [left, y, high] = [x(layer) - wide / 2, first + each * unit, each - gap];
        context.strokeStyle = palette.grid;
        context.lineWidth = 1;
        context.strokeRect(left, y, wide, high);
        if (!reached(layer)) continue;
        context.globalAlpha = Math.min(1, Math.abs(power) / reach);
        context.fillStyle = power < 0 ? palette.fades : palette.explodes;
        context.fillRect(left, y, wide, high);
        context.globalAlpha = 1;
        if (power >= -reach - 0.5) continue;
        context.strokeStyle = palette.ink;
        context.beginPath();
        context.moveTo(left, y + high);
        context.lineTo(left + wide, y);
        context.stroke();
      }
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
  const box = drawAxes(surface, { low, high, xLabel: "layer", yLabel: "norm", names: NAMES }, palette);
  const x = drawLayers(surface, box, depth, palette);
  const { context } = surface;
  if (known) {
    for (const [law, colour, dash] of /** @type {const} */ ([
      [scene.law_up, palette.forward, []],
      [scene.law_down, palette.backward, DOWN],
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
  const at = Array.from({ length: depth + 1 }, (_, layer) => layer);
  const median = (/** @type {Float32Array} */ values) => at.map((layer) => 10 ** values[3 * layer + 1]);
  const measured = [median(scene.up).map((value, layer) => (layer <= up ? value : NaN)), median(scene.down).map((value, layer) => (layer >= down ? value : NaN))];
  const looks = [{ colour: palette.forward, dash: [] }, { colour: palette.backward, dash: DOWN }];
  const seen = [up, down <= depth ? depth : NaN]; // where each of them is furthest to the right
  drawEnds(surface, box, looks.map((look, i) => ({ name: NAMES[i], y: box.y(measured[i][seen[i]]), ...look })), palette); // prettier-ignore
  const lines = looks.map(({ colour }, i) => ({ name: NAMES[i], values: measured[i], colour }));
  const laws = [scene.law_up, scene.law_down].map((law, i) => ({ name: `theory, ${NAMES[i]}`, values: Array.from(law, (power) => 10 ** power), colour: looks[i].colour }));
  return { ...box, at, x, xLabel: "layer", lines: known ? [...lines, ...laws] : lines };
}
