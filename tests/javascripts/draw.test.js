import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { COLOURS, Canvas, demo, made, shapes, surface } from "./recorder.js";
import { DRAWINGS, written } from "./drawings.js";
import * as chart from "../../docs/javascripts/draw/chart.js";
import { apart } from "../../docs/javascripts/draw/ends.js";
import { drawLabel } from "../../docs/javascripts/draw/type.js";
import { drawHistograms, drawSpark } from "../../docs/javascripts/draw/histogram.js";
import { History } from "../../docs/javascripts/draw/history.js";
import { drawPoints, mapImage } from "../../docs/javascripts/draw/map.js";
import { drawNetwork } from "../../docs/javascripts/draw/network.js";
import { mount as mountDigits } from "../../docs/javascripts/demo/views/digits.js";
import { mount as mountWidths } from "../../docs/javascripts/demo/views/widths.js";
import { mount as mountTransformer } from "../../docs/javascripts/demo/views/transformer.js";
import { mount as mountPlayground } from "../../docs/javascripts/demo/views/playground.js";

for (const [name, draw] of Object.entries(DRAWINGS)) {
  test(`${name} does what its golden list says`, () => {
    assert.equal(written(draw()), readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8"));
  });
}

test("each golden list has its drawing", () => {
  const files = readdirSync(new URL("golden/", import.meta.url)).sort();
  assert.deepEqual(files, Object.keys(DRAWINGS).map((name) => `${name}.json`).sort()); // prettier-ignore
});

/** The lines of a network of two inputs, three hidden units and an output. */
function networkOf(weights) {
  const theta = new Float32Array([...weights.slice(0, 6), 7, 7, 7, ...weights.slice(6), 7]);
  const s = surface(200, 100);
  drawNetwork(s, [2, 3, 1], theta, COLOURS);
  return shapes(s.calls);
}
const NETWORK = [1, -2, 0, 0.5, -0.25, 3, -1, 2, 0.1];

test("a positive weight is blue, a negative one orange, zero its own colour", () => {
  const lines = networkOf(NETWORK).filter(({ name, path }) => name === "stroke" && path[0][0] === "moveTo");
  const colour = (w) => (w > 0 ? COLOURS.positive : w < 0 ? COLOURS.negative : COLOURS.zero);
  assert.deepEqual(lines.map((line) => line.strokeStyle), NETWORK.map(colour)); // prettier-ignore
});

test("the larger a weight, the thicker its line; a bias has none", () => {
  const lines = networkOf(NETWORK).filter(({ name, path }) => name === "stroke" && path[0][0] === "moveTo");
  const bySize = [...NETWORK.keys()].sort((a, b) => Math.abs(NETWORK[a]) - Math.abs(NETWORK[b]));
  for (let i = 1; i < bySize.length; i++) {
    const [thin, thick] = [bySize[i - 1], bySize[i]];
    const equal = Math.abs(NETWORK[thin]) === Math.abs(NETWORK[thick]);
    const [a, b] = [lines[thin].lineWidth, lines[thick].lineWidth];
    assert.ok(equal ? a === b : a < b, `${NETWORK[thin]} and ${NETWORK[thick]} have ${a} and ${b}`);
  }
});

test("a weight joins its two units, layers from left to right", () => {
  const drawn = networkOf(NETWORK);
  const centres = drawn.filter(({ name, path }) => name === "fill" && path[0][0] === "arc").map(({ path }) => path[0].slice(1, 3)); // prettier-ignore
  const lines = drawn.filter(({ name, path }) => name === "stroke" && path[0][0] === "moveTo");
  const [inputs, hidden, output] = [centres.slice(0, 2), centres.slice(2, 5), centres.slice(5)];
  assert.ok(inputs[0][0] < hidden[0][0] && hidden[0][0] < output[0][0]);
  const expected = [...hidden.flatMap((to) => inputs.map((from) => [from, to])), ...hidden.map((from) => [from, output[0]])]; // prettier-ignore
  assert.deepEqual(lines.map(({ path: [[, ...from], [, ...to]] }) => [from, to]), expected); // prettier-ignore
});

test("a point with a larger second coordinate is higher, with a larger first one further right", () => {
  const s = surface(100, 100);
  drawPoints(s, { x: new Float32Array([-4, 0, 4, -4, 0, 4]), y: new Float32Array([0, 0, 0]), edge: 5 }, COLOURS, false);
  const at = shapes(s.calls).filter(({ name }) => name === "fill").map(({ path }) => path[0].slice(1, 3)); // prettier-ignore
  assert.deepEqual(at, [[10, 90], [50, 50], [90, 10]]); // prettier-ignore
});

test("a point on the edge of its range is on the edge of the view, whatever the range", () => {
  for (const edge of [2, 10]) {
    const s = surface(100, 100);
    drawPoints(s, { x: new Float32Array([-edge, edge, -edge, edge]), y: new Float32Array([0, 0]), edge }, COLOURS, false);
    const at = shapes(s.calls).filter(({ name }) => name === "fill").map(({ path }) => path[0].slice(1, 3)); // prettier-ignore
    assert.deepEqual(at, [[0, 100], [100, 0]]); // prettier-ignore
  }
});

test("class 0 is an orange disc, class 1 a blue square; a held-out one is hollow", () => {
  const s = surface(100, 100);
  for (const hollow of [false, true]) drawPoints(s, { x: new Float32Array([1, 2, 1, 2]), y: new Float32Array([0, 1]), edge: 5 }, COLOURS, hollow);
  const found = shapes(s.calls).filter(({ name }) => name === "stroke").map(({ path, fillStyle, strokeStyle }) => [path[0][0], fillStyle, strokeStyle]); // prettier-ignore
  const { negative, positive, paper } = COLOURS;
  assert.deepEqual(found, [["arc", negative, paper], ["rect", positive, paper], ["arc", paper, negative], ["rect", paper, positive]]); // prettier-ignore
});

test("an answer of 0 is towards orange, of 1 towards blue, a half is paper, none is transparent", () => {
  const { data } = mapImage([0, 1, 0.5, NaN], 2, COLOURS);
  const pixel = (i) => [...data.subarray(4 * i, 4 * i + 4)];
  assert.ok(pixel(0)[0] > pixel(0)[2] && pixel(1)[2] > pixel(1)[0]);
  assert.deepEqual(pixel(2), [255, 255, 255, 255]);
  assert.equal(pixel(3)[3], 0);
});

test("the k-th bar is as high as the k-th value, above the number k", () => {
  const values = [1, 3, 2, 5];
  const s = surface(200, 100);
  const box = { left: 0, right: 200, top: 0, bottom: 80, y: (value) => 80 - 10 * value };
  chart.drawBars(s, box, values, "#00aa00", COLOURS);
  const bars = shapes(s.calls).filter(({ name }) => name === "fillRect");
  const numbers = shapes(s.calls).filter(({ name }) => name === "fillText");
  assert.deepEqual(bars.map(({ given }) => given[3] / 10), values); // prettier-ignore
  for (const [k, { given: [x, y, w, h], fillStyle }] of bars.entries()) {
    assert.equal(y + h, 80);
    assert.equal(fillStyle, "#00aa00");
    assert.deepEqual(numbers[k].given.slice(0, 2), [String(k + 1), x + w / 2]);
  }
});

test("the i-th bar of a histogram is as high as its share, in its row and its column", () => {
  const rows = ["a", "b"].map((label, r) => ({ label, span: 1, bars: new Float32Array([0, 1, 2, 3, 4, 5].map((i) => (i + 6 * r) / 11)) }));
  const s = surface(318, 230);
  drawHistograms(s, { rows, titles: [["layer 1", ""], ["layer 2", ""], ["layer 3", ""]], bins: 2 }, "#00aa00", COLOURS); // prettier-ignore
  const bars = shapes(s.calls).filter(({ name }) => name === "fillRect").map(({ given }) => given); // prettier-ignore
  const room = bars[11][3];
  assert.deepEqual(bars.map(([, , , h]) => Math.round((11 * h) / room)), [...Array(12).keys()]); // prettier-ignore
  for (const [i, [x, y, , h]] of bars.entries()) {
    assert.equal(Math.floor((x - 1.7 * 11) / ((318 - 1.7 * 11) / 3)), Math.floor((i % 6) / 2), "a column a layer");
    assert.ok(Math.abs(y + h - (i < 6 ? 113.35 : 213.5)) < 0.02, "on the base of its row");
  }
  const tile = new Canvas(40, 20);
  drawSpark(tile, new Float32Array([0, 0.25, 1]), "#00aa00");
  assert.deepEqual(shapes(tile.record.calls).map(({ given: [, y, , h] }) => [h, y + h]), [[0, 20], [5, 20], [20, 20]]); // prettier-ignore
});

test("a factor of ten is one step of a logarithmic axis, more is higher, and what is off it is at its edge", () => {
  const box = chart.drawAxes(surface(200, 150), { low: -2, high: 2, xLabel: "", yLabel: "" }, COLOURS);
  const step = (box.bottom - box.top) / 4;
  for (const [value, level] of [[0.01, 0], [0.1, 1], [1, 2], [10, 3], [100, 4], [1e9, 4], [0, 0]]) {
    assert.ok(Math.abs(box.bottom - level * step - box.y(value)) < 1e-9, `${value}`);
  } // prettier-ignore
});

test("the label of a level stands at its level", () => {
  const s = surface(200, 150);
  const box = chart.drawAxes(s, { low: -3, high: 2, xLabel: "", yLabel: "" }, COLOURS);
  const labels = shapes(s.calls).filter(({ name, textAlign, given }) => name === "fillText" && textAlign === "right" && given[0]); // prettier-ignore
  assert.ok(labels.length >= 3);
  const powers = { "10⁻³": 1e-3, "10⁻²": 0.01, "10⁻¹": 0.1, "10⁰": 1, "10¹": 10, "10²": 100 };
  for (const { given: [text, , y] } of labels) assert.ok(Math.abs(y - box.y(powers[text])) <= 0.51 + 0.01, text);
  const plain = surface(300, 200);
  const scales = chart.drawScales(plain, { x: { low: 0, high: 4 }, y: { low: 0, high: 0.6 }, xLabel: "", yLabel: "" }, COLOURS); // prettier-ignore
  assert.ok(scales.y(0.6) < scales.y(0) && scales.x(0) < scales.x(4));
  for (const { given: [text, x, y], textAlign } of shapes(plain.calls).filter(({ name, given }) => name === "fillText" && given[0])) {
    if (textAlign === "center") assert.ok(Math.abs(x - scales.x(Number(text))) < 0.01, text);
    else assert.ok(Math.abs(y - scales.y(Number(text))) <= 0.51 + 0.01, text);
  }
});

test("a line goes through its values and stops at the first that is none", () => {
  const s = surface(200, 100);
  const box = { left: 0, right: 100, top: 0, bottom: 80, y: (value) => 80 - value };
  chart.drawLine(s, box, { epochs: [0, 5, 10, 15], values: [1, 4, Infinity, 3], end: 10, colour: "#00aa00", width: 2, dash: [] }); // prettier-ignore
  const [{ path, strokeStyle, lineWidth }] = shapes(s.calls);
  assert.deepEqual(path, [["moveTo", 0, 79], ["lineTo", 50, 76]]); // prettier-ignore
  assert.deepEqual([strokeStyle, lineWidth], ["#00aa00", 2]);
});

test("a mark shows its middle between its ends, round or square", () => {
  const s = surface(200, 100);
  const box = { left: 0, right: 100, top: 0, bottom: 80, y: (value) => 80 - value };
  for (const square of [false, true]) chart.drawMark(s, box, { x: 7, low: 1, middle: 4, high: 9, colour: "#00aa00", square });
  const [bar, disc, , tile] = shapes(s.calls);
  assert.deepEqual(bar.path, [["moveTo", 7, 79], ["lineTo", 7, 71]]); // prettier-ignore
  assert.deepEqual(disc.path[0].slice(0, 3), ["arc", 7, 76]);
  const [name, x, y, w, h] = tile.path[0];
  assert.deepEqual([name, x + w / 2, y + h / 2], ["rect", 7, 76]);
});

test("a curve has its values at equal distances", () => {
  const s = surface(200, 100);
  const box = { left: 0, right: 100, top: 0, bottom: 80, x: (v) => 2 * v, y: (v) => 80 - v };
  chart.drawCurve(s, box, { from: 10, to: 30, values: [1, 2, 5], colour: "#00aa00", dash: [] });
  assert.deepEqual(shapes(s.calls)[0].path, [["lineTo", 20, 79], ["lineTo", 40, 78], ["lineTo", 60, 75]]); // prettier-ignore
});

test("a long history keeps every second point, each line its own values, and clears", () => {
  const history = new History(2);
  for (let i = 0; i <= 400; i++) history.push(i, [i, -i]);
  assert.ok(history.at.length <= 400 && history.last === 400);
  assert.deepEqual(history.lines, [history.at, history.at.map((at) => -at)]);
  assert.equal(history.at.length, 201);
  const full = new History(1);
  for (let i = 0; i < 400; i++) full.push(i, [i]);
  assert.equal(full.at.length, 400, "so many are kept whole");
  history.clear();
  assert.deepEqual([history.at, history.lines, history.last], [[], [[], []], 0]);
});

test("the decades of a history hold all its lines", () => {
  const history = new History(2);
  history.push(0, [0.003, 250]);
  history.push(1, [NaN, 0]);
  assert.deepEqual(history.decades(), [-3, 3]);
});

/** A golden list by its name. */
const golden = (name) => JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8"));
/** What a view wrote into its readouts. */
const readouts = (name) => Object.fromEntries(golden(name).at(-1).slice(1).map((line) => line.split(": "))); // prettier-ignore
/** The calls of one of its boxes. */
const inBox = (name, view) => golden(name).filter(([call]) => call.startsWith(`${view}.`)).map(([call, ...given]) => [call.slice(view.length + 1), ...given]); // prettier-ignore

test("the numbers of the depth demo are those of the layer that was reached, up or down", () => {
  assert.deepEqual(readouts("depth-up"), { layer: "1", activation: "10.0", gradient: "–", law: "10.0" });
  assert.deepEqual(readouts("depth-down"), { layer: "1", activation: "10.0", gradient: "1000", law: "1000" });
  assert.equal(readouts("depth-unknown").law, "none");
});

test("a cell has the colour of what fades below the start's size, of what explodes above, the fuller the further, and struck out where it is zero", () => {
  /** The filled cells of a depth demo of two layers with two units: column, row, colour and fullness. */
  const cells = (name) => {
    let alpha = 1;
    let fill = "";
    const found = [];
    for (const [call, ...given] of inBox(name, "network")) {
      if (call === "globalAlpha =") [alpha] = given;
      if (call === "fillStyle =") [fill] = given;
      if (call === "fillRect") found.push([fill, alpha]);
    }
    return found;
  };
  const { explodes: positive, fades: negative } = COLOURS;
  // activations [0, 1], [2, −5 (zero)], [4, −1]; gradients [4, 3], [2, 1], [0, −1]; the scale ends at 4
  assert.deepEqual(cells("depth-up"), [[positive, 0], [positive, 0.25], [positive, 0.5], [negative, 1]]);
  assert.deepEqual(cells("depth-down").slice(4), [[positive, 1], [negative, 0.25], [positive, 0.5], [positive, 0.25], [positive, 0], [negative, 0.25]]);
  const struck = (name) => shapes(inBox(name, "network")).filter(({ name: call, path }) => call === "stroke" && path[0]?.[0] === "moveTo");
  assert.equal(struck("depth-up").length, 1);
}); // prettier-ignore

test("the gain's numbers stand at their names with the digits that are known, and what is none is called so", () => {
  const shown = readouts("gain");
  assert.deepEqual(shown, { second: "1.5925", centred: "1.6000", critical: "1.47", variance: "0.006250", slope: "0.987", error: "2e-10, < 1e-12, 3e-3" }); // prettier-ignore
  const none = readouts("gain-none");
  assert.deepEqual([none.centred, none.critical, none.slope, none.error], ["3.0000e+7", "none", "none", "< 1e-12, 1e-6, none"]);
});

test("the phase is called by its name, and what is not defined has no number", () => {
  assert.deepEqual(Object.values(readouts("phase-order")), ["order", "0.570", "0.9386", "1.000", "21.5", "25.2"]);
  assert.equal(readouts("phase-chaos").verdict, "chaos");
  assert.deepEqual(Object.values(readouts("phase-dead")), ["dies out", "0", "–", "–", "–", "–"]);
});

test("thirteen networks stay in sight, the last one in full colour", () => {
  const last = (name) => inBox(name, "variance").filter(([call]) => call === "globalAlpha =").map(([, alpha]) => alpha); // prettier-ignore
  assert.deepEqual(last("phase-order"), [0.25, 1, 1]);
  assert.deepEqual(last("phase-chaos"), [...Array(12).fill(0.25), 1, 1]);
});

test("a row that is level is called so, a bar stands from zero, and the law's stroke at its place", () => {
  const drawn = shapes(inBox("widths", "bars"));
  const words = drawn.filter(({ name }) => name === "fillText").map(({ given: [text] }) => text);
  assert.deepEqual(words.filter((word) => /level|up|down/.test(word)), ["up", "✓ level", "down"]); // prettier-ignore
  const bars = (colour) => drawn.filter(({ name, fillStyle }) => name === "fillRect" && String(fillStyle) === COLOURS[colour]).map(({ given }) => given);
  const [up, down] = [bars("forward"), bars("backward")];
  assert.equal(up.length + down.length, 4);
  for (const row of [up, down]) assert.ok(Math.abs(row[0][1] + row[0][3] - row[1][1] - row[1][3]) < 1e-9);
  assert.ok(Math.abs(down[1][3] - up[1][3] / 0.98) < 0.1, "equal sizes are equally high");
  assert.ok(down[0][3] < 2.15 * down[1][3], "what is too large is cut off");
});

test("a row that the text points at stays, the others fade, and a place tells its row", () => {
  const element = demo({ views: ["bars"], readouts: [] });
  const view = mountWidths(element, { rows: [["up", "forward", "a"], ["down", "backward", "b"]] }); // prettier-ignore
  view.scene({ widths: Float32Array.of(1, 1), level: Float32Array.of(1, 1), law: Float32Array.of(1, 1), network: Float32Array.of(1, 1) });
  view.light("b");
  view.draw();
  const alphas = element.boxes.bars.children[0].record.calls.filter(([name]) => name === "globalAlpha =").map(([, alpha]) => alpha);
  assert.deepEqual(alphas.slice(-4), [0.25, 1, 1, 1]);
  assert.deepEqual([view.at("bars", 9, 90), view.at("bars", 9, 170), view.at("bars", 9, 2)], ["a", "b", null]); // prettier-ignore
});

test("a unit stands at its two values, and the circle at the root mean square distance", () => {
  const drawn = shapes(inBox("cloud", "cloud"));
  const dots = drawn.filter(({ name }) => name === "fill").flatMap(({ path }) => path.filter(([call]) => call === "arc").map(([, x, y]) => [x, y]));
  const [start, now] = drawn.filter(({ name, path }) => name === "stroke" && path[0][0] === "arc").map(({ path: [[, ...circle]] }) => circle);
  const unit = 200 / 8; // a box of 300 × 200, and the plane reaches from −4 to 4
  assert.deepEqual(dots, [[150 + unit, 100], [150, 100 - 2 * unit]]); // prettier-ignore
  assert.deepEqual([start[2], now[2]], [2 * unit, Math.round(100 * Math.sqrt(2) * unit) / 100]);
});

test("the stairs go up to the curve and across to the line on which nothing changes", () => {
  const steps = shapes(inBox("cobweb", "cobweb")).filter(({ name, strokeStyle, path: [first] }) => name === "stroke" && String(strokeStyle) === COLOURS.explodes && first[0] === "moveTo");
  assert.equal(steps.length, 1);
  const corners = steps[0].path.map(([, ...corner]) => corner);
  for (let i = 1; i < corners.length; i++) assert.equal(corners[i][(i + 1) % 2], corners[i - 1][(i + 1) % 2], "one step along one axis");
  assert.equal(corners.length, 5);
});

test("stairs too small to be seen are drawn once more, ten times larger", () => {
  const within = shapes(inBox("cobweb-near", "cobweb")).filter(({ name, strokeStyle, path: [first] }) => name === "stroke" && String(strokeStyle) === COLOURS.explodes && first[0] === "moveTo");
  assert.equal(within.length, 2);
  const [small, large] = within.map(({ path }) => path.slice(1).map(([, ...corner]) => corner));
  for (let i = 1; i < small.length; i++) for (const axis of [0, 1]) assert.ok(Math.abs(large[i][axis] - large[i - 1][axis] - 10 * (small[i][axis] - small[i - 1][axis])) < 0.2);
});

test("a circle is drawn as its matrix has it, and says how long it is", () => {
  const drawn = shapes(inBox("needle", "circles"));
  const outlines = drawn.filter(({ name, path }) => name === "stroke" && path.length > 90).map(({ path }) => path.map(([, ...corner]) => corner));
  const span = (outline, axis) => Math.max(...outline.map((corner) => corner[axis])) - Math.min(...outline.map((corner) => corner[axis]));
  const [flat, round] = outlines;
  assert.ok(span(flat, 1) < 0.02 && span(flat, 0) > 100);
  assert.ok(Math.abs(span(round, 0) - span(round, 1)) < 0.1);
  const words = drawn.filter(({ name }) => name === "fillText").map(({ given: [text] }) => text);
  assert.deepEqual(words, ["Gaussian, 2 units", "longest: 0.500", "orthogonal, 2 units", "longest: 1.000"]);
  const ends = drawn.filter(({ name, path }) => name === "fill" && path[0][0] === "arc").map(({ path: [[, x, y]] }) => [x, y]);
  assert.ok(ends[2][0] === 225 && ends[2][1] < 100, "the first axis of the turned circle points up");
}); // prettier-ignore

test("a pixel is as dark as its value, drawings above and what is read of them below", () => {
  const calls = inBox("chaos", "pictures");
  const alphas = calls.filter(([name]) => name === "globalAlpha =").map(([, alpha]) => alpha);
  assert.deepEqual(alphas, [1, 1, 0.5, 1, 0.75, 1, 0.75, 1]);
  const tops = calls.filter(([name]) => name === "fillRect").map(([, , top]) => top);
  assert.ok(tops[0] === tops[1] && tops[2] === tops[3] && tops[0] < tops[2]);
  const words = calls.filter(([name]) => name === "fillText").map(([, text]) => text);
  assert.deepEqual(words, ["what goes in", "what is guessed after 1 layer"]);
});

test("a network that ends where another did falls beside it, and before any there are no numbers", () => {
  const fallen = shapes(inBox("drops", "drops")).filter(({ name, path }) => name === "fill" && path[0]?.[0] === "arc").map(({ path: [[, x, y]] }) => [x, y]);
  assert.equal(fallen.length, 2);
  assert.ok(fallen[1][0] > fallen[0][0] && fallen[1][1] === fallen[0][1]);
  assert.deepEqual(readouts("drops"), { count: "2", mean: "0.100", median: "0.100", below: "100 %" });
  assert.deepEqual(readouts("drops-none"), { count: "0", mean: "–", median: "–", below: "–" });
}); // prettier-ignore

/** A frame as a recording gives it: every field in single precision. */
const typed = (fields) => Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, Float32Array.from(values)]));

