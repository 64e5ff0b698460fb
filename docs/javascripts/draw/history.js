// What a chart remembers of a run: one line a network, thinned where it grows long.

/** Points of a line that are kept: past that every second one goes. */
const MOST = 400;

export class History {
  /** @type {number[]} */
  at = [];
  /** @type {number[][]} */
  lines = [];

  /** @param {number} count how many lines */
  constructor(count) {
    this.count = count;
    this.clear();
  }

  clear() {
    this.at = [];
    this.lines = Array.from({ length: this.count }, () => []);
  }

  /** @param {number} at @param {ArrayLike<number>} values */
  push(at, values) {
    this.at.push(at);
    this.lines.forEach((line, i) => line.push(values[i]));
    if (this.at.length <= MOST) return;
    /** @param {number} _ @param {number} i */
    const even = (_, i) => i % 2 === 0;
    this.at = this.at.filter(even);
    this.lines = this.lines.map((line) => line.filter(even));
  }

  /** The last place on the abscissa. */
  get last() {
    return this.at[this.at.length - 1] ?? 0;
  }

  /** The powers of ten that hold every line, at least two of them. @returns {[number, number]} */
  decades() {
    const finite = this.lines.flat().filter((v) => Number.isFinite(v) && v > 0);
    const low = Math.max(-8, Math.floor(Math.log10(Math.min(...finite, 0.1))));
    return [low, Math.min(8, Math.max(low + 2, Math.ceil(Math.log10(Math.max(...finite, 1)))))];
  }
}
