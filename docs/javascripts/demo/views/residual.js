// Draws the residual stack, nothing else: the numbers come from initdocs.demos.residual.
import { short } from "../../draw/canvas.js";
import { drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */

/** Of a bar's place, what it fills. */
const WIDE = 0.8;

/** @param {HTMLElement} element @param {{bands: [colour: string, first: number, last: number][], together: string, chance: number}} constants */
export function mount(element, { bands, together, chance }) {
  const { view, probe } = partsOf(element);
  const surface = view("stack");
  const probed = probe("stack");

  return still((scene, palette) => {
    const drawn = surface();
    const { context, em } = drawn;
    const { parts, sizes } = scene;
    const [growth] = scene.growth;
    const last = sizes.length - 1;
    const axes = { x: { low: -0.6, high: last + 0.6 }, y: { low: 0, high: Math.max(1, parts.reduce((sum, part) => sum + part)) }, xLabel: "block", yLabel: "share of the mean square at the end" };
    const box = drawScales(drawn, axes, palette);
    const wide = WIDE * (box.x(1) - box.x(0));
    for (let block = 0; block <= last; block++) {
      const left = box.x(block) - wide / 2;
      let below = 0;
      /** @param {string} colour @param {number} height */
      const lay = (colour, height) => {
        context.fillStyle = palette[colour];
        context.fillRect(left, box.y(below + height), wide, box.y(below) - box.y(below + height));
        below += height;
      };
      for (const [colour, first, end] of bands) for (let part = first; part <= Math.min(block, end); part++) lay(colour, parts[part]);
      if (sizes[block] - below > chance * sizes[block]) lay(together, sizes[block] - below);
      // where one block's part ends and the next begins, if there is room to see it
      context.fillStyle = palette.paper;
      let edge = 0;
      for (let part = 0; part < block; part++) {
        edge += parts[part];
        if (box.y(0) - box.y(parts[part]) > 0.3 * em && box.y(0) - box.y(parts[part + 1]) > 0.3 * em) context.fillRect(left, box.y(edge) - 0.5, wide, 1);
      }
    }
    const at = Array.from(sizes, (_, block) => block);
    const told = (/** @type {number} */ part) => short(part * growth);
    probed({ ...box, at, xLabel: "block", lines: [
      { name: "mean square", values: sizes, colour: palette.ink, tell: told },
      { name: "added here", values: parts, colour: palette[bands[bands.length - 1][0]], tell: told },
    ] }); // prettier-ignore
  });
}
