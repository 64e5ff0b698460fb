// The interpreter: Pyodide, NumPy and initdocs in one module worker. It never touches a page.
import { RUNNING, SIGNAL } from "./protocol.js";
import { make, restore } from "./snapshot.js";
import { addMatplotlib, begin, gather, SITE } from "./supply.js";

/** @typedef {import("./protocol.js").Request} Request */

/** @type {any} */
let python = null;
/** The Bridge of initdocs.bridge, which has all of Python that is called from here. @type {any} */
let bridge = null;
/** Shared with the page where it is isolated. @type {Int32Array | null} */
let shared = null;
/** @type {import("./protocol.js").Lock} */
let locked;

/**
 * @param {import("./protocol.js").Boot} request
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
async function boot({ lock, wheel, interrupt, snapshot }, progress) {
  const supply = gather(lock, wheel, progress);
  const { total, whole } = supply;
  locked = lock;
  whole.then(() => progress(snapshot ? "Waking Python" : "Starting Python", total, total)).catch(() => {});
  if (snapshot) {
    python = await restore(supply, snapshot);
  } else {
    python = await begin(supply);
    progress("Importing NumPy", total, total);
  }
  python.unpackArchive(await supply.ours, "wheel", { extractDir: SITE });
  bridge = python.pyimport("initdocs.bridge").Bridge();
  if (interrupt) python.setInterruptBuffer((shared = interrupt));
  seal();
}

/**
 * From here on a reader's code runs. It must not reach what later visits and other pages are
 * answered from, nor a scope of its own in which it could.
 */
function seal() {
  for (const name of ["caches", "indexedDB", "Worker", "SharedWorker"]) {
    for (let scope = self; scope; scope = Object.getPrototypeOf(scope)) delete (/** @type {any} */ (scope)[name]);
  }
}

/**
 * Before code that draws: matplotlib, where it is not there yet.
 * @param {string} source
 * @param {(answer: object) => void} answer
 */
async function provide(source, answer) {
  if (!bridge.draws(source)) return;
  /** @param {string} step @param {number} loaded @param {number} total */
  const progress = (step, loaded, total) => answer({ type: "progress", step, loaded, total });
  const running = shared && Atomics.load(shared, RUNNING);
  await addMatplotlib(python, locked, progress);
  if (shared) Atomics.store(shared, RUNNING, Number(running)); // a demo's frames came between
  progress("Running", 1, 1);
}

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
      /** @param {string} text */
      const write = (text) => answer({ type: "output", text });
      /** @param {number} number @param {string} svg @param {string} text */
      const draw = (number, svg, text) => answer({ type: "figure", figure: { number, svg, text } });
      const { page, name, source, expected, rtol, varies, holds } = request;
      await provide(source, answer);
      const result = bridge.cell(page, name, source, expected, rtol, varies, holds, write, draw);
      return answer({ type: "done", result: JSON.parse(result) });
    }
    case "exercise": {
      /** @param {string} text */
      const write = (text) => answer({ type: "output", text });
      const { page, name, source, check } = request;
      await provide(source, answer);
      return answer({ type: "done", result: JSON.parse(bridge.exercise(page, name, source, check, write)) });
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
    case "frame": {
      const frame = bridge.frame(request.key, request.live);
      if (!frame) return answer({ type: "done", result: null }); // the run has come to its end
      const data = copy(frame);
      return answer({ type: "done", result: data }, [data.buffer]);
    }
  }
}

self.onmessage = async ({ data: request }) => {
  const { id } = request;
  if (shared) {
    Atomics.store(shared, SIGNAL, 0); // one that came too late for the last run
    Atomics.store(shared, RUNNING, id);
  }
  try {
    await handle(request, (answer, transfer = []) => self.postMessage({ id, ...answer }, { transfer }));
  } catch (error) {
    // a Python exception leaves the interpreter sound; anything else does not
    const fatal = error?.constructor?.name !== "PythonError";
    self.postMessage({ id, type: "failed", message: String(error?.message ?? error), fatal });
  }
};
