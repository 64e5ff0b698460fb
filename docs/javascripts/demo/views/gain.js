// Draws the gain calculator, nothing else: the numbers come from initdocs.demos.gain.
import { drawCurve, drawScales } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";

/** @typedef {import("../recording.js").Frame} Frame */

const DASH = [6, 4];

/** A gain, as many of its digits as are known. @param {number} gain @param {number} error */
function told(gain, error) {
  if (!Number.isFinite(gain)) return "none";
  const known = Math.min(4, Math.max(0, Math.floor(-Math.log10(2 * error))));
  return gain >= 1e-3 && gain < 1e5 ? gain.toFixed(known) : gain.toPrecision(5);
}

/** @param {HTMLElement} element */
export function mount(element) {
  const { view, probe, read } = partsOf(element);
  const surfaces = { function: view("function"), map: view("map") };
  const probes = { function: probe("function"), map: probe("map") };

  return still((scene, palette) => {
    const { phi, d_phi: slope, second, critical, numbers, small } = scene;
    const [one, two, three, steepness] = numbers;
    const [variance, ...errors] = small;
    read("second", told(one, errors[0]));
    read("centred", told(two, errors[1]));
    read("critical", told(three, errors[2]));
    read("variance", variance.toPrecision(4));
    read("slope", Number.isFinite(steepness) ? steepness.toFixed(3) : "none");
    read("error", errors.map((error) => (error < 1e-12 ? "< 1e-12" : Number.isFinite(error) ? error.toExponential(0) : "none")).join(", "));

    const [range, most] = scene.ranges;
    const seen = [...phi, ...slope].map((value) => Math.min(Math.max(value, -6), 6));
    const y = { low: 1.08 * Math.min(-0.5, ...seen), high: 1.08 * Math.max(1, ...seen) };
    probes.function(
      drawPanel(surfaces.function(), { x: { low: -range, high: range }, y, xLabel: "x", yLabel: "" }, [
        { name: "φ′", values: slope, colour: palette.backward, dash: DASH },
        { name: "φ", values: phi, colour: palette.forward, dash: [] },
      ], palette),
    ); // prettier-ignore
    const all = { low: 0, high: most };
    const same = Float32Array.from(second, (_, i) => (most * i) / (second.length - 1));
    probes.map(
      drawPanel(surfaces.map(), { x: all, y: all, xLabel: "variance q", yLabel: "V(q)" }, [
        { name: "q itself", values: same, colour: palette.ink, dash: [], width: 1 },
        { name: "χ₁ = 1", values: critical, colour: palette.backward, dash: DASH },
        { name: "second moment", values: second, colour: palette.forward, dash: [] },
      ], palette),
    ); // prettier-ignore
  });
}

/**
 * Curves over one range, with their names at their ends.
 * @param {import("../../draw/canvas.js").Surface} surface
 * @param {{x: {low: number, high: number}, y: {low: number, high: number}, xLabel: string, yLabel: string}} axes
 * @param {{name: string, values: Float32Array, colour: string, dash: number[], width?: number, strong?: boolean}[]} curves
 * @param {import("../../site/theme.js").Colours} palette
 * @returns {import("../../draw/probe.js").Chart}
 */
function drawPanel(surface, axes, curves, palette) {
  const ends = curves.some(({ name }) => name.length > 3) ? named(surface, curves) : curves;
  const box = drawScales(surface, { ...axes, names: ends.map(({ name }) => name) }, palette);
  const { low: from, high: to } = axes.x;
  for (const curve of curves) drawCurve(surface, box, { from, to, ...curve });
  const end = (/** @type {number} */ value) => Math.min(Math.max(box.y(value), box.top), box.bottom);
  drawEnds(surface, box, ends.map(({ values, ...curve }) => ({ ...curve, y: end(values[values.length - 1]) })), palette); // prettier-ignore
  const at = Array.from(curves[0].values, (_, i) => from + ((to - from) * i) / (curves[0].values.length - 1));
  return { ...box, at, xLabel: axes.xLabel, lines: curves };
}
