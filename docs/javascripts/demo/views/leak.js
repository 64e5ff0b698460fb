// Draws what survives an activation, nothing else: the numbers come from initdocs.demos.leak.
import { drawCurve, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

const DASH = [6, 4];
/** The largest z²p(z), with some room above it: SELU gives more than comes in. */
const HIGHEST = 0.4;
/** The bell curve is drawn so many times as high, to be seen beside the activation. */
const BELL = 4;

/** @param {HTMLElement} element @param {{reach: number}} constants */
export function mount(element, { reach }) {
  const { view } = partsOf(element);
  const surfaces = { bend: view("bend"), moment: view("moment") };
  /** @type {string | null} */
  let lit = null;
  /** Where z = 0 stands in each view. @type {Record<string, number>} */
  const zero = {};
  const on = { from: -reach, to: reach };
  const x = { low: -reach, high: reach };

  /** @param {Frame} shown @param {Colours} palette */
  function drawBend({ density, bend }, palette) {
    const surface = surfaces.bend();
    const box = drawScales(surface, { x, y: { low: -reach / 2, high: reach }, xLabel: "z", yLabel: "g(z)" }, palette);
    zero.bend = box.x(0);
    drawCurve(surface, box, { ...on, values: density.map((value) => BELL * value), colour: palette.network, dash: DASH });
    drawCurve(surface, box, { ...on, values: bend, colour: palette.ink, dash: [], width: 3 });
  }

  /** @param {Frame} shown @param {Colours} palette */
  function drawMoment({ before, after }, palette) {
    const surface = surfaces.moment();
    const { context } = surface;
    const box = drawScales(surface, { x, y: { low: 0, high: HIGHEST }, xLabel: "z", yLabel: "share of the mean square" }, palette);
    zero.moment = box.x(0);
    const middle = (after.length - 1) / 2;
    const place = (/** @type {number} */ i) => box.x(-reach + (2 * reach * i) / (after.length - 1));
    for (const [part, first, last, colour] of /** @type {const} */ ([["negative", 0, middle, "negative"], ["positive", middle, 2 * middle, "positive"]])) {
      context.fillStyle = palette[colour];
      context.globalAlpha = lit === part ? 0.9 : lit ? 0.2 : 0.55;
      context.beginPath();
      context.moveTo(place(first), box.y(0));
      for (let i = first; i <= last; i++) context.lineTo(place(i), box.y(after[i]));
      context.lineTo(place(last), box.y(0));
      context.fill();
    }
    context.globalAlpha = 1;
    drawCurve(surface, box, { ...on, values: before, colour: palette.ink, dash: DASH, width: 1.5 });
  }

  return {
    ...still((scene, palette) => {
      drawBend(scene, palette);
      drawMoment(scene, palette);
    }),
    /** @param {string | null} part */
    light(part) {
      lit = part;
    },
    /** @param {string} name @param {number} across */
    at: (name, across) => (across < (zero[name] ?? 0) ? "negative" : "positive"),
  };
}
