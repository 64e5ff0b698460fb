// Draws the costs of LoRA by rank and by rate, nothing else: the numbers come from
// initdocs.demos.adapters.
import { drawScales } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

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
 * Costs over a range in even steps, as far as they are finite; where it has an `end`, with a dot there.
 * @param {Surface} surface
 * @param {Line[]} lines
 * @param {{low: number, high: number, decades?: boolean}} range
 * @param {string} xLabel
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawCosts(surface, lines, range, xLabel, palette) {
  const { context, em } = surface;
  const shown = named(surface, lines);
  const box = drawScales(surface, { x: range, y: { low: 0, high: 1 }, xLabel, yLabel: "cost", names: shown.map(({ name }) => name) }, palette);
  const count = lines[0].values.length;
  const places = Array.from({ length: count }, (_, i) => range.low + ((range.high - range.low) * i) / (count - 1));
  const ends = lines.map(({ values, colour, dash, end }) => {
    const last = values.findLastIndex(Number.isFinite);
    context.strokeStyle = colour;
    context.lineWidth = 2.5;
    context.lineJoin = "round";
    context.setLineDash(dash);
    context.beginPath();
    for (let i = 0; i <= last; i++) context.lineTo(box.x(places[i]), box.y(values[i]));
    context.stroke();
    context.setLineDash([]);
    if (end) {
      context.beginPath();
      context.arc(box.x(places[last]), box.y(values[last]), 0.5 * em, 0, 2 * Math.PI);
      [context.fillStyle, context.strokeStyle, context.lineWidth] = [colour, palette.paper, 2];
      context.fill();
      context.stroke();
    }
    return box.y(values[last]);
  });
  drawEnds(surface, box, shown.map(({ name, colour, dash }) => ({ name, y: ends[lines.findIndex((line) => line.name === name)], colour, dash })), palette); // prettier-ignore
  const at = range.decades ? places.map((power) => 10 ** power) : places;
  const x = (/** @type {number} */ place) => box.x(range.decades ? Math.log10(place) : place);
  return { ...box, x, at, xLabel, lines };
}
