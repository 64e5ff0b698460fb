// A memory snapshot with NumPy imported, made on the reader's device: later starts wake from it.
// Pyodide's own snapshots cannot hold packages; how this one can is told in decision 8.
import { base64, sha256 } from "./files.js";
import { SNAPSHOT_STORE } from "./protocol.js";
import { libraries } from "./supply.js";

/** @typedef {import("./supply.js").Supply} Supply */
/** @typedef {import("./supply.js").Libraries} Libraries */
/** @typedef {{layout: unknown, handles: [number, string][], heap: number, size: number}} Shape */

const ADDRESS = "https://initdocs.invalid/snapshot";

/** One base of the function table for every engine, above what any of them uses at the start. */
const TABLE_BASE = 16384;

/** What would move the heap from one machine to another: a locale's name has done so. */
const FIXED = { env: { HOME: "/home/pyodide", LANG: "C.UTF-8", PYTHONDONTWRITEBYTECODE: "1" } };

/** Where NumPy's wheel lies, in the interpreter's own file system. */
const NUMPY = "/tmp/numpy.whl";

/**
 * Have a module of Python do something; nothing of it stays here, since no snapshot takes that.
 * @param {any} python
 * @param {string} name
 * @param {(module: any) => void} use
 */
function using(python, name, use) {
  const module = python.pyimport(name);
  use(module);
  module.destroy();
}

/**
 * Instantiate the shared objects in a fixed order before main(); tell where each one landed.
 * @param {any} M
 * @param {Libraries} libs
 */
function preload(M, libs) {
  if (M.wasmTable.length > TABLE_BASE) throw new Error("the function table is larger than its fixed base");
  M.wasmTable.grow(TABLE_BASE - M.wasmTable.length);
  const handle = M._malloc(64);
  return libs.map(([name, module]) => {
    M.HEAPU8.fill(0, handle, handle + 64);
    const exports = M.loadWebAssemblyModule(module, { global: false, nodelete: true }, name, {}, handle);
    const library = M.newDSO(name, undefined, exports);
    library.global = false;
    library.refcount = Infinity;
    return [name, M.HEAPU32[(handle + 12) >> 2], M.HEAPU32[(handle + 20) >> 2], M.wasmTable.length];
  });
}

/**
 * A creator of Pyodide's module that preloads; `then` sees the module and the layout.
 * @param {Libraries} libs
 * @param {(M: any, layout: unknown) => void} then
 */
const preloading = (libs, then) => (/** @type {(settings: any) => Promise<any>} */ create) => async (/** @type {any} */ settings) => {
  let layout;
  settings.thisProgram = "/lib/python.js";
  settings.onRuntimeInitialized = () => {
    layout = preload(settings, libs);
  };
  const M = await create(settings);
  then(M, layout);
  return M;
};

/**
 * Make the snapshot in an interpreter of its own and keep it on the device.
 * @param {Supply} supply
 * @returns {Promise<string>} its digest
 */
export async function make({ whole, load, site, ...files }) {
  await whole;
  const [ours, numpy] = await Promise.all([files.ours, files.numpy]);
  /** @type {unknown} */
  let layout;
  const libs = await libraries(numpy, site);
  const python = await load(
    { _makeSnapshot: true, ...FIXED },
    preloading(libs, (_, found) => (layout = found)),
  );
  // written as files: loadPackage would leave JavaScript objects that no snapshot takes
  for (const [path, bytes] of /** @type {const} */ ([[NUMPY, numpy], ["/tmp/initdocs.whl", ours]])) {
    python.FS.writeFile(path, new Uint8Array(bytes));
    using(python, "shutil", (shutil) => shutil.unpack_archive(path, site, "zip"));
  }
  using(python, "importlib", (importlib) => importlib.invalidate_caches());
  using(python, "initdocs.bridge", (bridge) => bridge.preload());
  const M = python._module;
  const handles = Object.entries(M.LDSO.loadedLibsByHandle).map(([number, { name }]) => [Number(number), name]);
  const memory = python.makeMemorySnapshot();
  const facts = { layout, handles, heap: M.HEAP8.length, size: memory.length };
  const shape = new TextEncoder().encode(JSON.stringify(facts));
  const length = new Uint8Array(new Uint32Array([shape.length]).buffer);
  const content = new Blob([length, shape, memory]);
  const packed = await new Response(content.stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  await (await caches.open(SNAPSHOT_STORE)).put(ADDRESS, new Response(packed));
  return base64(await sha256(packed));
}

/**
 * Wake an interpreter from the snapshot; throws where there is none of this digest, or it does not fit.
 * @param {Supply} supply
 * @param {string} digest
 */
export async function restore({ load, site, ...files }, digest) {
  const numpy = await files.numpy;
  const store = await caches.open(SNAPSHOT_STORE);
  const packed = await (await store.match(ADDRESS))?.arrayBuffer();
  if (!packed || base64(await sha256(packed)) !== digest) {
    await store.delete(ADDRESS);
    throw new Error("no snapshot of this digest");
  }
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const [content, libs] = await Promise.all([new Response(stream).arrayBuffer(), libraries(numpy, site)]);
  const start = 4 + new DataView(content).getUint32(0, true);
  /** @type {Shape} */
  const shape = JSON.parse(new TextDecoder().decode(new Uint8Array(content, 4, start - 4)));
  if (content.byteLength !== start + shape.size) throw new Error("a part of the memory is missing");
  const python = await load(
    { _loadSnapshot: new Uint8Array(content, start).slice(), ...FIXED },
    preloading(libs, (M, layout) => fit(M, layout, shape)),
  );
  python.FS.writeFile(NUMPY, new Uint8Array(numpy));
  using(python, "initdocs.bridge", (bridge) => bridge.wake(NUMPY, site));
  return python;
}

/** @param {any} M @param {unknown} layout @param {Shape} shape */
function fit(M, layout, shape) {
  if (JSON.stringify(layout) !== JSON.stringify(shape.layout)) throw new Error("the layout differs");
  if (M.HEAP8.length < shape.heap && !M.growMemory(shape.heap)) throw new Error("the heap cannot grow");
  for (const [number, name] of shape.handles) M.LDSO.loadedLibsByHandle[number] = M.LDSO.loadedLibsByName[name];
  // this engine's trampoline is not the one in the snapshot: keep it over the restore
  const at = (M.__PyRuntime + M.HEAP32[M.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET / 4]) / 4;
  const trampoline = M.HEAP32[at];
  const original = M.API.restoreSnapshot;
  M.API.restoreSnapshot = (/** @type {Uint8Array} */ bytes) => {
    const result = original(bytes);
    M.HEAP32[at] = trampoline;
    return result;
  };
}
