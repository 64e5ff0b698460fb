// Draws the summands of a convolution, nothing else: the numbers come from initdocs.demos.summands.
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** Around the cells, as the plane has it, and between two channels, in units of the type. */
const AROUND = 0.5;

/** @param {HTMLElement} element @param {{channels: number, places: number, light: string, fates: string[]}} constants */
export function mount(element, { channels, places, light, fates }) {
  const { view } = partsOf(element);
  const surfaces = { input: view("input"), output: view("output") };

  return still((scene, palette, settings) => {
    drawInput(surfaces.input(), { scene, channels, light }, palette);
    drawOutput(surfaces.output(), { scene, places, fates, at: [Number(settings.column) - 1, Number(settings.row) - 1] }, palette);
  });
}

/**
 * A square of cells, rows from the top as an array has them, each filled as `fill` says.
 * @param {{left: number, top: number, each: [number, number], count: number}} square
 * @param {(column: number, row: number, cell: [number, number, number, number]) => void} fill
 */
function drawCells({ left, top, each: [wide, high], count }, fill) {
  const gap = Math.min(2, wide / 8);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) fill(column, row, [left + column * wide, top + row * high, wide - gap, high - gap]);
  }
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, channels: number, light: string}} state
 * @param {Colours} palette
 */
function drawInput({ context, width, height, em }, { scene, channels, light }, palette) {
  const [side, seen] = Array.from(scene.side, Math.round);
  const [left, right, low, high] = Array.from(scene.lit, Math.round);
  const [across, room] = [Math.ceil(Math.sqrt(channels)), AROUND * em];
  const [wide, tall] = [(width - 2 * room) / across, (height - 2 * room) / across];
  for (let channel = 0; channel < channels; channel++) {
    const x = room + (channel % across) * wide + room / 2;
    const y = room + Math.floor(channel / across) * tall + room / 2;
    const square = { left: x, top: y, each: /** @type {[number, number]} */ ([(wide - room) / side, (tall - room) / side]), count: side };
    drawCells(square, (column, row, cell) => {
      const lit = channel < seen && column >= left && column < right && row >= low && row < high;
      context.fillStyle = lit ? palette[light] : palette.grid;
      context.fillRect(...cell);
    });
  }
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, places: number, fates: string[], at: number[]}} state
 * @param {Colours} palette
 */
function drawOutput(surface, { scene, places, fates, at }, palette) {
  const { context, width, height, em } = surface;
  const [fewer, kept, more] = fates;
  const [rule] = scene.rule;
  const room = AROUND * em;
  const each = /** @type {[number, number]} */ ([(width - 2 * room) / places, (height - 2 * room) / places]);
  const small = Math.min(em, each[0] / 1.9);
  context.textAlign = "center";
  context.textBaseline = "middle";
  drawCells({ left: room, top: room, each, count: places }, (column, row, [x, y, wide, high]) => {
    const count = Math.round(scene.counts[row * places + column]);
    const factor = count / rule;
    context.globalAlpha = factor === 1 ? 0.35 : Math.min(0.75, 0.2 + 0.35 * Math.abs(Math.log2(factor)));
    context.fillStyle = palette[factor < 1 ? fewer : factor > 1 ? more : kept];
    context.fillRect(x, y, wide, high);
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    const chosen = column === at[0] && row === at[1];
    context.font = fontOf({ ...surface, em: small }, chosen ? "700" : "");
    context.fillText(String(count), x + wide / 2, y + high / 2);
    if (!chosen) return;
    context.strokeStyle = palette.ink;
    context.lineWidth = 3;
    context.strokeRect(x, y, wide, high);
  });
}
