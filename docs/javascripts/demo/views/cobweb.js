// Draws the cobweb of the variance map, nothing else: the numbers come from initdocs.demos.cobweb.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawCurve, drawLayers, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** @param {number} power */
const told = (power) => short(10 ** power);

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
  const { context } = surface;
  const range = { low: 0, high: largest };
  const box = drawScales(surface, { x: range, y: range, xLabel: "variance q", yLabel: "V(q)" }, palette);
  drawCurve(surface, box, { from: 0, to: largest, values: [0, largest], colour: palette.ink, dash: [], width: 1 });
  drawCurve(surface, box, { from: 0, to: largest, values: scene.curve, colour: palette.forward, dash: [], width: 3 });
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
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
  context.beginPath();
  context.arc(box.x(start), box.y(0), 0.8 * surface.em, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = palette.paper;
  context.lineWidth = 2;
  context.stroke();
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
  const x = drawLayers(surface, box, last, palette);
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.beginPath();
  path.forEach((power, layer) => context.lineTo(x(layer), box.y(10 ** power)));
  context.stroke();
  context.fillStyle = colour;
  network.forEach((power, layer) => {
    if (layer % 2) return;
    context.beginPath();
    context.arc(x(layer), box.y(10 ** power), 3, 0, 2 * Math.PI);
    context.fill();
  });
  const at = Array.from(path, (_, layer) => layer);
  const lines = [{ name: "map", values: path, colour: palette.ink, tell: told }, { name: "network", values: network, colour, tell: told }]; // prettier-ignore
  return { ...box, x, at, xLabel: "layer", lines };
}
