// What was cut from Python and from NumPy (initdocs.rest): the whole files, when somebody asks for more.
import { kept } from "./files.js";
import { NotThere } from "./packages.js";

/** @typedef {import("./protocol.js").Lock} Lock */

/** Held here: a cell may put something else in its place. */
const Synchronous = self.XMLHttpRequest;

/**
 * What was left out, as Python asks for it: an import cannot wait, so the file comes at once.
 * @param {any} python
 * @param {Lock} lock
 */
export function leftOut(python, lock) {
  /** @param {string} name */
  const fetch = (name) => {
    const request = new Synchronous();
    request.open("GET", lock.base + name, false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`${name}: HTTP ${request.status}`);
    return [new Uint8Array(request.response), lock.files[name].integrity];
  };
  const library = lock.site.replace(/python3\.(\d+)\/site-packages\/$/, "python3$1.zip");
  return python.pyimport("initdocs.rest").Whole(library, lock.site, fetch);
}

/**
 * Bring whole files with progress, before code runs that asks for them.
 * @param {any} whole
 * @param {Lock} lock
 * @param {string[]} names
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
export async function complete(whole, lock, names, progress) {
  const total = names.reduce((sum, name) => sum + lock.files[name].size, 0);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => progress("Loading the rest of Python, once", (loaded += bytes), total);
  for (const name of names) {
    try {
      whole.complete(name, new Uint8Array(await kept(lock.base + name, lock.files[name].integrity, arrived)));
    } catch (error) {
      throw new NotThere(String(/** @type {any} */ (error).message));
    }
  }
}
