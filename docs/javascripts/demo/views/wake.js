// Draws which layer moves at which step, nothing else: the numbers come from initdocs.demos.wake.
import { partsOf } from "../../draw/parts.js";
import { still } from "../../draw/still.js";
import { fontOf } from "../../draw/type.js";

/** @typedef {import("../recording.js").Frame} Frame */
/** @typedef {import("../../draw/canvas.js").Surface} Surface */
/** @typedef {import("../../site/theme.js").Colours} Colours */

/** Of a step's place, what its bar fills. */
const WIDE = 0.45;
/** A lane's head, where its name stands, in sizes of the type. */
const HEAD = 2.5;

/** @param {HTMLElement} element @param {{layers: string[], looks: {moves: string, cost: string}}} constants */
export function mount(element, { layers, looks }) {
  const { view, probe } = partsOf(element);
  const surface = view("steps");
  const probed = probe("steps");
  /** @type {string | null} */
  let lit = null;
  /** Where each lane ends. @type {number[]} */
  let ends = [];

  return {
    ...still((scene, palette, settings) => {
      const drawn = surface();
      const steps = scene.costs.length - 1;
      const highest = Math.max(...scene.moves) || 1;
      const lanes = layers.map((part, i) => {
        const moves = scene.moves.subarray(i * steps, (i + 1) * steps);
        const first = moves.findIndex((move) => move > 0) + 1;
        const what = settings[part] === "zero" ? `layer ${i + 1}, zero at the start` : `layer ${i + 1}`;
        const said = first ? `moves from step ${first}` : "never moves";
        return { part, what, said, values: Array.from(moves), high: highest, colour: palette[looks.moves] };
      });
      const costs = Array.from(scene.costs.subarray(1), (cost) => cost / scene.costs[0]);
      const last = { part: "cost", what: "cost", said: `${Math.round(100 * costs[steps - 1])} % is left`, values: costs, high: 1, colour: palette[looks.cost] };
      const chart = drawLanes(drawn, [...lanes, last], lit, palette);
      ends = chart.ends;
      probed({ ...chart, lines: [
        ...lanes.map(({ values, colour }, i) => ({ name: `layer ${i + 1}`, values, colour })),
        { name: "cost", values: costs, colour: last.colour, tell: (/** @type {number} */ cost) => `${Math.round(100 * cost)} %` },
      ] }); // prettier-ignore
    }),
    /** @param {string | null} part */
    light(part) {
      lit = part;
    },
    /** @param {string} _name @param {number} _across @param {number} down */
    at: (_name, _across, down) => layers[ends.findIndex((end) => down < end)] ?? null,
  };
}

/**
 * Bars over the steps, a lane for each layer and one for the cost.
 * @param {Surface} surface
 * @param {{part: string, what: string, said: string, values: number[], high: number, colour: string}[]} lanes
 * @param {string | null} lit
 * @param {Colours} palette
 */
function drawLanes(surface, lanes, lit, palette) {
  const { context, width, height, em } = surface;
  const [left, right, bottom] = [0.3 * em, width - 0.3 * em, height - 2.2 * em];
  const steps = lanes[0].values.length;
  const each = (right - left) / steps;
  const high = bottom / lanes.length;
  const x = (/** @type {number} */ step) => left + each * (step - 0.5);
  lanes.forEach(({ part, what, said, values, high: most, colour }, lane) => {
    const [top, base] = [high * lane, Math.floor(high * (lane + 1)) - 0.5];
    const room = base - top - HEAD * em;
    context.globalAlpha = lit && lit !== part ? 0.35 : 1;
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left, base);
    context.lineTo(right, base);
    context.stroke();
    context.fillStyle = palette.ink;
    context.textBaseline = "top";
    context.font = fontOf(surface, "600");
    context.textAlign = "left";
    context.fillText(what, left, top + 0.8 * em);
    context.font = fontOf(surface);
    context.textAlign = "right";
    context.fillText(said, right, top + 0.8 * em);
    values.forEach((value, i) => {
      const [middle, tall] = [x(i + 1), value > 0 ? Math.max(2, (room * value) / most) : 0]; // what is small is not nothing
      context.fillStyle = colour;
      context.fillRect(middle - (WIDE * each) / 2, base - tall, WIDE * each, tall);
      if (value) return;
      context.fillStyle = palette.ink;
      context.textAlign = "center";
      context.textBaseline = "bottom";
      context.fillText("0", middle, base - 0.1 * em);
    });
    context.globalAlpha = 1;
  });
  context.fillStyle = palette.ink;
  context.font = fontOf(surface);
  context.textBaseline = "top";
  context.textAlign = "center";
  const at = lanes[0].values.map((_, i) => i + 1);
  for (const step of at) context.fillText(step === 1 ? "step 1" : String(step), x(step), bottom + 0.5 * em);
  return { left, right, top: 0, bottom, at, x, xLabel: "step", ends: lanes.map((_, lane) => high * (lane + 1)) };
}
