// Draws the product of many factors, nothing else: the numbers come from initdocs.demos.product.
import { drawAxes, drawLayers } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */

const DASH = [6, 4];

/** @param {HTMLElement} element @param {{far: number, every: number, reach: number}} constants */
export function mount(element, { far, every, reach }) {
  const { view, probe } = partsOf(element);
  const surface = view("paths");
  const tell = probe("paths");

  return still((scene, palette) => {
    const { luck, median } = scene;
    const [slope, depth] = [scene.slope[0], scene.depth[0]];
    const count = luck.length / median.length;
    const at = Array.from(median, (_, i) => i * every).filter((layer) => layer <= depth);
    const law = at.map((layer) => layer * slope);
    const middle = law.map((power, i) => power + median[i]);
    const ending = middle[middle.length - 1];
    const colour = ending > far ? palette.explodes : ending < -far ? palette.fades : palette.kept;
    const lines = [
      { name: "rms", values: law, colour: palette.ink, dash: [], strong: true },
      { name: "median", values: middle, colour, dash: DASH, strong: true },
    ];
    const on = surface();
    const seen = at.flatMap((_, i) => [law[i], ...luck.subarray(i * count, (i + 1) * count).map((by) => law[i] + by)]);
    const low = Math.floor(Math.min(-reach, ...seen));
    const high = Math.ceil(Math.max(reach, ...seen));
    const names = named(on, lines).map(({ name }) => name);
    const box = drawAxes(on, { low, high, xLabel: "layer", yLabel: "size of the signal", names }, palette);
    const x = drawLayers(on, box, depth, palette);
    const y = (/** @type {number} */ power) => box.y(10 ** power);
    const { context } = on;
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.clip();
    context.strokeStyle = palette.network;
    context.globalAlpha = 0.45;
    context.lineWidth = 0.8;
    context.beginPath();
    for (let network = 0; network < count; network++) {
      at.forEach((layer, i) => (i ? context.lineTo(x(layer), y(law[i] + luck[i * count + network])) : context.moveTo(x(0), y(0))));
    }
    context.stroke();
    context.globalAlpha = 1;
    for (const { values, colour: stroke, dash } of lines) {
      context.strokeStyle = stroke;
      context.lineWidth = 2.5;
      context.setLineDash(dash);
      context.beginPath();
      values.forEach((power, i) => context.lineTo(x(at[i]), y(power)));
      context.stroke();
    }
    context.restore();
    const ends = lines.map(({ values, ...line }) => ({ ...line, y: y(values[values.length - 1]) }));
    drawEnds(on, box, named(on, ends), palette);
    const told = (/** @type {number} */ power) => (10 ** power).toPrecision(3);
    tell({ ...box, at, x, xLabel: "layer", lines: lines.map((line) => ({ ...line, tell: told })) });
  });
}
