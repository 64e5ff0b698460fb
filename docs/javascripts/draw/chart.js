// Axes with a logarithmic ordinate, lines over epochs, bars over layers.
import { roomFor } from "./ends.js";
import { drawLabel, fontOf, plain, powerOfTen } from "./type.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("../site/theme.js").Colours} Colours */
/** @typedef {{left: number, right: number, top: number, bottom: number, y: (value: number) => number}} Box */

/** Where the plain axes stand in their view, in CSS pixels from each side. @param {number} em the size of the type */
export const marginsOf = (em) => ({ left: 3.6 * em, right: em, top: 2.7 * em, bottom: 3.1 * em });

/**
 * Level lines with their labels to the left.
 * @param {Surface} surface
 * @param {{left: number, right: number}} box
 * @param {{at: number, label: string}[]} lines
 * @param {Colours} colours
 */
function drawGrid(surface, { left, right }, lines, colours) {
  const { context } = surface;
  context.font = fontOf(surface);
  context.fillStyle = colours.ink;
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const { at, label } of lines) {
    const y = Math.floor(at) + 0.5; // a crisp line, half a pixel from its place at most
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(right, y);
    context.stroke();
    context.fillText(label, left - 6, y);
  }
}

/**
 * @param {Surface} surface
 * @param {{low: number, high: number, xLabel: string, yLabel: string, names?: string[]}} axis powers of ten, and what stands at the ends of its lines
 * @param {Colours} colours
 * @returns {Box}
 */
