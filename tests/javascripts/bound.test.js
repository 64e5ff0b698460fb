import assert from "node:assert/strict";
import { test } from "node:test";
import { eachFrame, nearest, valuesOf } from "../../docs/javascripts/demo/bound.js";

const control = (given, slider = null) => ({ name: "width", min: "1", max: "3", step: "0.5", ...given, form: { querySelector: () => slider } });

test("a number runs over the values of its slider, which are recorded", () => {
  assert.deepEqual(valuesOf(control({}, { dataset: { values: "0.5 1 1.5" } })), ["0.5", "1", "1.5"]);
});

test("without one it runs over its steps, ends included", () => {
  assert.deepEqual(valuesOf(control({})), ["1", "1.5", "2", "2.5", "3"]);
  assert.deepEqual(valuesOf(control({ min: "0", max: "0.3", step: "0.1" })), ["0", "0.1", "0.2", "0.3"]);
  assert.equal(valuesOf(control({ step: "any" })).length, 101);
});

test("a value between two stands at the nearer one", () => {
  assert.equal(nearest(["1", "10", "100"], "60"), 2);
  assert.equal(nearest(["1", "10", "100"], "10.0"), 1);
});

test("of many changes in an animation frame the last one counts, and counts once", () => {
  const [waiting, told] = [[], []];
  const call = eachFrame((value) => told.push(value), (run) => waiting.push(run)); // prettier-ignore
  for (const value of [1, 2, 3]) call(value);
  assert.deepEqual([waiting.length, told], [1, []]);
  waiting.shift()();
  call(4);
  waiting.shift()();
  assert.deepEqual(told, [3, 4]);
});
