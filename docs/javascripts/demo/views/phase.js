// Draws a frame of the phase diagram, nothing else: the numbers come from initdocs.demos.phase.
import { short } from "../../draw/canvas.js";
import { drawAxes, drawLayers, drawScales } from "../../draw/chart.js";
import { mapImage, drawImage } from "../../draw/map.js";
import { fontOf } from "../../draw/type.js";
import { partsOf } from "../../draw/parts.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** Networks drawn before the present one that stay in sight. */
const TRAIL = 12;

/** @param {HTMLElement} element @param {{verdicts: string[], sides: [word: string, colour: string][], fates: string[], ends: Record<number, string>, longest: number}} constants */
export function mount(element, { verdicts, sides, fates, ends, longest }) {
  const { view, probe, read } = partsOf(element);
  const surfaces = { diagram: view("diagram"), variance: view("variance"), correlation: view("correlation") };
  const probes = { variance: probe("variance"), correlation: probe("correlation") };
  const form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
  const [across, up] = ["sigma_w2", "sigma_b2"].map((name) => {
    const { min, max } = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    return { low: Number(min), high: Number(max) };
  });
  /** @type {Frame | null} */
  let scene = null;
  /** @type {Frame[]} */
  let networks = [];

  return {
    /** @param {Frame} next */
    scene(next) {
      scene = next;
      networks = [];
    },
    /** @param {Frame} next */
    frame(next) {
      networks = [...networks.slice(-TRAIL), next];
    },
    /** @param {Record<string, string | number>} settings */
    draw(settings) {
      if (!scene || !networks.length) return;
      const palette = colours();
      const point = [Number(settings.sigma_w2), Number(settings.sigma_b2)];
      const verdict = Math.round(scene.verdict[0]);
      const [chi, c] = scene.rates;
      const end = ends[verdict]; // where q* is 0 or infinite the rest is not defined
      /** @param {number} layers */
      const scale = (layers) => (layers < 0.999 * longest ? short(layers) : "∞");
      read("verdict", verdicts[verdict]);
      read("q_star", end ?? short(scene.q_star[0]));
      read("chi_1", end ? "–" : chi.toFixed(4));
      read("c_star", end ? "–" : c.toFixed(3));
      read("xi_gradient", end ? "–" : scale(scene.scales[0]));
      read("xi_correlation", end ? "–" : scale(scene.scales[1]));

      drawPlane(surfaces.diagram(), { scene, point, across, up, sides }, palette);
      const state = { scene, networks, depth: Number(settings.depth), colour: palette[fates[verdict]] };
      probes.variance(drawVariance(surfaces.variance(), state, palette));
      probes.correlation(drawCorrelation(surfaces.correlation(), state, palette));
    },
  };
}

/**
 * @param {Surface} surface
 * @param {{scene: Frame, point: number[], across: {low: number, high: number}, up: {low: number, high: number}, sides: [word: string, colour: string][]}} state
 * @param {Colours} palette
 */
function drawPlane(surface, { scene, point, across, up, sides }, palette) {
  const { context } = surface;
  const cells = scene.line.length / 2;
  const shades = Float32Array.from(scene.map, (value) => 0.5 + 0.5 * value);
  const box = drawScales(surface, { x: across, y: up, xLabel: "σ_w²", yLabel: "σ_b²" }, palette);
  drawImage(surface, mapImage(shades, cells, palette, [sides[0][1], sides[1][1]]), box);
  context.strokeStyle = palette.kept;
  context.lineWidth = 2.5;
  context.beginPath();
  for (let i = 0; i < cells; i++) {
    if (scene.line[i] > 0) context.lineTo(box.x(scene.line[i]), box.y(scene.line[cells + i]));
  }
  context.stroke();
  // the words stand where most activations have these phases
  context.fillStyle = palette.ink;
  context.font = fontOf({ ...surface, em: 1.2 * surface.em }, "600");
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [word, share] of /** @type {const} */ ([[sides[0][0], 0.15], [sides[1][0], 0.85]])) context.fillText(word, box.left + share * (box.right - box.left), box.top + 0.5 * (box.bottom - box.top)); // prettier-ignore
  context.beginPath();
  context.arc(box.x(point[0]), box.y(point[1]), 8, 0, 2 * Math.PI);
  context.fillStyle = palette.paper;
  context.strokeStyle = palette.ink;
  context.fill();
  context.lineWidth = 3;
  context.stroke();
}

