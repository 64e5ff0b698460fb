// A QR code of a text, made here: ISO/IEC 18004, bytes, error correction M, versions 1 to 20.

/** Codewords of error correction in each block, and the number of blocks, by version. */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

/** Which modules a mask turns over. @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The product in the field of 256 elements, modulo x⁸ + x⁴ + x³ + x² + 1. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (let i = 7; i >= 0; i--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> i) & 1) * a);
  return product;
}

/** What a block's data leave when they are divided by the generator: Reed and Solomon's code. @param {number[]} data @param {number} degree */
export function remainder(data, degree) {
  let generator = [1];
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    generator = [...generator, 0].map((c, j) => c ^ times(generator[j - 1] ?? 0, root));
  }
  const rest = /** @type {number[]} */ (Array(degree).fill(0));
  for (const byte of data) {
    const factor = byte ^ /** @type {number} */ (rest.shift());
    rest.push(0);
    for (let i = 0; i < degree; i++) rest[i] ^= times(generator[i + 1], factor);
  }
  return rest;
}

/** Centres of the small squares, in both directions. @param {number} version */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => version * 4 + 10 - step * (count - 2 - i))];
}

/** All codewords that a version has room for. @param {number} version */
function room(version) {
  const count = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const modules = (16 * version + 128) * version + 64 - (count ? (25 * count - 10) * count - 55 : 0) - (version < 7 ? 0 : 36);
  return Math.floor(modules / 8);
}

/** @param {number} version */
const dataRoom = (version) => room(version) - CORRECTION[version - 1] * BLOCKS[version - 1];

/** The data in blocks, each with its correction, interleaved. @param {number[]} data @param {number} version */
function interleaved(data, version) {
  const [each, count, all] = [CORRECTION[version - 1], BLOCKS[version - 1], room(version)];
  const short = Math.floor(all / count) - each;
  const longer = count - (all % count); // from this block on there is a codeword more
  const blocks = Array.from({ length: count }, (_, i) => {
    const from = i * short + Math.max(0, i - longer);
    return data.slice(from, from + short + Number(i >= longer));
  });
  const corrections = blocks.map((block) => remainder(block, each));
  const across = (/** @type {number[][]} */ rows, /** @type {number} */ length) => Array.from({ length }, (_, i) => rows.map((row) => row[i])).flat();
  return [...across(blocks, short + 1), ...across(corrections, each)].filter((byte) => byte !== undefined);
}

/** Fifteen bits that tell level and mask, or eighteen that tell the version, with their own correction. @param {number} value @param {number} bits @param {number} generator */
function guarded(value, bits, generator) {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * generator);
  return (value << bits) | rest;
}

/** How hard a symbol is to read, by the four rules of the standard. @param {boolean[][]} symbol */
function penalty(symbol) {
  const size = symbol.length;
  const columns = symbol.map((_, x) => symbol.map((row) => row[x]));
  let [sum, dark] = [0, 0];
  for (const line of [...symbol, ...columns]) {
    const text = line.map(Number).join("");
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    sum += 40 * [...text.matchAll(/(?=00001011101|10111010000)/g)].length;
  }
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      dark += Number(symbol[y][x]);
      if (y && x && symbol[y][x] === symbol[y - 1][x] && symbol[y][x] === symbol[y][x - 1] && symbol[y][x] === symbol[y - 1][x - 1]) sum += 3;
    }
  }
  return sum + 10 * Math.floor(Math.abs((20 * dark) / (size * size) - 10));
}

/**
 * Rows of modules, true where dark, without the quiet zone of four modules around them.
 * @param {string} text
 * @returns {boolean[][]}
 */
export function qr(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = BLOCKS.findIndex((_, i) => 4 + (i < 9 ? 8 : 16) + 8 * bytes.length <= 8 * dataRoom(i + 1)) + 1;
  if (!version) throw new RangeError(`text: got ${bytes.length} bytes, allowed: at most 663`);
  const bits = [[4, 4], [bytes.length, version < 10 ? 8 : 16], ...bytes.map((byte) => [byte, 8])] // prettier-ignore
    .map(([value, length]) => value.toString(2).padStart(length, "0")).join("") + "0000"; // prettier-ignore
  const data = (bits.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, "0"), 2)).slice(0, dataRoom(version));
  while (data.length < dataRoom(version)) data.push(data.length % 2 === (Math.ceil(bits.length / 8) % 2) ? 0xec : 0x11);

  const size = 17 + 4 * version;
  /** @type {(boolean | undefined)[][]} */
  const symbol = Array.from({ length: size }, () => Array(size).fill(undefined));
  const ring = (/** @type {number} */ cx, /** @type {number} */ cy, /** @type {number} */ reach, /** @type {number[]} */ dark) => {
    for (let y = Math.max(0, cy - reach); y <= Math.min(size - 1, cy + reach); y++) {
      for (let x = Math.max(0, cx - reach); x <= Math.min(size - 1, cx + reach); x++) symbol[y][x] = dark.includes(Math.max(Math.abs(x - cx), Math.abs(y - cy)));
    }
  };
  for (let i = 0; i < size; i++) symbol[6][i] = symbol[i][6] = i % 2 === 0;
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) ring(x, y, 4, [0, 1, 3]); // prettier-ignore
  const centres = alignments(version);
  const last = centres.length - 1;
  centres.forEach((y, j) => centres.forEach((x, i) => {
    if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) ring(x, y, 2, [0, 2]);
  })); // prettier-ignore
  if (version > 6) {
    const told = guarded(version, 12, 0x1f25);
    for (let i = 0; i < 18; i++) {
      const [far, near] = [size - 11 + (i % 3), Math.floor(i / 3)];
      symbol[near][far] = symbol[far][near] = ((told >> i) & 1) === 1;
    }
  }
  /** @param {number} mask */
  const format = (mask) => {
    const told = guarded(mask, 10, 0x537) ^ 0x5412; // level M is 0
    const bit = (/** @type {number} */ i) => ((told >> i) & 1) === 1;
    for (let i = 0; i < 15; i++) {
      const along = i < 6 ? i : i < 8 ? i + 1 : size - 15 + i;
      const across = i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i;
      symbol[along][8] = bit(i);
      symbol[8][across] = bit(i);
    }
    symbol[size - 8][8] = true;
  };
  format(0); // its places are taken
  const free = symbol.map((row) => row.map((module) => module === undefined));

  const stream = interleaved(data, version);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        if (!free[y][x]) continue;
        symbol[y][x] = at < 8 * stream.length && ((stream[at >> 3] >> (7 - (at & 7))) & 1) === 1;
        at += 1;
      }
    }
  }
  const tried = MASKS.map((turns, mask) => {
    format(mask);
    return symbol.map((row, y) => row.map((module, x) => Boolean(module) !== (free[y][x] && turns(x, y))));
  });
  return tried.reduce((best, next) => (penalty(next) < penalty(best) ? next : best));
}

/** The same as an SVG path in modules, with the quiet zone. @param {boolean[][]} symbol */
export function pathOf(symbol) {
  return symbol.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : []))).join("");
}
