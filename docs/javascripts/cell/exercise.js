// An exercise: a cell whose answer is checked in a copy of the page's variables.
import { Cell } from "./cell.js";
import * as runtime from "../python/runtime.js";
import { keep, kept } from "../site/store.js";

/** @typedef {import("../python/protocol.js").Verdict} Verdict */

/**
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function mountExercise(element, signal) {
  new Exercise(element, signal);
}

class Exercise extends Cell {
  /** Whether the next run ends with the check. */
  #checking = false;
  #shown = 0;

  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    super(element, signal);
    /** @param {string} name */
    const part = (name) => /** @type {HTMLElement} */ (element.querySelector(`[data-${name}]`));
    this.check = /** @type {HTMLTemplateElement} */ (part("check-source")).content.textContent ?? "";
    this.why = part("why");
    this.hints = /** @type {HTMLElement[]} */ ([...part("hints").children]);
    this.hint = part("hint");
    this.solution = part("solution");
    this.solutionCode = part("solution-code");
    part("check").addEventListener("click", () => this.#try(), { signal });
    this.hint.addEventListener("click", () => this.#showHint(), { signal });
    this.solution.addEventListener("click", () => this.#showSolution(), { signal });
    if (this.hints.length > 1) this.hint.textContent = `Hint 1 of ${this.hints.length}`;
    const { verdict } = kept(this.key);
    if (verdict !== "pass" && verdict !== "fail") return;
    element.dataset.verdict = verdict;
    this.why.textContent = verdict === "pass" ? "✓ You solved this." : "✗ Not solved yet.";
  }

  /** Run as a cell would, and then check. */
  #try() {
    this.#checking = true;
    this.run();
  }

  /** @param {boolean} load @returns {Promise<boolean>} */
  async runAlone(load = false) {
    const { source } = this;
    const checking = this.#checking;
    this.#checking = false;
    this.mark(null);
    this.state = "running";
    this.status.textContent = checking ? "Checking…" : "Running…";
    this.shown.begin();
    const name = this.element.dataset.exercise ?? "exercise";
    try {
      /** @type {Verdict} */
      const verdict = await runtime.request(
        { type: "exercise", page: location.pathname, name, source, check: checking ? this.check : "", load },
        (answer) => this.shown.hear(answer),
      );
      if (verdict.wants) {
        this.#checking = checking;
        return this.wants(verdict.wants);
      }
      if (verdict.failure) {
        this.shown.fail(verdict.failure);
        this.mark(verdict.failure.line);
      }
      this.state = verdict.failure ? "error" : "done";
      this.status.textContent = checking || verdict.failure ? "" : "Done, in a copy of the page’s variables.";
      if (checking) this.#judge(verdict.passed ? "pass" : "fail", verdict.why);
      else if (verdict.failure) this.status.textContent = `An error in line ${verdict.failure.line ?? "?"}.`;
      return verdict.passed;
    } catch (error) {
      this.failed(error);
      return false;
    } finally {
      this.shown.end();
    }
  }

  /** A changed answer has no verdict yet. */
  changed() {
    if (this.element.dataset.verdict) this.#judge("", "");
    super.changed();
  }

  reset() {
    super.reset();
    this.#judge("", "");
  }

  /** @param {string} verdict @param {string} why */
  #judge(verdict, why) {
    this.element.dataset.verdict = verdict;
    this.why.textContent = verdict === "pass" ? "✓ Right." : verdict === "fail" ? `✗ Not yet. ${why}` : "";
    if (verdict) keep(this.key, { source: this.source, original: this.original, verdict });
  }

  #showHint() {
    if (this.#shown >= this.hints.length) return;
    this.hints[this.#shown].hidden = false;
    this.#shown += 1;
    const left = this.hints.length - this.#shown;
    this.hint.textContent = left ? `Hint ${this.#shown + 1} of ${this.hints.length}` : "No more hints";
    this.hint.setAttribute("aria-disabled", String(!left));
  }

  #showSolution() {
    const open = this.solutionCode.hidden;
    this.solutionCode.hidden = !open;
    this.solution.setAttribute("aria-expanded", String(open));
  }
}
