// Draws the lines of the derivation and their two sides, nothing else: the numbers come from initdocs.demos.sides.
import { fontOf } from "../../draw/type.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {[left: string, sign: string, right: string][]} Lines */

/** The bars have room for a side that is so many times the other, and at most for so many times: a longer one is cut off. */
const [SHORTEST, LONGEST] = [2.2, 6];
/** The lines of the derivation stand out by their size. */
const LARGE = 1.15;

/** @param {HTMLElement} element @param {{lines: Lines, long: number}} constants */
export function mount(element, { lines, long }) {
  const { view } = partsOf(element);
  const surfaces = { chain: view("chain"), bars: view("bars") };
  /** @type {string | null} */
  let lit = null;
  /** Where the bar of the right side begins. */
  let middle = 0;
  /** As the words beside the picture say it. @param {number} ratio */
  const told = (ratio) => ratio.toFixed(ratio < long ? 2 : 1);

  return {
    ...still((scene, palette) => {
      const here = Math.round(scene.line[0]);
      const agree = scene.agree[0] > 0.5;
      const [ratio] = scene.ratio;
      const colour = agree ? palette.kept : palette.explodes;
      drawChain(surfaces.chain(), { lines, here, colour, agree, ratio: told(ratio) }, palette);
      const left = { size: ratio, told: told(ratio), error: scene.error[0] };
      middle = drawBars(surfaces.bars(), { left, line: lines[here], colour, lit }, palette);
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
 * All lines, the present one marked: of this one whether its sides agree, and how much the left one is of the right.
 * @param {Surface} surface
 * @param {{lines: Lines, here: number, colour: string, agree: boolean, ratio: string}} what
 * @param {Colours} palette
 */
function drawChain(surface, { lines, here: present, colour, agree, ratio }, palette) {
  const { context, width, height, em } = surface;
  const each = height / lines.length;
  context.textBaseline = "middle";
  const middle = 0.46 * width;
  lines.forEach(([left, sign, right], i) => {
    const y = each * (i + 0.5);
    const here = i === present;
    if (here) {
      context.fillStyle = colour;
      context.globalAlpha = 0.16;
      context.fillRect(0, each * i, width, each);
      context.globalAlpha = 1;
      context.fillRect(0, each * i, 0.3 * em, each);
    }
    context.font = fontOf({ ...surface, em: LARGE * em }, here ? "600" : "");
    context.fillStyle = palette.ink;
    context.globalAlpha = here ? 1 : 0.75;
    context.textAlign = "left";
    context.fillText(String(i + 1), 0.8 * em, y);
    context.textAlign = "right";
    context.fillText(left, middle - em, y);
    context.textAlign = "center";
    context.fillText(here && !agree ? "≠" : sign, middle, y);
    context.textAlign = "left";
    context.fillText(right, middle + em, y);
    context.textAlign = "right";
    if (here) context.fillText(ratio, width - 0.5 * em, y);
    context.globalAlpha = 1;
  });
}

/**
 * Both sides as bars, the right one the unit, with the error of the left one.
 * @param {Surface} surface
 * @param {{left: {size: number, told: string, error: number}, line: Lines[number], colour: string, lit: string | null}} what
 * @param {Colours} palette
 * @returns {number} where the second bar's half begins
 */
function drawBars(surface, { left, line, colour, lit }, palette) {
  const { context, width, height, em } = surface;
  const [from, to] = [0.5 * em, width - 5.5 * em];
  const longest = Math.min(Math.max(SHORTEST, left.size), LONGEST);
  const x = (/** @type {number} */ size) => from + (Math.min(size, longest) / longest) * (to - from);
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
    const [size, top] = [i ? 1 : left.size, half * i + 1.7 * em];
    context.textAlign = "left";
    context.textBaseline = "bottom";
    context.font = fontOf(surface, lit === part ? "600" : "");
    context.fillStyle = palette.ink;
    context.fillText(`${part}: ${line[2 * i]}`, from, top - 0.2 * em);
    context.globalAlpha = lit && lit !== part ? 0.35 : 1;
    context.fillStyle = i ? palette.network : colour;
    context.fillRect(from, top, x(size) - from, high);
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.textBaseline = "middle";
    context.font = fontOf(surface, "600");
    const end = i ? size : size + 2 * left.error; // behind the mark of its error
    const told = i ? size.toFixed(2) : left.told;
    context.fillText(size > longest ? `→ ${told}` : told, x(end) + 0.6 * em, top + high / 2);
  }
  if (left.size <= longest) {
    const [error, y] = [left.error, 1.7 * em + high / 2];
    context.lineWidth = 2;
    context.strokeStyle = palette.ink;
    context.beginPath();
    const ends = [x(left.size - 2 * error), x(left.size + 2 * error)];
    context.moveTo(ends[0], y);
    context.lineTo(ends[1], y);
    for (const end of ends) {
      context.moveTo(end, y - 0.3 * em);
      context.lineTo(end, y + 0.3 * em);
    }
    context.stroke();
  }
  return half;
}
