// Draws a frame of the transformer, nothing else: the numbers come from initdocs.demos.transformer.
import { drawByLayer } from "../../draw/bylayer.js";
import { short } from "../../draw/canvas.js";
import { drawAxes, drawCurve, drawEpochs, drawLine, drawMark, drawScales } from "../../draw/chart.js";
import { drawEnds, named } from "../../draw/ends.js";
import { drawSpark } from "../../draw/histogram.js";
import { History } from "../../draw/history.js";
import { partsOf, rowOf } from "../../draw/parts.js";
import { fontOf } from "../../draw/type.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../draw/race.js").Look} Look */
/** @typedef {import("../../draw/probe.js").Chart} Chart */
/** @typedef {import("../../site/theme.js").Colours} Colours */
/** A run beside another: what it is called, and how it is drawn. @typedef {{name: string, look: Look}} Run */

/** The losses that are drawn: where learning takes place. */
const LOSSES = { low: 2.4, high: 4.4 };
/** Powers of ten of the residual stream's size. */
const SIZES = { low: -2, high: 2 };
/** Dots of a block stand so far apart. */
const BESIDE = 0.16;

/** @param {HTMLElement} element @param {{alphabet: string, heads: number, end: number, lines: Look[], kinds: string[], watched: import("../../draw/bylayer.js").Watched, shades: string[]}} constants */
export function mount(element, { alphabet, heads, end, lines, kinds, watched, shades }) {
  const { view, probe, tiles, titles, names, labels, write, read } = partsOf(element);
  const surfaces = { stream: view("stream"), heads: view("heads"), letters: view("letters"), cost: view("cost"), updates: view("updates") };
  const probes = { stream: probe("stream"), heads: probe("heads"), cost: probe("cost"), updates: probe("updates") };
  const costs = new History(2);
  const updates = new History(2 * kinds.length);
  /** @type {Frame | null} */
  let scene = null;
  /** @type {Frame | null} */
  let frame = null;

  return {
    /** @param {Frame} next */
    scene(next) {
      scene = next;
      costs.clear();
      updates.clear();
    },

    /** @param {Frame} next */
    frame(next) {
      frame = next;
      const step = Math.round(next.step[0]); // a recording is quantized
      costs.push(step, next.cost);
      updates.push(step, next.updates);
    },

    /** @param {Record<string, string | number>} settings */
    draw(settings) {
      if (!scene || !frame) return;
      const shown = Math.max(0, names.indexOf(String(settings.start)));
      const palette = colours();
      const { first, even, text, stream } = scene;
      /** The chosen start, and GPT-2's beside it where that is another. @type {Run[]} */
      const runs = [shown, 0].slice(0, shown ? 2 : 1).map((i) => ({ name: titles[i], look: lines[i] }));

      labels.forEach((label, i) => write(label, `first loss ${first[i].toFixed(2)}`));
      const letters = Array.from(text, Math.round);
      const guesses = Array.from(frame.guess, Math.round);
      read("step", String(Math.round(frame.step[0])));
      read("cost", short(frame.cost[0]));
      read("above", short(frame.cost[0] - even[0]).replace("-", "−"));
      read("right", `${letters.filter((letter, i) => letter === guesses[i]).length} of ${letters.length}`);

      drawLetters(surfaces.letters(), { letters, guesses, chance: frame.chance, alphabet }, palette);
      probes.stream(drawStream(surfaces.stream(), { runs, now: frame.stream, starts: stream, count: names.length, shown }, palette));
      probes.heads(drawHeads(surfaces.heads(), { runs, entropy: frame.entropy, heads }, palette));
      probes.cost(drawCost(surfaces.cost(), { runs, costs, even: even[0], end }, palette));
      const what = { layers: kinds.length, shown: 0, end, shades, xLabel: "step", names: kinds };
      probes.updates(drawByLayer(surfaces.updates(), updates, watched, what, palette));

      tiles.forEach((tile, i) => {
        const sizes = rowOf(stream, names.length, i).map((size) => Math.min(Math.max((Math.log10(size) - SIZES.low) / (SIZES.high - SIZES.low), 0.04), 1));
        drawSpark(tile, sizes, palette[lines[i][0]]);
      });
    },
  };
}

/**
 * What comes next in a text, and below it what the transformer takes it for.
 * @param {Surface} surface
 * @param {{letters: number[], guesses: number[], chance: Float32Array, alphabet: string}} what
 * @param {Colours} palette
 */
function drawLetters(surface, { letters, guesses, chance, alphabet }, palette) {
  const { context, width, height, em } = surface;
  const each = width / letters.length;
  const [top, middle, bottom] = [0.26 * height, 0.5 * height, height - 1];
  const glyph = (/** @type {number} */ letter) => (alphabet[letter] === " " ? "␣" : alphabet[letter]);
  context.textAlign = "center";
  context.textBaseline = "middle";
  letters.forEach((letter, i) => {
    const right = guesses[i] === letter;
    const [x, y, high] = [each * i, middle, bottom - middle];
    context.font = fontOf({ ...surface, em: Math.min(1.5 * em, each) }, "600");
    context.fillStyle = palette.ink;
    context.globalAlpha = alphabet[letter] === " " ? 0.5 : 1;
    context.fillText(glyph(letter), x + each / 2, top);
    context.globalAlpha = 0.12 + 0.6 * chance[i];
    context.fillStyle = right ? palette.positive : palette.negative;
    context.fillRect(x + 1, y, each - 2, high);
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.fillText(glyph(guesses[i]), x + each / 2, y + high / 2);
    context.strokeStyle = right ? palette.positive : palette.negative;
    context.lineWidth = 1.5;
    context.strokeRect(x + 1.5, y + 0.5, each - 3, high - 1);
    if (right) return;
    context.beginPath();
    context.moveTo(x + 1.5, y + high - 0.5);
    context.lineTo(x + each - 1.5, y + 0.5);
    context.stroke();
  });
}

