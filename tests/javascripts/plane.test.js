import assert from "node:assert/strict";
import { test } from "node:test";
import { marginsOf } from "../../docs/javascripts/draw/chart.js";
import { mountPlane } from "../../docs/javascripts/demo/plane.js";

globalThis.getComputedStyle = () => ({ fontSize: "10px", fontFamily: "sans" });
const MARGIN = marginsOf(10);

/** A view of 200×100 inside its axes, whose point moves over [0, 4] × [0, 0.5]. */
function made({ x = "2", y = "0.2", plane = "across up", cells = false } = {}) {
  const heard = {};
  const inputs = {
    across: { value: x, min: "0", max: "4", step: "0.08", dataset: { label: "σ_w²" }, dispatchEvent: () => (changes += 1) },
    up: { value: y, min: "0", max: "0.5", step: "0.01", dataset: { label: "σ_b²" } },
  };
  let changes = 0;
  const attributes = { "aria-label": "Plane." };
  const captured = new Set();
  const handle = { style: {} };
  globalThis.document = { createElement: () => handle };
  const view = {
    append: () => {},
    dataset: { plane, ...(cells ? { cells: "bare" } : {}) },
    getAttribute: (name) => attributes[name] ?? null,
    setAttribute: (name, value) => void (attributes[name] = value),
    addEventListener: (name, act) => void (heard[name] = act),
    setPointerCapture: (id) => captured.add(id),
    hasPointerCapture: (id) => captured.has(id),
    focus: () => {},
    getBoundingClientRect: () => ({ left: 10, bottom: 300, top: 200 - MARGIN.top - MARGIN.bottom, width: 200 + MARGIN.left + MARGIN.right, height: 100 + MARGIN.top + MARGIN.bottom }),
  };
  const form = { elements: { namedItem: (name) => inputs[name] }, addEventListener: (name, act) => void (heard[name] = act) };
  mountPlane(view, form, new AbortController().signal);
  return { heard, inputs, attributes, handle, at: () => [inputs.across.value, inputs.up.value], changes: () => changes };
}
const key = (key, shiftKey = false) => {
  let kept = true;
  return { key, shiftKey, preventDefault: () => (kept = false), kept: () => kept };
};

test("an arrow moves the point its own way by a step, with Shift by five", () => {
  for (const [name, shift, expected] of [
    ["ArrowRight", false, ["2.08", "0.2"]], ["ArrowLeft", false, ["1.92", "0.2"]],
    ["ArrowUp", false, ["2", "0.21"]], ["ArrowDown", false, ["2", "0.19"]],
    ["ArrowRight", true, ["2.4", "0.2"]], ["ArrowUp", true, ["2", "0.25"]],
  ]) {
    const { heard, at, changes } = made();
    const event = key(name, shift);
    heard.keydown(event);
    assert.deepEqual(at(), expected);
    assert.equal(changes(), 1);
    assert.equal(event.kept(), false, "the page does not scroll");
  } // prettier-ignore
});

test("another key is the page's", () => {
  const { heard, at, changes } = made();
  const event = key("Tab");
  heard.keydown(event);
  assert.deepEqual([at(), changes(), event.kept()], [["2", "0.2"], 0, true]);
});

test("the point stays within its ranges", () => {
  const corner = made({ x: "4", y: "0.5" });
  for (const name of ["ArrowRight", "ArrowUp"]) corner.heard.keydown(key(name));
  assert.deepEqual(corner.at(), ["4", "0.5"]);
  const origin = made({ x: "0", y: "0" });
  for (const name of ["ArrowLeft", "ArrowDown"]) origin.heard.keydown(key(name));
  assert.deepEqual(origin.at(), ["0", "0"]);
});

test("it is where the pointer is, up is up, and it moves only while the pointer is held", () => {
  const { heard, at } = made();
  const point = (across, up) => ({ pointerId: 1, clientX: 10 + MARGIN.left + across, clientY: 300 - MARGIN.bottom - up });
  heard.pointermove(point(50, 25));
  assert.deepEqual(at(), ["2", "0.2"]);
  heard.pointerdown(point(50, 25));
  assert.deepEqual(at(), ["1.04", "0.13"], "the nearest step");
  heard.pointermove(point(150, 100));
  assert.deepEqual(at(), ["3.04", "0.5"]);
  heard.pointermove(point(-20, 900));
  assert.deepEqual(at(), ["0", "0.5"]);
});

test("who does not see it hears where the point is", () => {
  const { heard, attributes } = made();
  assert.equal(attributes["aria-valuetext"], "σ_w² 2, σ_b² 0.2");
  heard.keydown(key("ArrowUp"));
  heard.change();
  assert.equal(attributes["aria-valuetext"], "σ_w² 2, σ_b² 0.21");
  assert.deepEqual([attributes.role, attributes["aria-valuemax"], attributes["aria-label"]], ["slider", "4", "Plane. Arrow keys move the point."]); // prettier-ignore
});

test("a finger moves the point by its handle alone, which stands where the point is", () => {
  const { heard, handle, at } = made();
  const point = { pointerId: 1, pointerType: "touch", clientX: 10 + MARGIN.left + 50, clientY: 300 - MARGIN.bottom - 25 };
  heard.pointerdown({ ...point, target: {} });
  assert.deepEqual(at(), ["2", "0.2"]);
  heard.pointerdown({ ...point, target: handle });
  assert.deepEqual(at(), ["1.04", "0.13"]);
  heard.change();
  assert.match(handle.style.left, /0\.26 \*/);
  assert.match(handle.style.bottom, /0\.26 \*/);
});

test("a preset moves the handle too: it resets the form, and then sets its values", async () => {
  const { heard, inputs, attributes, handle } = made();
  heard.reset();
  inputs.across.value = "4";
  await null;
  assert.match(handle.style.left, / 1 \*/);
  assert.equal(attributes["aria-valuenow"], "4");
});

test("a point with one setting moves along the abscissa, by either pair of arrows", () => {
  for (const [name, expected] of [["ArrowRight", "2.08"], ["ArrowUp", "2.08"], ["ArrowLeft", "1.92"], ["ArrowDown", "1.92"]]) {
    const { heard, at, attributes, handle } = made({ plane: "across " });
    heard.keydown(key(name));
    assert.deepEqual(at(), [expected, "0.2"]);
    assert.equal(attributes["aria-roledescription"], undefined);
    assert.match(handle.style.bottom, /\+ 0 \*/);
    heard.change();
    assert.equal(attributes["aria-valuetext"], `σ_w² ${expected}`);
  } // prettier-ignore
});

test("where it has cells, each step fills its place, and a tap takes it", () => {
  const { heard, inputs, handle, at } = made({ x: "0", y: "0", cells: true });
  Object.assign(inputs.across, { max: "7", step: "1" });
  Object.assign(inputs.up, { max: "3", step: "1" });
  const [wide, high] = [200 + MARGIN.left + MARGIN.right - 10, 100 + MARGIN.top + MARGIN.bottom - 10]; // half an em around
  const tap = (column, row) => heard.click({ clientX: 10 + 5 + ((column + 0.5) / 8) * wide, clientY: 300 - 5 - ((row + 0.5) / 4) * high });
  for (const [column, row] of [[0, 0], [7, 3], [2.4, 1.4], [1.6, 0.6]]) {
    tap(column, row);
    assert.deepEqual(at(), [String(Math.round(column)), String(Math.round(row))]);
  } // prettier-ignore
  heard.change();
  assert.match(handle.style.left, /0\.3125 \*/); // the middle of the third of eight
});
