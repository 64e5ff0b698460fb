// Several networks in one chart: a line each, the one that is looked at above the others.
import { drawAxes, drawEpochs, drawLine } from "./chart.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("./history.js").History} History */
/** @typedef {import("../site/theme.js").Colours} Colours */

/** The name of a line's colour, and its dashes: colour is not alone. @typedef {[string, number[]]} Line */

/**
 * @param {Surface} surface
 * @param {History} history what each network's line is made of
 * @param {{shown: number, end: number, lines: Line[], xLabel: string, yLabel: string}} what `end` is the least that the abscissa shows
 * @param {Colours} colours
 */
export function drawRace(surface, history, { shown, end, lines, xLabel, yLabel }, colours) {
  const [low, high] = history.decades();
  const axes = drawAxes(surface, { low, high, xLabel, yLabel }, colours);
  const last = Math.max(end, history.last);
  drawEpochs(surface, axes, last, colours);
  for (const i of [...history.lines.keys()].filter((j) => j !== shown).concat(shown)) {
    const [name, dash] = lines[i];
    const look = { colour: colours[name], width: i === shown ? 3.5 : 1.3, dash };
    drawLine(surface, axes, { epochs: history.at, values: history.lines[i], end: last, ...look });
  }
}
