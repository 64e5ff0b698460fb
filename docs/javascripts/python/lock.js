// What the site takes from the CDN: addresses, hashes and sizes.

/** @returns {Promise<import("./protocol.js").Lock>} */
export async function readLock() {
  const address = new URL("../cdn.lock.json", import.meta.url);
  const lock = await (await fetch(address)).json();
  for (const part of [lock, lock.editor]) part.base = new URL(part.base, address).href; // the offline copy names its own folders
  return lock;
}