export function drawAxes(surface, { low, high, xLabel, yLabel, names = [] }, colours) {
  const { context, width, height, em } = surface;
  const box = { left: 3.6 * em, right: width - 0.7 * em - roomFor(surface, names), top: 1.9 * em, bottom: height - 2.8 * em };
  /** @param {number} value */
  const y = (value) => {
    const power = Math.min(Math.max(Math.log10(Math.max(value, 1e-300)), low), high);
    return box.bottom - ((power - low) / (high - low)) * (box.bottom - box.top);
  };
  const every = Math.ceil((high - low) / Math.max(2, Math.floor((box.bottom - box.top) / (2 * em))));
  const first = Math.ceil(low / every); // so that 1 is among them where it is within
  const powers = Array.from({ length: Math.floor(high / every) - first + 1 }, (_, i) => (first + i) * every);
  drawGrid(surface, box, powers.map((power) => ({ at: y(10 ** power), label: powerOfTen(power) })), colours); // prettier-ignore
  context.textBaseline = "top";
  context.textAlign = "left";
  drawLabel(context, surface, yLabel, 2, 2);
  context.textAlign = "right";
  context.fillText(xLabel, box.right, box.bottom + 1.4 * em);
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
 * Two plain axes with a grid at round numbers; `decades`: x counts in powers of ten.
 * @param {Surface} surface
 * @param {{x: {low: number, high: number, decades?: boolean}, y: {low: number, high: number}, xLabel: string, yLabel: string, names?: string[]}} axes
 * @param {Colours} colours
 */
export function drawScales(surface, { x, y, xLabel, yLabel, names = [] }, colours) {
  const { context, width, height, em } = surface;
  const { left, right, top, bottom } = marginsOf(em);
  const box = { left, right: width - right - roomFor(surface, names), top, bottom: height - bottom };
  /** @param {number} value */
  const across = (value) => box.left + ((value - x.low) / (x.high - x.low)) * (box.right - box.left);
  /** @param {number} value */
  const up = (value) => box.bottom - ((value - y.low) / (y.high - y.low)) * (box.bottom - box.top);
  drawGrid(surface, box, roundTicks(y, Math.min(5, (box.bottom - box.top) / (2 * em))).map((tick) => ({ at: up(tick), label: plain(tick) })), colours); // prettier-ignore
  context.textAlign = "center";
  context.textBaseline = "top";
  if (x.decades) drawDecades(surface, box, x, colours);
  else for (const tick of roundTicks(x, Math.min(6, (box.right - box.left) / (3.2 * em)))) context.fillText(plain(tick), across(tick), box.bottom + 4);
  context.textAlign = "right";
  drawLabel(context, surface, xLabel, box.right, box.bottom + 1.6 * em);
  context.textAlign = "left";
  drawLabel(context, surface, yLabel, 2, Math.max(0, box.top - 2.2 * em));
  return { ...box, x: across, y: up };
}

/**
 * A logarithmic abscissa below a box, a tick at each power of ten.
 * @param {Surface} surface
 * @param {{left: number, right: number, bottom: number}} box
 * @param {{low: number, high: number}} range powers of ten, whole or not
 * @param {Colours} colours
 * @returns {(value: number) => number} where a value stands
 */
export function drawDecades(surface, { left, right, bottom }, { low, high }, colours) {
  const { context } = surface;
  /** @param {number} value */
  const x = (value) => left + ((Math.log10(value) - low) / (high - low)) * (right - left);
  context.font = fontOf(surface);
  context.fillStyle = colours.ink;
  context.strokeStyle = colours.ink;
  context.lineWidth = 1;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (let power = Math.ceil(low - 1e-9); power <= high + 1e-9; power++) {
    const at = Math.floor(x(10 ** power)) + 0.5;
    context.beginPath();
    context.moveTo(at, bottom);
    context.lineTo(at, bottom + 4);
    context.stroke();
    context.fillText(powerOfTen(power), at, bottom + 5);
  }
  return x;
}

/**
 * @param {Surface} surface
 * @param {Box} box
 * @param {number} end the largest epoch on the axis
 * @param {Colours} colours
 */
export function drawEpochs(surface, box, end, colours) {
  const { context } = surface;
  context.font = fontOf(surface);
  context.fillStyle = colours.ink;
  context.textBaseline = "top";
  const roomy = box.right - box.left > 9 * surface.em;
  for (const share of roomy ? [0, 0.5] : [0]) {
    context.textAlign = share ? "center" : "left";
    context.fillText(String(Math.round(end * share)), box.left + share * (box.right - box.left), box.bottom + 4);
  }
  context.textAlign = "right";
  context.fillText(String(Math.round(end)), box.right, box.bottom + 4);
}

/**
 * Ticks of the layers 0 to `last`, at most about eight of them.
 * @param {Surface} surface
 * @param {{left: number, right: number, bottom: number}} box
 * @param {number} last
 * @param {Colours} colours
 * @returns {(layer: number) => number} where a layer stands
 */
export function drawLayers(surface, box, last, colours) {
  const { context } = surface;
  /** @param {number} layer */
  const x = (layer) => box.left + 8 + (layer / last) * (box.right - box.left - 16);
  const room = Math.max(1, (box.right - box.left) / (2.2 * surface.em));
  const every = [1, 2, 5, 10, 20].find((step) => last / step <= Math.min(10, room)) ?? 50;
  context.font = fontOf(surface);
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
 * @param {string} name of what is drawn
 * @returns {import("./probe.js").Chart} what can be read off it
 */
export function drawBars(surface, box, values, colour, colours, name) {
  const { context } = surface;
  const each = (box.right - box.left) / values.length;
  const zero = Array.from(values).every((value) => value === 0);
  if (zero) drawNote(surface, "all zero", colours, box);
  context.font = fontOf(surface);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (let i = 0; i < values.length; i++) {
    const top = values[i] > 0 ? Math.min(box.y(values[i]), box.bottom - 1) : box.bottom; // what is off the scale is not nothing
    context.fillStyle = colour;
    context.fillRect(box.left + each * (i + 0.2), top, each * 0.6, box.bottom - top);
    context.fillStyle = colours.ink;
    context.fillText(String(i + 1), box.left + each * (i + 0.5), box.bottom + 4);
    if (values[i] === 0 && !zero) context.fillText("0", box.left + each * (i + 0.5), box.bottom - 1.3 * surface.em);
  }
  const at = Array.from(values, (_, i) => i + 1);
  return { ...box, at, x: (layer) => box.left + each * (layer - 0.5), xLabel: "layer", lines: [{ name, values, colour }] };
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

/**
 * The axes of a plane without scales, through its origin.
 * @param {Surface} surface
 * @param {number} x
 * @param {number} y
 * @param {Colours} colours
 */
export function drawCross({ context, width, height }, x, y, colours) {
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(width, y);
  context.moveTo(x, 0);
  context.lineTo(x, height);
  context.stroke();
}

/**
 * Words in the middle of a box, where an empty drawing would only look broken.
 * @param {Surface} surface
 * @param {string} text
 * @param {Colours} colours
 * @param {{left: number, right: number, top: number, bottom: number}} [box] else all of it
 */
export function drawNote(surface, text, colours, box = { left: 0, right: surface.width, top: 0, bottom: surface.height }) {
  const { context, em } = surface;
  context.font = fontOf(surface, "600");
  const [x, y, wide] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2, context.measureText(text).width + em];
  context.fillStyle = colours.paper;
  context.fillRect(x - wide / 2, y - em, wide, 2 * em);
  context.fillStyle = colours.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y);
}