/**
 * The size of the residual stream behind each branch.
 * @param {Surface} surface
 * @param {{runs: Run[], now: Float32Array, starts: Float32Array, count: number, shown: number}} what `now` of the chosen start and of GPT-2's, `starts` of all before training
 * @param {Colours} palette
 * @returns {Chart}
 */
function drawStream(surface, { runs, now, starts, count, shown }, palette) {
  const last = now.length / 2 - 1;
  const at = Array.from({ length: last + 1 }, (_, i) => i);
  const lines = runs.map(({ name, look: [colour, dash] }, i) => ({ name, values: Array.from(rowOf(now, 2, i)), colour: palette[colour], dash, strong: i === 0 }));
  const ends = named(surface, lines);
  const box = drawAxes(surface, { ...SIZES, xLabel: "branch", yLabel: "size of the stream", names: ends.map(({ name }) => name) }, palette);
  drawEpochs(surface, box, last, palette);
  for (let i = 0; i < count; i++) drawLine(surface, box, { epochs: at, values: Array.from(rowOf(starts, count, i)), end: last, colour: palette.network, width: 0.7, dash: [] });
  for (const { values, colour, dash, strong } of [...lines].reverse()) drawLine(surface, box, { epochs: at, values, end: last, colour, dash, width: strong ? 3.5 : 1.6 });
  drawEnds(surface, box, ends.map(({ values, ...line }) => ({ ...line, y: box.y(values[last]) })), palette); // prettier-ignore
  const x = (/** @type {number} */ branch) => box.left + (branch / last) * (box.right - box.left);
  const before = { name: `${runs[0].name}, before training`, values: rowOf(starts, count, shown), colour: palette.network };
  return { ...box, at, x, xLabel: "branch", lines: [...lines, before] };
}

/**
 * How widely each head looks, a dot a head.
 * @param {Surface} surface
 * @param {{runs: Run[], entropy: Float32Array, heads: number}} what
 * @param {Colours} palette
 * @returns {Chart}
 */
function drawHeads(surface, { runs, entropy, heads }, palette) {
  const { context } = surface;
  const [own, usual] = [rowOf(entropy, 2, 0), rowOf(entropy, 2, 1)];
  const blocks = own.length / heads;
  const axes = { x: { low: 0.5, high: blocks + 0.5 }, y: { low: 0, high: 1 }, xLabel: "block", yLabel: "entropy of attention / ln t" };
  const box = drawScales(surface, axes, palette);
  const colour = palette[runs[0].look[0]];
  const at = Array.from({ length: blocks }, (_, i) => i + 1);
  const means = at.map((block) => usual.subarray((block - 1) * heads, block * heads).reduce((sum, value) => sum + value / heads, 0));
  for (const block of at) {
    for (let head = 0; head < heads; head++) {
      const value = own[(block - 1) * heads + head];
      const x = box.x(block + BESIDE * (head - (heads - 1) / 2));
      if (Number.isFinite(value)) drawMark(surface, box, { x, low: value, middle: value, high: value, colour, square: false });
    }
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(box.x(block - 0.42), box.y(means[block - 1]));
    context.lineTo(box.x(block + 0.42), box.y(means[block - 1]));
    context.stroke();
  }
  const each = Array.from({ length: heads }, (_, head) => ({ name: `head ${head + 1}`, values: at.map((block) => own[(block - 1) * heads + head]), colour }));
  return { ...box, at, xLabel: "block", lines: [...each, { name: "GPT-2, mean", values: means, colour: palette.ink }] };
}

/**
 * The loss of the chosen start and of GPT-2's over the steps, and that of an even guess.
 * @param {Surface} surface
 * @param {{runs: Run[], costs: History, even: number, end: number}} what
 * @param {Colours} palette
 * @returns {Chart}
 */
function drawCost(surface, { runs, costs, even, end }, palette) {
  const { context, em } = surface;
  const last = Math.max(end, costs.last);
  const lines = runs.map(({ name, look: [colour, dash] }, i) => ({ name, values: costs.lines[i], colour: palette[colour], dash, strong: i === 0 }));
  const ends = named(surface, lines);
  const axes = { x: { low: 0, high: last }, y: LOSSES, xLabel: "step", yLabel: "loss", names: ends.map(({ name }) => name) };
  const box = drawScales(surface, axes, palette);
  drawCurve(surface, box, { from: 0, to: last, values: [even, even], colour: palette.ink, dash: [4, 4], width: 1 });
  for (const { values, colour, dash, strong } of [...lines].reverse()) drawCurve(surface, box, { from: 0, to: costs.last, values, colour, dash, width: strong ? 3.5 : 1.6 });
  context.font = fontOf(surface);
  context.fillStyle = palette.ink;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText("ln V", box.right - 0.3 * em, box.y(even) - 2);
  const [first] = lines[0].values;
  if (!(first <= LOSSES.high)) {
    context.textAlign = "left";
    context.textBaseline = "top";
    context.font = fontOf(surface, "600");
    context.fillText(`↑ ${short(first)}`, box.left + 1.2 * em, box.top + 2);
  }
  const place = (/** @type {number} */ value) => Math.min(Math.max(box.y(value), box.top), box.bottom);
  drawEnds(surface, box, ends.map(({ values, ...line }) => ({ ...line, y: place(values[values.length - 1]) })), palette); // prettier-ignore
  return { ...box, at: costs.at, xLabel: "step", lines: [...lines, { name: "even guess, ln V", values: costs.at.map(() => even), colour: palette.ink }] };
}
