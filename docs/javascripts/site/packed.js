// Text as letters of an address: deflated, in the alphabet that needs no escape.

/** @param {ReadableStream} stream @param {CompressionStream | DecompressionStream} through */
const pipe = (stream, through) => new Response(stream.pipeThrough(through)).arrayBuffer();

/** @param {string} text */
export async function pack(text) {
  const packed = new Uint8Array(await pipe(new Blob([text]).stream(), new CompressionStream("deflate-raw")));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join(""); // so many arguments no function takes
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text again; an error where the letters are damaged. @param {string} packed */
export async function unpack(packed) {
  const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await pipe(new Blob([bytes]).stream(), new DecompressionStream("deflate-raw")));
}
