// What the page says of a cell: a list of statements, and after a reader's own run which of them hold.

/** @typedef {import("../python/protocol.js").Statement} Statement */

export class Claims {
  /** @param {HTMLDetailsElement} element */
  constructor(element) {
    this.element = element;
    this.summary = /** @type {HTMLElement} */ (element.querySelector("[data-summary]"));
    this.items = /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-statement]")]);
    const template = /** @type {HTMLTemplateElement} */ (element.querySelector("[data-holds-source]"));
    this.source = template.content.textContent ?? "";
    this.recorded = this.summary.textContent;
  }

  /** As the page came: nothing is known of a run of the reader's own. */
  reset() {
    this.summary.textContent = this.recorded;
    this.element.dataset.holds = "";
    for (const item of this.items) item.dataset.statement = "";
  }

  /**
   * Mark each statement, and say in a sentence what holds.
   * @param {Statement[]} statements
   * @returns {string}
   */
  show(statements) {
    const words = new Map([[true, "true"], [false, "false"], [null, "unknown"]]);
    for (const [at, { holds, why }] of statements.entries()) {
      this.items[at].dataset.statement = /** @type {string} */ (words.get(holds));
      this.items[at].title = why;
    }
    const sentence = verdict(statements);
    this.summary.textContent = `In your run: ${sentence[0].toLowerCase()}${sentence.slice(1)}`;
    const all = statements.every(({ holds }) => holds);
    this.element.dataset.holds = String(all);
    if (!all) this.element.open = true;
    return sentence;
  }
}

/**
 * What holds of a page's statements, in a sentence.
 * @param {Statement[]} statements
 * @returns {string}
 */
export function verdict(statements) {
  const lost = statements.filter(({ holds }) => holds === false);
  const open = statements.filter(({ holds }) => holds === null);
  if (lost.length) {
    const [first, ...others] = lost.map(({ text }) => `“${text}”`);
    return `This does not hold: ${first}${others.length ? `, and ${others.length} more` : ""}`;
  }
  if (open.length) return open.length === statements.length ? "What the page says cannot be judged." : "Some of what the page says cannot be judged.";
  return "What the page says of it holds.";
}
