// Answers run again on the teacher's device: what a string says of itself counts for nothing.
import * as runtime from "../python/runtime.js";

/** @typedef {import("./handin.js").HandIn} HandIn */
/** @typedef {{path: string, title: string, code: string[], tasks: {name: string, title: string, check: string}[]}} Page */
/** What came of an answer here, beside what its string says. @typedef {{passed: boolean, claimed: boolean, why: string, source: string}} Mark */
/** @typedef {{who: string, marks: Record<string, Mark>}} Row */

/** Before each check: what an answer has changed in the modules that judge it is gone. */
const ANEW = "import sys\nfor _ in [name for name in sys.modules if name.startswith('initdocs.exercises.')]:\n    del sys.modules[_]\n";

/** Seconds that one answer may take. */
export const LIMIT = 60;

/**
 * Those exercises that any of the strings answers, in the order of the pages.
 * @param {Page[]} pages
 * @param {HandIn[]} handIns
 */
export function answered(pages, handIns) {
  const wanted = new Set(handIns.flatMap(({ answers }) => answers.map(({ task }) => task)));
  return pages.map((page) => ({ ...page, tasks: page.tasks.filter(({ name }) => wanted.has(`${page.path}#${name}`)) })).filter(({ tasks }) => tasks.length);
}

/**
 * Rows as a table for a spreadsheet; a cell that begins like a formula is none.
 * @param {Row[]} rows
 * @param {{key: string, title: string}[]} columns
 */
export function csv(rows, columns) {
  const cell = (/** @type {string | number} */ value) => `"${String(value).replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;
  const told = ({ passed, claimed } = /** @type {Mark} */ ({})) => (passed === undefined ? "" : passed ? "pass" : claimed ? "fail (string says pass)" : "fail");
  const lines = rows.map(({ who, marks }) => [who, Object.values(marks).filter(({ passed }) => passed).length, ...columns.map(({ key }) => told(marks[key]))]);
  return [["Name", "Solved", ...columns.map(({ title }) => title)], ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
}

export class Marking {
  /** Where the variables of a page are, and the interpreter that has them. @type {Map<string, number>} */
  #prepared = new Map();
  #ended = false;

  /** @param {Page[]} pages @param {(text: string) => void} tell */
  constructor(pages, tell) {
    this.pages = pages;
    this.tell = tell;
  }

  /** Whoever waits for the rest is told. */
  stop() {
    this.#ended = true;
    runtime.stop();
  }

  /** Where a page's cells run here: the reader's own variables of that page stay. @param {Page} page */
  #space = ({ path }) => `marking ${path}`;

  /** Run the cells of a page, if its variables are not there. @param {Page} page */
  async #prepare(page) {
    await runtime.start();
    if (this.#prepared.get(page.path) === runtime.session()) return;
    for (const [i, source] of page.code.entries()) {
      this.tell(`${page.title}: cell ${i + 1} of ${page.code.length}…`);
      const { failure } = await runtime.request({ type: "cell", page: this.#space(page), name: `cell ${i + 1}`, source, expected: "", rtol: 1, varies: true, holds: "", load: true });
      if (failure) throw new Error(`${page.title}: its own cell ${i + 1} fails here: ${failure.message}`);
    }
    this.#prepared.set(page.path, runtime.session());
  }

  /**
   * @param {Page} page
   * @param {string} name of the exercise
   * @param {string} check
   * @param {string} source
   * @returns {Promise<{passed: boolean, why: string}>}
   */
  async #run(page, name, check, source) {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      runtime.stop();
    }, LIMIT * 1000);
    try {
      const { passed, why, failure } = await runtime.request({ type: "exercise", page: this.#space(page), name, source, check: ANEW + check, load: true });
      return { passed, why: failure ? `${failure.kind}: ${failure.message}` : why };
    } catch (error) {
      if (late) return { passed: false, why: `It had not ended after ${LIMIT} seconds.` };
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Run every answer, page by page.
   * @param {HandIn[]} handIns
   * @param {(rows: Row[]) => void} show after each answer
   * @returns {Promise<Row[]>}
   */
  async mark(handIns, show) {
    /** @type {Row[]} */
    const rows = handIns.map(({ who }) => ({ who, marks: {} }));
    const total = handIns.reduce((sum, { answers }) => sum + answers.length, 0);
    let done = 0;
    for (const page of this.pages) {
      for (const { name, title, check } of page.tasks) {
        for (const [i, { who, answers }] of handIns.entries()) {
          const answer = answers.find(({ task }) => task === `${page.path}#${name}`);
          if (!answer) continue;
          if (this.#ended) throw new runtime.Stopped("Stopped.");
          await this.#prepare(page);
          this.tell(`Answer ${(done += 1)} of ${total}: ${title}, ${who}…`);
          const { passed, why } = await this.#run(page, name, check, answer.source);
          rows[i].marks[`${page.path}#${name}`] = { passed, why, claimed: answer.verdict === "pass", source: answer.source };
          show(rows);
        }
      }
    }
    return rows;
  }
}
