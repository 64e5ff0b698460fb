// A small example of each draw function: the golden lists are what it does.
import { Canvas, COLOURS as colours, box, demo, made, observers, surface } from "./recorder.js";
import { canvasIn } from "../../docs/javascripts/draw/canvas.js";
import { drawByLayer } from "../../docs/javascripts/draw/bylayer.js";
import * as chart from "../../docs/javascripts/draw/chart.js";
import { drawHistograms, drawSpark } from "../../docs/javascripts/draw/histogram.js";
import { History } from "../../docs/javascripts/draw/history.js";
import { drawImage, drawMap, drawPoints, mapImage } from "../../docs/javascripts/draw/map.js";
import { drawNetwork } from "../../docs/javascripts/draw/network.js";
import { partsOf } from "../../docs/javascripts/draw/parts.js";
import { drawRace } from "../../docs/javascripts/draw/race.js";
import { mount as mountChaos } from "../../docs/javascripts/demo/views/chaos.js";
import { mount as mountCloud } from "../../docs/javascripts/demo/views/cloud.js";
import { mount as mountNormalization } from "../../docs/javascripts/demo/views/normalization.js";
import { mount as mountSummands } from "../../docs/javascripts/demo/views/summands.js";
import { mount as mountValley } from "../../docs/javascripts/demo/views/valley.js";
import { mount as mountTransfer } from "../../docs/javascripts/demo/views/transfer.js";
import { mount as mountAdapters } from "../../docs/javascripts/demo/views/adapters.js";
import { mount as mountAttention } from "../../docs/javascripts/demo/views/attention.js";
import { mount as mountBasin } from "../../docs/javascripts/demo/views/basin.js";
import { mount as mountResidual } from "../../docs/javascripts/demo/views/residual.js";
import { mount as mountCobweb } from "../../docs/javascripts/demo/views/cobweb.js";
import { mount as mountCoordinates } from "../../docs/javascripts/demo/views/coordinates.js";
import { mount as mountDepth } from "../../docs/javascripts/demo/views/depth.js";
import { mount as mountDrops } from "../../docs/javascripts/demo/views/drops.js";
import { mount as mountKernel } from "../../docs/javascripts/demo/views/kernel.js";
import { mount as mountHeads } from "../../docs/javascripts/demo/views/heads.js";
import { mount as mountMemory } from "../../docs/javascripts/demo/views/memory.js";
import { mount as mountGain } from "../../docs/javascripts/demo/views/gain.js";
import { mount as mountNeedle } from "../../docs/javascripts/demo/views/needle.js";
import { mount as mountPhase } from "../../docs/javascripts/demo/views/phase.js";
import { mount as mountLeak } from "../../docs/javascripts/demo/views/leak.js";
import { mount as mountPrecision } from "../../docs/javascripts/demo/views/precision.js";
import { mount as mountProduct } from "../../docs/javascripts/demo/views/product.js";
import { mount as mountSides } from "../../docs/javascripts/demo/views/sides.js";
import { mount as mountSpread } from "../../docs/javascripts/demo/views/spread.js";
import { mount as mountStart } from "../../docs/javascripts/demo/views/start.js";
import { mount as mountTwins } from "../../docs/javascripts/demo/views/twins.js";
import { mount as mountWake } from "../../docs/javascripts/demo/views/wake.js";
import { mount as mountWidths } from "../../docs/javascripts/demo/views/widths.js";

/** Draw on a surface of 200×100, and tell what was done. */
const on = (draw) => () => {
  const s = surface(200, 100);
  draw(s);
  return s.calls;
};

/** A box in which a value v stands 10 v above the bottom. */
const plot = { left: 10, right: 190, top: 10, bottom: 90, x: (v) => 10 + v, y: (v) => 90 - 10 * v };
const axis = { low: -2, high: 2, xLabel: "epoch", yLabel: "cost" };
const ranges = { x: { low: 0, high: 3 }, y: { low: 0, high: 0.5 }, xLabel: "q", yLabel: "V(q)" };

