// The names of lines at their ends: a piece of each line leads to its name, so that none needs a key.
import { fontOf } from "./type.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("../site/theme.js").Colours} Colours */
/** @typedef {{name: string, y: number, colour: string, dash: number[], strong?: boolean}} End */

/** What leads from a line's end to its name, the piece of line before the name, and the gaps beside it. */
const LEAD = 10;
const PIECE = 14;
const GAP = 4;

/**
 * Those lines that are named at their ends: on a small chart the one that is looked at, on a tiny one none.
 * @template {{strong?: boolean}} T
 * @param {Surface} surface
 * @param {T[]} lines
 */
export const named = ({ width, em }, lines) => (width < 18 * em ? [] : width < 24 * em ? lines.filter(({ strong }) => strong) : lines);

/** What the names of lines take at the right of a chart. @param {Surface} surface @param {string[]} names */
export function roomFor(surface, names) {
  if (!names.length) return 0;
  surface.context.font = fontOf(surface, "600");
  return LEAD + PIECE + 2 * GAP + Math.max(...names.map((name) => surface.context.measureText(name).width));
}

/**
 * Places for labels that want to stand at `wanted`, in order, `each` apart and between the ends.
 * @param {number[]} wanted
 * @param {{top: number, bottom: number, each: number}} room
 */
export function apart(wanted, { top, bottom, each }) {
  const places = wanted.map((y) => Math.min(Math.max(y, top), bottom));
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i], places[i - 1] + each);
  places[places.length - 1] = Math.min(places[places.length - 1], bottom);
  for (let i = places.length - 2; i >= 0; i--) places[i] = Math.min(places[i], places[i + 1] - each);
  return places;
}

/**
 * @param {Surface} surface
 * @param {{right: number, top: number, bottom: number}} box
 * @param {End[]} ends
 * @param {Colours} colours
 */
export function drawEnds(surface, box, ends, colours) {
  const { context, em } = surface;
  const sorted = ends.filter(({ y }) => Number.isFinite(y)).sort((a, b) => a.y - b.y);
  const each = Math.min(1.15 * em, (box.bottom - box.top) / Math.max(1, sorted.length - 1));
  const places = apart(sorted.map(({ y }) => y), { ...box, each }); // prettier-ignore
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = colours.ink;
  sorted.forEach(({ name, y, colour, dash, strong }, i) => {
    const [start, end] = [box.right + GAP + LEAD, box.right + GAP + LEAD + PIECE];
    if (Math.abs(places[i] - y) > 0.5) {
      // thin and grey: it is no part of the line
      context.strokeStyle = colours.grid;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(box.right + GAP, y);
      context.lineTo(start, places[i]);
      context.stroke();
    }
    context.strokeStyle = colour;
    context.lineWidth = strong ? 3 : 1.6;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(start, places[i]);
    context.lineTo(end, places[i]);
    context.stroke();
    context.setLineDash([]);
    context.font = fontOf(surface, strong ? "600" : "");
    context.fillText(name, end + GAP, places[i]);
  });
}
