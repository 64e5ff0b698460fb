// A recorded run: the format is described where it is written, in initdocs.demos.record.

/** @typedef {Record<string, Float32Array>} Frame */
/** @typedef {{name: string, shape: number[], bits: number, log: boolean, low: number[], high: number[]}} Entry */
/** @typedef {{scene: Frame, frames: Frame[]}} Recording */

/**
 * @param {string} text base64 of a zlib stream
 * @returns {Promise<Recording>}
 */
export async function readRecording(text) {
  const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let at = 4 + length;
  /** @param {Entry[]} entries @param {number} count */
  const section = (entries, count) => {
    /** @type {Frame[]} */
    const frames = Array.from({ length: count }, () => ({}));
    for (const entry of entries) at = readField(entry, frames, bytes, at);
    return frames;
  };
  const [scene] = section(header.scene, 1);
  return { scene, frames: section(header.frames, header.count) };
}

/**
 * Read one field into every frame; returns where the next one begins.
 * @param {Entry} entry
 * @param {Frame[]} frames
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function readField(entry, frames, bytes, at) {
  const size = entry.shape.reduce((a, b) => a * b, 1);
  const each = size / (entry.shape[0] ?? 1);
  const count = frames.length;
  const top = 2 ** entry.bits - 1;
  const planes = entry.bits === 16 ? 2 : 1;
  for (const frame of frames) frame[entry.name] = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const group = Math.floor(i / each);
    const low = entry.low[group];
    const span = entry.high[group] - low;
    let high = 0;
    let value = 0;
    for (let t = 0; t < count; t++) {
      const place = at + i * count + t;
      high = (high + bytes[place]) & 255;
      if (planes === 2) value = (value + bytes[place + size * count]) & 255;
      const q = planes === 2 ? high * 256 + value : high;
      const number = low + (q / top) * span;
      frames[t][entry.name][i] = entry.log ? Math.exp(number) : number;
    }
  }
  return at + planes * size * count;
}
