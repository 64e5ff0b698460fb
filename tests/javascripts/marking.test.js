import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document ??= /** @type {any} */ ({ documentElement: { dataset: {} } });
const { answered, csv } = await import("../../docs/javascripts/teach/marking.js");

const task = (name) => ({ name, title: name.toUpperCase(), check: "" });
const PAGES = [{ path: "a/", title: "A", code: [], tasks: [task("x"), task("y")] }, { path: "b/", title: "B", code: [], tasks: [task("x")] }]; // prettier-ignore

test("only what was answered is run, in the order of the pages", () => {
  const handIns = [{ who: "", answers: [{ task: "b/#x", source: "", verdict: "" }, { task: "a/#y", source: "", verdict: "" }, { task: "c/#x", source: "", verdict: "" }] }]; // prettier-ignore
  assert.deepEqual(answered(PAGES, handIns).map(({ path, tasks }) => [path, tasks.map(({ name }) => name)]), [["a/", ["y"]], ["b/", ["x"]]]); // prettier-ignore
});

test("a spreadsheet reads names as names, and a verdict that is not so as such", () => {
  const mark = (passed, claimed) => ({ passed, claimed, why: "", source: "" });
  const rows = [{ who: '=HYPERLINK("x")', marks: { k: mark(true, true) } }, { who: "B", marks: { k: mark(false, true), l: mark(false, false) } }];
  assert.equal(
    csv(rows, [{ key: "k", title: "K, first" }, { key: "l", title: "L" }]), // prettier-ignore
    ['"Name","Solved","K, first","L"', '"\'=HYPERLINK(""x"")","1","pass",""', '"B","0","fail (string says pass)","fail"'].join("\r\n"),
  );
});
