// An exercise: a cell whose answer is checked in a copy of the page's variables.
import { Cell } from "./cell.js";
import * as runtime from "./runtime.js";

/** @typedef {import("./protocol.js").Verdict} Verdict */
/** @typedef {{source: string, verdict: string}} Kept */

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
    this.key = `initdocs:exercise:${location.pathname}#${element.dataset.exercise}`;
    part("check").addEventListener("click", () => this.#try(), { signal });
    this.hint.addEventListener("click", () => this.#showHint(), { signal });
    this.solution.addEventListener("click", () => this.#showSolution(), { signal });
    this.code.addEventListener("input", () => this.#keep(""), { signal });
    if (this.hints.length > 1) this.hint.textContent = `Hint 1 of ${this.hints.length}`;
    this.#restore();
  }

  /** Run as a cell would, and then check. */
  #try() {
    this.#checking = true;
    this.run();
  }

  /** @returns {Promise<boolean>} */
  async runAlone() {
    const { source } = this;
    const checking = this.#checking;
    this.#checking = false;
    this.mark(null);
    this.state = "running";
    this.status.textContent = checking ? "Checking…" : "Running…";
    this.output.textContent = "";
    const name = this.element.dataset.exercise ?? "exercise";
    try {
      /** @type {Verdict} */
      const verdict = await runtime.request(
        { type: "exercise", page: location.pathname, name, source, check: checking ? this.check : "" },
        (text) => this.output.append(text),
      );
      if (verdict.failure) {
        this.output.append(verdict.failure.traceback);
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
    }
  }

  reset() {
    super.reset();
    this.#judge("", "");
    this.#forget();
  }

  /** @param {string} verdict @param {string} why */
  #judge(verdict, why) {
    this.element.dataset.verdict = verdict;
    this.why.textContent = verdict === "pass" ? "✓ Right." : verdict === "fail" ? `✗ Not yet. ${why}` : "";
    if (verdict) this.#keep(verdict);
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

  /** Keep answer and verdict on this device; a browser that refuses to store loses nothing else. @param {string} verdict */
  #keep(verdict) {
    if (!verdict && this.element.dataset.verdict) this.#judge("", "");
    try {
      localStorage.setItem(this.key, JSON.stringify({ source: this.source, verdict }));
    } catch {
      // private browsing, or a full disk
    }
  }

  #forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // as above
    }
  }

  #restore() {
    /** @type {Kept | null} */
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    } catch {
      // not ours, or not readable
    }
    if (typeof kept?.source !== "string") return;
    if (kept.source !== this.original) {
      const editor = this.open(kept.source);
      editor.style.height = `${editor.scrollHeight}px`;
    }
    if (kept.verdict === "pass" || kept.verdict === "fail") {
      this.element.dataset.verdict = kept.verdict;
      this.why.textContent = kept.verdict === "pass" ? "✓ You solved this." : "✗ Not solved yet.";
    }
  }
}
