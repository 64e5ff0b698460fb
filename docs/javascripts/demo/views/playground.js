// Draws a frame of the playground, nothing else: the numbers come from initdocs.demos.playground.
import { short } from "../../draw/canvas.js";
import { drawByLayer } from "../../draw/bylayer.js";
import { drawAxes, drawBars, drawNote } from "../../draw/chart.js";
import { History } from "../../draw/history.js";
import { drawMap, drawPoints, mapImage } from "../../draw/map.js";
import { drawNetwork } from "../../draw/network.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { drawRace } from "../../draw/race.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */

/** @param {HTMLElement} element @param {{edge: number, lines: import("../../draw/race.js").Look[], watched: Record<string, import("../../draw/bylayer.js").Watched>, shades: string[]}} constants */
export function mount(element, { edge, lines, watched, shades }) {
  const { view, probe, tiles, titles, names, labels, write, read } = partsOf(element);
  const surfaces = { network: view("network"), map: view("map"), cost: view("cost"), norms: view("norms") };
  const probes = { cost: probe("cost"), norms: probe("norms") };
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
      const epoch = Math.round(next.epoch[0]); // a recording is quantized
      costs.push(epoch, next.cost);
      for (const name of Object.keys(watched)) (layers[name] ??= new History(next[name].length)).push(epoch, next[name]);
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

      // words before drawings: a text on a canvas has the browser lay out the page first
      read("epoch", String(Math.round(frame.epoch[0])));
      read("cost", short(cost[shown]));
      read("accuracy", `${Math.round(100 * accuracy[shown])} %`);
      read("held_out", `${Math.round(100 * heldOut[shown])} %`);
      names.forEach((_, i) => write(labels[i], `J ${short(cost[i])}`));

      drawNetwork(surfaces.network(), scene.sizes, row(settings.show === "gradients" ? gradients : weights, shown), palette);

      const plane = surfaces.map();
      const answers = row(map, shown);
      drawMap(plane, mapImage(answers, cells, palette));
      drawPoints(plane, { x: scene.held_out_x, y: scene.held_out_y, edge }, palette, true);
      drawPoints(plane, { x: scene.x, y: scene.y, edge }, palette, false);
      if (answers.every((value) => Math.abs(value - 0.5) < 0.005)) drawNote(plane, "½ everywhere", palette);

      probes.cost(drawRace(surfaces.cost(), costs, { shown, names: titles, end: 100, looks: lines, xLabel: "epoch", yLabel: "cost J, each network" }, palette));

      const bars = surfaces.norms();
      const watch = String(settings.watch);
      if (watched[watch]) {
        const what = { layers: layers[watch].lines.length / count, shown, end: 100, shades, xLabel: "epoch" };
        probes.norms(drawByLayer(bars, layers[watch], watched[watch], what, palette));
      } else {
        const barAxes = drawAxes(bars, { low: -6, high: 2, xLabel: "layer", yLabel: "gradient norm" }, palette);
        probes.norms(drawBars(bars, barAxes, row(norms, shown), palette[lines[shown][0]], palette, "gradient norm"));
      }

      tiles.forEach((tile, i) => {
        if (tile.width !== cells) tile.width = tile.height = cells;
        tile.getContext("2d")?.putImageData(mapImage(row(map, i), cells, palette), 0, 0);
      });
    },
  };
}
