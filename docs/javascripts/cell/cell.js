// A live cell: run, stop, reset, and code that becomes a text area when the reader goes into it.
// cell/ holds what a cell and an exercise are made of. It imports itself, python/ and site/.
import { Editor } from "./editor.js";
import { Gallery } from "./gallery.js";
import { Claims } from "./claims.js";
import { Output } from "./output.js";
import * as runtime from "../python/runtime.js";
import { sharedAddress, sharedCode } from "./share.js";
import { copy } from "../site/clipboard.js";
import { keep, kept } from "../site/store.js";

/** @typedef {import("../python/protocol.js").CellResult} CellResult */

/** Which interpreter each cell has run in: a cell that has not run there is run first. @type {WeakMap<HTMLElement, number>} */
const ranIn = new WeakMap();
/** The cells that wait for the one that runs: cells run one at a time, in the order asked. */
let queue = Promise.resolve();
/** @type {WeakMap<HTMLElement, Cell>} */
const mounted = new WeakMap();

/** @param {ParentNode} root @param {string} selector */
const find = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/**
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function mountCell(element, signal) {
  mounted.set(element, new Cell(element, signal));
}

/** Cells above `element` that share its page's variables, in order. @param {HTMLElement} element */
function above(element) {
  const cells = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-cell]")]);
  return cells
    .filter((cell) => cell.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
    .map((cell) => mounted.get(cell));
}

export class Cell {
  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    this.element = element;
    this.code = find(element, "[data-code]");
    this.output = find(element, "[data-output]");
    this.status = find(element, "[data-status]");
    this.buttons = {
      run: find(element, "[data-run]"),
      stop: find(element, "[data-stop]"),
      reset: find(element, "[data-reset]"),
    };
    this.original = this.code.textContent ?? "";
    this.id = element.dataset.cell ?? element.dataset.exercise ?? "";
    this.key = `initdocs:cell:${location.pathname}#${this.id}`;
    this.documented = this.output.textContent ?? "";
    const figures = element.querySelector("[data-figures]"); // an exercise draws nothing
    this.shown = new Output(this.output, figures && new Gallery(figures, signal));
    const claims = /** @type {HTMLDetailsElement | null} */ (element.querySelector("[data-holds]"));
    this.claims = claims && new Claims(claims);
    this.highlighted = find(this.code, "pre");
    /** @type {Editor | null} */
    this.editor = null;
    this.buttons.run.addEventListener("click", () => this.run(), { signal });
    this.buttons.stop.addEventListener("click", () => runtime.stop(), { signal });
    this.buttons.reset.addEventListener("click", () => this.reset(), { signal });
    this.code.addEventListener("click", () => this.edit(), { signal });
    // before the editor, which has its own idea of these keys; after it, since Material's are for prose
    this.code.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    this.code.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
    find(element, "[data-copy]").addEventListener("click", () => this.#copy(this.source, "Copied."), { signal });
    find(element, "[data-share]").addEventListener("click", () => this.#share(), { signal });
    this.#restore();
    this.buttons.run.title = `Runs in your browser. The first run on this site loads ${runtime.toLoad()}. Ctrl+Enter in the code runs it too.`;
  }

  get source() {
    return this.editor?.value ?? this.original;
  }

  /** @param {"idle" | "loading" | "running" | "done" | "stopped" | "error"} state */
  set state(state) {
    this.element.dataset.state = state;
    const busy = state === "loading" || state === "running";
    // focus must not fall out of the page when the button under it disappears
    const held = document.activeElement;
    this.buttons.run.hidden = busy;
    this.buttons.stop.hidden = !busy;
    if (busy && held === this.buttons.run) this.buttons.stop.focus();
    if (!busy && held === this.buttons.stop) this.buttons.run.focus();
    this.buttons.reset.hidden = !this.editor && state === "idle";
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const enter = event.key === "Enter";
    if (enter && (event.ctrlKey || event.metaKey)) this.run();
    else if (enter && !this.editor) this.edit();
    else if (event.key === "Escape" && this.editor) this.buttons.run.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  edit() {
    if (this.editor || getSelection()?.toString()) return; // a selection is for copying
    this.open(this.original).focus();
  }

  /** Put an editor in the place of the highlighted code. @param {string} source */
  open(source) {
    const label = "Python code of this cell. Escape leaves it, Ctrl+Enter runs it.";
    const editor = new Editor(source, label, this.highlighted.offsetHeight, () => {
      this.mark(null);
      this.changed();
    });
    this.highlighted.replaceWith(editor.element);
    this.code.removeAttribute("tabindex");
    this.editor = editor;
    this.buttons.reset.hidden = false;
    return editor;
  }

  /** The reader has changed the code: it is kept on this device. */
  changed() {
    keep(this.key, { source: this.source, original: this.original });
  }

  /** Shared code, or what the reader wrote at an earlier visit: shown, never run. */
  async #restore() {
    const { source, original } = kept(this.key);
    if (typeof source === "string" && source !== this.original) {
      this.#show(source);
      this.status.textContent =
        original === this.original ? "Your code from an earlier visit." : "Your code from an earlier visit; the page’s has changed since (Reset shows it).";
    }
    try {
      const code = await sharedCode(location.hash, this.id);
      if (code === null) return;
      this.#show(code);
      this.status.textContent = "Shared code, not run yet: read it first.";
      this.element.closest("details")?.setAttribute("open", "");
      this.element.scrollIntoView();
    } catch {
      this.status.textContent = "The address holds shared code that is damaged.";
    }
  }

  /** @param {string} source */
  #show(source) {
    (this.editor ?? this.open(source)).value = source;
  }

