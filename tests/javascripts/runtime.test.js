import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, open, pass, tab } from "./tab.js";
import { INTERRUPT, RUNNING, SIGNAL } from "../../docs/javascripts/python/protocol.js";

/** A tab in which a cell of the reader's runs: the runtime, its worker, the run and its number. */
async function running() {
  const runtime = await open();
  await runtime.start();
  const run = runtime.request({ type: "cell", page: "/", name: "a", source: "while True: pass" });
  const ended = run.then((result) => ({ result }), (error) => ({ error })); // prettier-ignore
  await pass(0);
  const [{ id }] = asked("cell");
  const [{ shared }] = asked("boot");
  const worker = tab.workers.find((each) => each.sent.some((message) => message.type === "cell"));
  return { runtime, worker, ended, id, shared };
}

test("an interpreter is started once, whoever asks", async () => {
  const runtime = await open();
  assert.equal(runtime.ready(), false);
  await Promise.all([runtime.start(), runtime.start()]);
  assert.equal(asked("boot").length, 1);
  assert.deepEqual([runtime.ready(), runtime.session()], [true, 1]);
  assert.equal(asked("boot")[0].wheel.sha256, "aa");
});

test("a snapshot is woken by the files and the browser that it was made with, and by no others", async () => {
  tab.storage.clear();
  const runtime = await open();
  await runtime.start();
  assert.equal(asked("boot")[0].snapshot, null);
  await pass(20_000);
  const maker = tab.workers.find((worker) => worker.sent.some(({ type }) => type === "snapshot"));
  maker.says({ id: 0, type: "done", result: "digest" });
  const kept = new Map(tab.storage);
  const woken = async (facts) => {
    tab.storage.clear();
    for (const [key, value] of kept) tab.storage.set(key, value);
    await (await open(facts)).start();
    return asked("boot")[0].snapshot;
  };
  assert.equal(await woken({}), "digest");
  assert.equal(await woken({ sha256: "bb" }), null, "another wheel");
  assert.equal(await woken({ agent: "Browser 2" }), null, "another browser");
  const other = { base: "https://cdn.example/", files: { "numpy-1.whl": { integrity: "sha256-other", size: 1 } }, matplotlib: {}, editor: { base: "https://cdn.example/", files: {} } };
  assert.equal(await woken({ lock: other }), null, "another NumPy");
});

test("Stop interrupts the reader's code, and nothing that runs in its place", async () => {
  const { runtime, worker, ended, id, shared } = await running();
  Atomics.store(shared, RUNNING, id + 1);
  runtime.stop();
  await pass(200);
  assert.equal(Atomics.load(shared, SIGNAL), 0, "a demo's frame is not interrupted");
  Atomics.store(shared, RUNNING, id);
  await pass(200);
  assert.equal(Atomics.load(shared, SIGNAL), INTERRUPT);
  worker.says({ id, type: "done", result: { failure: { kind: "KeyboardInterrupt" } } });
  const { error } = await ended;
  assert.ok(error instanceof runtime.Stopped);
  assert.match(error.message, /The variables are kept/);
  assert.deepEqual([worker.ended, runtime.session()], [false, 1]);
});

test("code that does not give in loses its interpreter", async () => {
  const { runtime, worker, ended, shared, id } = await running();
  Atomics.store(shared, RUNNING, id);
  runtime.stop();
  await pass(1_900);
  assert.equal(worker.ended, false);
  await pass(400);
  assert.equal(worker.ended, true);
  const { error } = await ended;
  assert.ok(error instanceof runtime.Stopped);
  assert.match(error.message, /its variables are gone/);
  assert.deepEqual([runtime.ready(), runtime.session()], [true, 2]);
});

test("where nothing of the reader's runs, Stop begins anew at once", async () => {
  const runtime = await open();
  await runtime.start();
  const frame = runtime.request({ type: "frame", key: "a", live: "{}" }).catch((error) => error);
  await pass(0);
  runtime.stop();
  assert.ok((await frame) instanceof runtime.Stopped);
  await pass(0);
  assert.equal(asked("boot").length, 2);
});

test("an interrupt that ends something else is no Stop of the reader's", async () => {
  const runtime = await open();
  await runtime.start();
  tab.answer = ({ id }, worker) => worker.says({ id, type: "failed", message: "KeyboardInterrupt", fatal: false });
  const error = await runtime.request({ type: "frame", key: "a", live: "{}" }).catch((reason) => reason);
  assert.equal(error instanceof runtime.Stopped, false);
  assert.equal(error.message, "KeyboardInterrupt");
});

test("an error of Python leaves the interpreter sound, one of the machine does not", async () => {
  const runtime = await open();
  await runtime.start();
  const failing = async (fatal) => {
    tab.answer = ({ id }, worker) => worker.says({ id, type: "failed", message: "lost", fatal });
    return runtime.request({ type: "demo", key: "a", name: "lost", settings: "{}" }).catch((error) => error);
  };
  assert.equal((await failing(false)).message, "lost");
  assert.deepEqual([runtime.ready(), tab.workers.some((worker) => worker.ended)], [true, false]);
  const given = await failing(true);
  assert.ok(given instanceof runtime.Stopped);
  assert.match(given.message, /given up/);
  assert.deepEqual([runtime.ready(), tab.workers.some((worker) => worker.ended)], [false, true]);
});
