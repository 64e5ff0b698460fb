// Draws the valley of learning rates, nothing else: the numbers come from initdocs.demos.valley.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawDecades } from "../../draw/chart.js";
import { drawEnds } from "../../draw/ends.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */

/** @param {HTMLElement} element @param {{widths: number[], rates: number[], range: [number, number], shades: string[]}} constants */
export function mount(element, { widths, rates, range, shades }) {
  const { view, probe } = partsOf(element);
  const surface = view("valley");
  const probed = probe("valley");
  const [low, high] = range;

  return still((scene, palette, settings) => {
    const drawn = surface();
    const { context } = drawn;
    const names = widths.map((width) => `n = ${width}`);
    const box = drawAxes(drawn, { low, high, xLabel: "learning rate", yLabel: "loss", names }, palette);
    const x = drawDecades(drawn, box, { low: Math.log10(rates[0]), high: Math.log10(rates[rates.length - 1]) }, palette);
    const y = (/** @type {number} */ power) => box.y(10 ** power);
    const rate = x(Number(settings.rate));
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.setLineDash([4, 4]);
    context.beginPath();
    context.moveTo(rate, box.top);
    context.lineTo(rate, box.bottom);
    context.stroke();
    context.setLineDash([]);
    /** @param {number} across @param {number} up @param {number} size @param {string} colour @param {string} inside */
    const dot = (across, up, size, colour, inside) => {
      context.beginPath();
      context.arc(across, up, size, 0, 2 * Math.PI);
      [context.strokeStyle, context.fillStyle, context.lineWidth] = [colour, inside, 2];
      context.fill();
      context.stroke();
    };
    const { losses, chosen } = scene;
    const lines = widths.map((_, i) => ({ name: names[i], values: rowOf(losses, widths.length, i), colour: palette[shades[i]] }));
    for (const [i, { values, colour }] of lines.entries()) {
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.lineJoin = "round";
      context.beginPath();
      values.forEach((value, at) => context.lineTo(x(rates[at]), y(value)));
      context.stroke();
      dot(rate, y(chosen[i]), 3.5, colour, palette.paper);
    }
    // the lowest points lie on all lines
    for (const { values, colour } of lines) {
      const best = values.indexOf(Math.min(...values));
      dot(x(rates[best]), y(values[best]), 6, colour, colour);
    }
    drawEnds(drawn, box, lines.map(({ name, values, colour }) => ({ name, y: y(values[values.length - 1]), colour, dash: [] })), palette); // prettier-ignore
    const tell = (/** @type {number} */ power) => short(10 ** power);
    probed({ ...box, x, at: rates, xLabel: "learning rate", lines: lines.map((line) => ({ ...line, tell })) });
  });
}
