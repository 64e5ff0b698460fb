import assert from "node:assert/strict";
import { test } from "node:test";
import { Player } from "../../docs/javascripts/demo/player.js";
import { asked, recorded, unpack } from "../../docs/javascripts/demo/sources.js";

const frame = (number) => ({ f: Float32Array.of(number) });
const recording = (count) => recorded({ scene: {}, scenes: [{}], texts: [], frames: Array.from({ length: count }, (_, i) => frame(i)) });

/** A player on a screen of one frame every 10 ms; `seen` are steps, numbers and times. */
function playing(act = () => {}) {
  const seen = [];
  let now = 0;
  const show = ({ f }, step) => {
    seen.push([step, f[0], now]);
    act(player, step);
  };
  const player = new Player(show, async () => (now += 10));
  return { player, seen };
}

/** A live source that tells what it was asked for. */
function live(answers, log = []) {
  const layout = [["f", [1]]];
  const ask = async () => {
    log.push(answers.length);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer === undefined ? null : Float32Array.of(answer);
  };
  return { kind: "live", scene: {}, past: [], first: frame(0), last: Infinity, texts: {}, frames: asked(layout, ask), pace: 0, there: () => true };
}

test("a packed frame is taken apart as its layout says", () => {
  const layout = [["a", [2, 2]], ["b", [1]], ["none", [0]]];
  const { a, b, none } = unpack(layout, Float32Array.of(1, 2, 3, 4, 5));
  assert.deepEqual([[...a], [...b], [...none]], [[1, 2, 3, 4], [5], []]);
});

test("a source plays from its first frame to its end, each frame once and in order", async () => {
  for (const source of [recording(4), live([1, 2, 3])]) {
    const { player, seen } = playing();
    player.open(source);
    assert.equal(await player.play(0), true);
    assert.deepEqual(seen.map(([step, number]) => [step, number]), [[0, 0], [1, 1], [2, 2], [3, 3]]);
    assert.equal(await player.play(0), true);
    assert.equal(await player.once(), false);
    assert.equal(seen.length, 4);
  }
});

test("frames are as far apart as the pace says, and no further behind a slow screen", async () => {
  const { player, seen } = playing();
  player.open(recording(4));
  await player.play(25);
  assert.deepEqual(seen.map(([, , time]) => time), [0, 40, 60, 90]);
});

test("after a screen that stood still the pace is kept: no frame is hurried to catch up", async () => {
  const times = [10, 20, 500, 510, 520, 530, 540];
  const seen = [];
  const player = new Player(() => seen.push(now), async () => (now = times.shift() ?? now + 10));
  let now = 0;
  player.open(recording(7));
  await player.play(20);
  // what was due at 30 and 50 comes at 500 and 510; then the pace is kept again
  assert.deepEqual(seen, [0, 500, 510, 520, 540, 560, 580]);
});

test("the following frame is asked for before one is shown", async () => {
  const log = [];
  const left = [];
  const { player } = playing(() => left.push(log.length));
  player.open(live([1, 2], log));
  await player.play(0);
  assert.deepEqual(left, [0, 2, 3]);
});

test("pause stands still, and going on loses nothing", async () => {
  const { player, seen } = playing((self, step) => step === 2 && self.pause());
  player.open(live([1, 2, 3, 4]));
  assert.equal(await player.play(0), false);
  assert.equal(player.step, 2);
  assert.equal(await player.play(0), true);
  assert.deepEqual(seen.map(([, number]) => number), [0, 1, 2, 3, 4]);
});

test("a step while it plays shows one frame more and stands still", async () => {
  const { player, seen } = playing();
  player.open(live([1, 2, 3, 4]));
  const played = player.play(0);
  assert.equal(await player.once(), true);
  assert.equal(await played, false);
  const { step } = player;
  assert.deepEqual(seen.map(([, number]) => number), Array.from({ length: step + 1 }, (_, i) => i));
});

test("two quick steps are two frames", async () => {
  const { player, seen } = playing();
  player.open(live([1, 2, 3]));
  assert.deepEqual(await Promise.all([player.once(), player.once()]), [true, true]);
  assert.deepEqual(seen.map(([step, number]) => [step, number]), [[0, 0], [1, 1], [2, 2]]);
});

test("what belongs to an earlier source is not shown", async () => {
  const { player, seen } = playing();
  player.open(live([11, 12, 13]));
  const [played, stepped] = [player.play(0), player.once()];
  player.open(recording(2));
  assert.deepEqual([await played, await stepped], [false, true]);
  assert.equal(await player.play(0), true);
  assert.deepEqual(seen.map(([, number]) => number), [0, 0, 1]);
});

test("a closed player has no source, and an error of a source is told to who waits", async () => {
  const { player } = playing();
  player.open(live([1, new Error("gone")]));
  await assert.rejects(player.play(0), /gone/);
  player.close();
  assert.equal(player.source, null);
});

test("a frame that was asked of one source is not shown as another's", async () => {
  const { player, seen } = playing();
  player.open(live([11, 12]));
  const played = player.play(0);
  player.pause();
  await played;
  player.open(live([21, 22]));
  assert.equal(await player.play(0), true);
  assert.deepEqual(seen.map(([, number]) => number), [0, 0, 21, 22]); // prettier-ignore
});

test("a recording opens at any step, with what was before it", async () => {
  const frames = Array.from({ length: 4 }, (_, i) => frame(i));
  const run = { scene: { s: 1 }, scenes: [{ n: 0 }, { n: 1 }], texts: [{}, { a: "b" }], frames };
  const source = recorded(run, 1, 2);
  assert.deepEqual([source.scene, source.texts, source.past.map(({ f }) => f[0])], [{ s: 1, n: 1 }, { a: "b" }, [0, 1]]);
  const { player, seen } = playing();
  player.open(source);
  assert.equal(await player.play(0), true);
  assert.deepEqual(seen.map(([step, number]) => [step, number]), [[2, 2], [3, 3]]);
  assert.deepEqual([recorded(run, 0, 99).past.length, recorded(run, 0, -1).past.length], [3, 0]);
});
