// Draws the cloud of units, nothing else: the numbers come from initdocs.demos.cloud.
import { drawAxes, drawCross, drawLine } from "../../draw/chart.js";
import { drawEnds } from "../../draw/ends.js";
import { fontOf } from "../../draw/type.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {[law: string, label: string, colour: string][]} Laws */

const DASH = [6, 4];

/** @param {HTMLElement} element @param {{edge: number, laws: Laws}} constants */
export function mount(element, { edge, laws }) {
  const { view, probe } = partsOf(element);
  const surfaces = { cloud: view("cloud"), sizes: view("sizes") };
  const read = probe("sizes");

  return still((scene, palette, settings) => {
    const shown = laws.findIndex(([law]) => law === settings.law);
    const steps = scene.sizes.length / laws.length;
    const lines = laws.map(([, name, colour], i) => ({ name, colour: palette[colour], values: scene.sizes.subarray(i * steps, (i + 1) * steps) }));
    const step = Math.round(scene.step[0]);
    drawCloud(surfaces.cloud(), { dots: scene.dots, edge, size: lines[shown].values[step], start: lines[shown].values[0], colour: lines[shown].colour }, palette);
    read(drawSizes(surfaces.sizes(), { lines, shown, step }, palette));
  });
}

/**
 * @param {Surface} surface
 * @param {{dots: Float32Array, edge: number, size: number, start: number, colour: string}} cloud
 * @param {Colours} palette
 */
function drawCloud(surface, { dots, edge, size, start, colour }, palette) {
  const { context, width, height, em } = surface;
  const unit = Math.min(width, height) / (2 * edge);
  const [x, y] = [(/** @type {number} */ v) => width / 2 + unit * v, (/** @type {number} */ v) => height / 2 - unit * v];
  drawCross(surface, x(0), y(0), palette);
  const count = dots.length / 2;
  context.fillStyle = palette.forward;
  context.globalAlpha = 0.55;
  const radius = Math.max(1.6, width / 190);
  context.beginPath(); // one for all: 800 fills would take a slow phone longer than a frame
  for (let i = 0; i < count; i++) {
    context.moveTo(x(dots[i]) + radius, y(dots[count + i]));
    context.arc(x(dots[i]), y(dots[count + i]), radius, 0, 2 * Math.PI);
  }
  context.fill();
  context.globalAlpha = 1;
  for (const [square, pen, dash, wide] of /** @type {const} */ ([[start, palette.ink, DASH, 1.2], [size, colour, [], 2.5]])) {
    context.strokeStyle = pen;
    context.lineWidth = wide;
    context.setLineDash([...dash]);
    context.beginPath();
    context.arc(x(0), y(0), unit * Math.sqrt(2 * square), 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
  context.fillStyle = palette.ink;
  context.font = fontOf(surface);
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText("for one input →", width - 0.5 * em, y(0) - 0.3 * em);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText("↑ for the other", x(0) + 0.5 * em, 0.5 * em);
}

/**
 * @param {Surface} surface
 * @param {{lines: {name: string, colour: string, values: Float32Array}[], shown: number, step: number}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawSizes(surface, { lines, shown, step }, palette) {
  const { context, em } = surface;
  const box = drawAxes(surface, { low: -3, high: 0.4, xLabel: "layer", yLabel: "mean square", names: lines.map(({ name }) => name) }, palette);
  const last = lines[0].values.length - 1;
  const at = Array.from({ length: last + 1 }, (_, i) => i);
  const x = (/** @type {number} */ i) => box.left + (i / last) * (box.right - box.left);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (let layer = 1; 2 * layer - 2 <= last; layer += 3) context.fillText(String(layer), x(2 * layer - 2), box.bottom + 4);
  lines.forEach(({ values, colour }, i) => {
    const strong = i === shown;
    drawLine(surface, box, { epochs: at, values: Array.from(values), end: last, colour, width: strong ? 2.5 : 1.2, dash: strong ? [] : DASH });
  });
  context.fillStyle = lines[shown].colour;
  context.strokeStyle = palette.paper;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x(step), box.y(lines[shown].values[step]), 0.55 * em, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  drawEnds(surface, box, lines.map(({ name, colour, values }, i) => ({ name, colour, dash: i === shown ? [] : DASH, y: box.y(values[last]), strong: i === shown })), palette); // prettier-ignore
  return { ...box, at: at.map((i) => i / 2 + 1), x: (layer) => x(2 * layer - 2), xLabel: "layer", lines };
}
