// The files that the worker loads: fetched with patience, kept on the device, checked by hash.
import { PATIENCE, RUNTIME_STORE } from "./protocol.js";

/** Held here: while Pyodide starts, the worker's own fetch answers with files that are on their way. */
const network = globalThis.fetch;

/** @param {ArrayBuffer} bytes */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** @param {Uint8Array} digest */
export const base64 = (digest) => btoa(String.fromCharCode(...digest));

/** When the last byte of any file has come: on a slow line one file may wait for the others. */
let lastByte = 0;

/**
 * Download one file, telling each chunk; give up when no byte of it and of no other comes for PATIENCE seconds.
 * @param {string} url
 * @param {string} integrity
 * @param {(bytes: number) => void} arrived
 */
export async function download(url, integrity, arrived) {
  const name = url.slice(url.lastIndexOf("/") + 1);
  const abort = new AbortController();
  let timer = 0;
  lastByte = performance.now();
  /** @param {number} seconds */
  const wait = (seconds) => {
    const due = performance.now() + seconds * 1000;
    timer = self.setTimeout(() => {
      const left = PATIENCE - (performance.now() - lastByte) / 1000;
      // while Python starts nothing is heard: bytes may have come
      const deaf = performance.now() > due + 1000;
      if (left > 0 || deaf) wait(Math.max(left, 1));
      else abort.abort();
    }, seconds * 1000);
  };
  wait(PATIENCE);
  try {
    // crypto.subtle exists in secure contexts only; elsewhere the browser's own check stands in,
    // which holds the bytes back until the whole file is there
    const streaming = Boolean(globalThis.crypto?.subtle);
    const response = await network(url, { signal: abort.signal, ...(streaming ? {} : { integrity }) });
    if (!response.ok || !response.body) throw new Error(`${name}: HTTP ${response.status}`);
    const chunks = [];
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      arrived(value.length);
      lastByte = performance.now();
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
 * How many bytes a file has, from its headers alone; -1 where it cannot be had now.
 * @param {string} url
 */
export async function reach(url) {
  try {
    const response = await network(url, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE * 1000) });
    return response.ok ? Number(response.headers.get("content-length")) : -1;
  } catch {
    return -1;
  }
}

/**
 * The same, kept on this device: a file is used again as long as its hash is the lock's.
 * @param {string} url
 * @param {string} integrity
 * @param {(bytes: number) => void} arrived
 */
export async function kept(url, integrity, arrived) {
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
  // the start does not wait for it, and a full disk must not stop it
  store?.put(url, new Response(bytes)).catch(() => {});
  return bytes;
}

/** Held here: the worker takes it from its global scope before a reader's code runs. */
const stores = globalThis.caches;

/** The store for files of the CDN; none in an insecure context or a private window. @returns {Promise<Cache | null>} */
async function openStore() {
  try {
    return globalThis.crypto?.subtle ? await stores.open(RUNTIME_STORE) : null;
  } catch {
    return null;
  }
}

/** Whether a file of this address is kept; its hash is checked when it is used. @param {string} url */
export async function isKept(url) {
  const store = await openStore();
  return Boolean(await store?.match(url).catch(() => undefined));
}

/**
 * Forget what an older version of the site has kept.
 * @param {string} base where this one's files come from
 * @param {string[]} own what the site has of them itself
 */
export async function tidy(base, own) {
  const store = await openStore();
  for (const { url } of (await store?.keys()) ?? []) {
    if (!url.startsWith(base) && !own.includes(url)) await store?.delete(url);
  }
}

/** @param {string} sum a sha256 in hexadecimal, as subresource integrity writes it */
export function integrityOf(sum) {
  const bytes = sum.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
  return `sha256-${base64(new Uint8Array(bytes))}`;
}
