import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, open, tab } from "./tab.js";

await open();
const { live, recorded } = await import("../../docs/javascripts/demo/sources.js");
const runtime = await import("../../docs/javascripts/python/runtime.js");

/** An interpreter with a demo of `count` frames, two numbers each. */
function demo(count, started = {}) {
  let left = count;
  tab.answer = ({ id, type }, worker) => {
    const layout = { scene: [["s", [2]]], frame: [["f", [2]], ["g", []]] }; // prettier-ignore
    const begun = { settings: {}, notes: [], errors: {}, texts: {}, ...layout, data: Float32Array.of(8, 9), ...started };
    const frame = left-- > 0 ? Float32Array.of(count - left, 0, 7) : null;
    worker.says({ id, type: "done", result: type === "demo" ? (left++, begun) : frame });
  };
}

test("a live run has its scene and its frames, each asked with the settings of that moment", async () => {
  demo(2);
  const values = { lr: "0.1" };
  const { started, source } = await live("playground", () => values);
  assert.deepEqual([...source.scene.s], [8, 9]);
  assert.deepEqual([[...source.first.f], [...source.first.g]], [[1, 0], [7]]);
  values.lr = "0.5";
  const { value } = await source.frames.next();
  assert.deepEqual([[...value.f], [...value.g]], [[2, 0], [7]]);
  assert.deepEqual(asked("frame").map(({ live: settings }) => settings), ['{"lr":"0.1"}', '{"lr":"0.5"}']); // prettier-ignore
  assert.equal((await source.frames.next()).done, true);
  assert.deepEqual([source.kind, source.pace, started.notes], ["live", 0, []]);
  assert.equal(asked("demo")[0].key, "/guide/ playground");
});

test("where a text is wrong there is no run", async () => {
  demo(2, { errors: { phi: { message: "no", start: 0, end: 1 } } });
  const before = asked("frame").length;
  const { started, source } = await live("gain", () => ({}));
  assert.deepEqual([source, Object.keys(started.errors), asked("frame").length], [null, ["phi"], before]);
});

test("a run that has no frame is an error that names the demo", async () => {
  demo(0);
  await assert.rejects(live("gain", () => ({})), /demo gain: its run has no frame/);
});

test("a run is there as long as its interpreter", async () => {
  demo(3);
  const { source } = await live("playground", () => ({}));
  assert.equal(source.there(), true);
  runtime.stop();
  assert.equal(source.there(), false);
  await runtime.start();
  assert.equal(source.there(), false, "another interpreter does not have it");
});

test("a recording goes on after its first frame, at its own pace", async () => {
  const frames = [1, 2, 3].map((number) => ({ f: Float32Array.of(number) }));
  const source = recorded({ scene: {}, scenes: [{}], texts: [], frames });
  const rest = [];
  for await (const { f } of { [Symbol.asyncIterator]: () => source.frames }) rest.push(f[0]);
  assert.deepEqual([source.first.f[0], rest, source.there()], [1, [2, 3], true]);
});
