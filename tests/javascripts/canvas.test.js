import assert from "node:assert/strict";
import { test } from "node:test";
import { rgb, short } from "../../docs/javascripts/draw/canvas.js";

test("a colour is its three bytes", () => {
  assert.deepEqual(rgb("#0067a3"), [0, 0x67, 0xa3]);
});

test("a number keeps three digits or so at every size", () => {
  const expected = [[0, "0.000"], [0.0521, "0.052"], [1.23456, "1.235"], [23.45, "23.4"], [168.4, "168"]];
  for (const [value, text] of expected) assert.equal(short(value), text);
  assert.equal(short(0.00012), "1.2e-4");
  assert.equal(short(123456), "1.2e+5");
  assert.deepEqual([9999, 10000, -20000, 0.001, 0.00099].map(short), ["9999", "1.0e+4", "-2.0e+4", "0.001", "9.9e-4"]);
});

test("what is not finite is shown as ∞, not as NaN", () => {
  assert.equal(short(NaN), "∞");
  assert.equal(short(Infinity), "∞");
});
