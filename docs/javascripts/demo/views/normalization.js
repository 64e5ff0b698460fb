// Draws the scale that normalization forgets, nothing else: the numbers come from initdocs.demos.normalization.
import { drawCross, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { drawLabel } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** The density of a normal law at its mean, and some room above. */
const HIGHEST = 0.85;
const HEAD = 9;

/** @param {HTMLElement} element @param {{reach: number, longest: number, looks: Record<string, string>}} constants */
export function mount(element, { reach, longest, looks }) {
  const { view } = partsOf(element);
  const surfaces = { signal: view("signal"), plane: view("plane") };

  return still((scene, palette) => {
    drawSignal(surfaces.signal(), { scene, reach, looks }, palette);
    drawPlane(surfaces.plane(), { scene, longest, looks }, palette);
  });
}

/**
 * Two histograms over one range: the one before is an outline, the one after is filled.
 * @param {Surface} surface
 * @param {{scene: Frame, reach: number, looks: Record<string, string>}} state
 * @param {Colours} palette
 */
function drawSignal(surface, { scene, reach, looks }, palette) {
  const { context } = surface;
  const axes = { x: { low: -reach, high: reach }, y: { low: 0, high: HIGHEST }, xLabel: "value", yLabel: "density" };
  const box = drawScales(surface, axes, palette);
  for (const name of /** @type {const} */ (["after", "before"])) {
    const values = scene[name];
    const each = (2 * reach) / values.length;
    context.beginPath();
    context.moveTo(box.x(-reach), box.y(0));
    values.forEach((value, i) => {
      context.lineTo(box.x(-reach + i * each), box.y(value));
      context.lineTo(box.x(-reach + (i + 1) * each), box.y(value));
    });
    context.lineTo(box.x(reach), box.y(0));
    context.strokeStyle = palette[looks[name]];
    context.fillStyle = palette[looks[name]];
    context.lineWidth = 2;
    if (name === "after") {
      context.globalAlpha = 0.35;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 1;
    }
    context.stroke();
  }
}

/**
 * The weights as an arrow from zero, the step at its tip, where ten steps end, and the circle on which their size stays.
 * @param {Surface} surface
 * @param {{scene: Frame, longest: number, looks: Record<string, string>}} state
 * @param {Colours} palette
 */
function drawPlane(surface, { scene, longest, looks }, palette) {
  const { context, width, height, em } = surface;
  const [a, b] = scene.weights;
  const [da, db] = scene.move;
  // as far to the left and down as a circle of half a unit reaches, and to the right as the longest arrow
  const unit = Math.min((width - em) / (longest + 0.7), (height - em) / (0.85 * longest + 0.7));
  const [left, bottom] = [0.6 * unit + em / 2, height - 0.6 * unit - em / 2];
  const x = (/** @type {number} */ value) => left + value * unit;
  const y = (/** @type {number} */ value) => bottom - value * unit;
  drawCross(surface, x(0), y(0), palette);
  context.setLineDash([3, 4]);
  context.strokeStyle = palette.network;
  context.beginPath();
  context.arc(x(0), y(0), unit * Math.hypot(a, b), 0, 2 * Math.PI);
  context.stroke();
  context.setLineDash([]);
  // the angle that the step turns the weights by
  context.fillStyle = palette[looks.move];
  context.globalAlpha = 0.25;
  context.beginPath();
  context.moveTo(x(0), y(0));
  context.arc(x(0), y(0), unit * Math.hypot(a, b), -Math.atan2(b, a), -Math.atan2(b + db, a + da), true);
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 3;
  drawArrow(context, [x(0), y(0)], [x(a), y(b)], palette[looks.weights]);
  drawArrow(context, [x(a), y(b)], [x(a + da), y(b + db)], palette[looks.move]);
  for (let at = 0; at < scene.path.length; at += 2) {
    context.beginPath();
    context.arc(x(scene.path[at]), y(scene.path[at + 1]), 3, 0, 2 * Math.PI);
    context.fill();
  }
  context.fillStyle = palette.ink;
  context.font = `${em}px ${surface.family}`;
  context.textBaseline = "top";
  context.textAlign = "right";
  drawLabel(context, surface, "first weight", width, y(0) + 4);
  context.textAlign = "left";
  drawLabel(context, surface, "second weight", x(0) + 5, 0);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {string} colour
 */
function drawArrow(context, [x, y], [toX, toY], colour) {
  const angle = Math.atan2(toY - y, toX - x);
  const head = Math.min(HEAD, 0.6 * Math.hypot(toX - x, toY - y));
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX - 0.7 * head * Math.cos(angle), toY - 0.7 * head * Math.sin(angle));
  context.stroke();
  context.beginPath();
  context.moveTo(toX, toY);
  for (const side of [2.7, -2.7]) context.lineTo(toX + head * Math.cos(angle + side), toY + head * Math.sin(angle + side));
  context.fill();
}
