// Draws the lines of the derivation and their two sides, nothing else: the numbers come from initdocs.demos.sides.
import { fontOf } from "../../draw/type.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {[left: string, right: string, assumes: string][]} Lines */

/** A bar has room for sides that are so many times the other; a longer one is cut off. */
const LONGEST = 2.2;

/** @param {HTMLElement} element @param {{lines: Lines}} constants */
export function mount(element, { lines }) {
  const { view } = partsOf(element);
  const surfaces = { chain: view("chain"), bars: view("bars") };
  /** @type {string | null} */
  let lit = null;
  /** Where the bar of the right side begins. */
  let middle = 0;

  return {
    ...still((scene, palette) => {
      const line = Math.round(scene.line[0]);
      const colour = scene.agree[0] > 0.5 ? palette.kept : palette.explodes;
      drawChain(surfaces.chain(), { lines, line, colour }, palette);
      middle = drawBars(surfaces.bars(), { scene, line: lines[line], colour, lit }, palette);
    }),
    /** @param {string | null} part */
    light(part) {
      lit = part;
    },
    /** @param {string} name @param {number} _ @param {number} down */
    at: (name, _, down) => (name === "chain" ? null : down < middle ? "left" : "right"),
  };
}

/**
 * All lines, the present one large: its two sides, and between them whether they agree.
 * @param {Surface} surface
 * @param {{lines: Lines, line: number, colour: string}} what
 * @param {Colours} palette
 */
function drawChain(surface, { lines, line, colour }, palette) {
  const { context, width, height, em } = surface;
  const each = height / lines.length;
  context.textBaseline = "middle";
  lines.forEach(([left, right], i) => {
    const y = each * (i + 0.5);
    const here = i === line;
    if (here) {
      context.fillStyle = colour;
      context.globalAlpha = 0.16;
      context.fillRect(0, each * i, width, each);
      context.globalAlpha = 1;
      context.fillRect(0, each * i, 0.3 * em, each);
    }
    context.font = fontOf(surface, here ? "600" : "");
    context.fillStyle = palette.ink;
    context.globalAlpha = here ? 1 : 0.75;
    context.textAlign = "left";
    context.fillText(String(i + 1), 0.8 * em, y);
    context.textAlign = "right";
    context.fillText(left, 0.5 * width - em, y);
    context.textAlign = "center";
    context.fillText(here && colour === palette.explodes ? "≠" : "=", 0.5 * width, y);
    context.textAlign = "left";
    context.fillText(right, 0.5 * width + em, y);
    context.globalAlpha = 1;
  });
}

/**
 * Both sides as bars, the right one the unit, with the error of the left one.
 * @param {Surface} surface
 * @param {{scene: Frame, line: Lines[number], colour: string, lit: string | null}} what
 * @param {Colours} palette
 * @returns {number} where the second bar's half begins
 */
function drawBars(surface, { scene, line, colour, lit }, palette) {
  const { context, width, height, em } = surface;
  const [from, to] = [0.5 * em, width - 4 * em];
  const x = (/** @type {number} */ size) => from + (Math.min(size, LONGEST) / LONGEST) * (to - from);
  const half = height / 2;
  const high = Math.min(2.6 * em, half - 2.2 * em);
  context.strokeStyle = palette.ink;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(x(1), 0);
  context.lineTo(x(1), height);
  context.stroke();
  context.setLineDash([]);
  for (const [i, part] of /** @type {const} */ ([[0, "left"], [1, "right"]])) {
    const [size, top] = [scene.sides[i], half * i + 1.7 * em];
    context.textAlign = "left";
    context.textBaseline = "bottom";
    context.font = fontOf(surface, lit === part ? "600" : "");
    context.fillStyle = palette.ink;
    context.fillText(`${part}: ${line[i]}`, from, top - 0.2 * em);
    context.globalAlpha = lit && lit !== part ? 0.35 : 1;
    context.fillStyle = i ? palette.network : colour;
    context.fillRect(from, top, x(size) - from, high);
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.textBaseline = "middle";
    context.font = fontOf(surface, "600");
    context.fillText(size > LONGEST ? `→ ${size.toFixed(1)}` : size.toFixed(2), x(size) + 0.5 * em, top + high / 2);
  }
  if (scene.sides[0] <= LONGEST) {
    const [error, y] = [scene.error[0], 1.7 * em + high / 2];
    context.lineWidth = 2;
    context.strokeStyle = palette.ink;
    context.beginPath();
    context.moveTo(x(scene.sides[0] - 2 * error), y);
    context.lineTo(x(scene.sides[0] + 2 * error), y);
    context.stroke();
  }
  return half;
}
