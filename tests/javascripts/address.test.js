import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings, writeSettings } from "../../docs/javascripts/demo/address.js";

const defaults = { lr: "0.1", seed: "3", init: "he" };

test("settings are read under the demo's name, and no others", () => {
  const query = "?playground.lr=0.5&depth.lr=2&q=word&playground.seed=%E2%88%9E";
  assert.deepEqual(readSettings(query, "playground"), { lr: "0.5", seed: "∞" });
});

test("what is written is read back, defaults left out, the rest of the address kept", () => {
  const href = "https://example.org/a/?q=1&playground.seed=9&depth.alpha=2#part";
  const written = writeSettings(href, "playground", { ...defaults, lr: "0.25" }, defaults);
  const url = new URL(written);
  assert.deepEqual(readSettings(url.search, "playground"), { lr: "0.25" });
  assert.equal(url.searchParams.get("q"), "1");
  assert.equal(url.searchParams.get("depth.alpha"), "2");
  assert.equal(url.hash, "#part");
});

test("a hostile value stays a value", () => {
  const written = writeSettings("https://example.org/", "playground", { lr: "1&x=<b>" }, defaults);
  assert.deepEqual(readSettings(new URL(written).search, "playground"), { lr: "1&x=<b>" });
});

test("a demo whose name begins like another's is another", () => {
  const query = "?play=1&playground2.lr=3&playgrounder=4&playground.lr=2";
  assert.deepEqual(readSettings(query, "playground"), { lr: "2" });
  const { searchParams } = new URL(writeSettings(`https://example.org/${query}`, "playground", defaults, defaults));
  assert.deepEqual([...searchParams.keys()], ["play", "playground2.lr", "playgrounder"]);
});

test("a number and its text are one value", () => {
  assert.equal(writeSettings("https://example.org/", "a", { lr: 0.1 }, { lr: "0.1" }), "https://example.org/");
});
