import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, written } from "../../docs/javascripts/teach/handin.js";

const handIn = (who, source = "half = 1 / 2  # ½ √") => ({ who, answers: [{ task: "guide/importance/#zero-floor", source, verdict: "pass" }] });

test("thirty strings come back from whatever text they were pasted into", async () => {
  const all = Array.from({ length: 30 }, (_, i) => handIn(`Zoë ${i}`, `x = ${i}\n`.repeat(i * 40 + 1)));
  const strings = await Promise.all(all.map(written));
  const { found, damaged } = await readAll(`Hello,\n${strings.map((string, i) => `> ${i}: <${string}>, yours`).join("\n")}`);
  assert.deepEqual(found, all);
  assert.deepEqual(damaged, []);
  assert.ok(strings.every((string) => /^[\w.-]+$/.test(string)), "a mail program breaks or escapes nothing of it");
});

test("a damaged string is told by its number, and the others are read", async () => {
  const [a, b] = await Promise.all([written(handIn("A")), written(handIn("B"))]);
  const { found, damaged } = await readAll(`${a} ${b.slice(0, -8)} initdocs-1.AAAA ${b}`);
  assert.deepEqual(found.map(({ who }) => who), ["A", "B"]); // prettier-ignore
  assert.deepEqual(damaged, ["String 2 is damaged: ask for it again.", "String 3 is damaged: ask for it again."]);
});

test("what is no hand-in is none", async () => {
  const forged = await written(/** @type {any} */ ({ who: "A", answers: [{ task: 1, source: "", verdict: "" }] }));
  assert.equal((await readAll(forged)).found.length, 0);
  assert.deepEqual(await readAll("nothing here"), { found: [], damaged: [] });
});
