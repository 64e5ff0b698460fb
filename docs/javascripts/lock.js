// What the site takes from the CDN: addresses, hashes and sizes.

/** @returns {Promise<import("./protocol.js").Lock>} */
export async function readLock() {
  const lock = await (await fetch(new URL("./cdn.lock.json", import.meta.url))).json();
  for (const part of [lock, lock.editor]) part.base = new URL(part.base, import.meta.url).href; // the offline copy names its own folders
  return lock;
}
