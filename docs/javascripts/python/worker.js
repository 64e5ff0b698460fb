// The interpreter: Pyodide, NumPy and initdocs in one module worker. It never touches a page.
import { RUNNING, SIGNAL } from "./protocol.js";
import { make, restore } from "./snapshot.js";
import { addMatplotlib, begin, gather, SITE } from "./supply.js";

/** @typedef {import("./protocol.js").Request} Request */

const BRIDGE = `
import json
from dataclasses import asdict
import numpy
from importlib.util import find_spec
from initdocs.cells import imports, run_cell, same_output

_spaces, _runs, _given = {}, {}, {}

def space(page):
    return _spaces.setdefault(page, {"__name__": "__main__"})

def draws(source):
    asks = imports(source, "matplotlib") or imports(source, "initdocs.figures")
    return asks and find_spec("matplotlib") is None

def cell(page, name, source, expected, rtol, varies, holds, write, draw):
    printed = []
    def both(text):
        printed.append(text)
        write(text)
    failure = run_cell(source, space(page), write=both, draw=draw, name=name)
    text, statements = "".join(printed), []
    if holds and failure is None:
        from initdocs.holds import judge
        statements = [asdict(s) for s in judge(holds, space(page), printed=text)]
    same = failure is None and same_output(expected, text, rtol=rtol, varies=varies)
    return json.dumps({"failure": failure and asdict(failure), "same": same, "statements": statements})

# demos and exercises are imported where they are asked for: a first cell need not wait for them
def exercise(page, name, source, check, write):
    from initdocs.exercises import run_exercise
    return json.dumps(asdict(run_exercise(source, check, space(page), write=write, name=name)))

def start(key, name, settings):
    from initdocs.demos import Run
    run = _runs[key] = Run(name, settings, _given.get(name))
    return json.dumps({"settings": run.settings, "notes": run.notes, "errors": run.errors, "texts": run.texts, **json.loads(run.layout)})

def give(name, files):
    from initdocs.demos import load
    contents = {key: value.to_bytes() for key, value in files.items()}
    try:
        _given[name] = load(name).take(contents) if contents else None
    except ValueError as error:
        return str(error)

def scene(key):
    return _runs[key].scene()

def frame(key, live):
    return _runs[key].frame(live)
`;

/** @type {any} */
let python = null;
/** @type {Record<string, any>} */
const bridge = {};
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
  python.runPython(BRIDGE);
  for (const name of ["draws", "cell", "exercise", "start", "give", "scene", "frame"]) bridge[name] = python.globals.get(name);
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
