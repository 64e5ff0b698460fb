// Draws a histogram of draws, nothing else: the numbers come from initdocs.demos.precision.
import { drawAxes } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{bins: string, zero: string, bound: string, law: string}} Looks */

/** What the bars of a bound take that lies beyond the axis, on either side, in sizes of the type. */
const GUTTER = 2.6;
/** The least height of a bar, in pixels: a single draw is seen. */
const LEAST = 3;
/** Of the draws, the power of ten up to which the axis goes. */
const HIGH = 5;

/** @param {number} count */
const told = (count) => Math.round(count).toLocaleString("en");

/** Three digits of what may be large. @param {number} stands */
const deviations = (stands) => told(Number(stands.toPrecision(stands < 100 ? 2 : 3)));

/** @param {HTMLElement} element @param {{reach: number, none: number, looks: Looks}} constants */
export function mount(element, { reach, none, looks }) {
  const { view } = partsOf(element);
  const surface = view("draws");
  /** @type {string | null} */
  let lit = null;
  /** Where the gutter ends, and where zero stands. */
  let places = { edge: 0, zero: 0, near: 0 };

  return {
    ...still((scene, palette, settings) => {
      const stands = settings.limits === "two" ? 2 / 10 ** Number(settings.power) : 2;
      places = drawHistogram(surface(), { scene, reach, none, looks, lit, stands, far: settings.limits === "two" }, palette);
    }),
    /** @param {string | null} part */
    light(part) {
      lit = part;
    },
    /** @param {string} _name @param {number} across */
    at: (_name, across) => (across < places.edge ? "bound" : Math.abs(across - places.zero) < places.near ? "zero" : null),
  };
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, reach: number, none: number, looks: Looks, lit: string | null, stands: number, far: boolean}} what `stands`: where the bounds do, in deviations
 * @param {Colours} palette
 */
function drawHistogram(surface, { scene: { bins, law, special, wide }, reach, none, looks, lit, stands, far }, palette) {
  const { context, em } = surface;
  const box = drawAxes(surface, { low: 0, high: HIGH, xLabel: "in standard deviations", yLabel: "draws" }, palette);
  const [left, right] = [box.left + GUTTER * em, box.right - GUTTER * em];
  const x = (/** @type {number} */ deviations) => left + ((deviations + reach) / (2 * reach)) * (right - left);
  const each = (right - left) / bins.length;
  const bar = (/** @type {number} */ from, /** @type {number} */ width, /** @type {number} */ power) => {
    const high = Math.max(box.bottom - box.y(10 ** power), LEAST);
    context.fillRect(from, box.bottom - high, width, high);
  };
  context.textAlign = "center";
  context.textBaseline = "top";
  for (let tick = 2 - reach; tick < reach; tick += 2) context.fillText(String(tick).replace("-", "−"), x(tick), box.bottom + 4);
  const beyond = wide[0] > reach;
  if (beyond) for (const gap of [left, right]) breakAxis(gap);
  context.fillStyle = palette[looks.bins];
  context.globalAlpha = lit ? 0.35 : 0.75;
  bins.forEach((power, i) => power > none + 0.1 && bar(x(-reach) + i * each, Math.max(each - 1, 1), power));
  context.globalAlpha = 1;
  context.strokeStyle = palette[looks.law];
  context.lineWidth = 1.5;
  context.setLineDash([5, 3]);
  context.beginPath();
  let drawing = false;
  law.forEach((power, i) => {
    if (power < 0) {
      drawing = false;
      return;
    }
    const at = /** @type {const} */ ([x(-reach) + (i + 0.5) * each, box.y(10 ** power)]);
    if (drawing) context.lineTo(...at);
    else context.moveTo(...at);
    drawing = true;
  });
  context.stroke();
  context.setLineDash([]);
  const [low, zero, high] = special;
  const thick = Math.max(0.5 * em, 4);
  const ends = /** @type {const} */ ([[low, beyond ? box.left + GUTTER * em / 2 : x(-wide[0]), "−"], [high, beyond ? box.right - GUTTER * em / 2 : x(wide[0]), ""]]); // prettier-ignore
  for (const [count, middle, sign] of ends) {
    if (count < 0.5) continue;
    const name = far ? [`${told(count)} at weight ${sign}2`, `= ${sign}${deviations(stands)} std`] : [`${told(count)} at ${sign}2 std`];
    column(count, middle, name, "bound");
  }
  if (zero > 0.5) column(zero, x(0), [`${told(zero)} zero`], "zero");

  /** Two slanted strokes: the axis is broken here. @param {number} gap */
  function breakAxis(gap) {
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const side of [-0.2, 0.2]) {
      context.moveTo(gap + (side - 0.2) * em, box.bottom + 0.5 * em);
      context.lineTo(gap + (side + 0.2) * em, box.bottom - 0.5 * em);
    }
    context.stroke();
  }

  /** @param {number} count @param {number} middle @param {string[]} name in lines @param {"bound" | "zero"} part */
  function column(count, middle, name, part) {
    context.fillStyle = palette[looks[part]];
    context.globalAlpha = lit && lit !== part ? 0.35 : 1;
    bar(middle - thick / 2, thick, Math.log10(count));
    context.globalAlpha = 1;
    context.font = fontOf(surface, "600");
    context.fillStyle = palette.ink;
    context.textBaseline = "bottom";
    const half = Math.max(...name.map((line) => context.measureText(line).width)) / 2;
    context.textAlign = "left";
    // above the bars that stand around zero
    const top = part === "zero" ? Math.min(box.y(count), ...bins.map((power) => box.y(10 ** power))) : box.y(count);
    const last = Math.max(top - 4, box.top + (1.2 * name.length - 0.3) * em);
    const beside = middle + thick / 2 + 4;
    // a column that reaches the top has its name beside it
    const from = last <= top - 4 ? Math.min(Math.max(middle - half, box.left + 2), box.right - 2 * half)
      : beside + 2 * half <= box.right ? beside : middle - thick / 2 - 4 - 2 * half; // prettier-ignore
    name.forEach((line, i) => context.fillText(line, from, last - 1.2 * em * (name.length - 1 - i)));
  }
  return { edge: left, zero: x(0), near: 2 * thick };
}
