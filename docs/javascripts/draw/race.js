// Several networks in one chart: a line each, the one that is looked at above the others.
import { drawAxes, drawEpochs, drawLine } from "./chart.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("./history.js").History} History */
/** @typedef {import("../site/theme.js").Colours} Colours */

/** Colour is not alone: the dashes of each network's line. */
const DASHES = [[], [6, 3], [], [2, 3], [8, 3, 2, 3], [], [4, 2], [10, 4]];

/**
 * @param {Surface} surface
 * @param {History} history what each network's line is made of
 * @param {{shown: number, end: number, xLabel: string, yLabel: string}} what `end` is the least that the abscissa shows
 * @param {Colours} colours
 */
export function drawRace(surface, history, { shown, end, xLabel, yLabel }, colours) {
  const [low, high] = history.decades();
  const axes = drawAxes(surface, { low, high, xLabel, yLabel }, colours);
  const last = Math.max(end, history.last);
  drawEpochs(surface, axes, last, colours);
  for (const i of [...history.lines.keys()].filter((j) => j !== shown).concat(shown)) {
    const look = { colour: colours[i + 1], width: i === shown ? 3.5 : 1.3, dash: DASHES[i] };
    drawLine(surface, axes, { epochs: history.at, values: history.lines[i], end: last, ...look });
  }
}
