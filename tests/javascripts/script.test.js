import assert from "node:assert/strict";
import { test } from "node:test";
import { arrive, back, onward, stepsOf } from "../../docs/javascripts/share/script.js";

const entry = (settings, ask) => ({ settings, ask, answers: [], look: "" });
const [demo, figure] = [{ name: "demo" }, { name: "figure" }];
const PARTS = [
  { element: demo, script: [entry({}, ""), entry({ init: "zero" }, "How far?"), entry({ init: "small" }, "When?")] },
  { element: figure, script: [] },
];

test("a script begins where the address stands", () => {
  assert.equal(stepsOf(PARTS, demo, {}).at, 0);
  assert.equal(stepsOf(PARTS, demo, { init: "small" }).at, 2);
  assert.equal(stepsOf(PARTS, figure, {}).at, 3);
});

test("settings without a name are a step of their own, before the others, and nothing is asked", () => {
  const { steps, at } = stepsOf(PARTS, demo, { init: "large", lr: "1" });
  assert.equal(steps.length, 5);
  assert.deepEqual(steps[at].entry.settings, { init: "large", lr: "1" });
  assert.deepEqual(arrive(steps, at), { at, told: true });
  assert.equal(stepsOf(PARTS, demo, { init: "zero", lr: "1" }).steps.length, 5, "a part of the settings is not the preset");
});

test("each question comes before its answer, and the page's end is the end", () => {
  const { steps } = stepsOf(PARTS, demo, {});
  const places = [arrive(steps, 0)];
  for (let i = 0; i < 7; i++) places.push(onward(steps, places[i]));
  assert.deepEqual(places.map(({ at, told }) => [at, told]), [[0, true], [1, false], [1, true], [2, false], [2, true], [3, true], [3, true], [3, true]]); // prettier-ignore
});

test("back goes the same way, and stays at the beginning", () => {
  const { steps } = stepsOf(PARTS, demo, {});
  const places = [{ at: 2, told: true }];
  for (let i = 0; i < 5; i++) places.push(back(steps, places[i]));
  assert.deepEqual(places.map(({ at, told }) => [at, told]), [[2, true], [2, false], [1, true], [1, false], [0, true], [0, true]]); // prettier-ignore
});
