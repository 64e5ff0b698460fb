// Draws the cobweb of the variance map, nothing else: the numbers come from initdocs.demos.cobweb.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawCurve, drawLayers, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { fontOf } from "../../draw/type.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** Powers are kept to about so much: this near to the end of the scale a variance has left it. */
const NEAR = 0.01;

/** Where the first step is shorter than this, the beginning is drawn once more, so many times larger. */
const SMALL = 0.1;
const LARGER = 10;

/** @param {HTMLElement} element @param {{largest: number, reach: number[], fates: string[]}} constants */
export function mount(element, { largest, reach, fates }) {
  const { view, probe } = partsOf(element);
  const surfaces = { cobweb: view("cobweb"), layers: view("layers") };
  const read = probe("layers");

  return still((scene, palette, settings) => {
    const colour = palette[fates[Math.round(scene.fate[0])]];
    drawCobweb(surfaces.cobweb(), { scene, start: Number(settings.start), largest, colour }, palette);
    read(drawPath(surfaces.layers(), { scene, reach, colour }, palette));
  });
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, start: number, largest: number, colour: string}} what
 * @param {Colours} palette
 */
function drawCobweb(surface, { scene, start, largest, colour }, palette) {
  const { context, em } = surface;
  // the first step up ends in sight, also where the variance leaves
  const high = Math.max(largest, Math.ceil(2 * Math.max(...scene.curve)) / 2);
  const box = drawScales(surface, { x: { low: 0, high: largest }, y: { low: 0, high }, xLabel: "variance q", yLabel: "V(q)" }, palette);
  drawMap(surface, box, { scene, start, largest, colour }, palette);
  const step = Math.abs(scene.stairs[1] - scene.stairs[0]);
  if (step > 0.001 && step < SMALL) {
    // above the line on which nothing changes there is room
    const side = 0.42 * Math.min(box.right - box.left, box.bottom - box.top);
    const [left, top] = [box.left + 0.6 * em, box.top + 0.3 * em];
    const [x, y] = [box.x(scene.stairs[2]), box.y(scene.stairs[2])];
    const lens = {
      ...{ left, top, right: left + side, bottom: top + side },
      x: (/** @type {number} */ q) => left + side / 2 + LARGER * (box.x(q) - x),
      y: (/** @type {number} */ q) => top + side / 2 + LARGER * (box.y(q) - y),
    };
    context.fillStyle = palette.paper;
    context.fillRect(left, top, side, side);
    drawMap(surface, lens, { scene, start, largest, colour }, palette);
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.strokeRect(left, top, side, side);
    context.strokeRect(x - side / LARGER / 2, y - side / LARGER / 2, side / LARGER, side / LARGER);
    context.font = fontOf(surface);
    context.fillStyle = palette.ink;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(`× ${LARGER}`, left + 0.4 * em, top + 0.4 * em);
  }
  context.beginPath();
  context.arc(box.x(start), box.y(0), 0.8 * surface.em, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = palette.paper;
  context.lineWidth = 2;
  context.stroke();
}

/**
 * The line on which nothing changes, the curve, and the stairs between them, within a box.
 * @param {Surface} surface
 * @param {{left: number, right: number, top: number, bottom: number, x: (q: number) => number, y: (q: number) => number}} box
 * @param {{scene: Frame, start: number, largest: number, colour: string}} what
 * @param {Colours} palette
 */
function drawMap(surface, box, { scene, start, largest, colour }, palette) {
  const { context } = surface;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
  drawCurve(surface, box, { from: 0, to: largest, values: [0, largest], colour: palette.ink, dash: [], width: 1 });
  drawCurve(surface, box, { from: 0, to: largest, values: scene.curve, colour: palette.forward, dash: [], width: 3 });
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  context.moveTo(box.x(start), box.y(0));
  for (let layer = 1; layer < scene.stairs.length; layer++) {
    context.lineTo(box.x(layer > 1 ? scene.stairs[layer - 1] : start), box.y(scene.stairs[layer]));
    context.lineTo(box.x(scene.stairs[layer]), box.y(scene.stairs[layer]));
  }
  context.stroke();
  context.restore();
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, reach: number[], colour: string}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawPath(surface, { scene, reach, colour }, palette) {
  const { context } = surface;
  const { path, network } = scene;
  const low = Math.max(reach[0], Math.floor(Math.min(-2, ...path, ...network)));
  const high = Math.min(reach[1], Math.ceil(Math.max(1, ...path, ...network)));
  const box = drawAxes(surface, { low, high, xLabel: "layer", yLabel: "variance of z" }, palette);
  const last = path.length - 1;
  const [floor, ceiling] = reach;
  const left = (/** @type {number} */ power) => power < floor + NEAR || power > ceiling - NEAR;
  /** @param {Float32Array} powers The layers that the scale has. */
  const within = (powers) => {
    const end = powers.findIndex(left);
    return end < 0 ? powers : powers.subarray(0, end);
  };
  const told = (/** @type {number} */ power) => (left(power) ? `${power < 0 ? "<" : ">"} ` : "") + short(10 ** power);
  const x = drawLayers(surface, box, last, palette);
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.beginPath();
  within(path).forEach((power, layer) => context.lineTo(x(layer), box.y(10 ** power)));
  context.stroke();
  context.fillStyle = colour;
  within(network).forEach((power, layer) => {
    if (layer % 2) return;
    context.beginPath();
    context.arc(x(layer), box.y(10 ** power), 3, 0, 2 * Math.PI);
    context.fill();
  });
  const at = Array.from(path, (_, layer) => layer);
  const lines = [{ name: "map", values: path, colour: palette.ink, tell: told }, { name: "network", values: network, colour, tell: told }]; // prettier-ignore
  return { ...box, x, at, xLabel: "layer", lines };
}
