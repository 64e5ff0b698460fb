import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, test } from "node:test";

/** What the network answers by address, and what was asked of it. */
const network = { files: {}, asked: [] };
globalThis.self = globalThis;
globalThis.fetch = async (url) => {
  network.asked.push(url);
  if (!(url in network.files)) return new Response("gone", { status: 404 });
  const { status = 200, parts } = network.files[url];
  const stream = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  return new Response(stream, { status });
};
/** The device: one store. */
const device = new Map();
globalThis.caches = {
  open: async () => ({
    match: async (url) => (device.has(url) ? new Response(device.get(url)) : undefined),
    put: async (url, response) => void device.set(url, await response.text()),
    delete: async (url) => device.delete(url),
    keys: async () => [...device.keys()].map((url) => ({ url })),
  }),
};
const { download, integrityOf, kept, tidy } = await import("../../docs/javascripts/python/files.js");

const URL_ = "https://cdn.example/full/a.wasm";
const sum = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const text = (bytes) => new TextDecoder().decode(bytes);
beforeEach(() => {
  device.clear();
  [network.files, network.asked] = [{ [URL_]: { parts: ["one", "two"] } }, []];
});

test("a file comes with each of its parts told", async () => {
  const told = [];
  assert.equal(text(await download(URL_, sum("onetwo"), (bytes) => told.push(bytes))), "onetwo");
  assert.deepEqual(told, [3, 3]);
});

test("a file with another hash, or with none to have, is refused by name", async () => {
  await assert.rejects(download(URL_, sum("other"), () => {}), /a\.wasm is not the file this site was made with/);
  await assert.rejects(download(`${URL_}x`, sum("onetwo"), () => {}), /a\.wasmx: HTTP 404/);
  network.files[URL_].status = 500;
  await assert.rejects(download(URL_, sum("onetwo"), () => {}), /a\.wasm: HTTP 500/);
});

test("a file is downloaded once, and its whole size told when it is there", async () => {
  await kept(URL_, sum("onetwo"), () => {});
  const told = [];
  assert.equal(text(await kept(URL_, sum("onetwo"), (bytes) => told.push(bytes))), "onetwo");
  assert.deepEqual([told, network.asked.length], [[6], 1]);
});

test("a file that was changed on the device is forgotten and comes anew", async () => {
  device.set(URL_, "evil");
  assert.equal(text(await kept(URL_, sum("onetwo"), () => {})), "onetwo");
  await new Promise(setImmediate); // nobody waits for it to be kept
  assert.equal(device.get(URL_), "onetwo");
  device.set(URL_, "evil");
  network.files = {};
  await assert.rejects(kept(URL_, sum("onetwo"), () => {}), /HTTP 404/);
  assert.equal(device.has(URL_), false);
});

test("what comes from an older base goes, the rest stays", async () => {
  const [now, old] = ["https://cdn.example/v2/", "https://cdn.example/v1/"];
  const [own, older] = ["https://site.example/python/2/a", "https://site.example/python/1/a"];
  for (const url of [`${now}a`, `${old}a`, `${now}b`, own, older]) device.set(url, url);
  await tidy(now, [own]);
  assert.deepEqual([...device.keys()], [`${now}a`, `${now}b`, own]);
});

test("a sum in hexadecimal is the same sum", () => {
  const hash = createHash("sha256").update("initdocs");
  assert.equal(integrityOf(hash.copy().digest("hex")), `sha256-${hash.digest("base64")}`);
});
