import assert from "node:assert/strict";
import { test } from "node:test";
import { Claims, verdict } from "../../docs/javascripts/cell/claims.js";

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

/** What a page says of a cell, as elements. */
function claimed(count) {
  const summary = { textContent: "The page says it." };
  const items = Array.from({ length: count }, () => ({ dataset: { statement: "" }, title: "" }));
  const template = { content: { textContent: "assert x" } };
  const element = {
    dataset: {}, open: false,
    querySelector: (selector) => (selector === "[data-summary]" ? summary : template),
    querySelectorAll: () => items,
  }; // prettier-ignore
  return { claims: new Claims(element), element, summary, items };
}

test("each statement is marked, and one that is lost opens the list", () => {
  const { claims, element, summary, items } = claimed(3);
  const all = [true, false, null].map((holds, at) => ({ text: `s${at}`, holds, why: holds === null ? "NameError" : "" }));
  assert.equal(claims.show(all), "This does not hold: “s1”");
  assert.deepEqual(items.map(({ dataset, title }) => [dataset.statement, title]), [["true", ""], ["false", ""], ["unknown", "NameError"]]); // prettier-ignore
  assert.deepEqual([element.dataset.holds, element.open], ["false", true]);
  assert.equal(summary.textContent, "In your run: this does not hold: “s1”");
  claims.reset();
  assert.deepEqual([summary.textContent, element.dataset.holds, items[1].dataset.statement], ["The page says it.", "", ""]);
});

test("where all hold the list stays as the reader has it", () => {
  const { claims, element } = claimed(2);
  claims.show(said(true, true));
  assert.deepEqual([element.dataset.holds, element.open], ["true", false]);
});
