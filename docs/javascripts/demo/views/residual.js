// Draws the growth of a residual stack, nothing else: the numbers come from initdocs.demos.residual.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawLayers, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** @param {HTMLElement} element @param {{fates: string[], shades: string[]}} constants */
export function mount(element, { fates, shades }) {
  const { view, probe } = partsOf(element);
  const [surface, shares] = [view("growth"), view("shares")];
  const read = probe("growth");

  return still((scene, palette) => {
    const drawn = surface();
    const { context } = drawn;
    const last = Math.round(scene.blocks[0]);
    const [theory, network] = [scene.theory, scene.network].map((powers) => powers.subarray(0, last + 1));
    const high = Math.max(1, Math.ceil(Math.max(...theory, ...network)));
    const colour = palette[fates[Math.round(scene.fate[0])]];
    const box = drawAxes(drawn, { low: 0, high, xLabel: "block", yLabel: "mean square" }, palette);
    const x = drawLayers(drawn, box, last, palette);
    context.strokeStyle = palette.ink;
    context.lineWidth = 2;
    context.beginPath();
    theory.forEach((power, block) => context.lineTo(x(block), box.y(10 ** power)));
    context.stroke();
    context.fillStyle = colour;
    network.forEach((power, block) => {
      context.beginPath();
      context.arc(x(block), box.y(10 ** power), 3, 0, 2 * Math.PI);
      context.fill();
    });
    drawShares(shares(), { theory, shades }, palette);
    const told = (/** @type {number} */ power) => short(10 ** power);
    const at = Array.from(theory, (_, block) => block);
    read({ ...box, x, at, xLabel: "block", lines: [{ name: "theory", values: theory, colour: palette.ink, tell: told }, { name: "network", values: network, colour, tell: told }] }); // prettier-ignore
  });
}

/**
 * The parts of the mean square behind each block: the input's below, above it those of equal parts of the stack.
 * @param {Surface} surface
 * @param {{theory: Float32Array, shades: string[]}} state powers of ten, and the colours of the parts
 * @param {Colours} palette
 */
function drawShares(surface, { theory, shades }, palette) {
  const { context } = surface;
  const last = theory.length - 1;
  const box = drawScales(surface, { x: { low: 0, high: last }, y: { low: 0, high: 1 }, xLabel: "block", yLabel: "share of the mean square" }, palette);
  /** @param {number} block @param {number} until */
  const share = (block, until) => 10 ** (theory[Math.min(block, until)] - theory[block]);
  let below = -1;
  shades.forEach((shade, part) => {
    const until = Math.round((part * last) / (shades.length - 1));
    if (until === below) return;
    const from = below;
    context.fillStyle = palette[shade];
    context.beginPath();
    for (let block = 0; block <= last; block++) context.lineTo(box.x(block), box.y(share(block, until)));
    for (let block = last; block >= 0; block--) context.lineTo(box.x(block), box.y(from < 0 ? 0 : share(block, from)));
    context.fill();
    below = until;
  });
}
