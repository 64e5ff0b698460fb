// Draws what six networks say and their tangent kernels, each beside the law of infinite width,
// nothing else: the numbers come from initdocs.demos.kernel.
import { drawCurve, drawScales } from "../../draw/chart.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{network: string, law: string, data: string}} Looks */

const NETWORKS = 6;
/** The angles of both views, and how high that of the outputs goes. */
const ANGLES = { low: -Math.PI, high: Math.PI };
const TALL = 3;
const LAW = [6, 4];

/** @param {HTMLElement} element @param {{at: number[], targets: number[], looks: Looks}} constants */
export function mount(element, { at, targets, looks }) {
  const { view, probe } = partsOf(element);
  const surfaces = { functions: view("functions"), kernel: view("kernel") };
  const read = { functions: probe("functions"), kernel: probe("kernel") };

  return still((scene, palette) => {
    read.functions(drawFunctions(surfaces.functions(), { scene, at, targets, looks }, palette));
    read.kernel(drawKernels(surfaces.kernel(), scene, looks, palette));
  });
}

/**
 * What a reading tells of several lines: their mean and both ends.
 * @param {Float32Array} all of six networks, one after the other
 * @param {number} i
 */
const eachAt = (all, i) => Array.from({ length: NETWORKS }, (_, network) => rowOf(all, NETWORKS, network)[i]);

/**
 * @param {Float32Array} all
 * @param {Float32Array} law
 * @param {Looks} looks
 * @param {Colours} palette
 */
function linesOf(all, law, looks, palette) {
  const places = Array.from(law, (_, i) => eachAt(all, i));
  return [
    { name: "law", values: law, colour: palette[looks.law] },
    { name: "lowest of six", values: places.map((six) => Math.min(...six)), colour: palette[looks.network] },
    { name: "highest", values: places.map((six) => Math.max(...six)), colour: palette[looks.network] },
  ];
}

/**
 * The curves of six networks over the band of their law, and what is learned.
 * @param {Surface} surface
 * @param {{scene: Frame, at: number[], targets: number[], looks: Looks}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawFunctions(surface, { scene: { curves, law }, at, targets, looks }, palette) {
  const { context, em } = surface;
  const box = drawScales(surface, { x: ANGLES, y: { low: -TALL, high: TALL }, xLabel: "angle", yLabel: "output" }, palette);
  const [mean, deviation] = [rowOf(law, 2, 0), rowOf(law, 2, 1)];
  const { low: from, high: to } = ANGLES;
  const x = (/** @type {number} */ i) => box.x(from + ((to - from) * i) / (mean.length - 1));
  context.beginPath();
  for (let i = 0; i < mean.length; i++) context.lineTo(x(i), box.y(mean[i] + 2 * deviation[i]));
  for (let i = mean.length - 1; i >= 0; i--) context.lineTo(x(i), box.y(mean[i] - 2 * deviation[i]));
  context.closePath();
  context.globalAlpha = 0.14;
  context.fillStyle = palette[looks.law];
  context.fill();
  context.globalAlpha = 1;
  for (let network = 0; network < NETWORKS; network++) drawCurve(surface, box, { from, to, values: rowOf(curves, NETWORKS, network), colour: palette[looks.network], dash: [], width: 1.4 });
  drawCurve(surface, box, { from, to, values: mean, colour: palette[looks.law], dash: LAW, width: 2.2 });
  for (let i = 0; i < at.length; i++) {
    context.beginPath();
    context.arc(box.x(at[i]), box.y(targets[i]), 0.45 * em, 0, 2 * Math.PI);
    context.fillStyle = palette[looks.data];
    context.fill();
    context.strokeStyle = palette.paper;
    context.lineWidth = 1.5;
    context.stroke();
  }
  return { ...box, at: Array.from(mean, (_, i) => from + ((to - from) * i) / (mean.length - 1)), xLabel: "angle", lines: linesOf(curves, mean, looks, palette) };
}

/**
 * The kernels of six networks with the angle 0, and their limit.
 * @param {Surface} surface
 * @param {Frame} scene
 * @param {Looks} looks
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawKernels(surface, { kernels, limit }, looks, palette) {
  // two scales, so that widths can be compared
  const high = kernels.some((value) => value > 5) ? 12 : 5;
  const box = drawScales(surface, { x: ANGLES, y: { low: 0, high }, xLabel: "angle", yLabel: "kernel with the angle 0" }, palette);
  const { low: from, high: to } = ANGLES;
  for (let network = 0; network < NETWORKS; network++) drawCurve(surface, box, { from, to, values: rowOf(kernels, NETWORKS, network), colour: palette[looks.network], dash: [], width: 1.4 });
  drawCurve(surface, box, { from, to, values: limit, colour: palette[looks.law], dash: LAW, width: 2.2 });
  return { ...box, at: Array.from(limit, (_, i) => from + ((to - from) * i) / (limit.length - 1)), xLabel: "angle", lines: linesOf(kernels, limit, looks, palette) };
}