/** The colours and dashes of two contenders. @type {[string, number[]][]} */
const LINES = [["zero", [1, 3]], ["he", [10, 3]]]; // prettier-ignore

/** What may be watched by layer. */
const WATCHING = { watched: { updates: { label: "ratio", decades: [-6, 0], guide: 1e-3, none: "none" }, flat: { label: "flat" } }, shades: ["forward", "backward"] }; // prettier-ignore

/** The digits demo with two contenders, one hidden layer and a batch of four. */
function digits(init) {
  const names = ["zero", "he"];
  const readouts = ["epoch", "batch", "cost", "wrong", "training", "held_out"];
  const element = demo({ views: ["batch", "histograms", "answers", "cost", "layers"], names, readouts });
  const view = mountDigits(element, { kinds: ["activations", "weights", "gradients"], bins: 20, end: 45, lines: LINES, ...WATCHING });
  const bars = (middle) => Array.from({ length: 60 }, (_, i) => (i % 20 === middle ? 1 : 0));
  view.scene(typed({ sizes: [4, 3, 2], batches: [5], images: Array(80).fill(0) }));
  view.frame(typed({
    epoch: [2], batch: [1], cost: [0.7, 0.25], training: [0.3, 0.1], held_out: [0.88, 0.12], span: [1, 1, 1, 1, 1, 1],
    right: [1, 0, 0, 0, 1, 1, 1, 0], histograms: [...bars(3), ...bars(15)],
    updates: [NaN, NaN, 0.1, 0.01], flat: [0, 0.5],
  })); // prettier-ignore
  view.draw({ init, watch: "updates" });
  return element;
}

