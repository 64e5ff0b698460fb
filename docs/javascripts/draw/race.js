// Several networks in one chart: a line each, the one that is looked at above the others.
import { drawAxes, drawEpochs, drawLine } from "./chart.js";
import { drawEnds, named } from "./ends.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("./history.js").History} History */
/** @typedef {import("./probe.js").Chart} Chart */
/** @typedef {import("../site/theme.js").Colours} Colours */

/** The name of a line's colour, and its dashes: colour is not alone. @typedef {[string, number[]]} Look */

/**
 * @param {Surface} surface
 * @param {History} history what each network's line is made of
 * @param {{shown: number, names: string[], end: number, looks: Look[], xLabel: string, yLabel: string}} what `end` is the least that the abscissa shows
 * @param {Colours} colours
 * @returns {Chart} what can be read off it
 */
export function drawRace(surface, history, { shown, names, end, looks, xLabel, yLabel }, colours) {
  const [low, high] = history.decades();
  const lines = history.lines.map((values, i) => ({ name: names[i], values, colour: colours[looks[i][0]], dash: looks[i][1], strong: i === shown }));
  const ends = named(surface, lines);
  const axes = drawAxes(surface, { low, high, xLabel, yLabel, names: ends.map(({ name }) => name) }, colours);
  const last = Math.max(end, history.last);
  drawEpochs(surface, axes, last, colours);
  for (const { values, colour, dash, strong } of [...lines].sort((a, b) => Number(a.strong) - Number(b.strong))) {
    drawLine(surface, axes, { epochs: history.at, values, end: last, colour, dash, width: strong ? 3.5 : 1.3 });
  }
  drawEnds(surface, axes, ends.map(({ values, ...line }) => ({ ...line, y: axes.y(values[values.length - 1]) })), colours); // prettier-ignore
  const x = (/** @type {number} */ at) => axes.left + (at / last) * (axes.right - axes.left);
  return { ...axes, at: history.at, x, xLabel, lines };
}
