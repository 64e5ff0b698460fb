// Code in the fragment of an address: it stays between the readers, no server sees it.

/** Letters of a fragment that are read at most: more is no code of a cell. */
const LONGEST = 200_000;

/** @param {ReadableStream} stream @param {CompressionStream | DecompressionStream} through */
const pipe = (stream, through) => new Response(stream.pipeThrough(through)).arrayBuffer();

/**
 * The address of this page with the code of one cell in its fragment.
 * @param {string} cell
 * @param {string} source
 */
export async function sharedAddress(cell, source) {
  const packed = await pipe(new Blob([source]).stream(), new CompressionStream("deflate-raw"));
  const text = btoa(String.fromCharCode(...new Uint8Array(packed)));
  const url = new URL(location.href);
  url.hash = `cell=${cell}&code=${text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  return url.href;
}

/**
 * The code that a fragment holds, and for which cell; null where it holds none. Damaged code is null.
 * @param {string} hash
 * @returns {Promise<{cell: string, code: string | null} | null>}
 */
export async function sharedIn(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const [cell, code] = [values.get("cell"), values.get("code")];
  if (!cell || !code) return null;
  try {
    if (code.length > LONGEST) throw new Error("the code is too long");
    const packed = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
    return { cell, code: new TextDecoder().decode(await pipe(new Blob([bytes]).stream(), new DecompressionStream("deflate-raw"))) };
  } catch {
    return { cell, code: null };
  }
}
