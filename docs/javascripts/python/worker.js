// The interpreter: Pyodide, NumPy and initdocs in one module worker. It never touches a page.
import { CROWDED, LETTERS, RUNNING, SIGNAL, TYPED } from "./protocol.js";
import { make, restore } from "./snapshot.js";
import { begin, gather } from "./supply.js";
import { complete, leftOut } from "./rest.js";
import { addPackages, mark, NotThere, offered, wanted } from "./packages.js";

/** @typedef {import("./protocol.js").Request} Request */

/** @type {any} */
let python = null;
/** What was left out of Python, an initdocs.rest.Whole. @type {any} */
let whole = null;
/** The Bridge of initdocs.bridge, which has all of Python that is called from here. @type {any} */
let bridge = null;
/** Shared with the page where it is isolated. @type {Int32Array | null} */
let shared = null;
/** @type {import("./protocol.js").Lock} */
let locked;
/** Held here, as all that is used below: a cell may put something else in its place. */
const post = self.postMessage.bind(self);

/**
 * @param {import("./protocol.js").Boot} request
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
async function boot({ lock, wheel, shared: memory, snapshot }, progress) {
  const supply = gather(lock, wheel, progress);
  const { total } = supply;
  locked = lock;
  supply.whole.then(() => progress(snapshot ? "Waking Python" : "Starting Python", total, total)).catch(() => {});
  if (snapshot) {
    python = await restore(supply, snapshot);
  } else {
    python = await begin(supply);
    progress("Importing NumPy", total, total);
  }
  python.unpackArchive(await supply.ours, "wheel", { extractDir: supply.site });
  mark(python, ["numpy"]);
  whole = leftOut(python, lock);
  bridge = python.pyimport("initdocs.bridge").Bridge(JSON.stringify(offered(python)), whole);
  // what is written past Python, by a library of C say, is a cell's output too
  const decoder = new TextDecoder();
  for (const set of [python.setStdout, python.setStderr]) {
    set.call(python, { write: (/** @type {Uint8Array} */ bytes) => (printed(decoder.decode(bytes, { stream: true })), bytes.length) });
  }
  if (memory) {
    python.setInterruptBuffer((shared = memory));
    // a sleep that a signal ends
    python.pyimport("initdocs.sleeping").install((/** @type {number} */ seconds) => Atomics.wait(memory, SIGNAL, 0, seconds * 1000));
  }
  seal();
}

/**
 * From here on a reader's code runs. It must not reach what later visits and other pages are
 * answered from, nor a scope of its own in which it could, nor end this one.
 */
function seal() {
  for (const name of ["close", "caches", "indexedDB", "Worker", "SharedWorker"]) {
    for (let scope = self; scope; scope = Object.getPrototypeOf(scope)) delete (/** @type {any} */ (scope)[name]);
  }
}

/** Where text that is written past Python goes: to the run. @type {(text: string) => void} */
let printed = () => {};

/** Wait until the reader has typed a line; there is none where the run is stopped meanwhile. */
function typed() {
  const memory = /** @type {Int32Array} */ (shared);
  while (Atomics.wait(memory, TYPED, -1, 100) === "timed-out") if (Atomics.load(memory, SIGNAL)) return undefined;
  return String.fromCodePoint(...memory.subarray(LETTERS, LETTERS + Atomics.load(memory, TYPED)));
}

/** What a run says and asks. @param {(answer: object) => void} answer */
function voices(answer) {
  /** @param {string} text */
  const write = (text) => answer({ type: "output", text });
  /** @param {number} number @param {string} kind @param {string} data @param {string} text @param {number} delay */
  const draw = (number, kind, data, text, delay) => answer({ type: "figure", figure: { number, kind, data, text, delay } });
  const read = () => {
    Atomics.store(/** @type {Int32Array} */ (shared), TYPED, -1);
    answer({ type: "ask" });
    return typed();
  };
  printed = write;
  return { write, draw, read: shared ? read : undefined }; // Python's None is undefined, not null
}

/**
 * Bring what a reader's code imports and is not there. What costs a download that the site does not
 * need itself waits for the reader, who is told its size: it is what comes back.
 * @param {string} source
 * @param {boolean} load whether the reader has agreed
 * @param {(answer: object) => void} answer
 */