test("what is watched has a line a layer of the network that is shown, or says why not", () => {
  const calls = (init) => shapes(digits(init).boxes.layers.children[0].record.calls);
  const strokes = calls("he").filter(({ name, lineWidth }) => name === "stroke" && lineWidth === 2);
  assert.deepEqual(strokes.map(({ strokeStyle }) => strokeStyle), [COLOURS.forward, COLOURS.backward]);
  assert.ok(strokes[0].path[0][2] < strokes[1].path[0][2], "0.1 stands above 0.01");
  assert.ok(!calls("he").some(({ given }) => given[0] === "none"));
  assert.ok(calls("zero").some(({ given }) => given[0] === "none"));
}); // prettier-ignore

test("a tile says the error of its own network, in its own colour", () => {
  for (const init of ["zero", "he"]) {
    const { labels, tiles } = digits(init);
    assert.deepEqual(labels.map((label) => label.textContent), ["error 88 %", "error 12 %"]); // prettier-ignore
    for (const [i, tile] of tiles.entries()) {
      const [full] = shapes(tile.record.calls).filter(({ given }) => given[3] > 0);
      assert.equal(full.fillStyle, COLOURS[LINES[i][0]]);
      assert.equal(full.given[0], [3, 15][i]);
    }
  }
});

test("the numbers of the digits are those of the network that is shown", () => {
  const texts = (init) => Object.fromEntries(Object.entries(digits(init).texts).map(([name, { textContent }]) => [name, textContent])); // prettier-ignore
  const shared = { epoch: "2", batch: "2 of 5" };
  assert.deepEqual(texts("zero"), { ...shared, cost: "0.700", wrong: "3 of 4", training: "30 %", held_out: "88 %" });
  assert.deepEqual(texts("he"), { ...shared, cost: "0.250", wrong: "1 of 4", training: "10 %", held_out: "12 %" });
});

