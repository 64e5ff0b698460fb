// Draws a frame of the digits demo, nothing else: the numbers come from initdocs.demos.digits.
import { drawByLayer } from "../../draw/bylayer.js";
import { rgb, short } from "../../draw/canvas.js";
import { drawHistograms, drawSpark } from "../../draw/histogram.js";
import { History } from "../../draw/history.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { drawRace } from "../../draw/race.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** @param {HTMLElement} element @param {{kinds: string[], bins: number, end: number, lines: import("../../draw/race.js").Look[], watched: Record<string, import("../../draw/bylayer.js").Watched>, shades: string[]}} constants */
export function mount(element, { kinds, bins, end, lines, watched, shades }) {
  const { view, probe, tiles, titles, names, labels, write, read } = partsOf(element);
  const surfaces = { batch: view("batch"), histograms: view("histograms"), answers: view("answers"), cost: view("cost"), layers: view("layers") };
  const probes = { cost: probe("cost"), layers: probe("layers") };
  const costs = new History(names.length);
  /** What may be watched, of every layer of every network. @type {Record<string, History>} */
  let layers = {};
  /** @type {Frame | null} */
  let scene = null;
  /** @type {Frame | null} */
  let frame = null;

  return {
    /** @param {Frame} next */
    scene(next) {
      scene = next;
      costs.clear();
      layers = {};
    },

    /** @param {Frame} next */
    frame(next) {
      frame = next;
      const batches = Math.round(scene?.batches[0] ?? 1);
      const number = Math.round(next.epoch[0]) * batches + Math.round(next.batch[0]);
      costs.push(number, next.cost);
      for (const name of Object.keys(watched)) (layers[name] ??= new History(next[name].length)).push(number, next[name]);
    },

    /** @param {Record<string, string | number>} settings */
    draw(settings) {
      if (!scene || !frame) return;
      const shown = Math.max(0, names.indexOf(String(settings.init)));
      const palette = colours();
      const { cost, right, training, held_out: heldOut, span, histograms } = frame;
      const count = names.length;
      /** @param {Float32Array} values @param {number} i */
      const row = (values, i) => rowOf(values, count, i);
      const sizes = Array.from(scene.sizes, Math.round);
      const depth = sizes.length - 2;
      const number = Math.round(frame.batch[0]);

      labels.forEach((label, i) => write(label, `error ${percent(heldOut[i])}`));
      const wrong = row(right, shown).reduce((sum, value) => sum + (value > 0.5 ? 0 : 1), 0);
      read("epoch", String(Math.round(frame.epoch[0])));
      read("batch", `${number + 1} of ${Math.round(scene.batches[0])}`);
      read("cost", short(cost[shown]));
      read("wrong", `${wrong} of ${right.length / count}`);
      read("training", percent(training[shown]));
      read("held_out", percent(heldOut[shown]));

      drawBatch(surfaces.batch(), { images: scene.images, pixels: sizes[0], size: right.length / count, number }, palette);
      drawAnswers(surfaces.answers(), row(right, shown), palette);
      const spans = row(span, shown);
      drawHistograms(
        surfaces.histograms(),
        {
          rows: kinds.map((label, kind) => ({ label, span: spans[kind], bars: row(histograms, shown).subarray(kind * depth * bins, (kind + 1) * depth * bins) })),
          titles: sizes.slice(1, -1).map((n, i) => [`layer ${i + 1}`, `${n}×${sizes[i]}`]),
          bins,
        },
        palette[lines[shown][0]],
        palette,
      );

      probes.cost(drawRace(surfaces.cost(), costs, { shown, names: titles, end, looks: lines, xLabel: "batch", yLabel: "cost J on the batch" }, palette));

      const watch = String(settings.watch);
      const what = { layers: layers[watch].lines.length / count, shown, end, shades, xLabel: "batch" };
      probes.layers(drawByLayer(surfaces.layers(), layers[watch], watched[watch], what, palette));

      tiles.forEach((tile, i) => {
        const last = row(histograms, i).subarray((depth - 1) * bins, depth * bins);
        drawSpark(tile, last, palette[lines[i][0]]);
      });
    },
  };
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(0)} %`;

const sheet = document.createElement("canvas");

/**
 * Ten by ten images of one batch, ink on paper.
 * @param {Surface} surface
 * @param {{images: Float32Array, pixels: number, size: number, number: number}} batch
 * @param {Colours} palette
 */
function drawBatch({ context, width, height }, { images, pixels, size, number }, palette) {
  const side = Math.round(Math.sqrt(pixels));
  const step = side + 1;
  [sheet.width, sheet.height] = [10 * step, 10 * step];
  const image = new ImageData(10 * step, 10 * step);
  const [paper, ink] = [rgb(palette.paper), rgb(palette.ink)];
  for (let i = 0; i < size; i++) {
    const [top, left] = [Math.floor(i / 10) * step, (i % 10) * step];
    const from = (number * size + i) * pixels;
    for (let p = 0; p < pixels; p++) {
      const at = 4 * ((top + Math.floor(p / side)) * 10 * step + left + (p % side));
      const value = images[from + p];
      for (let c = 0; c < 3; c++) image.data[at + c] = paper[c] + value * (ink[c] - paper[c]);
      image.data[at + 3] = 255;
    }
  }
  sheet.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(sheet, 0, 0, width, height);
}

/**
 * @param {Surface} surface
 * @param {Float32Array} right
 * @param {Colours} palette
 */
function drawAnswers({ context, width, height }, right, palette) {
  const [w, h] = [width / 10, height / 10];
  right.forEach((value, i) => {
    const [x, y] = [(i % 10) * w, Math.floor(i / 10) * h];
    context.fillStyle = value > 0.5 ? palette.positive : palette.negative;
    context.fillRect(x + 1, y + 1, w - 2, h - 2);
    if (value > 0.5) return;
    context.strokeStyle = palette.paper;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [from, to] of [[0.3, 0.7], [0.7, 0.3]]) {
      context.moveTo(x + 0.3 * w, y + from * h);
      context.lineTo(x + 0.7 * w, y + to * h);
    }
    context.stroke();
  });
}
