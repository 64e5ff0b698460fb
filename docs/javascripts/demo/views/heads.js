// Draws where a policy goes and what it earns, nothing else: the numbers come from
// initdocs.demos.heads.
import { drawCurve, drawScales } from "../../draw/chart.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{right: string, wrong: string, runs: string, mean: string}} Looks */

/** What is shorter, in CSS pixels, is a dot. */
const SHORT = 3;

/** @param {number} share */
const perCent = (share) => `${Math.round(100 * share)} %`;

/** @param {HTMLElement} element @param {{side: number, every: number, even: number, looks: Looks}} constants */
export function mount(element, { side, every, even, looks }) {
  const { view, probe } = partsOf(element);
  const surfaces = { field: view("field"), learned: view("learned") };
  const read = probe("learned");

  return still((scene, palette, settings) => {
    drawField(surfaces.field(), { scene, side, looks }, palette);
    read(drawLearned(surfaces.learned(), { scene, at: Number(settings.updates), every, even, looks }, palette));
  });
}

/**
 * An arrow at each place, as long as the policy is decided.
 * @param {Surface} surface
 * @param {{scene: Frame, side: number, looks: Looks}} what
 * @param {Colours} palette
 */
function drawField({ context, width, height }, { scene, side, looks }, palette) {
  const cell = Math.max(Math.min(width, height), 0) / side; // a view without its sheet has no height
  const [left, bottom] = [(width - cell * side) / 2, (height + cell * side) / 2];
  const [across, up] = [rowOf(scene.field, 2, 0), rowOf(scene.field, 2, 1)];
  context.lineWidth = 1.8;
  for (let i = 0; i < across.length; i++) {
    const [x, y] = [left + ((i % side) + 0.5) * cell, bottom - (Math.floor(i / side) + 0.5) * cell];
    const [dx, dy] = [0.4 * cell * across[i], -0.4 * cell * up[i]];
    const length = Math.hypot(dx, dy);
    context.strokeStyle = context.fillStyle = palette[scene.right[i] > 0.5 ? looks.right : looks.wrong];
    context.beginPath();
    if (length < SHORT / 2) {
      context.arc(x, y, SHORT / 2, 0, 2 * Math.PI);
      context.fill();
      continue;
    }
    const [ux, uy] = [dx / length, dy / length];
    const tip = Math.min(0.22 * cell, 1.2 * length);
    context.moveTo(x - dx, y - dy);
    context.lineTo(x + dx, y + dy);
    context.moveTo(x + dx - tip * (ux - 0.6 * uy), y + dy - tip * (uy + 0.6 * ux));
    context.lineTo(x + dx, y + dy);
    context.lineTo(x + dx - tip * (ux + 0.6 * uy), y + dy - tip * (uy - 0.6 * ux));
    context.stroke();
  }
}

/**
 * What each run earns over the updates, and their mean.
 * @param {Surface} surface
 * @param {{scene: Frame, at: number, every: number, even: number, looks: Looks}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawLearned(surface, { scene, at, every, even, looks }, palette) {
  const { context, em } = surface;
  const count = scene.mean.length;
  const to = (count - 1) * every;
  const box = drawScales(surface, { x: { low: 0, high: to }, y: { low: 0, high: 1 }, xLabel: "updates", yLabel: "share of rewards" }, palette);
  const runs = scene.runs.length / count;
  for (let run = 0; run < runs; run++) drawCurve(surface, box, { from: 0, to, values: rowOf(scene.runs, runs, run), colour: palette[looks.runs], ...(run === Math.round(scene.least[0]) ? { dash: [5, 3], width: 2 } : { dash: [], width: 1.2 }) });
  drawCurve(surface, box, { from: 0, to, values: [even, even], colour: palette.ink, dash: [2, 3], width: 1 });
  drawCurve(surface, box, { from: 0, to, values: scene.mean, colour: palette[looks.mean], dash: [], width: 3 });
  const [x, y] = [box.x(at), box.y(scene.now[0])];
  context.beginPath();
  context.arc(x, y, 0.5 * em, 0, 2 * Math.PI);
  context.fillStyle = palette[looks.mean];
  context.fill();
  context.strokeStyle = palette.paper;
  context.lineWidth = 2;
  context.stroke();
  context.font = fontOf(surface, "600");
  context.fillStyle = palette.ink;
  context.textAlign = "right";
  context.textBaseline = "top";
  context.fillText(`even: ${perCent(even)}`, box.right, box.y(even) + 0.4 * em);
  return { ...box, at: Array.from({ length: count }, (_, i) => i * every), xLabel: "updates", lines: [{ name: "mean", values: scene.mean, colour: palette[looks.mean], tell: perCent }] };
}
