import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, readRecording } from "../../docs/javascripts/demo/recording.js";

/** A zlib stream, in base64, of the format that initdocs.demos describes. */
async function encode(header, ...bytes) {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const all = new Uint8Array(4 + head.length + bytes.length);
  new DataView(all.buffer).setUint32(0, head.length, true);
  all.set(head, 4);
  all.set(bytes, 4 + head.length);
  const stream = new Blob([all]).stream().pipeThrough(new CompressionStream("deflate"));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64");
}

const field = (extra) => ({ name: "f", shape: [1], bits: 8, log: false, whole: true, low: [0], high: [255], ...extra });
const read = async (header, ...bytes) => readRecording(bytesOf(await encode({ grid: 1, scene: [], scenes: [], frames: [], count: 0, ...header }, ...bytes)));
const values = ({ frames }) => frames.map((frame) => frame.f[0]);

test("bytes are differences in time, modulo 256", async () => {
  assert.deepEqual(values(await read({ count: 3, frames: [field({})] }, 10, 250, 1)), [10, 4, 5]);
});

test("16 bits are two planes, the high one first", async () => {
  assert.deepEqual(values(await read({ count: 2, frames: [field({ bits: 16, high: [65535] })] }, 1, 1, 2, 254)), [258, 512]);
});

test("a logarithm is undone, and each first axis has its own range", async () => {
  const entry = field({ shape: [2], log: true, low: [0, 1], high: [1, 2] });
  const [{ f }] = (await read({ count: 1, frames: [entry] }, 255, 255)).frames;
  assert.ok(Math.abs(f[0] - Math.E) < 1e-6 && Math.abs(f[1] - Math.E ** 2) < 1e-5);
});

test("fields follow each other, entry by entry, time fastest", async () => {
  const entries = [field({ name: "f", shape: [2], low: [0, 0], high: [255, 255] }), field({ name: "g", bits: 16, high: [65535] }), field({ name: "h" })];
  // f: 1, 2 then 3, 4 in time; g: 256 and 513 as planes of high and low bytes; h: 9 and 9
  const { scene, frames } = await read({ count: 2, scene: [field({ name: "s" })], frames: entries }, 7, 1, 1, 3, 1, 1, 1, 0, 1, 9, 0);
  assert.deepEqual([...scene.s], [7]);
  assert.deepEqual(frames.map(({ f, g, h }) => [...f, ...g, ...h]), [[1, 3, 256, 9], [2, 4, 513, 9]]); // prettier-ignore
});

test("24 bits are three planes", async () => {
  assert.deepEqual(values(await read({ count: 2, frames: [field({ bits: 24, high: [2 ** 24 - 1] })] }, 1, 0, 2, 1, 3, 254)), [66051, 66305]);
});

test("where a field is not whole the largest sample is no number", async () => {
  assert.deepEqual(values(await read({ count: 2, frames: [field({ whole: false, high: [254] })] }, 255, 255)), [NaN, 254]);
});

test("the scenes of a grid stand one after the other, beside what they share", async () => {
  const header = { grid: 3, scene: [field({ name: "all" })], scenes: [field({})], texts: [{ a: "1" }, { a: "2" }, { a: "3" }] };
  const { scene, scenes, texts } = await read(header, 7, 1, 1, 1);
  assert.deepEqual([scene.all[0], scenes.map(({ f }) => f[0]), texts[1].a], [7, [1, 2, 3], "2"]);
});
