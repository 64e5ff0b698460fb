// What an interpreter is made of: the files of the lock, and Pyodide's loader fed with them alone.
import { download, integrityOf, kept, tidy } from "./files.js";

/** @typedef {import("./protocol.js").Lock} Lock */
/** @typedef {import("./protocol.js").LockedFile} LockedFile */
/** @typedef {Awaited<ReturnType<typeof gather>>} Supply */

/** Where packages go; said each time, since an interpreter woken from a snapshot has no such default. */
export const SITE = "/lib/python3.14/site-packages/";

/** @param {Record<string, LockedFile>} files */
const sizeOf = (files) => Object.values(files).reduce((sum, { size }) => sum + size, 0);

/**
 * Locked files by address: from this device, or downloaded side by side.
 * @param {Lock} lock
 * @param {Record<string, LockedFile>} files
 * @param {string} step
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
async function bring(lock, files, step, progress) {
  const total = sizeOf(files);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => progress(step, (loaded += bytes), total);
  const found = Object.entries(files).map(
    async ([name, { integrity }]) => /** @type {const} */ ([lock.base + name, await kept(lock.base + name, integrity, arrived)]),
  );
  return new Map(await Promise.all(found));
}

/**
 * Bring matplotlib, for a cell that asks for it. Its wheels are unpacked and not installed: an
 * interpreter that woke from a snapshot has NumPy without Pyodide's knowing.
 * @param {any} python
 * @param {Lock} lock
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
export async function addMatplotlib(python, lock, progress) {
  const wheels = await bring(lock, lock.matplotlib, "Loading matplotlib, once", progress);
  progress("Importing matplotlib", 1, 1);
  for (const bytes of wheels.values()) python.unpackArchive(bytes, "wheel", { extractDir: SITE });
  python.runPython("import importlib; importlib.invalidate_caches()");
}

/**
 * @param {Lock} lock
 * @param {{url: string, sha256: string}} wheel
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
export async function gather(lock, wheel, progress) {
  const names = Object.keys(lock.files);
  const [ours, held] = await Promise.all([
    download(wheel.url, integrityOf(wheel.sha256), () => {}),
    bring(lock, lock.files, "Loading Python and NumPy", progress),
  ]);
  const all = [...names, ...Object.keys(lock.matplotlib)];
  tidy(all.map((name) => lock.base + name)).catch(() => {});
  const total = sizeOf(lock.files);
  /** @param {string} name */
  const bytes = (name) => /** @type {ArrayBuffer} */ (held.get(lock.base + name));

  /** @param {string} name */
  const module = async (name) => {
    const url = URL.createObjectURL(new Blob([bytes(name)], { type: "text/javascript" }));
    try {
      return await import(url);
    } finally {
      URL.revokeObjectURL(url);
    }
  };

  /**
   * Start an interpreter. Pyodide fetches its files by address: it gets the bytes that were
   * checked, and no others.
   * @param {object} options
   * @param {(create: (settings: any) => Promise<any>) => (settings: any) => Promise<any>} wrap
   */
  async function load(options, wrap = (create) => create) {
    const network = self.fetch;
    self.fetch = async (resource, init) => {
      const url = resource instanceof Request ? resource.url : String(resource);
      const found = held.get(url);
      const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return found ? new Response(found, { headers: { "content-type": type } }) : network(resource, init);
    };
    try {
      const [{ loadPyodide }, asm] = await Promise.all([module("pyodide.mjs"), module("pyodide.asm.mjs")]);
      return await loadPyodide({
        indexURL: lock.base,
        lockFileContents: new TextDecoder().decode(bytes("pyodide-lock.json")),
        createPyodideModule: wrap(asm.default),
        packageBaseUrl: lock.base,
        ...options,
      });
    } finally {
      self.fetch = network;
    }
  }

  const numpy = bytes(/** @type {string} */ (names.find((name) => name.startsWith("numpy-"))));
  return { ours, numpy, total, load };
}
