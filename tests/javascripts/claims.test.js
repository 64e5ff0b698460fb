import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "../../docs/javascripts/cell/claims.js";

/** @param {(boolean | null)[]} all */
const said = (...all) => all.map((holds, at) => ({ text: `statement ${at}`, holds, why: "" }));

test("what holds is said in a sentence", () => {
  assert.equal(verdict(said(true, true)), "What the page says of it holds.");
});

test("the first that does not hold is named, the others are counted", () => {
  assert.equal(verdict(said(true, false)), "This does not hold: “statement 1”");
  assert.equal(verdict(said(false, null, false)), "This does not hold: “statement 0”, and 1 more");
});

test("what cannot be judged is neither true nor false", () => {
  assert.equal(verdict(said(null)), "What the page says cannot be judged.");
  assert.equal(verdict(said(true, null)), "Some of what the page says cannot be judged.");
});
