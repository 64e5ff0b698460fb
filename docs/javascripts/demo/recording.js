// Recorded runs and scenes: the format is described where it is written, in initdocs.demos.

/** @typedef {Record<string, Float32Array>} Frame */
/** @typedef {{name: string, shape: number[], bits: number, log: boolean, whole: boolean, low: number[], high: number[]}} Entry */
/**
 * One run, or the scenes of a grid of settings: `scene` is what they share, `scenes` what each has
 * of its own, and `texts` its words.
 * @typedef {{scene: Frame, scenes: Frame[], frames: Frame[], texts: Record<string, string>[]}} Recording
 */

/** The bytes that stand in a page. @param {string} text base64 */
export const bytesOf = (text) => Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));

/**
 * @param {Uint8Array<ArrayBuffer>} packed a zlib stream
 * @returns {Promise<Recording>}
 */
export async function readRecording(packed) {
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
  const scenes = section(header.scenes, header.grid);
  return { scene, scenes, frames: section(header.frames, header.count), texts: header.texts ?? [] };
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
  const most = 2 ** entry.bits - 1;
  const top = entry.whole ? most : most - 1; // the largest stands for what is not finite
  const planes = Math.ceil(entry.bits / 8);
  for (const frame of frames) frame[entry.name] = new Float32Array(size);
  const sums = new Uint8Array(planes);
  for (let i = 0; i < size; i++) {
    const group = Math.floor(i / each);
    const low = entry.low[group];
    const span = entry.high[group] - low;
    sums.fill(0);
    for (let t = 0; t < count; t++) {
      let q = 0;
      for (let p = 0; p < planes; p++) {
        sums[p] += bytes[at + (p * size + i) * count + t];
        q = 256 * q + sums[p];
      }
      const number = q > top ? NaN : low + (q / top) * span;
      frames[t][entry.name][i] = entry.log ? Math.exp(number) : number;
    }
  }
  return at + planes * size * count;
}
