// The interpreter: Pyodide, NumPy and initdocs in one module worker. It never touches a page.
import { PATIENCE, RUNNING, SIGNAL } from "./protocol.js";

/** @typedef {import("./protocol.js").Lock} Lock */
/** @typedef {import("./protocol.js").Request} Request */

const BRIDGE = `
import json
from dataclasses import asdict
import numpy
from initdocs.cells import run_cell, same_output
from initdocs.demos import Run, load
from initdocs.exercises import run_exercise

_spaces, _runs, _given = {}, {}, {}

def space(page):
    return _spaces.setdefault(page, {"__name__": "__main__"})

def cell(page, name, source, expected, rtol, write):
    printed = []
    def both(text):
        printed.append(text)
        write(text)
    failure = run_cell(source, space(page), write=both, name=name)
    same = same_output(expected, "".join(printed), rtol=rtol)
    return json.dumps({"failure": failure and asdict(failure), "same": failure is None and same})

def exercise(page, name, source, check, write):
    return json.dumps(asdict(run_exercise(source, check, space(page), write=write, name=name)))

def start(key, name, settings):
    run = _runs[key] = Run(name, settings, _given.get(name))
    return json.dumps({"settings": run.settings, "notes": run.notes, **json.loads(run.layout)})

def give(name, files):
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

/** @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** @param {Uint8Array} digest */
const base64 = (digest) => btoa(String.fromCharCode(...digest));

/**
 * Download one file, telling each chunk; give up when no byte comes for PATIENCE seconds.
 * @param {string} url
 * @param {string} integrity
 * @param {(bytes: number) => void} arrived
 */
async function download(url, integrity, arrived) {
  const name = url.slice(url.lastIndexOf("/") + 1);
  const abort = new AbortController();
  let timer = 0;
  const patience = () => {
    clearTimeout(timer);
    timer = self.setTimeout(() => abort.abort(), PATIENCE * 1000);
  };
  patience();
  try {
    // crypto.subtle exists in secure contexts only; elsewhere the browser's own check stands in,
    // which holds the bytes back until the whole file is there
    const streaming = Boolean(globalThis.crypto?.subtle);
    const response = await fetch(url, { signal: abort.signal, ...(streaming ? {} : { integrity }) });
    if (!response.ok || !response.body) throw new Error(`${name}: HTTP ${response.status}`);
    const chunks = [];
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      arrived(value.length);
      patience();
    }
    const bytes = await new Blob(chunks).arrayBuffer();
    if (streaming && `sha256-${base64(await sha256(bytes))}` !== integrity) {
      throw new Error(`${name} is not the file this site was made with (its hash differs)`);
    }
    return bytes;
  } catch (error) {
    if (abort.signal.aborted) throw new Error(`${name}: no answer for ${PATIENCE} seconds`);
    throw error instanceof TypeError ? new Error(`${name} could not be fetched`) : error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The same, kept on this device: a file is used again as long as its hash is the lock's.
 * @param {string} url
 * @param {string} integrity
 * @param {(bytes: number) => void} arrived
 */
async function kept(url, integrity, arrived) {
  const store = await openStore();
  const found = await store?.match(url).catch(() => undefined);
  if (found) {
    const bytes = await found.arrayBuffer();
    if (`sha256-${base64(await sha256(bytes))}` === integrity) {
      arrived(bytes.byteLength);
      return bytes;
    }
    await store?.delete(url);
  }
  const bytes = await download(url, integrity, arrived);
  // a full disk must not stop the start
  await store?.put(url, new Response(bytes)).catch(() => {});
  return bytes;
}

/** The store for files of the CDN; none in an insecure context or a private window. @returns {Promise<Cache | null>} */
async function openStore() {
  try {
    return globalThis.crypto?.subtle ? await caches.open("initdocs-runtime") : null;
  } catch {
    return null;
  }
}

/** Forget what an older version of the site has kept. @param {string[]} urls what this one needs */
async function tidy(urls) {
  const store = await openStore();
  for (const { url } of (await store?.keys()) ?? []) {
    if (!urls.includes(url)) await store?.delete(url);
  }
}

/** @param {string} sum a sha256 in hexadecimal, as subresource integrity writes it */
function integrityOf(sum) {
  const bytes = sum.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
  return `sha256-${base64(new Uint8Array(bytes))}`;
}

/**
 * @param {{lock: Lock, wheel: {url: string, sha256: string}}} request
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
async function boot({ lock, wheel }, progress) {
  const names = Object.keys(lock.files);
  const total = names.reduce((sum, name) => sum + lock.files[name].size, 0);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => progress("Loading Python and NumPy", (loaded += bytes), total);
  const [ours, ...buffers] = await Promise.all([
    download(wheel.url, integrityOf(wheel.sha256), () => {}),
    ...names.map((name) => kept(lock.base + name, lock.files[name].integrity, arrived)),
  ]);
  const held = new Map(names.map((name, i) => [lock.base + name, buffers[i]]));

  // Pyodide fetches its files by address: it gets the bytes that were checked, and no others
  const network = self.fetch;
  self.fetch = async (resource, options) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    const bytes = held.get(url);
    const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return bytes ? new Response(bytes, { headers: { "content-type": type } }) : network(resource, options);
  };
  /** @param {string} name */
  const module = async (name) => {
    const source = /** @type {ArrayBuffer} */ (held.get(lock.base + name));
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    try {
      return await import(url);
    } finally {
      URL.revokeObjectURL(url);
    }
  };

  tidy(names.map((name) => lock.base + name)).catch(() => {});
  progress("Starting Python", total, total);
  const [{ loadPyodide }, asm] = await Promise.all([module("pyodide.mjs"), module("pyodide.asm.mjs")]);
  python = await loadPyodide({
    indexURL: lock.base,
    lockFileContents: new TextDecoder().decode(held.get(`${lock.base}pyodide-lock.json`)),
    createPyodideModule: asm.default,
    packageBaseUrl: lock.base,
    packages: lock.packages,
  });
  self.fetch = network;
  progress("Importing NumPy", total, total);
  python.unpackArchive(ours, "wheel");
  python.runPython(BRIDGE);
  for (const name of ["cell", "exercise", "start", "give", "scene", "frame"]) bridge[name] = python.globals.get(name);
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
      shared = request.interrupt;
      if (shared) python.setInterruptBuffer(shared);
      return answer({ type: "done", result: null });
    case "cell": {
      /** @param {string} text */
      const write = (text) => answer({ type: "output", text });
      const { page, name, source, expected, rtol } = request;
      const result = bridge.cell(page, name, source, expected, rtol, write);
      return answer({ type: "done", result: JSON.parse(result) });
    }
    case "exercise": {
      /** @param {string} text */
      const write = (text) => answer({ type: "output", text });
      const { page, name, source, check } = request;
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
