import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedAddress, sharedCode } from "../../docs/javascripts/cell/share.js";

globalThis.location = { href: "https://example.org/guide/?q=1#part" };
/** Code whose packed form has every letter that an address would change, and ends in a filling. */
const SOURCES = ["", "x = 1\n", "σ = 'ü'\n", ...Array.from({ length: 40 }, (_, i) => `print("${"ab?>~".repeat(i)}${i}")`)];

test("what is shared is read back by its own cell, whatever stands in it", async () => {
  for (const source of SOURCES.slice(1)) {
    const { hash } = new URL(await sharedAddress("first-cell", source));
    assert.equal(await sharedCode(hash, "first-cell"), source);
    assert.match(hash, /^#cell=first-cell&code=[\w-]+$/);
  }
});

test("the code of one cell is taken by no other", async () => {
  const { hash } = new URL(await sharedAddress("first", "x = 1"));
  assert.equal(await sharedCode(hash, "second"), null);
  assert.equal(await sharedCode("", "first"), null);
  assert.equal(await sharedCode("#cell=first", "first"), null);
});

test("the rest of the address stays", async () => {
  assert.match(await sharedAddress("a", "1"), /^https:\/\/example\.org\/guide\/\?q=1#cell=a&code=/);
});

test("a fragment is read up to its limit, and no further", async () => {
  const filled = (length) => `#cell=a&code=${"A".repeat(length)}`;
  await assert.rejects(sharedCode(filled(200_001), "a"), /the code is too long/);
  await assert.rejects(sharedCode(filled(200_000), "a"), (error) => !/too long/.test(error.message));
});

test("damaged code is an error", async () => {
  await assert.rejects(sharedCode("#cell=a&code=!!", "a"));
  await assert.rejects(sharedCode("#cell=a&code=AAAA", "a"));
});