/** The digits demo with one contender, two hidden layers of two units and two images of 2×2 a batch. */
function deep(batch) {
  const element = demo({ views: ["batch", "histograms", "answers", "cost", "layers"], names: ["he"], readouts: [] });
  const view = mountDigits(element, { kinds: ["activations", "weights", "gradients"], bins: 20, end: 45, lines: LINES, ...WATCHING });
  const bars = Array.from({ length: 120 }, (_, i) => (i % 20 === Math.floor(i / 20) ? 1 : 0)); // bar k of the k-th histogram
  view.scene(typed({ sizes: [4, 2, 2, 10], batches: [2], images: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0] }));
  view.frame(typed({ epoch: [0], batch: [batch], cost: [1], training: [0], held_out: [0], span: [1, 1, 1], right: [1, 1], histograms: bars, updates: [1, 1, 1], flat: [0, 0] }));
  const before = made.flatMap(({ record }) => record.images).length;
  view.draw({ init: "he", watch: "flat" });
  return { element, sheet: made.flatMap(({ record }) => record.images).slice(before)[0] };
} // prettier-ignore

test("the images are those of the batch that is learned from", () => {
  const ink = (batch) => {
    const { data, width } = deep(batch).sheet;
    return [...Array(width * 3).keys()].filter((i) => data[4 * i] < 128 && data[4 * i + 3]).map((i) => [i % width, Math.floor(i / width)]);
  };
  assert.deepEqual(ink(0), []);
  // of the second batch the first image has its first pixel in ink, the next one its second
  assert.deepEqual(ink(1), [[0, 0], [4, 0]]); // prettier-ignore
});