/** The record of the canvas that map.js keeps for itself. */
const scratch = made[0];
const withScratch = (draw) => () => {
  const before = scratch.record.calls.length;
  const calls = on(draw)();
  return [...scratch.record.calls.slice(before).map(([name, ...given]) => [`scratch.${name}`, ...given]), ...calls];
};
const small = () => mapImage([0, 0.5, 1, NaN], 2, colours);

/** A frame as a recording gives it: every field in single precision. */
const typed = (fields) => Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, Float32Array.from(values)]));

/** What a demo's view draws into each of its boxes and writes into its readouts. */
function viewed(mount, { settings = {}, scene, frames, constants = {}, lit = null, ...page }) {
  const element = demo(page);
  const view = mount(element, constants);
  view.scene(typed(scene));
  if (lit) view.light(lit);
  for (const frame of frames) view.frame(typed(frame));
  view.draw(settings);
  const drawn = page.views.flatMap((name) => element.boxes[name].children[0].record.calls.map(([call, ...given]) => [`${name}.${call}`, ...given]));
  return [...drawn, ["readouts", ...Object.entries(element.texts).map(([name, { textContent }]) => `${name}: ${textContent}`)]]; // prettier-ignore
}

const normalization = () =>
  viewed(mountNormalization, {
    views: ["signal", "plane"],
    readouts: [],
    constants: { reach: 2, longest: 4, looks: { before: "fades", after: "kept", weights: "ink", move: "backward" } },
    scene: { before: [0.1, 0.15], after: [0, 0.25], weights: [0.8, 0.6], move: [-0.3, 0.4], path: [0.5, 1, 0.2, 1.1] },
    frames: [],
  }); // prettier-ignore

const summands = () =>
  viewed(mountSummands, {
    views: ["input", "output"],
    readouts: [],
    constants: { channels: 4, places: 2, light: "forward", fates: ["fades", "kept", "explodes"] },
    settings: { column: "2", row: "1" },
    scene: { side: [2, 3], lit: [0, 1, 0, 2], counts: [4, 8, 8, 16], rule: [8] },
    frames: [],
  }); // prettier-ignore

const valley = () =>
  viewed(mountValley, {
    views: ["valley"],
    readouts: [],
    constants: { widths: [2, 4], rates: [0.01, 0.1, 1], range: [-2, 1], shades: ["forward", "backward"] },
    settings: { rate: "0.1" },
    scene: { losses: [0, -1, 1, -1.5, 0, 2], chosen: [-1, 0] },
    frames: [],
  }); // prettier-ignore

const basin = () =>
  viewed(mountBasin, {
    views: ["basin"],
    readouts: [],
    constants: { powers: [-1, 0], depths: [1, 2], colour: "kept", guess: 0.1, out: 10 },
    settings: { power: "-1", depth: "2" },
    scene: { right: [0.1, 1, 0.55, 0.05] },
    frames: [],
  }); // prettier-ignore

const residual = () =>
  viewed(mountResidual, {
    views: ["growth", "shares"],
    readouts: [],
    constants: { fates: ["kept", "explodes"], shades: ["forward", "step1", "step2"] },
    // two blocks of the three that a frame has room for
    scene: { theory: [0, 1, 2, 2], network: [0, 1.5, 2, 2], blocks: [2], fate: [1] },
    frames: [],
  }); // prettier-ignore

/** The depth demo, two layers of two units: going up to layer `up`, and down again to `down`. */
const depth = (up, down, known = 1) => () =>
  viewed(mountDepth, {
    views: ["network", "norms"],
    readouts: ["layer", "activation", "gradient", "law"],
    // for each layer the quantiles 5 %, 50 % and 95 % of powers of ten
    scene: { sizes: [2, 2, known], up: [-1, 0, 1, 0, 1, 2, 1, 2, 3], down: [3, 4, 5, 2, 3, 4, 1, 2, 3], law_up: [0, 1, 2], law_down: [4, 3, 2], units_up: [0, 1, 2, -5, 4, -1], units_down: [4, 3, 2, 1, 0, -1] },
    constants: { reach: 4 },
    frames: [{ up: [up], down: [down] }],
  }); // prettier-ignore

