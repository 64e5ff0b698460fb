// What an interpreter is made of: the files of the lock, and Pyodide's loader fed with them alone.
import { download, integrityOf, kept, tidy } from "./files.js";

/** @typedef {import("./protocol.js").Lock} Lock */
/** @typedef {Awaited<ReturnType<typeof gather>>} Supply */

/**
 * @param {Lock} lock
 * @param {{url: string, sha256: string}} wheel
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
export async function gather(lock, wheel, progress) {
  const names = Object.keys(lock.files);
  const total = names.reduce((sum, name) => sum + lock.files[name].size, 0);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => progress("Loading Python and NumPy", (loaded += bytes), total);
  const [ours, ...buffers] = await Promise.all([
    download(wheel.url, integrityOf(wheel.sha256), () => {}),
    ...names.map((name) => kept(lock.base + name, lock.files[name].integrity, arrived)),
  ]);
  tidy(names.map((name) => lock.base + name)).catch(() => {});
  const held = new Map(names.map((name, i) => [lock.base + name, buffers[i]]));
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