test("a tile shows the activations of the last hidden layer", () => {
  const [tile] = deep(0).element.tiles;
  const [bar] = shapes(tile.record.calls).filter(({ given }) => given[3] > 0);
  assert.equal(bar.given[0], 1, "of six histograms the second: kinds, and in each the layers");
});

test("in the plane order has the colour of fading and chaos that of exploding, the stronger the further from the line", () => {
  const before = made[0].record.images.length;
  DRAWINGS["phase-order"]();
  const { data } = made[0].record.images[before];
  const pixel = (i) => [...data.subarray(4 * i, 4 * i + 3)];
  const [order, edge, , chaos] = [0, 1, 2, 3].map(pixel);
  // 55 % of the way from the paper to the colour
  const shade = (colour) => [1, 3, 5].map((i) => Math.round(255 + 0.55 * (parseInt(colour.slice(i, i + 2), 16) - 255)));
  assert.deepEqual([order, edge, chaos], [shade(COLOURS.fades), [255, 255, 255], shade(COLOURS.explodes)]);
});

test("a right answer has the colour of class 1, a wrong one that of class 0 and a cross", () => {
  const [canvas] = digits("he").boxes.answers.children;
  const drawn = shapes(canvas.record.calls);
  const squares = drawn.filter(({ name }) => name === "fillRect");
  const { positive, negative } = COLOURS;
  assert.deepEqual(squares.map(({ fillStyle }) => fillStyle), [positive, positive, positive, negative]); // prettier-ignore
  assert.equal(drawn.filter(({ name }) => name === "stroke").length, 1);
});