const GAIN = { ranges: [4, 3], phi: [-9, 0, 1], d_phi: [0, 0.5, 2], second: [0, 1, 2], critical: [0, 2, 4] };
const gain = (numbers, small) => () =>
  viewed(mountGain, {
    views: ["function", "map"],
    readouts: ["second", "centred", "critical", "variance", "slope", "error"],
    scene: { ...GAIN, numbers, small },
    frames: [],
  }); // prettier-ignore

const phase = ([verdict, q_star, ...facts], networks, depth = 1) => () =>
  viewed(mountPhase, {
    views: ["diagram", "variance", "correlation"],
    readouts: ["verdict", "q_star", "chi_1", "c_star", "xi_gradient", "xi_correlation"],
    ranges: { sigma_w2: { min: "0", max: "4" }, sigma_b2: { min: "0", max: "0.6" } },
    constants: { verdicts: ["order", "edge of chaos", "chaos", "dies out", "explodes"], sides: [["order", "fades"], ["chaos", "explodes"]], fates: ["fades", "kept", "explodes", "fades", "explodes"], ends: { 3: "0", 4: "∞" }, longest: 1e6 },
    settings: { sigma_w2: "2", sigma_b2: "0.3", depth: String(depth) },
    scene: { verdict: [verdict], q_star: [q_star], rates: facts.slice(0, 2), scales: facts.slice(2), layers: [0, 1], map: [-1, 0, 0, 1], line: [1.5, -1, 0.3, 0.6], q: [0, 1], c: [0.6, 0.8] },
    frames: Array.from({ length: networks }, (_, i) => ({ q: [0, 1 + i / 100], c: [0.6, 0.8 - i / 100] })),
  }); // prettier-ignore

/** Two layers of four times as many units and back: level going up alone. */
const widths = () =>
  viewed(mountWidths, {
    views: ["bars"],
    readouts: [],
    constants: { rows: [["up", "forward", "a"], ["down", "backward", "b"]] },
    scene: { widths: [100, 400, 100], level: [1, 0], law: [1, 1, 2, 1], network: [1.02, 0.98, 2.2, 1] },
    frames: [],
  }); // prettier-ignore

/** Two units behind the second of three steps, a half of whose mean square is lost. */
const cloud = () =>
  viewed(mountCloud, {
    views: ["cloud", "sizes"],
    readouts: [],
    constants: { edge: 4, laws: [["lecun", "1/n", "fades"], ["he", "2/n", "kept"]] },
    settings: { law: "lecun", step: "1" },
    scene: { step: [1], dots: [1, 0, 0, 2], sizes: [2, 1, 1, 2, 1, 2] },
    frames: [],
  }); // prettier-ignore

/** Two layers of a map that leaves: from 1 to 2, and out of sight; or by small ones. */
const cobweb = (/** @type {number[]} */ stairs) => () =>
  viewed(mountCobweb, {
    views: ["cobweb", "layers"],
    readouts: [],
    constants: { largest: 3, reach: [-8, 8], fates: ["kept", "zero", "fades", "explodes"] },
    settings: { activation: "gelu", start: String(stairs[0]) },
    scene: { curve: [0, 3, 6], stairs, path: [0, 0.3, 0.6], network: [0, 0.3, 0.6], fate: [3] },
    frames: [],
  }); // prettier-ignore

/** A circle made flat, drawn twice as large, and one that is turned by a quarter. */
const needle = () =>
  viewed(mountNeedle, {
    views: ["circles", "directions"],
    readouts: [],
    constants: { laws: [["Gaussian", "lecun"], ["orthogonal", "he"]], units: 3, few: 2, every: 1, floor: 1e-6 },
    scene: { matrix: [1, 0, 0, 0, 0, -1, 1, 0], longest: [0.5, 1], directions: [0, -1, -6, 0, 0, 0] },
    frames: [],
  }); // prettier-ignore

