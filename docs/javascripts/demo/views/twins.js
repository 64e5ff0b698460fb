// Draws two units that start alike, nothing else: the numbers come from initdocs.demos.twins.
import { drawScales } from "../../draw/chart.js";
import { fontOf } from "../../draw/type.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

const PARTS = /** @type {const} */ (["first", "second"]);
/** The colours of the two units: neither is a fate or a sign. */
const OF_UNIT = /** @type {const} */ (["lecun", "he"]);

/** @param {HTMLElement} element @param {{reach: number}} constants */
export function mount(element, { reach }) {
  const { view } = partsOf(element);
  const surfaces = { network: view("network"), arrows: view("arrows") };
  /** @type {string | null} */
  let lit = null;
  /** The tips of the arrows, and the units, in their views. @type {Record<string, number[][]>} */
  let places = {};

  return {
    ...still((scene, palette) => {
      const { way, gone, out } = scene;
      // by stop, unit and input
      const units = [0, 1].map((i) => [...way.subarray(0, 4 * (gone[0] + 1))].filter((_, k) => (k >> 1) % 2 === i));
      places = {
        network: drawNetwork(surfaces.network(), { units: units.map((unit) => unit.slice(-2)), out, lit }, palette),
        arrows: drawArrows(surfaces.arrows(), { units, reach, lit, same: scene.same[0] > 0.5 }, palette),
      };
    }),
    /** @param {string | null} part */
    light(part) {
      lit = part;
    },
    /** @param {string} name @param {number} x @param {number} y */
    at(name, x, y) {
      const [one, two] = (places[name] ?? []).map(([a, b]) => Math.hypot(x - a, y - b));
      return one <= two ? "first" : "second";
    },
  };
}

/**
 * The weights of each unit as an arrow, with the way that its tip has come.
 * @param {Surface} surface
 * @param {{units: number[][], reach: number, lit: string | null, same: boolean}} what
 * @param {Colours} palette
 * @returns {number[][]} where the tips are
 */
function drawArrows(surface, { units, reach, lit, same }, palette) {
  const { context, em } = surface;
  const range = { low: -reach, high: reach };
  const box = drawScales(surface, { x: range, y: range, xLabel: "weight of input 1", yLabel: "weight of input 2" }, palette);
  const tips = units.map((unit, i) => {
    const points = Array.from({ length: unit.length / 2 }, (_, k) => /** @type {[number, number]} */ ([box.x(unit[2 * k]), box.y(unit[2 * k + 1])]));
    const [x, y] = points[points.length - 1];
    context.strokeStyle = context.fillStyle = palette[OF_UNIT[i]];
    context.globalAlpha = lit && lit !== PARTS[i] ? 0.3 : 1;
    context.lineWidth = 1.5;
    context.setLineDash([2, 3]);
    context.beginPath();
    for (const [a, b] of points) context.lineTo(a, b);
    context.stroke();
    context.setLineDash(i && same ? [8, 8] : []);
    context.lineWidth = lit === PARTS[i] ? 7 : 4.5;
    context.beginPath();
    context.moveTo(box.x(0), box.y(0));
    context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.arc(...points[0], 0.55 * em, 0, 2 * Math.PI); // where it started: what is dragged
    context.lineWidth = 2;
    context.stroke();
    const angle = Math.atan2(y - box.y(0), x - box.x(0));
    const head = Math.hypot(y - box.y(0), x - box.x(0)) > em ? em : 0;
    context.beginPath();
    context.moveTo(x + 0.4 * head * Math.cos(angle), y + 0.4 * head * Math.sin(angle));
    for (const turn of [2.6, -2.6]) context.lineTo(x + head * Math.cos(angle + turn), y + head * Math.sin(angle + turn));
    if (!i || !same) context.fill();
    context.globalAlpha = 1;
    return [x, y];
  });
  const [[x, y]] = tips;
  if (same) {
    context.font = fontOf(surface, "600");
    context.fillStyle = palette.ink;
    context.textAlign = x > box.x(0) ? "right" : "left";
    context.textBaseline = "bottom";
    context.fillText("1 and 2", x > box.x(0) ? x - em : x + em, y - 0.2 * em);
  }
  return tips;
}

/**
 * Two inputs, two units, one answer: each line a weight, its colour the sign.
 * @param {Surface} surface
 * @param {{units: number[][], out: Float32Array, lit: string | null}} what
 * @param {Colours} palette
 * @returns {number[][]} where the units are
 */
function drawNetwork(surface, { units, out, lit }, palette) {
  const { context, width, height, em } = surface;
  const [left, middle, right] = [1.6 * em, width / 2, width - 1.6 * em];
  const rows = [0.28 * height, 0.72 * height];
  /** @param {number[]} from @param {number[]} to @param {number} weight @param {string} part */
  const line = ([x, y], [u, v], weight, part) => {
    context.strokeStyle = weight < 0 ? palette.negative : palette.positive;
    context.globalAlpha = lit && lit !== part ? 0.25 : 1;
    context.lineWidth = Math.min(1 + 2.5 * Math.abs(weight), 12);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(u, v);
    context.stroke();
    context.globalAlpha = 1;
  };
  units.forEach((unit, i) => {
    unit.forEach((weight, k) => line([left, rows[k]], [middle, rows[i]], weight, PARTS[i]));
    line([middle, rows[i]], [right, height / 2], out[i], PARTS[i]);
  });
  const nodes = [...rows.map((y) => [left, y, palette.paper]), ...rows.map((y, i) => [middle, y, palette[OF_UNIT[i]]]), [right, height / 2, palette.paper]];
  context.lineWidth = 2;
  context.strokeStyle = palette.ink;
  for (const [x, y, fill] of /** @type {[number, number, string][]} */ (nodes)) {
    context.fillStyle = fill;
    context.beginPath();
    context.arc(x, y, 1.1 * em, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  context.fillStyle = palette.ink;
  context.font = fontOf(surface);
  context.textAlign = "center";
  context.textBaseline = "bottom";
  rows.forEach((y, i) => context.fillText(`unit ${i + 1}`, middle, y - 1.4 * em));
  return rows.map((y) => [middle, y]);
}
