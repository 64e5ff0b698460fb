// Draws the basin of starts that learn, nothing else: the numbers come from initdocs.demos.basin.
import { marginsOf } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */

/** Ticks: a factor as one writes it. @param {number} power of two */
const factorOf = (power) => (power < 0 ? `1/${2 ** -power}` : String(2 ** power));

/** @param {HTMLElement} element @param {{powers: number[], depths: number[], colour: string, guess: number, out: number}} constants */
export function mount(element, { powers, depths, colour, guess, out }) {
  const { view } = partsOf(element);
  const surface = view("basin");

  return still((scene, palette, settings) => {
    const drawn = surface();
    const { context, width, height, em } = drawn;
    const margins = marginsOf(em);
    const box = { left: margins.left, right: width - margins.right, top: margins.top, bottom: height - margins.bottom };
    const [wide, high] = [(box.right - box.left) / powers.length, (box.bottom - box.top) / depths.length];
    const half = (powers[1] - powers[0]) / 2;
    const x = (/** @type {number} */ power) => box.left + ((power - powers[0] + half) / (2 * half)) * wide;
    const y = (/** @type {number} */ depth) => box.bottom - (depth - depths[0] + 0.5) * high;
    /** @param {[number, number, number, number]} cell @param {number} right a share of the digits */
    const shade = (cell, right) => {
      for (const [fill, alpha] of /** @type {const} */ ([[palette.grid, 0.35], [palette[colour], Math.max(0, (right - guess) / (1 - guess))]])) {
        context.fillStyle = fill;
        context.globalAlpha = alpha;
        context.fillRect(...cell);
      }
      context.globalAlpha = 1;
    }; // prettier-ignore
    for (const [i, depth] of depths.entries()) {
      for (const [j, power] of powers.entries()) shade([x(power) - wide / 2, y(depth) - high / 2, wide - 1, high - 1], scene.right[i * powers.length + j]);
    }
    // out of range at the end: factor to the power of the depth is `out`, or one over it
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    context.setLineDash([5, 4]);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.clip();
    for (const side of [-1, 1]) {
      context.beginPath();
      for (let depth = depths[0] - 0.5; depth <= depths[depths.length - 1] + 0.5; depth += 0.25) context.lineTo(x((side * Math.log2(out)) / depth), y(depth));
      context.stroke();
    }
    context.restore();
    context.setLineDash([]);
    context.lineWidth = 3;
    context.strokeRect(x(Number(settings.power)) - wide / 2, y(Number(settings.depth)) - high / 2, wide, high);
    context.fillStyle = palette.ink;
    context.font = fontOf(drawn);
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const power of powers.filter(Number.isInteger)) context.fillText(factorOf(power), x(power), box.bottom + 4);
    context.textAlign = "right";
    context.fillText("factor on He’s weights", box.right, box.bottom + 1.6 * em);
    context.textBaseline = "middle";
    for (const depth of depths.filter((each) => each % 2 === 0)) context.fillText(String(depth), box.left - 6, y(depth));
    context.textAlign = "left";
    context.fillText("hidden layers", 2, box.top - em);
    // the shades, from all right to a guess
    context.textAlign = "right";
    const all = "100 % right";
    context.fillText(all, box.right, box.top - em);
    let left = box.right - context.measureText(all).width - 0.3 * em;
    for (const part of [1, 0.75, 0.5, 0.25, 0]) shade([(left -= em), box.top - 1.5 * em, em - 1, em - 1], guess + part * (1 - guess));
    context.fillStyle = palette.ink;
    context.fillText(`${100 * guess} %`, left - 0.4 * em, box.top - em);
  });
}