/**
 * Networks as dots over the theory's line, the last one in full colour.
 * @param {Surface} surface
 * @param {{box: import("../../draw/chart.js").Box, layers: Float32Array, line: ArrayLike<number>, dots: Float32Array[], colour: string, x: (layer: number) => number, y: (value: number) => number}} what
 * @param {Colours} palette
 */
function drawNetworks({ context }, { box, layers, line, dots, colour, x, y }, palette) {
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip(); // a recorded line goes on beyond the last layer
  context.beginPath();
  layers.forEach((layer, i) => context.lineTo(x(layer), y(line[i])));
  context.stroke();
  context.restore();
  context.fillStyle = colour;
  dots.forEach((values, i) => {
    const last = i === dots.length - 1;
    context.globalAlpha = last ? 1 : 0.25;
    for (let layer = 0; layer < values.length; layer++) {
      context.beginPath();
      context.arc(x(layer), y(values[layer]), last ? 3 : 2, 0, 2 * Math.PI);
      context.fill();
    }
  });
  context.globalAlpha = 1;
}

/** @typedef {{scene: Frame, networks: Frame[], depth: number, colour: string}} State */

/**
 * The theory and the last network by layer, as both charts tell them.
 * @param {{layers: Float32Array, theory: Float32Array, network: Float32Array | undefined, depth: number, colour: string, tell?: (value: number) => string}} what
 * @param {Colours} palette
 */
function readable({ layers, theory, network, depth, colour, tell }, palette) {
  const at = Array.from(layers).filter((layer) => layer <= depth);
  const dots = at.map((layer) => network?.[layer] ?? NaN);
  const lines = [{ name: "theory", values: theory, colour: palette.ink, tell }];
  return { at, lines: network?.length ? [...lines, { name: "network", values: dots, colour, tell }] : lines, xLabel: "layer" };
}

/** @param {Surface} surface @param {State} state @param {Colours} palette */
function drawVariance(surface, { scene, networks, depth, colour }, palette) {
  const dots = networks.map(({ q }) => q);
  const line = scene.q.filter((_, i) => scene.layers[i] <= depth);
  const seen = [...line, ...dots[dots.length - 1]];
  const low = Math.floor(Math.min(...seen, -1));
  const high = Math.ceil(Math.max(...seen, 1));
  const box = drawAxes(surface, { low, high, xLabel: "layer", yLabel: "variance of z" }, palette);
  const x = drawLayers(surface, box, depth, palette);
  const y = (/** @type {number} */ power) => box.y(10 ** power);
  drawNetworks(surface, { box, layers: scene.layers, line: scene.q, dots, colour, x, y }, palette);
  const tell = (/** @type {number} */ power) => short(10 ** power);
  return { ...box, x, ...readable({ layers: scene.layers, theory: scene.q, network: dots[dots.length - 1], depth, colour, tell }, palette) };
}

/** @param {Surface} surface @param {State} state @param {Colours} palette */
function drawCorrelation(surface, { scene, networks, depth, colour }, palette) {
  const scales = { x: { low: 0, high: depth }, y: { low: -0.5, high: 1 }, xLabel: "layer", yLabel: "correlation" };
  const box = drawScales(surface, scales, palette);
  drawNetworks(surface, { box, layers: scene.layers, line: scene.c, dots: networks.map(({ c }) => c), colour, x: box.x, y: box.y }, palette);
  return { ...box, ...readable({ layers: scene.layers, theory: scene.c, network: networks[networks.length - 1]?.c, depth, colour }, palette) };
}
