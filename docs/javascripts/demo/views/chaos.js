// Draws two drawings and what is read of them, nothing else: the numbers come from initdocs.demos.chaos.
import { drawScales } from "../../draw/chart.js";
import { fontOf } from "../../draw/type.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** @param {HTMLElement} element @param {{side: number, fates: string[]}} constants */
export function mount(element, { side, fates }) {
  const { view, probe } = partsOf(element);
  const surfaces = { pictures: view("pictures"), correlation: view("correlation") };
  const read = probe("correlation");

  return still((scene, palette) => {
    const colour = palette[fates[Math.round(scene.phase[0])]];
    drawPictures(surfaces.pictures(), { scene, side, colour }, palette);
    read(drawCorrelation(surfaces.correlation(), { scene, colour }, palette));
  });
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, side: number, colour: string}} what
 * @param {Colours} palette
 */
function drawPictures(surface, { scene, side, colour }, palette) {
  const { context, width, height, em } = surface;
  const depth = Math.round(scene.depth[0]);
  const gap = 1.9 * em;
  const head = 2.3 * em;
  const cell = Math.floor(Math.min((width - gap - 2 * em) / 2, (height - 2 * head - 0.5 * em) / 2) / side);
  const edge = cell * side;
  const left = Math.floor((width - 2 * edge - gap) / 2);
  const rows = [
    { pictures: scene.drawings, top: Math.floor(head), text: "what goes in", pen: palette.ink, wide: 1 },
    { pictures: scene.readings, top: Math.floor(2 * head + edge), text: depth === 1 ? "what is guessed after 1 layer" : `what is guessed after ${depth} layers`, pen: colour, wide: 3 },
  ];
  for (const { pictures, top, text, pen, wide } of rows) {
    for (const i of [0, 1]) {
      const from = left + i * (edge + gap);
      context.fillStyle = palette.ink;
      rowOf(pictures, 2, i).forEach((value, pixel) => {
        context.globalAlpha = Math.min(Math.max(value, 0), 1);
        context.fillRect(from + cell * (pixel % side), top + cell * Math.floor(pixel / side), cell, cell);
      });
      context.globalAlpha = 1;
      context.strokeStyle = pen;
      context.lineWidth = wide;
      context.strokeRect(from - wide / 2, top - wide / 2, edge + wide, edge + wide);
    }
    context.font = fontOf(surface, "600");
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, width / 2, top - head / 2);
  }
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, colour: string}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawCorrelation(surface, { scene, colour }, palette) {
  const { context } = surface;
  const { theory, network } = scene;
  const last = theory.length - 1;
  const box = drawScales(surface, { x: { low: 0, high: last }, y: { low: 0, high: 1.02 }, xLabel: "layer", yLabel: "correlation" }, palette);
  const depth = Math.round(scene.depth[0]);
  context.strokeStyle = palette.network;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(box.x(depth), box.top);
  context.lineTo(box.x(depth), box.bottom);
  context.stroke();
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.beginPath();
  theory.forEach((c, layer) => context.lineTo(box.x(layer), box.y(c)));
  context.stroke();
  context.fillStyle = colour;
  network.forEach((c, layer) => {
    context.beginPath();
    context.arc(box.x(layer), box.y(Math.max(c, 0)), layer === depth ? 6 : 2.5, 0, 2 * Math.PI);
    context.fill();
  });
  const lines = [{ name: "theory", values: theory, colour: palette.ink }, { name: "network", values: network, colour }];
  return { ...box, at: Array.from(theory, (_, layer) => layer), xLabel: "layer", lines };
}
