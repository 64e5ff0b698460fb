// Draws what a fresh network of one coordinate draws, and its spectrum, nothing else: the numbers
// come from initdocs.demos.coordinates.
import { drawAxes, drawCurve, drawDecades, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{network: string, first: string}} Looks */

/** Of a curve, the deviations that its axis shows: a fresh output hardly leaves them. */
const TALL = 3.5;

/** @param {HTMLElement} element @param {{reach: [number, number], floor: number, looks: Looks}} constants */
export function mount(element, { reach, floor, looks }) {
  const { view, probe } = partsOf(element);
  const surfaces = { curve: view("curve"), spectrum: view("spectrum") };
  const read = probe("spectrum");

  return still((scene, palette) => {
    drawOutput(surfaces.curve(), scene.curve, palette[looks.network], palette);
    read(drawSpectrum(surfaces.spectrum(), { scene, reach, floor, looks }, palette));
  });
}

/**
 * @param {Surface} surface
 * @param {Float32Array} curve at even distances from −1, and not at 1
 * @param {string} colour
 * @param {Colours} palette
 */
function drawOutput(surface, curve, colour, palette) {
  const axes = { x: { low: -1, high: 1 }, y: { low: -TALL, high: TALL }, xLabel: "coordinate", yLabel: "output, in its deviations" };
  const box = drawScales(surface, axes, palette);
  drawCurve(surface, box, { from: -1, to: 1 - 2 / curve.length, values: curve, colour, dash: [], width: 1.75 });
}

/**
 * Shares over frequencies, both in powers of ten, and where typical frequencies are.
 * @param {Surface} surface
 * @param {{scene: Frame, reach: [number, number], floor: number, looks: Looks}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawSpectrum(surface, { scene: { power, typical }, reach: [from, to], floor, looks }, palette) {
  const { context, em } = surface;
  const axes = drawAxes(surface, { low: floor, high: 0, xLabel: "periods from −1 to 1", yLabel: "share of the variance" }, palette);
  const x = drawDecades(surface, axes, { low: from, high: to }, palette);
  const colour = palette[looks.network];
  const box = { ...axes, x: (/** @type {number} */ at) => x(10 ** at), y: (/** @type {number} */ at) => axes.y(10 ** at) };
  const [first, found] = typical;
  if (first >= from && first <= to) {
    context.strokeStyle = palette[looks.first];
    context.lineWidth = 1.25;
    context.setLineDash([5, 3]);
    context.beginPath();
    context.moveTo(box.x(first), box.top);
    context.lineTo(box.x(first), box.bottom);
    context.stroke();
    context.setLineDash([]);
  }
  drawCurve(surface, box, { from, to, values: power, colour, dash: [], width: 2.5 });
  context.font = fontOf(surface, "600");
  context.fillStyle = palette.ink;
  if (found > to) {
    context.textAlign = "right";
    context.textBaseline = "top";
    context.fillText("typical: beyond →", box.right - 0.3 * em, box.top + 0.4 * em);
  } else {
    const place = ((Math.max(found, from) - from) / (to - from)) * (power.length - 1);
    const i = Math.min(Math.floor(place), power.length - 2);
    context.beginPath();
    context.arc(box.x(Math.max(found, from)), box.y(power[i] + (place - i) * (power[i + 1] - power[i])), 0.5 * em, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.strokeStyle = palette.paper;
    context.lineWidth = 2;
    context.stroke();
  }
  const at = Array.from(power, (_, i) => 10 ** (from + ((to - from) * i) / (power.length - 1)));
  const values = Array.from(power, (share) => 10 ** share);
  return { ...axes, at, x, xLabel: "periods", lines: [{ name: "share", values, colour }] };
}
