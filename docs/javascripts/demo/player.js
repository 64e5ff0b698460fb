// What frame of a source is shown: plays, pauses, steps. It knows neither page nor Python.

/** @typedef {import("./recording.js").Frame} Frame */
/** @typedef {import("./sources.js").Source} Source */

/** The next animation frame, as its time in milliseconds. @returns {Promise<number>} */
const animationFrame = () => new Promise(requestAnimationFrame);

export class Player {
  /** @type {Source | null} */
  source = null;
  step = -1;
  /** Counts what was asked for: whoever played before it finds that out and ends. */
  #turn = 0;
  /** The following frame, asked for already: it is computed while this one is looked at. @type {Promise<IteratorResult<Frame>> | null} */
  #ahead = null;

  /**
   * @param {(frame: Frame, step: number) => void} show
   * @param {() => Promise<number>} tick
   */
  constructor(show, tick = animationFrame) {
    this.show = show;
    this.tick = tick;
  }

  /** Show the first frame of a source, in the place of the one before. @param {Source} source */
  open(source) {
    this.pause();
    this.source = source;
    this.#ahead = null;
    this.step = source.past.length;
    this.show(source.first, this.step);
  }

  /** Stand still, with nothing that could go on. */
  close() {
    this.pause();
    this.source = null;
    this.#ahead = null;
  }

  pause() {
    this.#turn += 1;
  }

  #peek() {
    this.#ahead ??= /** @type {Source} */ (this.source).frames.next();
    this.#ahead.catch(() => {}); // whoever waits for it is told
    return this.#ahead;
  }

  /** @param {Frame} frame */
  #next(frame) {
    this.step += 1;
    this.show(frame, this.step);
  }

  /**
   * Show frame after frame, `pace` milliseconds apart at least.
   * @param {number} pace
   * @returns {Promise<boolean>} whether it came to the end; false where something else was asked for
   */
  async play(pace) {
    const turn = ++this.#turn;
    let due = NaN;
    for (;;) {
      const { done, value } = await this.#peek();
      if (turn !== this.#turn) return false;
      if (done) return true;
      let now;
      do {
        now = await this.tick();
        if (turn !== this.#turn) return false;
        if (Number.isNaN(due)) due = now + pace;
      } while (now < due);
      due = Math.max(due + pace, now);
      this.#ahead = null;
      this.#peek();
      this.#next(value);
    }
  }

  /** Show one frame more and stand still. @returns {Promise<boolean>} false at the end */
  async once() {
    this.pause();
    const { source } = this;
    const coming = this.#peek();
    this.#ahead = null;
    const { done, value } = await coming;
    if (source !== this.source) return true;
    if (!done) this.#next(value);
    return !done;
  }
}
