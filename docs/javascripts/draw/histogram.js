// Histograms in rows and columns: a row has one axis, each histogram its own height.
import { drawNote } from "./chart.js";
import { fontOf } from "./type.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("../site/theme.js").Colours} Colours */
/** @typedef {{label: string, span: number, bars: Float32Array}} Row */

/** @param {number} value */
function plain(value) {
  const text = value >= 0.001 && value < 10000 ? String(Number(value.toPrecision(2))) : value.toExponential(0);
  return text.replace("-", "−");
}

/** Whether every value is exactly 0: it is in the bin above 0, and an axis of three deviations has no bin for all. @param {Float32Array} bars @param {number} bins */
const isZero = (bars, bins) => bars.every((share, i) => share === Number(i % bins === bins / 2));

/**
 * @param {Surface} surface
 * @param {{rows: Row[], titles: string[][], bins: number, inset?: number}} grid titles: of a column, and what to say below it; inset: beside each histogram, in pixels
 * @param {string} colour
 * @param {Colours} colours
 */
export function drawHistograms(surface, { rows, titles, bins, inset = 3 }, colour, colours) {
  const { context, width, height, em } = surface;
  const [left, top, gap] = [1.7 * em, 2.7 * em, 0.7 * em];
  const each = (width - left) / titles.length;
  const high = (height - top) / rows.length;
  const foot = 1.5 * em;
  context.font = fontOf(surface);
  titles.forEach(([title, below], column) => {
    const middle = left + each * (column + 0.5);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillStyle = colours.ink;
    context.fillText(each < 4 * em ? title.replace(/\D+/, "") : title, middle, 1);
    if (each >= 4 * em) context.fillText(below, middle, 1.3 * em);
  });
  rows.forEach(({ label, span, bars }, row) => {
    context.font = fontOf(surface);
    const base = top + high * (row + 1) - foot;
    const room = high - foot - gap;
    context.save();
    context.translate(0.9 * em, base - room / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = colours.ink;
    context.fillText(label, 0, 0);
    context.restore();
    titles.forEach((_, column) => {
      const [x, w] = [left + each * column + inset, each - 2 * inset];
      context.fillStyle = colour;
      for (let i = 0; i < bins; i++) {
        const share = bars[column * bins + i];
        context.fillRect(x + (w * i) / bins, base - room * share, w / bins, room * share);
      }
      context.strokeStyle = colours.ink;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x, base + 0.5);
      context.lineTo(x + w, base + 0.5);
      context.moveTo(x + w / 2, base);
      context.lineTo(x + w / 2, base + 4);
      context.stroke();
      if (column && each < 6.4 * em) return;
      context.fillStyle = colours.ink;
      context.textBaseline = "top";
      context.textAlign = "left";
      context.fillText(`−${plain(span)}`, x, base + 3);
      if (each < 6.4 * em) return;
      context.textAlign = "right";
      context.fillText(plain(span), x + w, base + 3);
    });
    if (isZero(bars, bins)) drawNote(surface, "all zero", colours, { left, right: width, top: base - room, bottom: base });
  });
}

/**
 * One histogram as small as a tile.
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} bars
 * @param {string} colour
 */
export function drawSpark(canvas, bars, colour) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.fillStyle = colour;
  bars.forEach((share, i) => context.fillRect((i * width) / bars.length, height * (1 - share), width / bars.length, height * share));
}