  async #share() {
    await this.#copy(await sharedAddress(this.id, this.source), "The address with this code is copied.");
  }

  /** @param {string} text @param {string} done */
  async #copy(text, done) {
    this.status.textContent = await copy(text, done);
  }

  reset() {
    keep(this.key, null);
    this.editor?.element.replaceWith(this.highlighted);
    this.editor = null;
    this.code.tabIndex = 0;
    this.shown.reset(this.documented);
    this.claims?.reset();
    this.status.textContent = "";
    this.mark(null);
    this.state = "idle";
    this.buttons.run.focus({ preventScroll: true });
  }

  /** Run this cell, after the cells above it that this interpreter has not seen. @param {boolean} load as in `runAlone` */
  run(load = false) {
    this.state = "loading";
    this.status.textContent = "Waiting…";
    queue = queue.then(async () => {
      const quiet = runtime.onProgress((text) => (this.status.textContent = text));
      try {
        await runtime.start();
        for (const cell of above(this.element)) {
          if (!cell || ranIn.get(cell.element) === runtime.session()) continue;
          this.status.textContent = "Running the cells above first…";
          if (!(await cell.runAlone())) break;
        }
        await this.runAlone(load);
      } catch (error) {
        this.failed(error);
      } finally {
        quiet();
      }
    });
    return queue;
  }

  /**
   * @param {boolean} load whether a package that is not there is brought without asking
   * @returns {Promise<boolean>} whether the cell ran to its end
   */
  async runAlone(load = false) {
    const source = this.source;
    this.mark(null);
    this.state = "running";
    this.status.textContent = "Running…";
    this.shown.begin();
    this.claims?.reset();
    try {
      /** @type {CellResult} */
      const result = await runtime.request(
        {
          type: "cell",
          page: location.pathname,
          name: this.element.dataset.cell ?? "cell",
          source,
          expected: this.documented,
          rtol: Number(this.element.dataset.rtol),
          varies: "varies" in this.element.dataset,
          holds: this.claims?.source ?? "",
          load,
        },
        (answer) => this.shown.hear(answer),
      );
      if (result.wants) return this.wants(result.wants);
      ranIn.set(this.element, runtime.session());
      if (result.failure) {
        const { line } = result.failure;
        this.shown.fail(result.failure);
        this.mark(line);
        this.status.textContent = line ? `An error in line ${line}.` : "An error.";
        this.state = "error";
        return false;
      }
      const edited = source !== this.original;
      const same = "varies" in this.element.dataset ? "" : result.same ? ": the same as on the page" : ": differs from the page";
      this.status.textContent = `Done${edited ? "" : same}. ${this.claims?.show(result.statements) ?? ""}`.trim();
      this.element.dataset.same = edited ? "" : String(result.same);
      this.state = "done";
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    } finally {
      this.shown.end();
    }
  }

  /** The code needs what is not there: the reader decides. @param {import("../python/protocol.js").Wanted} wanted */
  wants(wanted) {
    this.shown.offer(wanted, () => this.run(true));
    this.status.textContent = "Not run yet: it needs more than Python and NumPy.";
    this.state = "idle";
    return false;
  }

  /** @param {unknown} error */
  failed(error) {
    this.status.textContent = error instanceof Error ? error.message : String(error);
    this.state = error instanceof runtime.Stopped ? "stopped" : "error";
  }

  /** @param {number | null} line */
  mark(line) {
    this.code.classList.toggle("cell-code--marked", line !== null);
    if (line === null) delete this.code.dataset.errorLine;
    else this.code.dataset.errorLine = String(line);
    this.code.style.setProperty("--line", String((line ?? 1) - 1));
  }
}
