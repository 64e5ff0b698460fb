// Draws the costs of LoRA by rank and by rate, nothing else: the numbers come from
// initdocs.demos.adapters.
import { drawScales } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{name: string, values: Float32Array, colour: string, dash: number[], strong: boolean, end?: boolean}} Line */

/** Lines may lie on each other: the later ones let the earlier be seen. */
const DASHES = [[], [10, 4], [6, 4], [2, 3]];

/** @param {HTMLElement} element @param {{ranks: number[], widths: number[], powers: [number, number], shades: {ranks: string[], widths: string[]}}} constants */
export function mount(element, { ranks, widths, powers, shades }) {
  const { view, probe } = partsOf(element);
  const [ranked, rated] = [view("ranks"), view("rates")];
  const [readRank, readRate] = [probe("ranks"), probe("rates")];

  return still((scene, palette) => {
    /** @param {string} letter @param {number[]} sizes @param {Float32Array} costs @param {string[]} colours @param {boolean} end @returns {Line[]} */
    const lines = (letter, sizes, costs, colours, end) =>
      sizes.map((size, i) => ({ name: `${letter} = ${size}`, values: rowOf(costs, sizes.length, i), colour: palette[colours[i]], dash: DASHES[i], strong: i === 0 || i === sizes.length - 1, end }));
    const byRank = lines("r", ranks, scene.ranks, shades.ranks, false);
    const steps = byRank[0].values.length - 1;
    readRank(drawCosts(ranked(), byRank, { low: 0, high: steps }, "step", palette));
    readRate(drawCosts(rated(), lines("n", widths, scene.rates, shades.widths, true), { low: powers[0], high: powers[1], decades: true }, "learning rate", palette));
  });
}

/**
 * Costs over a range in even steps, as far as they are finite; where they have an `end`, with a dot there.
 * @param {Surface} surface
 * @param {Line[]} lines
 * @param {{low: number, high: number, decades?: boolean}} range
 * @param {string} xLabel
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawCosts(surface, lines, range, xLabel, palette) {
  const { context } = surface;
  const shown = named(surface, lines);
  const box = drawScales(surface, { x: range, y: { low: 0, high: 1 }, xLabel, yLabel: "cost", names: shown.map(({ name }) => name) }, palette);
  const count = lines[0].values.length;
  const places = Array.from({ length: count }, (_, i) => range.low + ((range.high - range.low) * i) / (count - 1));
  const ends = lines.map(({ name, values, colour, dash, end }, i) => {
    const last = values.findLastIndex(Number.isFinite);
    context.strokeStyle = colour;
    context.lineWidth = 2.5;
    context.lineJoin = "round";
    context.setLineDash(dash);
    context.beginPath();
    for (let at = 0; at <= last; at++) context.lineTo(box.x(places[at]), box.y(values[at]));
    context.stroke();
    context.setLineDash([]);
    if (end) drawFlag(surface, box.x(places[last]), box.y(values[last]), { name, colour, high: i }, palette);
    return box.y(values[last]);
  });
  if (!lines[0].end) drawEnds(surface, box, shown.map(({ name, colour, dash }) => ({ name, y: ends[lines.findIndex((line) => line.name === name)], colour, dash })), palette); // prettier-ignore
  const at = range.decades ? places.map((power) => 10 ** power) : places;
  const x = (/** @type {number} */ place) => box.x(range.decades ? Math.log10(place) : place);
  return { ...box, x, at, xLabel, lines };
}

/**
 * A dot where a line ends, and its name at the top of a pole: the later the line, the higher.
 * @param {Surface} surface
 * @param {number} x
 * @param {number} y
 * @param {{name: string, colour: string, high: number}} flag
 * @param {Colours} palette
 */
function drawFlag(surface, x, y, { name, colour, high }, palette) {
  const { context, em } = surface;
  const top = y - (1.6 + 1.3 * high) * em;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, top);
  context.stroke();
  context.beginPath();
  context.arc(x, y, 0.5 * em, 0, 2 * Math.PI);
  [context.fillStyle, context.strokeStyle, context.lineWidth] = [colour, palette.paper, 2];
  context.fill();
  context.stroke();
  context.font = fontOf(surface, "600");
  context.fillStyle = palette.ink;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(name, x + 0.4 * em, top);
}
