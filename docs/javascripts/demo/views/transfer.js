// Draws changes by width and losses by learning rate, nothing else: the numbers come from
// initdocs.demos.transfer.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawDecades } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{name: string, values: Float32Array, colour: string, dash: number[], strong: boolean}} Line */
/** @typedef {{looked: [name: string, colour: string, dash: number[]][], widths: number[], changes: [number, number], depths: number[], shades: string[], powers: [number, number], losses: [number, number]}} Constants */

/** @param {number} power */
const tell = (power) => short(10 ** power);

/** @param {HTMLElement} element @param {Constants} constants */
export function mount(element, { looked, widths, changes, depths, shades, powers, losses }) {
  const { view, probe } = partsOf(element);
  const [wide, deep] = [view("widths"), view("depths")];
  const [readWidth, readRate] = [probe("widths"), probe("depths")];

  return still((scene, palette) => {
    /** @type {Line[]} */
    const moved = looked.map(([name, colour, dash], i) => ({ name, values: rowOf(scene.changes, looked.length, i), colour: palette[colour], dash, strong: false }));
    readWidth(drawChanges(wide(), moved, { widths, range: changes }, palette));
    /** @type {Line[]} */
    const left = depths.map((depth, i) => ({ name: `L = ${depth}`, values: rowOf(scene.losses, depths.length, i), colour: palette[shades[i]], dash: [], strong: i === 0 || i === depths.length - 1 }));
    readRate(drawLosses(deep(), left, { middles: scene.middles, powers, range: losses }, palette));
  });
}

/**
 * Axes with a logarithmic ordinate and room for the names of lines, and the lines that are named.
 * @param {Surface} surface
 * @param {Line[]} lines
 * @param {{range: [number, number], xLabel: string, yLabel: string}} axes
 * @param {Colours} palette
 */
function drawBox(surface, lines, { range: [low, high], xLabel, yLabel }, palette) {
  const shown = named(surface, lines);
  const box = drawAxes(surface, { low, high, xLabel, yLabel, names: shown.map(({ name }) => name) }, palette);
  return { box, shown, up: (/** @type {number} */ power) => box.y(10 ** power) };
}

/**
 * @param {Surface} surface
 * @param {Line[]} lines
 * @param {(index: number) => number} across
 * @param {(power: number) => number} up
 */
function drawLines({ context }, lines, across, up) {
  context.lineWidth = 2.5;
  context.lineJoin = "round";
  for (const { values, colour, dash } of lines) {
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.beginPath();
    values.forEach((power, at) => context.lineTo(across(at), up(power)));
    context.stroke();
  }
  context.setLineDash([]);
}

/**
 * The powers of ten of changes over the widths, which stand below it.
 * @param {Surface} surface
 * @param {Line[]} lines
 * @param {{widths: number[], range: [number, number]}} over
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawChanges(surface, lines, { widths, range }, palette) {
  const { context } = surface;
  const { box, shown, up } = drawBox(surface, lines, { range, xLabel: "width n", yLabel: "change" }, palette);
  const x = (/** @type {number} */ width) => box.left + (Math.log(width / widths[0]) / Math.log(widths[widths.length - 1] / widths[0])) * (box.right - box.left);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const width of widths) context.fillText(String(width), x(width), box.bottom + 5);
  drawLines(surface, lines, (at) => x(widths[at]), up);
  drawEnds(surface, box, shown.map(({ name, values, colour, dash, strong }) => ({ name, y: up(values[values.length - 1]), colour, dash, strong })), palette); // prettier-ignore
  return { ...box, x, at: widths, xLabel: "width n", lines: lines.map((line) => ({ ...line, tell })) };
}

/**
 * The powers of ten of losses over learning rates, with a dot in the middle of the good rates.
 * @param {Surface} surface
 * @param {Line[]} lines
 * @param {{middles: Float32Array, powers: [number, number], range: [number, number]}} over
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawLosses(surface, lines, { middles, powers: [low, high], range }, palette) {
  const { context } = surface;
  const { box, shown, up } = drawBox(surface, lines, { range, xLabel: "learning rate", yLabel: "loss" }, palette);
  const x = drawDecades(surface, box, { low, high }, palette);
  const last = lines[0].values.length - 1;
  const rates = Array.from(lines[0].values, (_, i) => 10 ** (low + ((high - low) * i) / last));
  drawLines(surface, lines, (at) => x(rates[at]), up);
  lines.forEach(({ values, colour }, i) => {
    const place = ((middles[i] - low) / (high - low)) * last;
    const before = Math.min(Math.max(Math.floor(place), 0), last - 1);
    const on = values[before] + (place - before) * (values[before + 1] - values[before]);
    context.beginPath();
    context.arc(x(10 ** middles[i]), up(on), 5.5, 0, 2 * Math.PI);
    [context.fillStyle, context.strokeStyle, context.lineWidth] = [colour, palette.paper, 2];
    context.fill();
    context.stroke();
  });
  drawEnds(surface, box, shown.map(({ name, values, colour, dash, strong }) => ({ name, y: up(values[last]), colour, dash, strong })), palette); // prettier-ignore
  return { ...box, x, at: rates, xLabel: "learning rate", lines: lines.map((line) => ({ ...line, tell })) };
}
