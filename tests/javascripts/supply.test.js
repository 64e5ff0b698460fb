import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { libraries } from "../../docs/javascripts/python/supply.js";

const SITE = "/lib/python3.14/site-packages/";

/** The smallest module of WebAssembly, with `n` bytes of a section that means nothing. */
const wasm = (n) => Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, n + 2, 1, 0x61, ...Array(n).fill(0)]);

/** A zip file of [name, content, deflated, extra]. */
function zip(...files) {
  const parts = [];
  const central = [];
  let at = 0;
  for (const [name, content, deflated, extra = 0] of files) {
    const data = deflated ? deflateRawSync(content) : content;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(deflated ? 8 : 0, 8);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(extra, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(deflated ? 8 : 0, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra, 30);
    entry.writeUInt16LE(extra, 32);
    entry.writeUInt32LE(at, 42);
    central.push(entry, Buffer.from(name), Buffer.alloc(2 * extra));
    parts.push(local, Buffer.from(name), Buffer.alloc(extra), data);
    at += 30 + name.length + extra + data.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22 + 5);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(5, 20);
  const whole = Buffer.concat([...parts, list, end]);
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length);
}

test("the shared objects of a wheel, deflated or stored, in the order of their names", async () => {
  const wheel = zip(
    ["numpy/sorted.py", Buffer.from("x = 1"), true],
    ["numpy/b.so", wasm(3), true, 4],
    ["numpy/a.so", wasm(1), false, 7],
    ["numpy/so.txt", Buffer.from("no module"), false],
  );
  const found = await libraries(wheel, SITE);
  assert.deepEqual(found.map(([name]) => name), [`${SITE}numpy/a.so`, `${SITE}numpy/b.so`]); // prettier-ignore
  for (const [i, size] of [1, 3].entries()) {
    assert.equal(WebAssembly.Module.customSections(found[i][1], "a")[0].byteLength, size);
  }
});

test("a wheel without any has none", async () => {
  assert.deepEqual(await libraries(zip(["a.py", Buffer.from("1"), false]), SITE), []);
});