test("a tile of the playground says the cost of its own network", () => {
  const readouts = ["epoch", "cost", "accuracy", "held_out"];
  const element = demo({ views: ["network", "map", "cost", "norms"], names: ["zero", "he"], readouts });
  const view = mountPlayground(element, { edge: 5, lines: LINES, ...WATCHING });
  view.scene(typed({ sizes: [2, 1], x: [1, 2], y: [1], held_out_x: [1, 2], held_out_y: [1] }));
  view.frame(typed({
    epoch: [10], cost: [0.693, 0.05], accuracy: [0.5, 0.98], held_out: [0.51, 0.93], norms: [0.1, 10],
    map: [0, 0, 0, 0, 1, 1, 1, 1], weights: [0, 0, 0, 1, -1, 0], gradients: [0, 0, 0, 0, 0, 0],
    updates: [0.1, 0.2], flat: [0.25, 0.75],
  })); // prettier-ignore
  view.draw({ init: "he", show: "weights", watch: "norms" });
  assert.deepEqual(element.labels.map((label) => label.textContent), ["J 0.693", "J 0.050"]); // prettier-ignore
  const texts = Object.entries(element.texts).map(([name, { textContent }]) => [name, textContent]);
  assert.deepEqual(Object.fromEntries(texts), { epoch: "10", cost: "0.050", accuracy: "98 %", held_out: "93 %" });
  const lines = shapes(element.boxes.network.children[0].record.calls).filter(({ name, path }) => name === "stroke" && path[0][0] === "moveTo"); // prettier-ignore
  assert.deepEqual(lines.map(({ strokeStyle }) => strokeStyle), [COLOURS.positive, COLOURS.negative]); // prettier-ignore
  assert.deepEqual(element.tiles.map(({ width, height }) => [width, height]), [[2, 2], [2, 2]], "a pixel a cell"); // prettier-ignore
  // the training set is filled, the held-out set hollow below it
  const points = shapes(element.boxes.map.children[0].record.calls).filter(({ name, path }) => name === "fill" && path[0][0] === "rect"); // prettier-ignore
  assert.deepEqual(points.map(({ fillStyle }) => fillStyle), [COLOURS.paper, COLOURS.positive]); // prettier-ignore
  const bars = shapes(element.boxes.norms.children[0].record.calls).filter(({ name }) => name === "fillRect");
  assert.deepEqual(bars.map(({ fillStyle }) => fillStyle), [COLOURS.he]); // prettier-ignore
  const { calls } = element.boxes.norms.children[0].record;
  const before = calls.length;
  view.draw({ init: "he", show: "weights", watch: "flat" });
  const words = calls.slice(before).filter(([name]) => name === "fillText").map(([, text]) => text);
  assert.ok(words.includes("flat") && !words.includes("gradient norm"), "the same view shows what is watched");
});

/** The transformer demo with two starts, one block of two heads, and a passage of two letters. */
function transformer(start, cost = [3.7, 3.6]) {
  const element = demo({ views: ["stream", "heads", "letters", "cost", "updates"], names: ["gpt2", "tied"], readouts: ["step", "cost", "above", "right"] });
  const view = mountTransformer(element, {
    alphabet: " ab", heads: 2, end: 4, lines: LINES, kinds: ["tables", "last"],
    watched: { label: "|step| / |weights|", decades: [-4, 0], guide: 1e-3 }, shades: WATCHING.shades,
  });
  view.scene(typed({ first: [3.71, 28.7], stream: [0.1, 0.2, 0.3, 1, 1, 1], text: [1, 2], even: [3.7] }));
  for (const step of [0, 2]) {
    view.frame(typed({
      step: [step], cost, stream: [1, 2, 3, 0.1, 0.2, 0.3], entropy: [1, 0.5, 1, 1], updates: [0.1, 1, 0.1, 0.4],
      guess: [1, 0], chance: [0.9, 0.4],
    }));
  }
  view.draw({ start });
  return element;
} // prettier-ignore

test("the transformer's letters are right or crossed, and what is read off is that of the chosen start", () => {
  const { boxes, texts, labels } = transformer("tied");
  const { positive, negative } = COLOURS;
  const squares = shapes(boxes.letters.children[0].record.calls).filter(({ name }) => name === "fillRect");
  assert.deepEqual(squares.map(({ fillStyle }) => fillStyle), [positive, negative]); // prettier-ignore
  const [sure, unsure] = squares.map(({ globalAlpha }) => globalAlpha);
  assert.ok(sure > unsure, "the surer the stronger");
  assert.deepEqual(Object.fromEntries(Object.entries(texts).map(([name, { textContent }]) => [name, textContent])), { step: "2", cost: "3.700", above: "0.000", right: "1 of 2" }); // prettier-ignore
  assert.deepEqual(labels.map(({ textContent }) => textContent), ["first loss 3.71", "first loss 28.70"]); // prettier-ignore
});

test("beside another start GPT-2's is drawn too, and a loss above the chart says how high it begins", () => {
  const strong = (start) => shapes(transformer(start).boxes.stream.children[0].record.calls).filter(({ name, lineWidth, path }) => name === "stroke" && lineWidth > 1.2 && path.length === 3); // prettier-ignore
  assert.equal(strong("gpt2").length, 1);
  assert.equal(strong("tied").length, 2);
  const words = (cost) => transformer("tied", cost).boxes.cost.children[0].record.calls.filter(([name]) => name === "fillText").map(([, text]) => text); // prettier-ignore
  assert.ok(words([28.7, 3.6]).includes("↑ 28.7"));
  assert.ok(!words([3.7, 3.6]).some((text) => text.startsWith("↑")));
});

test("names at the ends of lines stand apart, in order, inside their chart", () => {
  for (const wanted of [[5, 5, 5, 5], [95, 95, 95], [0, 50, 100], [10, 12, 90, 91]]) {
    const places = apart(wanted, { top: 0, bottom: 100, each: 12 });
    for (const [i, y] of places.entries()) {
      assert.ok(y >= 0 && y <= 100, `${wanted}: ${places}`);
      if (i) assert.ok(y - places[i - 1] >= 12 - 1e-9, `${wanted}: ${places}`);
    }
  }
  assert.deepEqual(apart([0, 50, 100], { top: 0, bottom: 100, each: 12 }), [0, 50, 100], "where there is room they stand at their lines");
}); // prettier-ignore

test("what is zero says so: all bars, one of them, a network, a row of histograms", () => {
  const texts = (draw) => {
    const s = surface(300, 200);
    draw(s);
    return shapes(s.calls).filter(({ name }) => name === "fillText").map(({ given }) => given[0]);
  };
  const plot = { left: 0, right: 300, top: 0, bottom: 180, y: (value) => 180 - value };
  const bars = (values) => texts((s) => chart.drawBars(s, plot, values, "#00aa00", COLOURS, "norm"));
  assert.ok(bars([0, 0]).includes("all zero"));
  assert.ok(!bars([0, 1]).includes("all zero") && bars([0, 1]).includes("0"));
  const network = (weights) => texts((s) => drawNetwork(s, [2, 1], new Float32Array([...weights, 7]), COLOURS));
  assert.deepEqual([network([0, 0]), network([0, 1])], [["all zero"], []]);
  const row = (bars) => texts((s) => drawHistograms(s, { rows: [{ label: "w", span: 1, bars: new Float32Array(bars) }], titles: [["layer 1", ""], ["layer 2", ""]], bins: 4 }, "#00aa00", COLOURS));
  assert.ok(row([0, 0, 1, 0, 0, 0, 1, 0]).includes("all zero"));
  assert.ok(!row([0, 0, 1, 0, 0, 0, 0.5, 1]).includes("all zero"));
}); // prettier-ignore

