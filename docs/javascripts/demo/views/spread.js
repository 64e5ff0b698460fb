// Draws the histograms of four layers, nothing else: the numbers come from initdocs.demos.spread.
import { drawHistograms } from "../../draw/histogram.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */

/** @param {HTMLElement} element @param {{bins: number}} constants */
export function mount(element, { bins }) {
  const { view } = partsOf(element);
  const surface = view("layers");

  return still((scene, palette) => {
    const titles = Array.from(scene.deviation, (value, layer) => [`layer ${layer + 1}`, `std ${value < 0.001 ? "< 0.001" : Number(value.toPrecision(2))}`]);
    const rows = [{ label: "activations", span: 1, bars: scene.bars }];
    const on = surface();
    drawHistograms(on, { rows, titles, bins, inset: 0.7 * on.em }, palette.forward, palette);
  });
}
