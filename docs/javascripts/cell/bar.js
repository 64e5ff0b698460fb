// What a page offers as a whole: run all of its cells, and restart Python, by button and by key.
import * as queue from "../python/queue.js";
import * as runtime from "../python/runtime.js";

/** Milliseconds between the two presses of 0. */
const TWICE = 800;

/** @typedef {import("./cells.js").Cells} Cells */

/** @param {EventTarget | null} target */
const typed = (target) => target instanceof Element && target.matches("input, textarea, select, [contenteditable]");

export class Bar {
  #zero = 0;
  /** Said until all is run again. */
  #note = "";

  /** @param {Cells} page @param {AbortSignal} signal */
  constructor(page, signal) {
    this.page = page;
    this.run = /** @type {HTMLElement | null} */ (document.querySelector("[data-run-all]"));
    this.stop = /** @type {HTMLElement | null} */ (document.querySelector("[data-stop-all]"));
    this.status = /** @type {HTMLElement | null} */ (document.querySelector("[data-page-status]"));
    this.run?.addEventListener("click", () => this.#runAll(), { signal });
    this.stop?.addEventListener("click", () => page.stopAll(), { signal });
    document.querySelector("[data-restart]")?.addEventListener("click", () => this.#restart(), { signal });
    // before a cell, whose own key is nearly the same
    document.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    queue.onChange(() => this.#refresh(), signal);
    this.#refresh();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, ctrlKey, metaKey, shiftKey, altKey, repeat, target, timeStamp } = event;
    if (key === "Enter" && shiftKey && (ctrlKey || metaKey) && this.run) {
      event.preventDefault();
      event.stopPropagation();
      return this.#runAll();
    }
    if (key !== "0" || ctrlKey || metaKey || altKey || repeat || typed(target)) return (this.#zero = 0);
    if (this.#zero && timeStamp - this.#zero < TWICE) {
      this.#zero = 0;
      this.#restart();
    } else this.#zero = timeStamp;
  }

  #runAll() {
    this.#note = "";
    this.page.runAll();
  }

  #restart() {
    const there = runtime.begun();
    this.#note = there ? "Python was restarted: every variable is gone." : "Python is not running: there are no variables.";
    queue.restart();
    this.#refresh();
  }

  #refresh() {
    const { whole } = this.page;
    const left = whole && queue.all().some(({ batch }) => batch === whole);
    if (this.run && this.stop) {
      const held = document.activeElement;
      this.run.hidden = Boolean(left);
      this.stop.hidden = !left;
      if (left && held === this.run) this.stop.focus();
      if (!left && held === this.stop) this.run.focus();
    }
    if (this.status) this.status.textContent = this.#note || (whole ? told(whole, Boolean(left)) : "");
  }
}

/** @param {import("../python/queue.js").Batch} batch @param {boolean} left whether something of it still runs or waits */
function told({ size, over, end }, left) {
  if (left) return `Cell ${Math.min(over + 1, size)} of ${size}…`;
  if (!end && over < size) return `${over} of ${size} cells ran.`;
  if (!end) return size === 1 ? "The cell ran." : `All ${size} cells ran.`;
  return `${end[0].toUpperCase()}${end.slice(1)}${over < size ? ` ${size - over} below it ${size - over === 1 ? "was" : "were"} not run.` : ""}`;
}
