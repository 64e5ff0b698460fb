// Packages of Pyodide's own distribution that a reader's code imports: found by the distribution's
// lock, which is itself checked by hash; brought as every file is, and kept.
import { integrityOf, isKept, kept, reach } from "./files.js";

/** @typedef {import("./protocol.js").Lock} Lock */
/** @typedef {{name: string, file_name: string, sha256: string, depends: string[], imports: string[]}} Package */

/** What the site's own pages use: it comes without asking, as the page's cells do. */
const OWN = "matplotlib";

/** A package did not come, or has other bytes: nothing was installed, and Python is as it was. */
export class NotThere extends Error {}

/** The names of packages are written in several ways. @param {string} name */
const normal = (name) => name.toLowerCase().replace(/[-_.]+/g, "-");

/** Tell Pyodide what is there already. @param {any} python @param {string[]} names */
export function mark(python, names) {
  for (const name of names) python.loadedPackages[name] = "default channel";
}

/** The modules that the distribution offers. @param {any} python @returns {string[]} */
export const offered = (python) => Object.values(python.lockfile.packages).flatMap((/** @type {Package} */ { imports }) => imports);

/**
 * The packages that give `modules`, with all that they depend on, as far as they are not there.
 * @param {any} python
 * @param {string[]} modules
 * @returns {Package[]}
 */
function closure(python, modules) {
  /** @type {Record<string, Package>} */
  const all = python.lockfile.packages;
  const found = Object.values(all).filter(({ imports }) => imports.some((name) => modules.includes(name)));
  for (const { depends } of found) {
    for (const name of depends) {
      const needed = all[normal(name)];
      if (!found.includes(needed)) found.push(needed);
    }
  }
  return found.filter(({ name }) => !python.loadedPackages[name]);
}

/**
 * What to bring for `modules`: the packages, how many bytes each has to be downloaded, and of which
 * the reader is asked. What the network does not give now is left out: the run tells.
 * @param {any} python
 * @param {Lock} lock
 * @param {string[]} modules
 * @returns {Promise<{packages: [Package, number][], asks: string[], size: number}>}
 */
export async function wanted(python, lock, modules) {
  const own = closure(python, modules.filter((name) => name === OWN));
  const asked = closure(python, modules).filter((one) => !own.includes(one));
  /** @param {Package} one @returns {Promise<[Package, number]>} */
  const priced = async (one) => {
    const url = lock.base + one.file_name;
    return [one, (await isKept(url)) ? 0 : (lock.matplotlib[one.file_name]?.size ?? (await reach(url)))];
  };
  const packages = await Promise.all([...own, ...asked].map(priced));
  const theirs = packages.filter(([one]) => asked.includes(one));
  if (theirs.some(([, bytes]) => bytes < 0)) return { packages: packages.filter(([one]) => own.includes(one)), asks: [], size: 0 };
  const size = theirs.reduce((sum, [, bytes]) => sum + bytes, 0);
  const named = asked.filter(({ imports }) => imports.some((name) => modules.includes(name)));
  return { packages, asks: size ? named.map(({ name }) => name) : [], size };
}

/**
 * Bring packages and install them.
 * @param {any} python
 * @param {Lock} lock
 * @param {[Package, number][]} packages each with its bytes, 0 where it is kept
 * @param {(step: string, loaded: number, total: number) => void} progress
 */
export async function addPackages(python, lock, packages, progress) {
  const names = packages.map(([{ name }]) => name);
  const main = names.includes(OWN) ? OWN : names[0];
  const total = packages.reduce((sum, [, bytes]) => sum + bytes, 0);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => progress(`Loading ${main}, once`, (loaded += bytes), total);
  const coming = new Map(
    packages.map(([{ file_name, sha256 }, bytes]) => [lock.base + file_name, kept(lock.base + file_name, integrityOf(sha256), bytes ? arrived : () => {})]),
  );
  try {
    await Promise.all(coming.values());
  } catch (error) {
    throw new NotThere(String(/** @type {any} */ (error).message));
  }
  progress(`Importing ${main}`, 1, 1);
  const network = self.fetch;
  self.fetch = async (resource, init) => {
    const found = coming.get(resource instanceof Request ? resource.url : String(resource));
    return found ? new Response(await found) : network(resource, init);
  };
  try {
    await python.loadPackage(names, { messageCallback: () => {}, checkIntegrity: false });
  } finally {
    self.fetch = network;
  }
  python.pyimport("importlib").invalidate_caches();
}
