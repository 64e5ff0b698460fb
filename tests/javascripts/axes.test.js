import assert from "node:assert/strict";
import { test } from "node:test";
import { Axes, find, neighbours } from "../../docs/javascripts/demo/axes.js";

const DEFAULTS = { data: "circle", seed: "3", scale: "1", depth: "2" };
const RUNS = { files: { data: ["circle", "moon"], seed: ["3", "1", "2"] }, grid: {}, free: [], at: ["c3", "c1", "c2", "m3", "m1", "m2"] };
const GRID = { files: { data: ["circle", "moon"] }, grid: { scale: ["0.5", "1"], depth: ["1", "2", "3"] }, free: ["seed"], at: ["c", "m"] };
const at = (axis, changed) => find([axis], { ...DEFAULTS, ...changed }, DEFAULTS);

test("a combination of files has its own address, the last setting counting fastest", () => {
  assert.equal(at(RUNS, {}).address, "c3");
  assert.equal(at(RUNS, { data: "moon", seed: "2" }).address, "m2");
});

test("a combination of a grid has its place in the file", () => {
  const { address, node } = at(GRID, { data: "moon", scale: "1", depth: "3" });
  assert.deepEqual([address, node], ["m", 5]);
});

test("a value that is not recorded is nowhere, whatever the others are", () => {
  assert.equal(at(RUNS, { seed: "4" }), null);
  assert.equal(at(GRID, { scale: "0.7" }), null);
});

test("what an axis does not name must stand at its default, unless nothing depends on it", () => {
  assert.equal(at(RUNS, { depth: "3" }), null);
  assert.equal(at(GRID, { seed: "99" }).address, "c");
});

test("the first axis that has the settings answers, and numbers are compared as numbers", () => {
  assert.equal(find([RUNS, GRID], { ...DEFAULTS, scale: "0.50" }, DEFAULTS).node, 1);
  assert.equal(find([RUNS, GRID], { ...DEFAULTS, seed: 1 }, DEFAULTS).address, "c1");
  assert.equal(find([], DEFAULTS, DEFAULTS), null);
});

test("an empty field is no zero", () => {
  const axis = { ...GRID, grid: { scale: ["0", "1"], depth: ["2"] } };
  assert.equal(at(axis, { scale: "" }), null);
});

test("neighbours are one and two steps away in one setting", () => {
  assert.deepEqual(neighbours(RUNS, DEFAULTS).sort(), ["c1", "c2", "m3"]);
});

test("a file that could not be fetched ahead is asked for again, and given up when the reader asked", async () => {
  const element = { querySelector: () => ({ content: { textContent: JSON.stringify([{ ...RUNS, at: "runs" }]) } }) };
  globalThis.fetch = async () => ({ ok: false, status: 404 });
  const axes = new Axes(element);
  const wanted = { ...DEFAULTS, data: "moon" };
  await assert.rejects(axes.fetch("runs/3"), /runs\/3: HTTP 404/);
  assert.equal(axes.find(wanted, DEFAULTS).address, "runs/3");
  await assert.rejects(axes.ask("runs/3"), /runs/);
  assert.equal(axes.find(wanted, DEFAULTS), null);
});
