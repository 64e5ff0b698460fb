// Draws networks and where they end, nothing else: the numbers come from initdocs.demos.drops.
import { short } from "../../draw/canvas.js";
import { drawAxes } from "../../draw/chart.js";
import { drawEnds } from "../../draw/ends.js";
import { partsOf } from "../../draw/parts.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** Of the room, what the paths take: the rest is for the drops. */
const SHARE = 0.55;

/** @param {number} value */
const told = (value) => (Number.isFinite(value) ? short(value).replace("-", "−") : "–");

/** @param {HTMLElement} element @param {{reach: [low: number, high: number]}} constants */
export function mount(element, { reach }) {
  const { view, read } = partsOf(element);
  const surface = view("drops");
  /** @type {Frame | null} */
  let scene = null;
  /** @type {Frame[]} */
  let networks = [];

  return {
    /** @param {Frame} next */
    scene(next) {
      scene = next;
      networks = [];
    },
    /** @param {Frame} next */
    frame(next) {
      networks = [...networks, next];
    },
    draw() {
      const last = networks[networks.length - 1];
      if (!scene || !last) return;
      read("count", String(Math.round(last.count[0])));
      read("mean", told(last.mean[0]));
      read("median", told(last.median[0]));
      read("below", Number.isFinite(last.below[0]) ? `${Math.round(100 * last.below[0])} %` : "–");
      drawDrops(surface(), { scene, networks: networks.filter(({ count }) => count[0] > 0), last, reach }, colours());
    },
  };
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, networks: Frame[], last: Frame, reach: [low: number, high: number]}} what
 * @param {Colours} palette
 */
function drawDrops(surface, { scene, networks, last, reach: [low, high] }, palette) {
  const { context, em } = surface;
  const box = drawAxes(surface, { low, high, xLabel: "", yLabel: "mean square", names: ["mean", "median"] }, palette);
  const { layers, law } = scene;
  const wall = box.left + SHARE * (box.right - box.left);
  const x = (/** @type {number} */ layer) => box.left + (layer / layers[layers.length - 1]) * (wall - box.left);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const layer of [0, 50, 100]) context.fillText(layer === 50 ? "layer 50" : String(layer), x(layer), box.bottom + 4);
  context.textAlign = "right";
  if (box.right - wall > 14 * em) context.fillText("a dot a network", box.right, box.bottom + 4);
  const height = (/** @type {number} */ power) => box.bottom - ((Math.min(Math.max(power, low), high) - low) / (high - low)) * (box.bottom - box.top);
  const [before, newest] = [networks.slice(0, -1), networks.slice(-1)];
  for (const [group, colour, alpha, wide] of /** @type {const} */ ([[before, palette.network, 0.3, 0.8], [newest, palette.ink, 1, 1.8]])) {
    context.strokeStyle = colour;
    context.globalAlpha = alpha;
    context.lineWidth = wide;
    context.beginPath(); // one for all that look alike
    for (const { path } of group) path.forEach((power, j) => (j ? context.lineTo(x(layers[j]), height(power)) : context.moveTo(x(layers[j]), height(power))));
    context.stroke();
  }
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(wall, box.top);
  context.lineTo(wall, box.bottom);
  context.stroke();
  const [tip, median] = [0.5 * em, box.y(10 ** law[0])];
  context.fillStyle = palette.ink;
  context.beginPath(); // before the wall, where no median of the drawn hides it
  context.moveTo(wall, median);
  context.lineTo(wall - 1.6 * tip, median - tip);
  context.lineTo(wall - 1.6 * tip, median + tip);
  context.fill();
  const size = Math.min(0.3 * em, (box.right - wall) / 70);
  /** @type {Map<number, number>} */
  const piles = new Map();
  networks.forEach(({ path }, i) => {
    const row = Math.round((box.bottom - height(path[path.length - 1])) / (2 * size));
    const beside = piles.get(row) ?? 0;
    piles.set(row, beside + 1);
    context.fillStyle = i === networks.length - 1 ? palette.ink : palette.network;
    context.beginPath();
    context.arc(Math.min(wall + size * (2 * beside + 2), box.right - size), box.bottom - 2 * size * row, size * (i === networks.length - 1 ? 1.5 : 0.9), 0, 2 * Math.PI);
    context.fill();
  });
  const marks = [
    { name: "mean", colour: palette.kept, dash: [], y: box.y(last.mean[0]) },
    { name: "median", colour: palette.fades, dash: [4, 2], y: box.y(last.median[0]) },
  ].filter(({ y }) => Number.isFinite(y));
  for (const { colour, dash, y } of marks) {
    context.strokeStyle = colour;
    context.lineWidth = 2.5;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(wall, y);
    context.lineTo(box.right, y);
    context.stroke();
    context.setLineDash([]);
  }
  if (marks.length) drawEnds(surface, box, marks.map((mark) => ({ ...mark, strong: true })), palette); // prettier-ignore
}
