// What an interpreter is made of: the files of the lock, and Pyodide's loader fed with them alone.
import { download, integrityOf, kept, tidy } from "./files.js";

/** @typedef {import("./protocol.js").Lock} Lock */
/** @typedef {import("./protocol.js").LockedFile} LockedFile */
/** @typedef {ReturnType<typeof gather>} Supply */
/** @typedef {[string, WebAssembly.Module][]} Libraries */

/** @param {Record<string, LockedFile>} files */
const sizeOf = (files) => Object.values(files).reduce((sum, { size, cut }) => sum + (cut?.size ?? size), 0);

/** Where a file comes from at a start, and its hash. @param {Lock} lock @param {string} name */
function sourceOf(lock, name) {
  const { integrity, cut } = lock.files[name];
  return cut ?? { url: lock.base + name, integrity };
}

/**
 * Locked files by address, each as soon as it is there: from this device, or downloaded side by side.
 * @param {Lock} lock
 * @param {string} step
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
function bring(lock, step, progress) {
  const total = sizeOf(lock.files);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => progress(step, (loaded += bytes), total);
  /** @param {string} name */
  const comes = (name) => {
    const { url, integrity } = sourceOf(lock, name);
    return kept(url, integrity, arrived);
  };
  return new Map(Object.keys(lock.files).map((name) => [lock.base + name, comes(name)]));
}

/**
 * All that a start needs, on its way: the start begins with what is there.
 * @param {Lock} lock
 * @param {{url: string, sha256: string}} wheel
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
export function gather(lock, wheel, progress) {
  const names = Object.keys(lock.files);
  const coming = bring(lock, "Loading Python and NumPy", progress);
  const ours = download(wheel.url, integrityOf(wheel.sha256), () => {});
  const whole = Promise.all([ours, ...coming.values()]);
  whole.catch(() => {}); // whoever waits for a file is told
  whole.then(() => tidy(lock.base, names.map((name) => sourceOf(lock, name).url))).catch(() => {}); // prettier-ignore
  /** @param {string} name */
  const bytes = (name) => /** @type {Promise<ArrayBuffer>} */ (coming.get(lock.base + name));

  /** @param {string} name */
  const module = async (name) => {
    const url = URL.createObjectURL(new Blob([await bytes(name)], { type: "text/javascript" }));
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
      const found = coming.get(url);
      const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return found ? new Response(await found, { headers: { "content-type": type } }) : network(resource, init);
    };
    try {
      const [{ loadPyodide }, asm, packages] = await Promise.all([module("pyodide.mjs"), module("pyodide.asm.mjs"), bytes("pyodide-lock.json")]);
      const started = loadPyodide({
        indexURL: lock.base,
        lockFileContents: new TextDecoder().decode(packages),
        createPyodideModule: wrap(asm.default),
        packageBaseUrl: lock.base,
        ...options,
      });
      // Pyodide waits for ever for a file that does not come
      return await Promise.race([started, whole.then(() => started)]);
    } finally {
      self.fetch = network;
    }
  }

  const numpy = bytes(/** @type {string} */ (names.find((name) => name.startsWith("numpy-"))));
  // where packages go is said each time: an interpreter woken from a snapshot has no such default
  return { ours, numpy, whole, total: sizeOf(lock.files), site: lock.site, load };
}

/**
 * A new interpreter with NumPy, whose shared objects are compiled while Python starts.
 * @param {Supply} supply
 */
export async function begin({ numpy, site, load }) {
  const compiling = numpy.then((wheel) => libraries(wheel, site));
  compiling.catch(() => {}); // awaited below
  const python = await load({});
  python.unpackArchive(await numpy, "wheel", { extractDir: site });
  const { preloadedWasm, loadWebAssemblyModule } = python._module;
  for (const [name, module] of await compiling) {
    preloadedWasm[name] = await loadWebAssemblyModule(module, { loadAsync: true, nodelete: true }, name, {});
  }
  return python;
}

/**
 * Read the shared objects out of a wheel, which is a zip file, and compile them.
 * @param {ArrayBuffer} wheel
 * @param {string} site where they go
 * @returns {Promise<Libraries>}
 */
export async function libraries(wheel, site) {
  const view = new DataView(wheel);
  let end = wheel.byteLength - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end -= 1;
  let at = view.getUint32(end + 16, true);
  /** @type {Promise<[string, WebAssembly.Module]>[]} */
  const found = [];
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [packed, named, extra, comment] = [20, 28, 30, 32].map((o) => (o === 20 ? view.getUint32(at + o, true) : view.getUint16(at + o, true)));
    const name = new TextDecoder().decode(new Uint8Array(wheel, at + 46, named));
    if (name.endsWith(".so")) {
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const stream = new Blob([wheel.slice(start, start + packed)]).stream();
      const plain = view.getUint16(at + 10, true) ? stream.pipeThrough(new DecompressionStream("deflate-raw")) : stream;
      found.push(new Response(plain).arrayBuffer().then(async (bytes) => [site + name, await WebAssembly.compile(bytes)]));
    }
    at += 46 + named + extra + comment;
  }
  return (await Promise.all(found)).sort(([a], [b]) => (a < b ? -1 : 1));
}
