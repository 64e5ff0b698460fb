// What happens in each layer of one network while it trains: a line a layer.
import { drawAxes, drawEpochs, drawLine, drawNote, drawScales } from "./chart.js";
import { short } from "./canvas.js";
import { drawEnds, named } from "./ends.js";
import { powerOfTen } from "./type.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("./history.js").History} History */
/** @typedef {import("../site/theme.js").Colours} Colours */

/**
 * What is watched: shares from 0 to 1, or `decades` of a logarithmic axis and a value to compare
 * with. `none` is said where nothing can be told.
 * @typedef {{label: string, decades?: [number, number], guide?: number, none?: string}} Watched
 */

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(0)} %`;

/**
 * @param {Surface} surface
 * @param {History} history the lines of all layers of all networks, one network after the other
 * @param {Watched} watched
 * @param {{layers: number, shown: number, end: number, shades: string[], xLabel: string, names?: string[]}} what the network, the least that the abscissa shows, and what the layers are called
 * @param {Colours} colours
 * @returns {import("./probe.js").Chart}
 */
export function drawByLayer(surface, history, { label, decades, guide, none = "not finite" }, { layers, shown, end, shades, xLabel, names: called }, colours) {
  const shade = (/** @type {number} */ layer) => colours[shades[layers < 2 ? 0 : Math.round((layer * (shades.length - 1)) / (layers - 1))]];
  const lines = history.lines.slice(shown * layers, (shown + 1) * layers).map((values, layer) => ({ name: called?.[layer] ?? `layer ${layer + 1}`, values, colour: shade(layer), dash: /** @type {number[]} */ ([]), strong: false })); // prettier-ignore
  const ends = named(surface, lines);
  const names = ends.map(({ name }) => name);
  const last = Math.max(end, history.last);
  const across = { low: 0, high: last };
  const axes = decades
    ? drawAxes(surface, { low: decades[0], high: decades[1], xLabel, yLabel: label, names }, colours)
    : drawScales(surface, { x: across, y: { low: 0, high: 1 }, xLabel, yLabel: label, names }, colours);
  if (decades) drawEpochs(surface, axes, last, colours);
  if (guide) drawLine(surface, axes, { epochs: [0, last], values: [guide, guide], end: last, colour: colours.ink, width: 1, dash: [4, 4] });
  for (const { values, colour } of lines) drawLine(surface, axes, { epochs: history.at, values, end: last, colour, width: 2, dash: [] });
  drawEnds(surface, axes, ends.map(({ values, ...line }) => ({ ...line, y: axes.y(values[values.length - 1]) })), colours); // prettier-ignore
  if (lines.every(({ values }) => !Number.isFinite(values[values.length - 1]))) drawNote(surface, none, colours, axes);
  const x = (/** @type {number} */ at) => axes.left + (at / last) * (axes.right - axes.left);
  const least = decades ? 10 ** decades[0] : 0;
  const tell = (/** @type {number} */ value) => (!decades ? percent(value) : value <= 1.001 * least ? `at most ${powerOfTen(decades[0])}` : short(value));
  return { ...axes, at: history.at, x, xLabel, lines: lines.map((line) => ({ ...line, tell })) };
}
