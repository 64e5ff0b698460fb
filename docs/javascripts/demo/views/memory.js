// Draws eigenvalues and how long their states remember, nothing else: the numbers come from
// initdocs.demos.memory.
import { drawCross, drawCurve, drawScales } from "../../draw/chart.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{kept: string, fades: string, others: string}} Looks */
/** @typedef {[way: string, name: string][]} Ways */

/** How far the plane goes beyond the unit circle. */
const EDGE = 1.12;
/** The dashes of each way where it is not chosen, as the legend calls them: long, short, dotted. */
const DASHES = [[10, 4], [5, 3], [1.5, 2.5]];

/** @param {number} share */
const perCent = (share) => `${Math.round(100 * share)} %`;

/** @param {HTMLElement} element @param {{asked: number, reach: [number, number], ways: Ways, looks: Looks}} constants */
export function mount(element, { asked, reach, ways, looks }) {
  const { view, probe } = partsOf(element);
  const surfaces = { plane: view("plane"), held: view("held") };
  const read = probe("held");

  return still((scene, palette, settings) => {
    drawPlane(surfaces.plane(), { dots: scene.dots, kept: Math.round(scene.kept[0]), asked, looks }, palette);
    const chosen = ways.findIndex(([way]) => way === settings.way);
    read(drawHeld(surfaces.held(), { scene, chosen, asked, reach, ways, looks }, palette));
  });
}

/**
 * Eigenvalues in the complex plane, the longest memories first: dots, or strokes where all are real.
 * @param {Surface} surface
 * @param {{dots: Float32Array, kept: number, asked: number, looks: Looks}} what
 * @param {Colours} palette
 */
function drawPlane(surface, { dots, kept, asked, looks }, palette) {
  const { context, width, height, em } = surface;
  const unit = Math.max(Math.min(width, height - 1.6 * em), 0) / 2 / EDGE; // a view without its sheet has no height
  const [middle, centre] = [width / 2, height - unit * EDGE];
  drawCross(surface, middle, centre, palette);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.arc(middle, centre, unit, 0, 2 * Math.PI);
  context.stroke();
  const count = dots.length / 2;
  const real = dots.subarray(count).every((part) => Math.abs(part) < 0.01); // as a recording rounds a zero
  const radius = Math.max(1.8, width / 130);
  // those that remember lie on top
  for (const [from, to, colour] of /** @type {const} */ ([[kept, count, looks.fades], [0, kept, looks.kept]])) {
    context.beginPath(); // one for all of a colour
    for (let i = from; i < to; i++) {
      const [x, y] = [middle + unit * dots[i], centre - unit * dots[count + i]];
      if (real) {
        context.moveTo(x, y - 0.7 * em);
        context.lineTo(x, y + 0.7 * em);
      } else {
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      }
    }
    context.globalAlpha = real ? 0.7 : 0.85;
    context.fillStyle = context.strokeStyle = palette[colour];
    context.lineWidth = 1.5;
    if (real) context.stroke();
    else context.fill();
  }
  context.globalAlpha = 1;
  context.fillStyle = palette.ink;
  context.font = fontOf(surface, "600");
  context.textBaseline = "top";
  context.textAlign = "left";
  context.fillText(`${kept} of these ${count} hold half after ${asked} steps`, 0.3 * em, 0);
  context.font = fontOf(surface);
  context.textBaseline = "bottom";
  context.fillText("|λ| = 1", middle + 0.76 * unit, centre + 1.05 * unit);
}

/**
 * The share of states that hold half, over steps, and what is asked of it.
 * @param {Surface} surface
 * @param {{scene: Frame, chosen: number, asked: number, reach: [number, number], ways: Ways, looks: Looks}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawHeld(surface, { scene, chosen, asked, reach: [from, to], ways, looks }, palette) {
  const { context, em } = surface;
  const box = drawScales(surface, { x: { low: from, high: to, decades: true }, y: { low: 0, high: 1 }, xLabel: "steps", yLabel: "share that holds half" }, palette);
  const lines = ways.map(([, name], i) => {
    const own = i === chosen;
    const look = own ? { colour: palette[looks.kept], dash: [], width: 3 } : { colour: palette[looks.others], dash: DASHES[i], width: 1.6 };
    return { name, values: rowOf(scene.curves, ways.length, i), tell: perCent, ...look };
  });
  // the chosen one on top
  for (const line of [...lines.filter((_, i) => i !== chosen), lines[chosen]]) drawCurve(surface, box, { from, to, ...line });
  const [x, y] = [box.x(Math.log10(asked)), box.y(scene.share[0])];
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(x, box.top);
  context.lineTo(x, box.bottom);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, 0.5 * em, 0, 2 * Math.PI);
  context.fillStyle = palette[looks.kept];
  context.fill();
  context.strokeStyle = palette.paper;
  context.lineWidth = 2;
  context.stroke();
  context.fillStyle = palette.ink;
  context.font = fontOf(surface, "600");
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.fillText(perCent(scene.share[0]), x + 0.7 * em, Math.max(y - 0.3 * em, box.top + em));
  const { length } = lines[0].values;
  const at = Array.from({ length }, (_, i) => 10 ** (from + ((to - from) * i) / (length - 1)));
  return { ...box, at, x: (steps) => box.x(Math.log10(steps)), xLabel: "steps", lines };
}
