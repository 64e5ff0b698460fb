import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { keep, kept } from "../../docs/javascripts/site/store.js";

/** As much of a browser's storage as is asked for. */
class Storage extends Map {
  getItem = (key) => this.get(key) ?? null;
  setItem = (key, value) => void this.set(key, value);
  removeItem = (key) => void this.delete(key);
}
const put = (storage) => Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
beforeEach(() => put(new Storage()));

test("what is kept is there again, and forgotten where it is asked for", () => {
  keep("a", { source: "x", verdict: "pass" });
  assert.deepEqual(kept("a"), { source: "x", verdict: "pass" });
  assert.deepEqual(kept("b"), {});
  keep("a", null);
  assert.deepEqual(kept("a"), {});
  assert.equal(localStorage.size, 0);
});

test("what somebody else has put there is no object of ours", () => {
  for (const text of ["7", '"text"', "null", "{", ""]) {
    localStorage.setItem("a", text);
    assert.deepEqual(kept("a"), {});
  }
});

test("where a browser refuses, nothing is lost but what would be kept", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  put({ getItem: refuse, setItem: refuse, removeItem: refuse });
  keep("a", { x: 1 });
  keep("a", null);
  assert.deepEqual(kept("a"), {});
});