async function provide(source, load, answer) {
  const running = shared && Atomics.load(shared, RUNNING);
  /** @param {string} step @param {number} loaded @param {number} total */
  const progress = (step, loaded, total) => answer({ type: "progress", step, loaded, total });
  const cut = JSON.parse(bridge.needed(source));
  if (cut.length) await complete(whole, locked, cut, progress);
  const missing = JSON.parse(bridge.missing(source));
  if (!missing.length && !cut.length) return null;
  const { packages, asks, size } = await wanted(python, locked, missing);
  if (asks.length && !load) return { names: asks, size };
  if (packages.length) {
    const library = JSON.parse(bridge.cut()).filter((/** @type {string} */ name) => !name.endsWith(".whl"));
    await complete(whole, locked, library, progress); // a package imports what no page does
    await addPackages(python, locked, packages, progress);
  }
  if (shared) Atomics.store(shared, RUNNING, Number(running)); // a demo's frames came between
  progress("Running", 1, 1);
  return null;
}

/** What Python says of a run, and whether its memory goes to an end. @param {string} json */
const result = (json) => ({ ...JSON.parse(json), crowded: python._module.HEAP8.length > CROWDED });

/**
 * Copy a flat float32 array out of Python's memory.
 * @param {any} array
 * @returns {Float32Array}
 */
function copy(array) {
  const buffer = array.getBuffer("f32");
  const data = new Float32Array(buffer.data);
  buffer.release();
  array.destroy();
  return data;
}

/**
 * @param {Request & {id: number}} request
 * @param {(answer: object, transfer?: Transferable[]) => void} answer
 */
async function handle(request, answer) {
  switch (request.type) {
    case "boot":
      await boot(request, (step, loaded, total) => answer({ type: "progress", step, loaded, total }));
      return answer({ type: "done", result: null });
    case "snapshot":
      return answer({ type: "done", result: await make(gather(request.lock, request.wheel, () => {})) });
    case "cell": {
      const { page, name, source, expected, rtol, varies, holds, load } = request;
      const wants = await provide(source, load, answer);
      if (wants) return answer({ type: "done", result: { wants } });
      const { write, draw, read } = voices(answer);
      return answer({ type: "done", result: result(bridge.cell(page, name, source, expected, rtol, varies, holds, write, draw, read)) });
    }
    case "exercise": {
      const { page, name, source, check, load } = request;
      const wants = await provide(source, load, answer);
      if (wants) return answer({ type: "done", result: { wants } });
      const { write, read } = voices(answer);
      return answer({ type: "done", result: result(bridge.exercise(page, name, source, check, write, read)) });
    }
    case "demo": {
      const started = JSON.parse(bridge.start(request.key, request.name, request.settings));
      const data = copy(bridge.scene(request.key));
      return answer({ type: "done", result: { ...started, data } }, [data.buffer]);
    }
    case "give": {
      const files = python.toPy(new Map(Object.entries(request.files)), { depth: 1 });
      const refusal = bridge.give(request.name, files);
      files.destroy();
      return answer({ type: "done", result: refusal ?? null });
    }
    case "examine": {
      const { file, text } = request;
      const content = new Uint8Array(await file.arrayBuffer());
      return answer({ type: "done", result: JSON.parse(bridge.examine(file.name, content, text)) });
    }
    case "frame": {
      const frame = bridge.frame(request.key, request.live);
      if (!frame) return answer({ type: "done", result: null }); // the run has come to its end
      const data = copy(frame);
      return answer({ type: "done", result: data }, [data.buffer]);
    }
  }
}

self.addEventListener("message", async ({ data: request }) => {
  const { id } = request;
  if (shared) {
    Atomics.store(shared, SIGNAL, 0); // one that came too late for the last run
    Atomics.store(shared, RUNNING, id);
  }
  try {
    await handle(request, (answer, transfer = []) => post({ id, ...answer }, { transfer }));
  } catch (error) {
    // a Python exception leaves the interpreter sound, and so does a package that did not come; nothing else does
    const fatal = error?.constructor?.name !== "PythonError" && !(error instanceof NotThere);
    post({ id, type: "failed", message: String(error?.message ?? error), fatal });
  }
});
