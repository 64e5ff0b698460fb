// Draws the gain calculator, nothing else: the numbers come from initdocs.demos.gain.
import { drawCurve, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */

const DASH = [6, 4];

const GAINS = ["second", "centred", "critical"];

/** A gain, as many of its digits as are known. @param {number} gain @param {number} error */
function told(gain, error) {
  if (!Number.isFinite(gain)) return "none";
  const known = Math.min(4, Math.max(0, Math.floor(-Math.log10(2 * error))));
  return gain >= 1e-3 && gain < 1e5 ? gain.toFixed(known) : gain.toPrecision(5);
}

/** @param {HTMLElement} element */
export function mount(element) {
  const { view, read } = partsOf(element);
  const surfaces = { function: view("function"), map: view("map") };
  /** @type {Frame | null} */
  let scene = null;

  return {
    /** @param {Frame} next */
    scene(next) {
      scene = next;
    },
    frame() {},
    draw() {
      if (!scene) return;
      const palette = colours();
      const { phi, d_phi: slope, second, critical, numbers, small } = scene;
      const [range, most] = scene.ranges;
      const seen = [...phi, ...slope].map((value) => Math.min(Math.max(value, -6), 6));
      const y = { low: 1.08 * Math.min(-0.5, ...seen), high: 1.08 * Math.max(1, ...seen) };
      const left = surfaces.function();
      let box = drawScales(left, { x: { low: -range, high: range }, y, xLabel: "x", yLabel: "φ, φ′" }, palette);
      drawCurve(left, box, { from: -range, to: range, values: slope, colour: palette.backward, dash: DASH });
      drawCurve(left, box, { from: -range, to: range, values: phi, colour: palette.forward, dash: [] });
      const right = surfaces.map();
      const all = { low: 0, high: most };
      box = drawScales(right, { x: all, y: all, xLabel: "variance q", yLabel: "V(q)" }, palette);
      drawCurve(right, box, { from: 0, to: most, values: [0, most], colour: palette.ink, dash: [], width: 1 });
      drawCurve(right, box, { from: 0, to: most, values: critical, colour: palette.backward, dash: DASH });
      drawCurve(right, box, { from: 0, to: most, values: second, colour: palette.forward, dash: [] });
      const [one, two, three, steepness] = numbers;
      const [variance, ...errors] = small;
      [one, two, three].forEach((gain, i) => read(GAINS[i], told(gain, errors[i])));
      read("variance", variance.toPrecision(4));
      read("slope", Number.isFinite(steepness) ? steepness.toFixed(3) : "none");
      read("error", errors.map((error) => (error < 1e-12 ? "< 1e-12" : Number.isFinite(error) ? error.toExponential(0) : "none")).join(", "));
    },
  };
}
