// Draws the bars forward and back, nothing else: the numbers come from initdocs.demos.widths.
import { fontOf } from "../../draw/type.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** @typedef {{label: string, colour: string}} Row */

/** What a row of bars may reach: its tallest bar, or the last of these, decides, and lines stand at halves. */
const REACHES = [0.2, 0.4, 1, 2];

/** @param {number} size */
const told = (size) => size.toFixed(2);

/** @param {HTMLElement} element @param {{rows: [label: string, colour: string, part: string][]}} constants */
export function mount(element, { rows }) {
  const { view, probe } = partsOf(element);
  const surface = view("bars");
  const read = probe("bars");
  /** The row that is pointed at in the text. @type {string | null} */
  let lit = null;
  /** Where each row begins and ends. @type {{part: string, top: number, bottom: number}[]} */
  let places = [];

  return {
    ...still((scene, palette) => {
      const { widths, law, network, level } = scene;
      const layers = widths.length - 1;
      const on = surface();
      const { em, width, height } = on;
      const box = { left: 2.6 * em, right: width - 0.3 * em, top: 0.4 * em, bottom: height - 1.6 * em };
      const each = (box.right - box.left) / (layers + 0.6);
      const x = (/** @type {number} */ layer) => box.left + each * (layer + 0.1);
      const shape = 0.2 * (box.bottom - box.top);
      drawWidths(on, widths, { x, top: box.top, bottom: box.top + shape, each }, palette);
      const high = (box.bottom - box.top - shape) / rows.length;
      places = [];
      rows.forEach(([label, colour, part], i) => {
        const [from, to] = [i * layers, (i + 1) * layers];
        const bars = { law: law.subarray(from, to), network: network.subarray(from, to) };
        const row = { x, top: box.top + shape + i * high, bottom: box.top + shape + (i + 1) * high, left: box.left, right: box.right, each };
        places.push({ part, top: row.top, bottom: row.bottom });
        on.context.globalAlpha = lit && lit !== part ? 0.25 : 1;
        drawRow(on, row, { ...bars, label, colour: palette[colour], level: level[i] > 0 }, palette);
        on.context.globalAlpha = 1;
      });
      on.context.fillStyle = palette.ink;
      on.context.font = fontOf(on);
      on.context.textAlign = "center";
      on.context.textBaseline = "top";
      for (let layer = 1; layer <= layers; layer++) on.context.fillText(`layer ${layer}`, x(layer), box.bottom + 0.4 * em);
      const at = Array.from({ length: layers }, (_, i) => i + 1);
      const lines = rows.map(([label, colour], i) => ({ name: label, values: network.subarray(i * layers, (i + 1) * layers), colour: palette[colour], tell: told }));
      read({ ...box, at, x, xLabel: "layer", lines: [{ name: "units", values: widths.subarray(1), colour: palette.network, tell: String }, ...lines] });
    }),
    /** @param {string | null} part */
    light(part) {
      lit = part;
    },
    /** @param {string} _view @param {number} _x @param {number} y */
    at(_view, _x, y) {
      return places.find(({ top, bottom }) => y >= top && y < bottom)?.part ?? null;
    },
  };
}

/**
 * The network from inputs to outputs: each layer as high as it has units, on a scale that lets the narrow ones be seen.
 * @param {Surface} surface
 * @param {Float32Array} widths
 * @param {{x: (layer: number) => number, top: number, bottom: number, each: number}} box
 * @param {Colours} palette
 */
function drawWidths({ context, em, ...type }, widths, { x, top, bottom, each }, palette) {
  const middle = (top + bottom) / 2;
  const half = (/** @type {number} */ units) => 0.46 * (bottom - top) * Math.min(1, Math.sqrt(units / 400));
  const wide = Math.min(0.2 * each, 1.6 * em);
  context.fillStyle = palette.network;
  context.globalAlpha = 0.25;
  for (let i = 1; i < widths.length; i++) {
    context.beginPath();
    context.moveTo(x(i - 1) + wide, middle - half(widths[i - 1]));
    context.lineTo(x(i) - wide, middle - half(widths[i]));
    context.lineTo(x(i) - wide, middle + half(widths[i]));
    context.lineTo(x(i - 1) + wide, middle + half(widths[i - 1]));
    context.fill();
  }
  context.globalAlpha = 1;
  context.font = fontOf({ em, ...type }, "600");
  context.textAlign = "center";
  context.textBaseline = "middle";
  widths.forEach((units, i) => {
    const [h, text] = [Math.max(half(units), 2), String(Math.round(units))];
    context.fillStyle = palette.network;
    context.fillRect(x(i) - wide, middle - h, 2 * wide, 2 * h);
    const room = context.measureText(text).width + 0.4 * em;
    context.fillStyle = palette.paper;
    context.fillRect(x(i) - room / 2, middle - 0.7 * em, room, 1.4 * em);
    context.fillStyle = palette.ink;
    context.fillText(text, x(i), middle);
  });
}

/**
 * @param {Surface} surface
 * @param {{x: (layer: number) => number, top: number, bottom: number, left: number, right: number, each: number}} box
 * @param {{law: Float32Array, network: Float32Array, label: string, colour: string, level: boolean}} bars by layer
 * @param {Colours} palette
 */
function drawRow({ context, em, ...type }, { x, top, bottom, left, right, each }, { law, network, label, colour, level }, palette) {
  const from = top + 2.5 * em; // below the title
  const reach = REACHES.find((most) => most > Math.max(...network, ...law)) ?? REACHES[REACHES.length - 1];
  const y = (/** @type {number} */ size) => bottom - Math.min(size / (1.05 * reach), 1) * (bottom - from);
  context.font = fontOf({ em, ...type });
  context.textBaseline = "middle";
  context.lineWidth = 1;
  for (const size of [0, reach / 2, reach]) {
    context.strokeStyle = palette.grid;
    context.beginPath();
    context.moveTo(left, Math.floor(y(size)) + 0.5);
    context.lineTo(right, Math.floor(y(size)) + 0.5);
    context.stroke();
    context.fillStyle = palette.ink;
    context.textAlign = "right";
    context.fillText(String(size), left - 0.4 * em, y(size));
  }
  const half = Math.min(0.3 * each, 2.6 * em);
  context.textAlign = "center";
  context.textBaseline = "bottom";
  network.forEach((size, i) => {
    context.fillStyle = colour;
    context.fillRect(x(i + 1) - half, y(size), 2 * half, bottom - y(size));
    context.fillStyle = palette.ink;
    context.fillText(told(size), x(i + 1), Math.min(y(size), y(law[i])) - 0.2 * em);
    context.strokeStyle = palette.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x(i + 1) - 1.25 * half, y(law[i]));
    context.lineTo(x(i + 1) + 1.25 * half, y(law[i]));
    context.stroke();
  });
  context.textAlign = "left";
  context.textBaseline = "top";
  context.font = fontOf({ em, ...type }, "600");
  context.fillStyle = colour;
  context.fillText(label, 2, top + 0.9 * em);
  if (!level) return;
  const { width } = context.measureText(`${label}  `);
  context.fillStyle = palette.kept;
  context.fillText("✓ level", 2 + width, top + 0.9 * em);
}
