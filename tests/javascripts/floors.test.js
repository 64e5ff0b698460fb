import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { imported, wrong } from "./floors.js";

const SITE = new URL("../../docs/javascripts/", import.meta.url);
const names = readdirSync(SITE, { recursive: true }).map((name) => String(name).replaceAll("\\", "/"));
const tree = Object.fromEntries(
  names.filter((name) => name.endsWith(".js")).map((name) => [name, readFileSync(new URL(name, SITE), "utf-8")]),
);

test("the site keeps its floors", () => {
  assert.deepEqual(wrong(tree), []);
});

test("the site's own imports are seen, those that are put together too", () => {
  assert.ok(imported("demo/demo.js", tree["demo/demo.js"]).includes("python/runtime.js"));
  assert.ok(imported("python/worker.js", tree["python/worker.js"]).includes("python/supply.js"));
  assert.deepEqual(imported("demo/a.js", "await import(`./views/${name}.js`)"), ["demo/views/"]);
  assert.deepEqual(imported("cell/a.js", 'import "./b.js"; export * from\n  "../site/c.js";'), ["cell/b.js", "site/c.js"]);
});

test("a comment imports nothing", () => {
  const source = '/** @typedef {import("../python/runtime.js").State} State */\n// import "../main.js"\nconst a = "https://b";';
  assert.deepEqual(imported("draw/a.js", source), []);
});

for (const [file, source, message] of [
  ["draw/map.js", 'import { ready } from "../python/runtime.js";', "draw/map.js imports python/runtime.js"],
  ["draw/map.js", 'import { keep } from "../site/store.js";', "draw/map.js imports site/store.js"],
  ["demo/views/phase.js", 'const r = await import("../../python/runtime.js");', "demo/views/phase.js imports python/runtime.js"],
  ["demo/views/phase.js", 'import { Demo } from "../demo.js";', "demo/views/phase.js imports demo/demo.js"],
  ["site/theme.js", 'import "../main.js";', "site/theme.js imports main.js"],
  ["cell/cell.js", 'export { chart } from "../draw/chart.js";', "cell/cell.js imports draw/chart.js"],
  ["python/files.js", "document.title = 1;", "python/files.js runs in the worker and touches document"],
  ["python/files.js", "globalThis.window.alert();", "python/files.js runs in the worker and touches window"],
  ["python/files.js", 'import { keep } from "../site/store.js";', "site/store.js runs in the worker"],
  ["left.js", "export const a = 1;", "left.js stands in no room"],
]) {
  test(`found: ${message}`, () => {
    const made = { "python/worker.js": 'import { load } from "./files.js";', [file]: source };
    assert.deepEqual(wrong(made), [message]);
  });
}
