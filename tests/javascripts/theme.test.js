import assert from "node:assert/strict";
import { test } from "node:test";
import { colours } from "../../docs/javascripts/site/theme.js";

test("a colour is the token of its name, looked up once a scheme; one that no sheet has yet is grey", () => {
  const asked = [];
  globalThis.document = { body: { dataset: { mdColorScheme: "default" } } };
  globalThis.getComputedStyle = () => ({ getPropertyValue: (name) => (asked.push(name), name === "--fig-ink" ? " #22272e" : "") });
  const { ink, lost } = colours();
  assert.deepEqual([ink, lost], ["#22272e", "#808080"]);
  const palette = colours();
  assert.equal(palette.ink, palette.ink);
  assert.deepEqual(asked, ["--fig-ink", "--fig-lost"]);
  document.body.dataset.mdColorScheme = "slate";
  assert.equal(colours().ink, "#22272e");
  assert.deepEqual([colours().lost, asked.length], ["#808080", 4], "a sheet may still come");
});
