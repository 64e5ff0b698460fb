// Draws how queries share themselves out among their keys, nothing else: the numbers come from
// initdocs.demos.attention.
import { drawCurve, drawScales } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{entropy: string, passed: string}} Looks */

/** A slice as wide as this, in CSS pixels, is parted from the next. */
const PARTED = 3;
/** Of a row's place, what its bar fills. */
const TALL = 0.72;

/** @param {HTMLElement} element @param {{drawn: number, reach: [number, number], looks: Looks}} constants */
export function mount(element, { drawn, reach, looks }) {
  const { view, probe } = partsOf(element);
  const surfaces = { slices: view("slices"), entropy: view("entropy") };
  const read = probe("entropy");

  return still((scene, palette, settings) => {
    const rows = Array.from({ length: drawn }, (_, i) => rowOf(scene.slices, drawn, i));
    drawSlices(surfaces.slices(), { rows, keys: Number(settings.keys), colour: palette[looks.entropy] }, palette);
    read(drawEntropy(surfaces.entropy(), { scene, reach, looks }, palette));
  });
}

/**
 * A bar for each query, cut among its keys, and the share of the largest beside it.
 * @param {Surface} surface
 * @param {{rows: Float32Array[], keys: number, colour: string}} what
 * @param {Colours} palette
 */
function drawSlices(surface, { rows, keys, colour }, palette) {
  const { context, width, height, em } = surface;
  const [left, right, top] = [0.4 * em, width - 4.2 * em, 2 * em];
  const each = (height - top - 0.4 * em) / rows.length;
  context.fillStyle = palette.ink;
  context.textBaseline = "middle";
  context.font = fontOf(surface, "600");
  context.textAlign = "left";
  context.fillText(`weights of ${keys} keys`, left, top / 2);
  context.textAlign = "right";
  context.fillText("largest", width - 0.4 * em, top / 2);
  context.font = fontOf(surface);
  rows.forEach((slices, row) => {
    const [y, high] = [top + each * (row + (1 - TALL) / 2), TALL * each];
    context.fillStyle = colour;
    context.globalAlpha = 0.25; // what no slice is drawn of is there all the same
    context.fillRect(left, y, right - left, high);
    let x = left;
    for (const share of slices) {
      const wide = Math.min(share * (right - left), right - x);
      context.globalAlpha = 0.3 + 0.7 * share;
      context.fillStyle = colour;
      context.fillRect(x, y, wide, high);
      x += wide;
      context.globalAlpha = 1;
      context.fillStyle = palette.paper;
      if (wide >= PARTED && x < right - 0.5) context.fillRect(x - 0.75, y, 1.5, high);
    }
    context.fillStyle = palette.ink;
    context.fillText(`${Math.round(100 * slices[0])} %`, width - 0.4 * em, y + high / 2);
  });
}

/**
 * Entropy and what is passed on over the deviation of the scores: the curves, and where these are.
 * @param {Surface} surface
 * @param {{scene: Frame, reach: [number, number], looks: Looks}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawEntropy(surface, { scene, reach: [from, to], looks }, palette) {
  const { context, em } = surface;
  const [power, ...found] = scene.point;
  const lines = [
    { name: "entropy", values: rowOf(scene.curves, 2, 0), colour: palette[looks.entropy], dash: /** @type {number[]} */ ([]), strong: true },
    { name: "Σ p (1 − p)", values: rowOf(scene.curves, 2, 1), colour: palette[looks.passed], dash: [6, 3], strong: true },
  ];
  const ends = named(surface, lines);
  const axes = { x: { low: from, high: to, decades: true }, y: { low: 0, high: 1 }, xLabel: "deviation of the scores", yLabel: "entropy / ln T, Σ p (1 − p)", names: ends.map(({ name }) => name) };
  const box = drawScales(surface, axes, palette);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(box.x(power), box.top);
  context.lineTo(box.x(power), box.bottom);
  context.stroke();
  context.setLineDash([]);
  lines.forEach(({ values, colour, dash }, i) => {
    drawCurve(surface, box, { from, to, values, colour, dash, width: 2.5 });
    context.beginPath();
    context.arc(box.x(power), box.y(found[i]), 0.55 * em, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.strokeStyle = palette.paper;
    context.lineWidth = 2;
    context.stroke();
  });
  drawEnds(surface, box, ends.map(({ name, values, colour, dash }) => ({ name, y: box.y(values[values.length - 1]), colour, dash })), palette); // prettier-ignore
  const { length } = lines[0].values;
  const at = Array.from({ length }, (_, i) => 10 ** (from + ((to - from) * i) / (length - 1)));
  return { ...box, at, x: (deviation) => box.x(Math.log10(deviation)), xLabel: "deviation", lines };
}
