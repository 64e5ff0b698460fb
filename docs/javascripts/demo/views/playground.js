// Draws a frame of the playground, nothing else: the numbers come from initdocs.demos.playground.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawBars, drawEpochs, drawLine } from "../../draw/chart.js";
import { History } from "../../draw/history.js";
import { drawMap, drawPoints, mapImage } from "../../draw/map.js";
import { drawNetwork } from "../../draw/network.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */

const DASHES = [[], [6, 3], [], [2, 3], [8, 3, 2, 3], [], [4, 2], [10, 4]];

/** @param {HTMLElement} element */
export function mount(element) {
  const { view, tiles, names, labels, write, read } = partsOf(element);
  const surfaces = { network: view("network"), map: view("map"), cost: view("cost"), norms: view("norms") };
  const costs = new History(names.length);
  /** @type {Frame | null} */
  let scene = null;
  /** @type {Frame | null} */
  let frame = null;

  return {
    /** @param {Frame} next */
    scene(next) {
      scene = next;
      costs.clear();
    },

    /** @param {Frame} next */
    frame(next) {
      frame = next;
      costs.push(Math.round(next.epoch[0]), next.cost); // a recording is quantized
    },

    /** @param {Record<string, string | number>} settings */
    draw(settings) {
      if (!scene || !frame) return;
      const shown = Math.max(0, names.indexOf(String(settings.init)));
      const palette = colours();
      const { cost, accuracy, held_out: heldOut, norms, map, weights, gradients } = frame;
      const count = names.length;
      /** @param {Float32Array} values @param {number} i */
      const row = (values, i) => rowOf(values, count, i);
      const cells = Math.round(Math.sqrt(map.length / count));

      drawNetwork(surfaces.network(), scene.sizes, row(settings.show === "gradients" ? gradients : weights, shown), palette);

      const plane = surfaces.map();
      drawMap(plane, mapImage(row(map, shown), cells, palette));
      drawPoints(plane, scene.held_out_x, scene.held_out_y, palette, true);
      drawPoints(plane, scene.x, scene.y, palette, false);

      const [low, high] = costs.decades();
      const chart = surfaces.cost();
      const axes = drawAxes(chart, { low, high, xLabel: "epoch", yLabel: "cost J, all eight" }, palette);
      const end = Math.max(100, costs.last);
      drawEpochs(chart, axes, end, palette);
      const order = [...names.keys()].filter((i) => i !== shown).concat(shown);
      for (const i of order) {
        const line = { epochs: costs.at, values: costs.lines[i], end, colour: palette[i + 1], width: i === shown ? 3.5 : 1.3, dash: DASHES[i] };
        drawLine(chart, axes, line);
      }

      const bars = surfaces.norms();
      const barAxes = drawAxes(bars, { low: -6, high: 2, xLabel: "layer", yLabel: "gradient norm" }, palette);
      drawBars(bars, barAxes, row(norms, shown), palette[shown + 1], palette);

      tiles.forEach((tile, i) => {
        tile.getContext("2d")?.putImageData(mapImage(row(map, i), cells, palette), 0, 0);
        write(labels[i], `J ${short(cost[i])}`);
      });
      read("epoch", String(Math.round(frame.epoch[0])));
      read("cost", short(cost[shown]));
      read("accuracy", `${Math.round(100 * accuracy[shown])} %`);
      read("held_out", `${Math.round(100 * heldOut[shown])} %`);
    },
  };
}