test("labels of a logarithmic axis have one form", () => {
  for (const [low, high] of [[-2, 3], [-8, 4], [0, 12]]) {
    const s = surface(200, 150);
    chart.drawAxes(s, { low, high, xLabel: "", yLabel: "" }, COLOURS);
    const labels = shapes(s.calls).filter(({ name, given }) => name === "fillText" && given[0]).map(({ given }) => given[0]);
    assert.ok(labels.length > 2 && labels.every((label) => label.startsWith("10")), `${labels}`);
  }
}); // prettier-ignore

test("an index stands below its letter, the power above, and the letter is slanted", () => {
  const s = surface(100, 50);
  s.context.textAlign = "left";
  drawLabel(s.context, s, "σ_w²", 10, 20);
  const [letter, index, power] = s.calls.filter(([call]) => call === "fillText").map(([, ...given]) => given);
  assert.equal(letter[0], "𝜎");
  assert.ok(index[0] === "𝑤" && index[1] > letter[1] && index[2] > letter[2]);
  assert.ok(power[0] === "2" && power[1] > letter[1] && power[2] < letter[2]);
}); // prettier-ignore

test("what is pointed at is drawn stronger than the rest", () => {
  const fills = (name) => shapes(inBox(name, "moment")).filter(({ name: call }) => call === "fill").map((shape) => shape.globalAlpha); // prettier-ignore
  const [[one, two], [lit, other]] = [fills("leak"), fills("leak-lit")];
  assert.ok(one === two && lit > one && other < two);
});

test("what lies on a bound is told, beside the axis where the bound is far, and each count stands on its bar", () => {
  const said = (name) => inBox(name, "draws").filter(([call]) => call === "fillText").map(([, text]) => text); // prettier-ignore
  const bars = (name) => shapes(inBox(name, "draws")).filter(({ name: call, fillStyle }) => call === "fillRect" && fillStyle === COLOURS.explodes); // prettier-ignore
  assert.ok(said("precision-far").includes("400 at weight −2") && said("precision-far").includes("= −200 std") && said("precision-far").includes("400 zero"));
  assert.deepEqual(["30 at −2 std", "20 at 2 std"].map((text) => said("precision-near").includes(text)), [true, true]);
  assert.deepEqual([bars("precision-far").length, bars("precision-near").length], [1, 2]);
  assert.ok(bars("precision-far")[0].given[0] < bars("precision-near")[0].given[0]);
});

test("a signal that grows, and one that fades, has the colour of its fate", () => {
  const dashed = (name) => shapes(inBox(name, "paths")).filter(({ name: call, lineWidth }) => call === "stroke" && lineWidth === 2.5).map(({ strokeStyle }) => strokeStyle); // prettier-ignore
  assert.deepEqual([dashed("product-grows")[1], dashed("product-fades")[1]], [COLOURS.kept, COLOURS.fades]);
});

test("sides that part are unequal, in another colour, and one that is too long is cut off", () => {
  const said = (name, view) => inBox(name, view).filter(([call]) => call === "fillText").map(([, text]) => text); // prettier-ignore
  assert.ok(!said("sides-agree", "chain").includes("≠") && said("sides-part", "chain").includes("≠"));
  assert.ok(said("sides-cut", "bars").includes("→ 50.0") && said("sides-part", "chain").includes("2.00"));
});

test("twins are one arrow with one name, and apart they are two", () => {
  const said = (name) => inBox(name, "arrows").some(([call, text]) => call === "fillText" && text === "1 and 2");
  assert.deepEqual([said("twins-alike"), said("twins-apart")], [true, false]);
});

test("a layer that stands still has a zero at each step, and one that moves a bar from its first step on", () => {
  const said = (name) => inBox(name, "steps").filter(([call]) => call === "fillText").map(([, text]) => text); // prettier-ignore
  const bars = shapes(inBox("wake-moves", "steps")).filter(({ name, given, fillStyle }) => name === "fillRect" && fillStyle === COLOURS.kept && given[3] > 0);
  assert.equal(bars.length, 3);
  assert.ok(said("wake-moves").includes("layer 2, zero at the start") && said("wake-moves").includes("moves from step 2"));
  assert.equal(said("wake-never").filter((text) => text === "0").length, 4);
  assert.equal(said("wake-never").filter((text) => text === "never moves").length, 2);
}); // prettier-ignore

test("a line of costs ends in a dot at its last stable rate, the wider layer's sooner", () => {
  const dots = (view) => inBox("adapters", view).filter(([call]) => call === "arc").map(([, x, y]) => [x, y]); // prettier-ignore
  assert.equal(dots("ranks").length, 0);
  const [narrow, wide] = dots("rates");
  assert.ok(wide[0] < narrow[0]);
  assert.ok(wide[1] < narrow[1], "the cost there is higher");
});

test("a line of losses has a dot in the middle of its good rates, the deeper network's sooner", () => {
  const dots = (view) => inBox("transfer", view).filter(([call]) => call === "arc").map(([, x, y]) => [x, y]); // prettier-ignore
  assert.equal(dots("widths").length, 0);
  const [shallow, deep] = dots("depths");
  assert.ok(deep[0] < shallow[0]);
  assert.ok(deep[1] < shallow[1], "on its line, halfway to its smallest loss");
});

test("widths stand below the changes, each at its place", () => {
  const texts = inBox("transfer", "widths").filter(([call]) => call === "fillText").map(([, text]) => text); // prettier-ignore
  assert.ok(["2", "4", "width n", "change"].every((text) => texts.includes(text)));
});