/** Two drawings of one pixel, black and grey, that have become one behind one layer. */
const chaos = () =>
  viewed(mountChaos, {
    views: ["pictures", "correlation"],
    readouts: [],
    constants: { side: 1, fates: ["fades", "kept", "explodes"] },
    scene: { drawings: [1, 0.5], readings: [0.75, 0.75], theory: [0.5, 1], network: [0.5, 0.9], phase: [0], depth: [1] },
    frames: [],
  }); // prettier-ignore

/** Two networks that end at the same place, drawn one after the other. */
const drops = (count) => () =>
  viewed(mountDrops, {
    views: ["drops"],
    readouts: ["count", "mean", "median", "below"],
    constants: { reach: [-2, 1] },
    scene: { layers: [0, 100], law: [-1] },
    frames: [{ path: [0, 0], count: [0], mean: [NaN], median: [NaN], below: [NaN] }, ...Array.from({ length: count }, (_, i) => ({ path: [0, -1], count: [i + 1], mean: [0.1], median: [0.1], below: [1] }))],
  }); // prettier-ignore

/** Two networks over two layers, growing tenfold a layer. */
const product = (slope) => () =>
  viewed(mountProduct, {
    views: ["paths"],
    readouts: [],
    constants: { far: 1, every: 1, reach: 1 },
    scene: { luck: [0, 0, -1, 1, -2, 0], median: [0, 0, -1], slope: [slope], depth: [2] },
    frames: [],
  }); // prettier-ignore

/** The second unit's arrow has moved, or lies on the first one's. */
const twins = (same, lit) => () =>
  viewed(mountTwins, {
    views: ["network", "arrows"],
    readouts: [],
    constants: { reach: 3 },
    scene: { way: [1, 1, 1, 1, 2, 1, ...(same ? [2, 1] : [1, -2])], gone: [1], out: [1, -2], same: [Number(same)] },
    frames: [],
    lit,
  }); // prettier-ignore

/** Four bins, some draws at a bound that lies within the axis or beyond it, and some at zero. */
const precision = (wide, limits, special, lit) => () =>
  viewed(mountPrecision, {
    views: ["draws"],
    readouts: [],
    constants: { reach: 6, none: -0.3, looks: { bins: "kept", zero: "zero", bound: "explodes", law: "ink" } },
    settings: { limits, power: -2 },
    scene: { bins: [-0.3, 4, 4, 0], law: [0.5, 4, 4, -0.3], special, wide: [wide] },
    frames: [],
    lit,
  }); // prettier-ignore

const leak = (lit) => () =>
  viewed(mountLeak, {
    views: ["bend", "moment"],
    readouts: [],
    constants: { reach: 4 },
    scene: { density: [0, 0.4, 0], before: [0.3, 0, 0.3], after: [0.1, 0, 0.3], bend: [-1, 0, 4] },
    frames: [],
    lit,
  }); // prettier-ignore

/** A curve of four points, and a spectrum that ends before or beyond the axis. */
const coordinates = (typical) => () =>
  viewed(mountCoordinates, {
    views: ["curve", "spectrum"],
    readouts: [],
    constants: { reach: [0, 2], floor: -6, looks: { network: "forward", first: "ink" } },
    settings: {},
    scene: { curve: [0, 1, -1, 0], power: [-1, -2, -6], typical },
    frames: [],
  }); // prettier-ignore

/** Two layers, the second zero, of which the first moves or none. */
const wake = (moves, lit) => () =>
  viewed(mountWake, {
    views: ["steps"],
    readouts: [],
    constants: { layers: ["one", "two"], looks: { moves: "kept", cost: "ink" } },
    settings: { one: "random", two: "zero" },
    scene: { moves, costs: [2, 1.5, 1] },
    frames: [],
    lit,
  }); // prettier-ignore

/** Three states, the first of which remembers: of complex eigenvalues, or of real ones. */
const memory = (imaginary, way) => () =>
  viewed(mountMemory, {
    views: ["plane", "held"],
    readouts: [],
    constants: { asked: 100, reach: [0, 5], ways: [["ring", "a ring"], ["time", "in time"]], looks: { kept: "kept", fades: "fades", others: "network" } },
    settings: { way },
    scene: { dots: [0.8, 0.5, 0, ...imaginary], curves: [1, 0.5, 0, 1, 0.75, 0], kept: [1], share: [0.625] },
    frames: [],
  }); // prettier-ignore

