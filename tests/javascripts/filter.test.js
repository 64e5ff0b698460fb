import assert from "node:assert/strict";
import { test } from "node:test";
import { matching } from "../../docs/javascripts/doctor/filter.js";

const LINES = [
  { text: "h.0.c_fc.weight dense He", found: false },
  { text: "h.1.c_fc.weight dense PyTorch's default", found: true },
  { text: "h.1.c_fc.bias bias zeros", found: false },
];

test("Every word must stand in a line, in whatever order and case", () => {
  assert.deepEqual(matching(LINES, "weight h.1", false), [false, true, false]);
  assert.deepEqual(matching(LINES, "HE", false), [true, false, false]);
  assert.deepEqual(matching(LINES, "  ", false), [true, true, true]);
});

test("Only those of findings, where the reader wants that", () => {
  assert.deepEqual(matching(LINES, "", true), [false, true, false]);
  assert.deepEqual(matching(LINES, "bias", true), [false, false, false]);
});