test("a query's bar is cut at each key, and one that hears a single key has no cut", () => {
  const drawn = shapes(inBox("attention", "slices")).filter(({ name }) => name === "fillRect");
  assert.equal(drawn.filter(({ fillStyle }) => fillStyle === COLOURS.paper).length, 2);
  const texts = (view) => inBox("attention", view).filter(([call]) => call === "fillText").map(([, text]) => text); // prettier-ignore
  assert.ok(["weights of 3 keys", "50 %", "100 %"].every((text) => texts("slices").includes(text)));
  assert.ok(["10⁻¹", "10⁰", "10¹", "10²"].every((text) => texts("entropy").includes(text)));
  const dots = inBox("attention", "entropy").filter(([call]) => call === "arc").map(([, x, y]) => [x, y]); // prettier-ignore
  assert.equal(dots[0][0], dots[1][0]);
  assert.ok(dots[0][1] < dots[1][1], "the entropy stands above the gradient");
});

test("a typical frequency on the axis is a dot beside the dashed first layer, one beyond it is told", () => {
  const calls = (name) => inBox(name, "spectrum");
  const told = (name) => calls(name).some(([call, text]) => call === "fillText" && text === "typical: beyond →");
  const dots = (name) => calls(name).filter(([call]) => call === "arc").length; // prettier-ignore
  const dashed = (name) => calls(name).some(([call, dash]) => call === "setLineDash" && dash.length);
  assert.deepEqual([told("coordinates-first"), dots("coordinates-first"), dashed("coordinates-first")], [false, 1, true]);
  assert.deepEqual([told("coordinates-beyond"), dots("coordinates-beyond"), dashed("coordinates-beyond")], [true, 0, false]);
});

test("states that remember lie on top in another colour, and real eigenvalues are strokes", () => {
  const drawn = (name) => shapes(inBox(name, "plane")).filter(({ fillStyle, strokeStyle }) => [fillStyle, strokeStyle].some((pen) => [COLOURS.fades, COLOURS.kept].includes(String(pen)))); // prettier-ignore
  const filled = drawn("memory-ring").filter(({ name }) => name === "fill");
  assert.deepEqual(filled.map(({ fillStyle, path }) => [String(fillStyle), path.filter(([call]) => call === "arc").length]), [[COLOURS.fades, 2], [COLOURS.kept, 1]]); // prettier-ignore
  const struck = drawn("memory-real").filter(({ name }) => name === "stroke");
  assert.deepEqual(struck.map(({ strokeStyle, path }) => [String(strokeStyle), path.filter(([call]) => call === "lineTo").length]), [[COLOURS.fades, 2], [COLOURS.kept, 1]]); // prettier-ignore
  const said = (view) => inBox("memory-ring", view).filter(([call]) => call === "fillText").map(([, text]) => text); // prettier-ignore
  assert.ok(said("plane").includes("1 of these 3 hold half after 100 steps") && said("held").includes("63 %"));
});

test("of the ways to draw a memory the chosen one is drawn last, and in its colour", () => {
  for (const name of ["memory-ring", "memory-real"]) {
    const lines = shapes(inBox(name, "held")).filter(({ name: call, lineWidth }) => call === "stroke" && [3, 1.6].includes(lineWidth)); // prettier-ignore
    assert.deepEqual(lines.map(({ strokeStyle, lineWidth }) => [strokeStyle, lineWidth]), [[COLOURS.network, 1.6], [COLOURS.kept, 3]]); // prettier-ignore
  }
});

test("six networks stand over the band of their law, and the dots over both", () => {
  const drawn = shapes(inBox("kernel-stays", "functions"));
  const band = drawn.findIndex(({ name, fillStyle, globalAlpha }) => name === "fill" && fillStyle === COLOURS.ink && globalAlpha < 1);
  const curves = drawn.flatMap(({ name, strokeStyle }, i) => (name === "stroke" && strokeStyle === COLOURS.forward ? [i] : []));
  const dots = drawn.flatMap(({ name, fillStyle }, i) => (name === "fill" && fillStyle === COLOURS.kept ? [i] : []));
  assert.deepEqual([curves.length, dots.length], [6, 2]);
  assert.ok(band >= 0 && band < curves[0] && curves[5] < dots[0]);
});

test("a kernel above five gets a scale to twelve, so that widths share one of two", () => {
  const said = (name) => inBox(name, "kernel").filter(([call]) => call === "fillText").map(([, text]) => text); // prettier-ignore
  assert.ok(said("kernel-stays").includes("5") && !said("kernel-stays").includes("10"));
  assert.ok(said("kernel-moves").includes("10"));
});

test("an arrow is as long as the policy is decided, in the colour of its move, and an even policy is a dot", () => {
  const drawn = shapes(inBox("heads-first", "field"));
  const arrows = drawn.filter(({ name, strokeStyle }) => name === "stroke" && [COLOURS.positive, COLOURS.negative].includes(String(strokeStyle))); // prettier-ignore
  const length = ({ path: [[, x, y], [, to, end]] }) => Math.hypot(to - x, end - y);
  assert.deepEqual(arrows.map(({ strokeStyle }) => String(strokeStyle)), [COLOURS.positive, COLOURS.negative, COLOURS.positive]); // prettier-ignore
  assert.ok(Math.abs(length(arrows[0]) / length(arrows[1]) - 1) < 0.01 && length(arrows[0]) > 10 * length(arrows[2]));
  const dots = drawn.filter(({ name, path }) => name === "fill" && path.some(([call]) => call === "arc"));
  assert.deepEqual(dots.map(({ fillStyle }) => String(fillStyle)), [COLOURS.negative]);
});

test("each run is a grey line, the least in dashes, their mean lies on top, and the dot stands at the updates", () => {
  const dotOf = (name) => shapes(inBox(name, "learned")).find(({ name: call, path }) => call === "fill" && path.some(([step]) => step === "arc")).path.find(([step]) => step === "arc"); // prettier-ignore
  const lines = shapes(inBox("heads-learned", "learned")).filter(({ name, lineWidth, strokeStyle }) => name === "stroke" && [1.2, 2, 3].includes(lineWidth) && String(strokeStyle) !== COLOURS.paper); // prettier-ignore
  assert.deepEqual(lines.map(({ strokeStyle, lineWidth }) => [String(strokeStyle), lineWidth]), [[COLOURS.network, 1.2], [COLOURS.network, 2], [COLOURS.kept, 3]]); // prettier-ignore
  const [[, x, y], [, later, higher]] = [dotOf("heads-first"), dotOf("heads-learned")];
  assert.ok(later > x && higher < y);
});
