// Code in the fragment of an address: it stays between the readers, no server sees it.
import { pack, unpack } from "../site/packed.js";

/** Letters of a fragment that are read at most: more is no code of a cell. */
const LONGEST = 200_000;

/**
 * The address of this page with the code of one cell in its fragment.
 * @param {string} cell
 * @param {string} source
 */
export async function sharedAddress(cell, source) {
  const url = new URL(location.href);
  url.hash = `cell=${cell}&code=${await pack(source)}`;
  return url.href;
}

/**
 * The code that a fragment holds for a cell; null where it holds none, an error where it is damaged.
 * @param {string} hash
 * @param {string} cell
 * @returns {Promise<string | null>}
 */
export async function sharedCode(hash, cell) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const code = values.get("code");
  if (values.get("cell") !== cell || !code) return null;
  if (code.length > LONGEST) throw new Error("the code is too long");
  return unpack(code);
}

/** The cell for which a fragment holds code; null where it holds none. @param {string} hash */
export function sharedCell(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  return values.get("code") && values.get("cell");
}