/** Six networks at three angles, their law and kernels, the last of which is higher than five, or not. */
const kernel = (highest) => () =>
  viewed(mountKernel, {
    views: ["functions", "kernel"],
    readouts: [],
    constants: { at: [0, 1.5], targets: [1, -1], looks: { network: "forward", law: "ink", data: "kept" } },
    settings: {},
    scene: {
      curves: [0, 1, 0, 0, 2, 0, 0, -1, 0, 1, 1, 1, -1, 0, 1, 0, 0, 0],
      law: [0, 1, 0, 0.5, 0, 0.5],
      kernels: [1, 2, 1, 1, 3, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, highest, 1],
      limit: [1, 2, 1],
    },
    frames: [],
  }); // prettier-ignore

/** Four places: sure of the right move, sure of a wrong one, a little inclined, and even; two runs. */
const heads = (updates) => () =>
  viewed(mountHeads, {
    views: ["field", "learned"],
    readouts: [],
    constants: { side: 2, every: 10, even: 0.25, looks: { right: "positive", wrong: "negative", runs: "network", mean: "kept" } },
    settings: { updates },
    scene: { least: [1], field: [1, 1, 0.1, 0, 1, -1, 0, 0], right: [1, 0, 1, 0], runs: [0.25, 0.5, 0.75, 0.25, 0.25, 0.5], mean: [0.25, 0.375, 0.625], now: [[0.25, 0.375, 0.625][updates / 10]] },
    frames: [],
  }); // prettier-ignore

/** Two queries, the second of which hears one key alone. */
const attention = () =>
  viewed(mountAttention, {
    views: ["slices", "entropy"],
    readouts: [],
    constants: { drawn: 2, reach: [-1, 2], looks: { entropy: "forward", passed: "backward" } },
    settings: { keys: 3 },
    scene: { slices: [0.5, 0.3, 0.2, 0, 1, 0, 0, 0], curves: [1, 0.5, 0, 0.75, 0.5, 0], point: [1, 0.25, 0.125] },
    frames: [],
  }); // prettier-ignore

/** Two ranks over three steps, and two widths of which the wider ends a rate sooner. */
const adapters = () =>
  viewed(mountAdapters, {
    views: ["ranks", "rates"],
    readouts: [],
    constants: { ranks: [1, 2], widths: [4, 8], powers: [-2, 0], shades: { ranks: ["step2", "step5"], widths: ["step2", "step5"] } },
    scene: { ranks: [1, 0.5, 0.25, 1, 0.75, 0.5], rates: [1, 0.5, 0.25, 1, 0.5, NaN] },
    frames: [],
  }); // prettier-ignore

/** Two arrays over two widths, of which one grows, and two depths of three rates. */
const transfer = () =>
  viewed(mountTransfer, {
    views: ["widths", "depths"],
    readouts: [],
    constants: { looked: [["stream", "lecun", [6, 3]], ["logits", "explodes", []]], widths: [2, 4], changes: [-1, 1], depths: [1, 4], shades: ["step2", "step5"], powers: [-2, 0], losses: [-2, 0] },
    scene: { changes: [0, 0.5, 0, 0], losses: [0, -1, 0, -1, 0, 0], middles: [-1, -1.5] },
    frames: [],
  }); // prettier-ignore

const spread = () =>
  viewed(mountSpread, {
    views: ["layers"],
    readouts: [],
    constants: { bins: 2 },
    scene: { bars: [1, 0.5, 0.25, 1], deviation: [0.4212, 0.00002] },
    frames: [],
  }); // prettier-ignore

/** Two epochs of three networks, each of which answers at one place. */
const start = () =>
  viewed(mountStart, {
    views: ["answers", "cost"],
    readouts: [],
    constants: { edge: 5, every: 10, names: ["0.01/n", "100/n"], looks: [["fades", [6, 3]], ["lecun", []], ["explodes", [2, 2]]] },
    settings: { scale: "1" },
    scene: { answers: [0.5, 1, 0], cost: [0.7, 0.7, 0.7, 0.1, 100, 0.7], x: [-5, 5, 0, 5], y: [0, 1] },
    frames: [],
  }); // prettier-ignore

