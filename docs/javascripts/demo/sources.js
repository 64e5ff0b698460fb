// Where a demo's frames come from. A recording and a live run are sources of one kind: a scene, a
// first frame, and an async iterator of those that follow.
import { bytesOf, readRecording } from "./recording.js";
import * as runtime from "../python/runtime.js";

/** @typedef {import("./recording.js").Frame} Frame */
/** @typedef {import("./recording.js").Recording} Recording */
/** @typedef {import("../python/protocol.js").Layout} Layout */
/** @typedef {import("../python/protocol.js").DemoStarted} DemoStarted */
/** @typedef {import("./settings.js").Values} Values */
/**
 * `past` are frames before the first that is shown, `last` is the step of the last one, as far as
 * it is known, and `texts` are the words of the run. `there` says
 * whether it can go on: a live run ends with its interpreter. `pace` are the milliseconds between
 * two frames where the demo names none.
 * @typedef {{kind: "recorded" | "live", scene: Frame, past: Frame[], first: Frame, last: number, frames: AsyncIterator<Frame>, texts: Record<string, string>, pace: number, there: () => boolean}} Source
 */

/** The recording that stands in a demo. @param {HTMLElement} element */
export function recordingOf(element) {
  // in a template, since Material runs every script element of a page that it swaps in
  const template = /** @type {HTMLTemplateElement} */ (element.querySelector("template[data-recording]"));
  return readRecording(bytesOf(template.content.textContent ?? ""));
}

/**
 * A recording: the scene of one of its settings, and its run from the frame `step` on.
 * @param {Recording} recording
 * @param {number} node
 * @param {number} step the last frame, where it has not so many
 * @returns {Source}
 */
export function recorded({ scene, scenes, frames, texts }, node = 0, step = 0) {
  const at = Math.min(Math.max(step, 0), frames.length - 1);
  const [past, first, rest] = [frames.slice(0, at), frames[at], frames.slice(at + 1)];
  return {
    kind: "recorded",
    scene: { ...scene, ...scenes[node] },
    past,
    first,
    last: frames.length - 1,
    frames: each(rest),
    texts: texts[node] ?? {},
    pace: 70,
    there: () => true,
  };
}

/** @param {Frame[]} frames */
async function* each(frames) {
  yield* frames;
}

/**
 * The frames of a run that is asked for them one by one.
 * @param {Layout} layout
 * @param {() => Promise<Float32Array | null>} ask null at the run's end
 */
export async function* asked(layout, ask) {
  for (let data = await ask(); data; data = await ask()) yield unpack(layout, data);
}

/**
 * @param {Layout} layout
 * @param {Float32Array} data
 * @returns {Frame}
 */
export function unpack(layout, data) {
  let at = 0;
  return Object.fromEntries(
    layout.map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      at += size;
      return [name, data.subarray(at - size, at)];
    }),
  );
}

/**
 * Begin a run in the interpreter.
 * @param {string} name
 * @param {() => Values} values as they are now, also while the run goes on
 * @returns {Promise<{started: DemoStarted, source: Source | null}>} no source where a text is wrong
 */
export async function live(name, values) {
  const key = `${location.pathname} ${name}`;
  /** @type {DemoStarted} */
  const started = await runtime.request({ type: "demo", key, name, settings: JSON.stringify(values()) });
  if (Object.keys(started.errors).length) return { started, source: null };
  const session = runtime.session();
  const frames = asked(started.frame, () => runtime.request({ type: "frame", key, live: JSON.stringify(values()) }));
  const { value: first } = await frames.next();
  if (!first) throw new Error(`demo ${name}: its run has no frame`);
  const there = () => runtime.ready() && session === runtime.session();
  const { texts } = started;
  return { started, source: { kind: "live", scene: unpack(started.scene, started.data), past: [], first, last: Infinity, frames, texts, pace: 0, there } };
}
