import assert from "node:assert/strict";
import { test } from "node:test";
import { Face } from "../../docs/javascripts/demo/face.js";

/** A demo's element, and what it was told. */
function made() {
  const [status, text, number, cost] = Array.from({ length: 4 }, () => ({ textContent: "", dataset: {} }));
  const attributes = {};
  const button = { textContent: "Train live", setAttribute: (name, value) => void (attributes[name] = value) };
  const parts = { "[data-status]": status, "[data-play]": button, '[data-text="verdict"]': text };
  const events = [];
  const probe = { removeAttribute: (name) => events.push(name) };
  const all = { "[data-readout]": [number], "[data-text]": [text], "[data-tile-cost]": [cost], "[data-probe]": [probe] };
  const element = { dataset: { source: "recorded", fresh: "true", state: "done" }, querySelector: (selector) => parts[selector] ?? null, querySelectorAll: (selector) => all[selector], dispatchEvent: (event) => events.push(event) };
  return { face: new Face(element, "9 MB"), element, button, attributes, status, text, number, cost, events };
}

test("the button says what a press does next", () => {
  const { face, button, attributes } = made();
  const says = (source, state) => {
    [face.source, face.state] = [source, state];
    return [button.textContent, attributes["aria-busy"]];
  };
  assert.deepEqual(says("recorded", "running"), ["Train live", "false"]);
  assert.deepEqual(says("recorded", "loading"), ["Loading…", "true"]);
  assert.deepEqual(says("live", "running"), ["Pause", "false"]);
  assert.deepEqual(says("live", "stopped"), ["Train live", "false"]);
  assert.match(button.title, /loads 9 MB/);
});

test("a frame is counted where tests and readers of the page look", () => {
  const { face, element, events } = made();
  face.count({ x: 2 }, { cost: 1 }, 7);
  assert.equal(element.dataset.step, "7");
  assert.deepEqual(events.map(({ type, detail }) => [type, detail]), [["demo:frame", { step: 7, scene: { x: 2 }, frame: { cost: 1 }, source: "recorded" }]]); // prettier-ignore
});

test("texts come to their places, and one without a place is nobody's", () => {
  const { face, text, status } = made();
  face.write({ verdict: "kept", other: "lost" });
  face.say("Live.");
  assert.deepEqual([text.textContent, status.textContent], ["kept", "Live."]);
});

test("what belongs to other settings is gone, and the button says how to get theirs", () => {
  const { face, element, button, text, number, cost } = made();
  for (const place of [text, number, cost]) place.textContent = "old";
  face.fresh = false;
  assert.deepEqual([element.dataset.fresh, number.textContent, text.textContent, cost.textContent.trim()], ["false", "–", "", ""]);
  assert.equal(button.textContent, "Run for these settings");
  number.textContent = "new";
  face.fresh = true;
  assert.deepEqual([number.textContent, button.textContent], ["new", "Train live"]);
});