const sides = (left, lit) => () =>
  viewed(mountSides, {
    views: ["chain", "bars"],
    readouts: [],
    constants: { lines: [["a", "≈", "b"], ["b", "=", "c"]], long: 10 },
    scene: { ratio: [left], error: [0.1], line: [1], agree: [Number(left === 1)] },
    frames: [],
    lit,
  }); // prettier-ignore

export const DRAWINGS = {
  "product-grows": product(1),
  "product-fades": product(-3),
  "twins-alike": twins(true, null),
  "twins-apart": twins(false, "second"),
  "precision-far": precision(12, "two", [400, 400, 0], null),
  "precision-near": precision(2, "sigma", [30, 0, 20], null),
  "precision-lit": precision(12, "two", [400, 400, 0], "bound"),
  leak: leak(null),
  "leak-lit": leak("negative"),
  adapters,
  transfer,
  attention,
  "coordinates-first": coordinates([0.75, 1]),
  "coordinates-beyond": coordinates([-3, 2.5]),
  "kernel-stays": kernel(4),
  "kernel-moves": kernel(8),
  "heads-first": heads(0),
  "heads-learned": heads(20),
  "memory-ring": memory([0.6, -0.5, 0.25], "ring"),
  "memory-real": memory([0, 0, 0], "time"),
  "wake-moves": wake([0, 0.1, 0.2, 0.1], null),
  "wake-never": wake([0, 0, 0, 0], "two"),
  spread,
  start,
  "sides-agree": sides(1, null),
  "sides-part": sides(2, "left"),
  "sides-cut": sides(50, null),
  normalization,
  residual,
  summands,
  valley,
  basin,
  "depth-up": depth(1, 3),
  "depth-down": depth(2, 1),
  "depth-unknown": depth(2, 2, 0),
  gain: gain([1.5925, 1.6, 1.4674, 0.987], [0.00625, 2e-10, 1e-13, 3e-3]),
  "gain-none": gain([2, 3e7, NaN, NaN], [0.5, 1e-13, 1e-6, Infinity]),
  "phase-order": phase([0, 0.57, 0.9386, 1, 21.5, 25.2], 2),
  "phase-chaos": phase([2, 1.25, 1.21, 0.3, 3.4, 7], 15),
  "phase-dead": phase([3, 1, 0, 0, 1, 1], 1),
  "phase-critical": phase([1, 1, 1, 1, 1e6, 1e6], 1),
  chaos,
  cloud,
  cobweb: cobweb([1, 2, 4]),
  "cobweb-near": cobweb([1, 1.05, 1.1]),
  drops: drops(2),
  "drops-none": drops(0),
  needle,
  widths,
  network: on((s) => drawNetwork(s, [2, 1], new Float32Array([0.5, -1, 9]), colours)),
  "map-image": () => {
    const { width, data } = small();
    return Array.from({ length: width * width }, (_, i) => ["pixel", i, ...data.subarray(4 * i, 4 * i + 4)]);
  },
  map: withScratch((s) => drawMap(s, small())),
  image: withScratch((s) => drawImage(s, small(), { left: 5, right: 45, top: 10, bottom: 40 })),
  points: on((s) => {
    const points = { x: new Float32Array([-5, 5, 0, 5]), y: new Float32Array([0, 1]), edge: 5 }; // (−5, 0) and (5, 5)
    drawPoints(s, points, colours, false);
    drawPoints(s, points, colours, true);
  }),
  axes: on((s) => chart.drawAxes(s, axis, colours)),
  scales: on((s) => chart.drawScales(s, ranges, colours)),
  "by-layer": on((s) => {
    const history = new History(4);
    history.push(0, [1, 1, 0.1, 0.25]);
    history.push(10, [1, 1, 0.01, 0.5]);
    const what = { layers: 2, shown: 1, end: 20, shades: ["forward", "backward"], xLabel: "epoch" };
    drawByLayer(s, history, { label: "ratio", decades: [-3, 0], guide: 1e-2 }, what, colours);
    drawByLayer(s, history, { label: "share" }, what, colours);
  }),
  decades: on((s) => chart.drawDecades(s, plot, { low: -1.5, high: 1 }, colours)),
  epochs: on((s) => chart.drawEpochs(s, plot, 400, colours)),
  layers: on((s) => chart.drawLayers(s, plot, 4, colours)),
  mark: on((s) => {
    chart.drawMark(s, plot, { x: 20, low: 1, middle: 2, high: 3, colour: "#00aa00", square: false });
    chart.drawMark(s, plot, { x: 30, low: 1, middle: 2, high: 3, colour: "#00aa00", square: true });
  }),
  line: on((s) => chart.drawLine(s, plot, { epochs: [0, 1, 2, 3], values: [1, 2, 4, NaN], end: 2, colour: "#00aa00", width: 3, dash: [6, 3] })), // prettier-ignore
  bars: on((s) => chart.drawBars(s, plot, [1, 2, 0], "#00aa00", colours, "norm")),
  curve: on((s) => chart.drawCurve(s, plot, { from: 0, to: 100, values: [0, 1, 4], colour: "#00aa00", dash: [] })),
  histograms: on((s) => {
    const rows = [
      { label: "weights", span: 0.5, bars: new Float32Array([0, 1, 0.5, 0.25]) },
      { label: "gradients", span: 2, bars: new Float32Array([1, 0, 0, 1]) },
    ];
    drawHistograms(s, { rows, titles: [["layer 1", "6×2"], ["layer 2", "3×6"]], bins: 2 }, "#00aa00", colours); // prettier-ignore
  }),
  spark: () => {
    const tile = new Canvas(40, 20);
    drawSpark(tile, new Float32Array([0, 1, 0.5, 0.25]), "#00aa00");
    return tile.record.calls;
  },
  canvas: () => {
    const place = box(200, 100);
    const draw = canvasIn(place);
    draw();
    observers[observers.length - 1]([{ contentRect: { width: 80, height: 60 } }]);
    const { width, height } = draw();
    const [canvas] = place.children;
    return [
      ["hidden from readers of the screen", canvas.attributes["aria-hidden"]],
      ...canvas.record.calls,
      ["pixels", canvas.width, canvas.height],
      ["surface", width, height],
      ["classes", ...new Set(place.classes)],
    ];
  },
  history: () => {
    const history = new History(2);
    for (let i = 0; i <= 400; i++) history.push(10 * i, [10 ** (i / 200), 2 ** -i]);
    const [first, second] = history.lines;
    return [
      ["kept", history.at.length, first.length, second.length],
      ["at", ...history.at.slice(0, 3), history.last],
      ["first", ...first.slice(0, 3)],
      ["decades", ...history.decades()],
    ];
  },
  race: on((s) => {
    const history = new History(2);
    for (let i = 0; i < 3; i++) history.push(i, [0.1, 10 ** i]);
    drawRace(s, history, { shown: 0, names: ["lecun", "he"], end: 1, looks: [["lecun", []], ["he", [6, 3]]], xLabel: "epoch", yLabel: "cost" }, colours);
  }),
  parts: () => {
    const element = demo({ views: ["map"], names: ["he", "zero"], readouts: ["cost"] });
    const { names, labels, write, read, view } = partsOf(element);
    write(labels[1], "J 0.693");
    write(null, "nowhere");
    read("cost", "0.5");
    read("none", "nowhere");
    const { width, height } = view("map")();
    return [
      ["names", ...names],
      ["labels", ...element.labels.map((label) => label.textContent)],
      ["cost", element.texts.cost.textContent],
      ["surface", width, height],
    ];
  },
};

/** A list as text, a call a line. @param {unknown[]} calls */
export const written = (calls) => `[\n${calls.map((call) => `  ${JSON.stringify(call)}`).join(",\n")}\n]\n`;
