// An exercise: a cell whose answer is checked in a copy of the page's variables.
import { Cell, WAITS } from "./cell.js";

/** @typedef {import("./cells.js").Cells} Cells */
/** @typedef {import("./run.js").Run} Run */

export class Exercise extends Cell {
  #shown = 0;

  /** @param {HTMLElement} element @param {Cells} page @param {AbortSignal} signal */
  constructor(element, page, signal) {
    super(element, page, signal);
    /** @param {string} name */
    const part = (name) => /** @type {HTMLElement} */ (element.querySelector(`[data-${name}]`));
    this.hints = /** @type {HTMLElement[]} */ ([...part("hints").children]);
    this.hint = part("hint");
    this.solution = part("solution");
    this.solutionCode = part("solution-code");
    part("check").addEventListener("click", () => this.run({ checked: true }), { signal });
    this.hint.addEventListener("click", () => this.#showHint(), { signal });
    this.solution.addEventListener("click", () => this.#showSolution(), { signal });
    if (this.hints.length > 1) this.hint.textContent = `Hint 1 of ${this.hints.length}`;
  }

  restore() {
    const { verdict } = this.versions;
    if (verdict) {
      this.element.dataset.verdict = verdict;
      this.#why = verdict === "pass" ? "✓ You solved this." : "✗ Not solved yet.";
    }
    super.restore();
  }

  /** @param {string} text */
  set #why(text) {
    /** @type {HTMLElement} */ (this.element.querySelector("[data-why]")).textContent = text;
  }

  /** @param {string} source @param {import("./cell.js").Wish} wish @returns {import("../python/protocol.js").TryExercise} */
  request(source, { checked = false, load = false }) {
    const check = /** @type {HTMLTemplateElement} */ (this.element.querySelector("[data-check-source]")).content.textContent ?? "";
    return { type: "exercise", page: this.page.path, name: this.id || "exercise", source, check: checked ? check : "", load };
  }

  /** @param {Run} run */
  settle({ checked, result, source }) {
    // of code that has been edited since there is no verdict
    if (checked && result && !result.wants && source === this.source) this.#judge(result.passed ? "pass" : "fail", result.why);
  }

  /** @param {Run} run */
  told({ checked, result, said, state }) {
    if (!result) return state === "running" && checked ? "Checking…" : said;
    if (result.wants) return WAITS;
    if (result.failure && !checked) return `An error${result.failure.line ? ` in line ${result.failure.line}` : ""}.`;
    return checked ? "" : "Done, in a copy of the page’s variables.";
  }

  /** @param {Run} run */
  spoken(run) {
    const why = run.checked ? (this.element.querySelector("[data-why]")?.textContent ?? "") : "";
    return why ? why.replace(/^[✓✗] /, "") : super.spoken(run);
  }

  /** Another answer has no verdict yet. */
  renewed() {
    this.#judge("", "");
  }

  /** @param {string} verdict @param {string} why */
  #judge(verdict, why) {
    this.element.dataset.verdict = verdict;
    this.#why = verdict === "pass" ? "✓ Right." : verdict === "fail" ? `✗ Not yet. ${why}` : "";
    if (verdict) this.versions.verdict = verdict;
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
