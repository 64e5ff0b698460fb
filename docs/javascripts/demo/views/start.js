// Draws three networks, the reader's in the middle, nothing else: the numbers come from initdocs.demos.start.
import { drawAxes, drawEpochs, drawLine } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { drawImage, drawPoints, mapImage } from "../../draw/map.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** @param {HTMLElement} element @param {{edge: number, every: number, names: [string, string], looks: import("../../draw/race.js").Look[]}} constants */
export function mount(element, { edge, every, names, looks }) {
  const { view, probe } = partsOf(element);
  const [small, large] = names;
  const surfaces = { answers: view("answers"), cost: view("cost") };
  const tell = probe("cost");

  return still((scene, palette, { scale }) => {
    const yours = `${scale}/n`;
    drawAnswers(surfaces.answers(), { scene, edge, titles: [["too small", small], ["yours", yours], ["too large", large]] }, palette); // prettier-ignore
    tell(drawCosts(surfaces.cost(), { scene, every, names: [small, yours, large], looks }, palette));
  });
}

/**
 * The answer of each network over the plane, with the points that it learned from.
 * @param {Surface} surface
 * @param {{scene: Frame, edge: number, titles: [string, string][]}} what
 * @param {Colours} palette
 */
function drawAnswers(surface, { scene, edge, titles }, palette) {
  const { context, width, height, em } = surface;
  const head = 1.7 * em;
  const side = Math.min(height - head - 1, (width - 2 * em) / 3);
  const cells = Math.round(Math.sqrt(scene.answers.length / 3));
  titles.forEach(([name, law], i) => {
    const left = i * ((width - side) / 2);
    const mine = i === 1;
    context.fillStyle = palette.ink;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.font = fontOf(surface, mine ? "600" : "");
    const whole = `${name}, ${law}`;
    context.fillText(context.measureText(whole).width > side ? law : whole, left, 0.2 * em);
    drawImage(surface, mapImage(rowOf(scene.answers, 3, i), cells, palette), { left, right: left + side, top: head, bottom: head + side });
    context.save();
    context.translate(left, head);
    drawPoints({ ...surface, width: side, height: side }, { x: scene.x, y: scene.y, edge }, palette, false);
    context.restore();
    context.strokeStyle = mine ? palette.ink : palette.grid;
    context.lineWidth = mine ? 2 : 1;
    context.strokeRect(left + 0.5, head + 0.5, side - 1, side - 1);
  });
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, every: number, names: string[], looks: import("../../draw/race.js").Look[]}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawCosts(surface, { scene, every, names, looks }, palette) {
  const costs = names.map((_, i) => Array.from(rowOf(scene.cost, 3, i)));
  const at = costs[0].map((_, i) => every * i);
  const end = at[at.length - 1];
  const lines = costs.map((values, i) => ({ name: names[i], values, colour: palette[looks[i][0]], dash: looks[i][1], strong: i === 1 }));
  const ends = named(surface, lines);
  const box = drawAxes(surface, { low: -2, high: 3, xLabel: "epoch", yLabel: "cost J", names: ends.map(({ name }) => name) }, palette);
  drawEpochs(surface, box, end, palette);
  for (const { values, colour, dash, strong } of lines) drawLine(surface, box, { epochs: at, values, end, colour, dash, width: strong ? 3.5 : 1.6 });
  drawEnds(surface, box, ends.map(({ values, ...line }) => ({ ...line, y: box.y(values[values.length - 1]) })), palette); // prettier-ignore
  const x = (/** @type {number} */ epoch) => box.left + (epoch / end) * (box.right - box.left);
  return { ...box, at, x, xLabel: "epoch", lines };
}
