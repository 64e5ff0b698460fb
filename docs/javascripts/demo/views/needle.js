// Draws the circle and the directions, nothing else: the numbers come from initdocs.demos.needle.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawLine } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { fontOf, powerOfTen } from "../../draw/type.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** Corners of a circle. */
const CORNERS = 96;
const DASH = [4, 3];

/**
 * A length as the sentence beside the picture writes it.
 * @param {number} value
 */
function told(value) {
  const [digits, power] = short(value).split("e");
  return power ? `${digits} · ${powerOfTen(Number(power))}` : digits;
}

/** @param {HTMLElement} element @param {{laws: [law: string, colour: string][], units: number, few: number, every: number, floor: number}} constants */
export function mount(element, { laws, units, few, every, floor }) {
  const { view, probe } = partsOf(element);
  const surfaces = { circles: view("circles"), directions: view("directions") };
  const read = probe("directions");

  return still((scene, palette) => {
    const { matrix, longest, directions } = scene;
    const on = surfaces.circles();
    const each = on.width / laws.length;
    laws.forEach(([law, colour], i) => {
      drawCircle(on, { left: each * i, right: each * (i + 1) }, { matrix: rowOf(matrix, laws.length, i), longest: longest[i], title: `${law}, ${few} units`, colour: palette[colour] }, palette);
    });
    const lines = laws.map(([name, colour], i) => ({ name, colour: palette[colour], dash: i ? [] : DASH, values: rowOf(directions, laws.length, i).map((power) => 10 ** power) }));
    read(drawDirections(surfaces.directions(), { lines, units, every, floor }, palette));
  });
}

/**
 * The image of the unit circle, and of its two axes.
 * @param {Surface} surface
 * @param {{left: number, right: number}} place
 * @param {{matrix: Float32Array, longest: number, title: string, colour: string}} what rows of the matrix one after the other
 * @param {Colours} palette
 */
function drawCircle(surface, { left, right }, { matrix: [a, b, c, d], longest, title, colour }, palette) {
  const { context, height, em } = surface;
  const [middle, centre] = [(left + right) / 2, height / 2 + 0.4 * em];
  const unit = Math.min((right - left) / 2 - 0.6 * em, height / 2 - 2.2 * em);
  const x = (/** @type {number} */ u, /** @type {number} */ v) => middle + unit * (a * u + b * v);
  const y = (/** @type {number} */ u, /** @type {number} */ v) => centre - unit * (c * u + d * v);
  context.beginPath();
  for (let i = 0; i <= CORNERS; i++) {
    const angle = (2 * Math.PI * i) / CORNERS;
    context.lineTo(x(Math.cos(angle), Math.sin(angle)), y(Math.cos(angle), Math.sin(angle)));
  }
  context.fillStyle = colour;
  context.globalAlpha = 0.15;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.stroke();
  context.strokeStyle = palette.ink;
  context.fillStyle = palette.ink;
  context.lineWidth = 1.5;
  for (const [u, v, dash] of /** @type {const} */ ([[1, 0, []], [0, 1, DASH]])) {
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(middle, centre);
    context.lineTo(x(u, v), y(u, v));
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.arc(x(u, v), y(u, v), 3.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.textAlign = "center";
  context.textBaseline = "top";
  context.font = fontOf(surface, "600");
  context.fillText(title, middle, 0.2 * em);
  context.font = fontOf(surface);
  context.textBaseline = "bottom";
  context.fillText(`longest: ${told(longest)}`, middle, height - 0.2 * em);
}

/**
 * @param {Surface} surface
 * @param {{lines: {name: string, colour: string, dash: number[], values: Float32Array}[], units: number, every: number, floor: number}} what
 * @param {Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawDirections(surface, { lines, units, every, floor }, palette) {
  const { context } = surface;
  const ends = named(surface, lines.map((line) => ({ ...line, strong: true })));
  const low = Math.log10(floor);
  const box = drawAxes(surface, { low, high: 1.2, xLabel: "direction, in order", yLabel: `stretched by, ${units} units`, names: ends.map(({ name }) => name) }, palette);
  const at = Array.from(lines[0].values, (_, i) => 1 + i * every);
  const x = (/** @type {number} */ direction) => box.left + ((direction - 1) / (units - 1)) * (box.right - box.left);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const direction of [1, units / 2, units]) context.fillText(String(direction), x(direction), box.bottom + 4);
  for (const { values, colour, dash } of lines) {
    const known = Array.from(values).filter((value) => value > floor * 1.01);
    drawLine(surface, box, { epochs: at.map((direction) => direction - 1), values: known, end: units - 1, colour, width: 3, dash });
  }
  drawEnds(surface, box, ends.map((line) => ({ ...line, y: box.y(line.values[line.values.length - 1]) })), palette); // prettier-ignore
  return { ...box, at, x, xLabel: "direction", lines: lines.map(({ values, ...line }) => ({ ...line, values, tell: (value) => (value > floor * 1.01 ? told(value) : "less") })) };
}
