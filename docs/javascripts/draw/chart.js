// Axes with a logarithmic ordinate, lines over epochs, bars over layers.
import { FONT } from "./canvas.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("../site/theme.js").Colours} Colours */
/** @typedef {{left: number, right: number, top: number, bottom: number, y: (value: number) => number}} Box */

/** @param {number} power */
function powerOfTen(power) {
  if (power >= -2 && power <= 3) return String(10 ** power);
  return `10${[...String(power)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("")}`;
}

/** Where the plain axes stand in their view, in CSS pixels from each side. */
export const MARGIN = { left: 40, right: 10, top: 22, bottom: 34 };

/**
 * Level lines with their labels to the left.
 * @param {CanvasRenderingContext2D} context
 * @param {{left: number, right: number}} box
 * @param {{at: number, label: string}[]} lines
 * @param {Colours} colours
 */
function drawGrid(context, { left, right }, lines, colours) {
  context.font = FONT;
  context.fillStyle = colours.ink;
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const { at, label } of lines) {
    const y = Math.round(at) + 0.5;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(right, y);
    context.stroke();
    context.fillText(label, left - 6, y);
  }
}

/**
 * @param {Surface} surface
 * @param {{low: number, high: number, xLabel: string, yLabel: string}} axis powers of ten
 * @param {Colours} colours
 * @returns {Box}
 */
export function drawAxes({ context, width, height }, { low, high, xLabel, yLabel }, colours) {
  const box = { left: 46, right: width - 8, top: 20, bottom: height - 30 };
  /** @param {number} value */
  const y = (value) => {
    const power = Math.min(Math.max(Math.log10(Math.max(value, 1e-300)), low), high);
    return box.bottom - ((power - low) / (high - low)) * (box.bottom - box.top);
  };
  const every = Math.ceil((high - low) / Math.max(2, Math.floor((box.bottom - box.top) / 22)));
  const powers = Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, i) => low + i * every);
  drawGrid(context, box, powers.map((power) => ({ at: y(10 ** power), label: powerOfTen(power) })), colours); // prettier-ignore
  context.textBaseline = "top";
  context.textAlign = "left";
  context.fillText(yLabel, 4, 2);
  context.textAlign = "right";
  context.fillText(xLabel, box.right, box.bottom + 15);
  return { ...box, y };
}

/** About `count` round numbers from `low` to `high`. @param {{low: number, high: number}} range @param {number} count */
function roundTicks({ low, high }, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

/**
 * Two plain axes with a grid at round numbers.
 * @param {Surface} surface
 * @param {{x: {low: number, high: number}, y: {low: number, high: number}, xLabel: string, yLabel: string}} axes
 * @param {Colours} colours
 */
export function drawScales({ context, width, height }, { x, y, xLabel, yLabel }, colours) {
  const box = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  /** @param {number} value */
  const across = (value) => box.left + ((value - x.low) / (x.high - x.low)) * (box.right - box.left);
  /** @param {number} value */
  const up = (value) => box.bottom - ((value - y.low) / (y.high - y.low)) * (box.bottom - box.top);
  drawGrid(context, box, roundTicks(y, 5).map((tick) => ({ at: up(tick), label: String(tick) })), colours); // prettier-ignore
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const tick of roundTicks(x, 6)) context.fillText(String(tick), across(tick), box.bottom + 4);
  context.textAlign = "right";
  context.fillText(xLabel, box.right, box.bottom + 18);
  context.textAlign = "left";
  context.fillText(yLabel, 2, Math.max(0, box.top - 18));
  return { ...box, x: across, y: up };
}

/**
 * @param {Surface} surface
 * @param {Box} box
 * @param {number} end the largest epoch on the axis
 * @param {Colours} colours
 */
export function drawEpochs({ context }, box, end, colours) {
  context.font = FONT;
  context.fillStyle = colours.ink;
  context.textBaseline = "top";
  for (const share of [0, 0.5]) {
    context.textAlign = share ? "center" : "left";
    context.fillText(String(Math.round(end * share)), box.left + share * (box.right - box.left), box.bottom + 4);
  }
  context.textAlign = "right";
  context.fillText(String(Math.round(end)), box.right, box.bottom + 3);
}

/**
 * Ticks of the layers 0 to `last`, at most about eight of them.
 * @param {Surface} surface
 * @param {Box} box
 * @param {number} last
 * @param {Colours} colours
 * @returns {(layer: number) => number} where a layer stands
 */
export function drawLayers({ context }, box, last, colours) {
  /** @param {number} layer */
  const x = (layer) => box.left + 8 + (layer / last) * (box.right - box.left - 16);
  const every = [1, 2, 5, 10].find((step) => last / step <= 10) ?? 10;
  context.font = FONT;
  context.fillStyle = colours.ink;
  context.textBaseline = "top";
  context.textAlign = "center";
  for (let layer = 0; layer <= last; layer += every) context.fillText(String(layer), x(layer), box.bottom + 4);
  return x;
}

/**
 * Dots with bars: the middle and both ends of what was measured.
 * @param {Surface} surface
 * @param {Box} box
 * @param {{x: number, low: number, middle: number, high: number, colour: string, square: boolean}} mark
 */
export function drawMark({ context }, box, { x, low, middle, high, colour, square }) {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, box.y(low));
  context.lineTo(x, box.y(high));
  context.stroke();
  context.beginPath();
  if (square) context.rect(x - 3, box.y(middle) - 3, 6, 6);
  else context.arc(x, box.y(middle), 3.5, 0, 2 * Math.PI);
  context.fill();
}

/**
 * @param {Surface} surface
 * @param {Box} box
 * @param {{epochs: number[], values: number[], end: number, colour: string, width: number, dash: number[]}} line
 */
export function drawLine({ context }, box, { epochs, values, end, colour, width, dash }) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash);
  context.beginPath();
  for (let i = 0; i < epochs.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) break;
    const x = box.left + (epochs[i] / end) * (box.right - box.left);
    if (i) context.lineTo(x, box.y(value));
    else context.moveTo(x, box.y(value));
  }
  context.stroke();
  context.setLineDash([]);
}

/**
 * @param {Surface} surface
 * @param {Box} box
 * @param {ArrayLike<number>} values
 * @param {string} colour
 * @param {Colours} colours
 */
export function drawBars({ context }, box, values, colour, colours) {
  const each = (box.right - box.left) / values.length;
  context.font = FONT;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (let i = 0; i < values.length; i++) {
    const top = values[i] > 0 ? box.y(values[i]) : box.bottom;
    context.fillStyle = colour;
    context.fillRect(box.left + each * (i + 0.2), top, each * 0.6, box.bottom - top);
    context.fillStyle = colours.ink;
    context.fillText(String(i + 1), box.left + each * (i + 0.5), box.bottom + 4);
  }
}

/**
 * A curve through values at equal distances, cut off at the edges of the box.
 * @param {Surface} surface
 * @param {{left: number, right: number, top: number, bottom: number, x: (value: number) => number, y: (value: number) => number}} box
 * @param {{from: number, to: number, values: ArrayLike<number>, colour: string, dash: number[], width?: number}} curve
 */
export function drawCurve({ context }, box, { from, to, values, colour, dash, width = 2 }) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top - 1, box.right - box.left, box.bottom - box.top + 2);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  for (let i = 0; i < values.length; i++) context.lineTo(box.x(from + ((to - from) * i) / (values.length - 1)), box.y(values[i]));
  context.stroke();
  context.restore();
}
