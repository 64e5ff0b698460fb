// A live cell: run, stop, reset, and code that becomes a text area when the reader goes into it.
// cell/ holds what a cell and an exercise are made of. It imports itself, python/ and site/.
import { Editor, lettersBefore, unfold } from "./editor.js";
import { Gallery } from "./gallery.js";
import { Claims, verdict } from "./claims.js";
import { Output } from "./output.js";
import { nameParts } from "./names.js";
import { forget, lastRun, Run } from "./run.js";
import { sharedAddress } from "./share.js";
import { Versions } from "./versions.js";
import * as queue from "../python/queue.js";
import * as runtime from "../python/runtime.js";
import { copy } from "../site/clipboard.js";
import { say } from "../site/voice.js";

/** @typedef {import("../python/protocol.js").CellResult} CellResult */
/** @typedef {import("../python/protocol.js").Request} Request */
/** @typedef {import("../python/queue.js").Batch} Batch */
/** @typedef {import("../python/queue.js").Job} Job */
/** @typedef {import("./cells.js").Cells} Cells */
/** @typedef {import("./run.js").Part} Part */
/** @typedef {{checked?: boolean, load?: boolean}} Wish whether an answer is judged, and whether a package that is not there is brought without asking */

/** What was run when the reader pressed Stop: it does not start again by itself. @type {Map<string, string>} */
const halted = new Map();

/** @param {ParentNode} root @param {string} selector */
const find = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/** Said of a run that waits for packages, of which its own row asks. */
export const WAITS = "Not run yet: it needs more than Python and NumPy.";

export class Cell {
  /** Said until the next run: of a text, or of what was pressed. */
  #note = "";
  /** The run that is shown; none where the page's own output is. @type {Run | null} */
  #run = null;

  /** @param {HTMLElement} element @param {Cells} page @param {AbortSignal} signal */
  constructor(element, page, signal) {
    this.element = element;
    this.page = page;
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
    this.key = `initdocs:cell:${page.path}#${this.id}`;
    this.versions = new Versions(this.key, this.original);
    this.documented = this.output.textContent ?? "";
    const figures = element.querySelector("[data-figures]"); // an exercise draws nothing
    this.shown = new Output(this.output, figures && new Gallery(figures, signal), (line) => this.#run?.reply(line));
    const claims = /** @type {HTMLDetailsElement | null} */ (element.querySelector("[data-holds]"));
    this.claims = claims && new Claims(claims);
    this.highlighted = find(this.code, "pre");
    /** @type {Editor | null} */
    this.editor = null;
    this.choice = document.createElement("select");
    Object.assign(this.choice, { className: "cell-version", hidden: true });
    this.choice.dataset.version = "";
    this.status.before(this.choice);
    this.choice.addEventListener("change", () => this.#choose(this.choice.value), { signal });
    this.buttons.run.addEventListener("click", () => this.run(), { signal });
    this.buttons.stop.addEventListener("click", () => this.stop(), { signal });
    this.buttons.reset.addEventListener("click", () => this.reset(), { signal });
    this.code.addEventListener("click", (event) => this.edit(lettersBefore(this.highlighted, event)), { signal });
    // before the editor, which has its own idea of these keys; after it, since Material's are for prose
    this.code.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    this.code.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
    find(element, "[data-copy]").addEventListener("click", () => this.#copy(this.source, "Copied."), { signal });
    find(element, "[data-share]").addEventListener("click", () => this.#share(), { signal });
    queue.onChange(() => this.refresh(), signal);
    // a run that goes on holds nothing of a page that was left
    signal.addEventListener("abort", () => this.#run && (this.#run.view = null));
    this.buttons.run.title = `Runs in your browser. The first run on this site loads ${runtime.toLoad()}. Ctrl+Enter in the code runs it too.`;
  }

  get source() {
    return this.versions.source;
  }

  /** What a reader calls it. */
  get name() {
    return this.page.nameOf(this);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const enter = event.key === "Enter";
    if (enter && event.shiftKey && (event.ctrlKey || event.metaKey)) return; // the page's
    if (enter && (event.ctrlKey || event.metaKey)) this.run();
    else if (enter && !this.editor) this.edit();
    else if (event.key === "Escape" && this.editor) this.buttons.run.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} [at] where the reader has pointed, in letters */
  edit(at) {
    if (this.editor || getSelection()?.toString()) return; // a selection is for copying
    this.#open(this.source).focus(at);
  }

  /** Put an editor in the place of the highlighted code. @param {string} source */
  #open(source) {
    unfold(this.code);
    const label = "Python code of this cell. Escape leaves it, Ctrl+Enter runs it.";
    const editor = new Editor(source, label, this.highlighted.offsetHeight, () => this.changed());
    this.highlighted.replaceWith(editor.element);
    this.code.removeAttribute("tabindex");
    this.editor = editor;
    this.buttons.reset.hidden = false;
    return editor;
  }

  /** The reader has changed the code: it is kept on this device. */
  changed() {
    const source = this.editor?.value ?? this.original;
    if (source === this.source) return;
    this.mark(null);
    this.versions.type(source);
    this.#offer();
    this.renewed();
  }

  /** Another text is shown. */
  renewed() {}

  /** Show what was run in this tab, or what the reader wrote at an earlier visit. */
  restore() {
    nameParts(this, this.name.replace(/ of “.*/, ""));
    const { shown } = this.versions;
    if (shown) {
      this.#write(shown.source);
      this.#note = shown.whose === "shared" ? "Shared code, not run yet: read it first." : "Your code from an earlier visit.";
      if (shown.original !== this.original) this.#note = "Your code from an earlier visit; the page’s has changed since (Reset shows it).";
    }
    this.#offer();
    const run = lastRun(this.key);
    if (run) this.watch(run);
    else this.refresh();
  }

  /** Shared code has come with the address: shown, never run. @param {string} code */
  receive(code) {
    if (code === this.source && this.versions.shown?.whose !== "shared") return this.say("The shared code is the same as the code here.");
    const own = this.versions.shown?.whose === "yours";
    this.versions.take(code);
    this.#write(code);
    this.#offer();
    this.renewed();
    this.say(`Shared code, not run yet: read it first.${own ? " Your own is kept: choose it here." : ""}`);
    this.element.closest("details")?.setAttribute("open", "");
    this.element.scrollIntoView();
  }

  /** The texts that this cell has beside the one that is shown; the page's is a press on Reset away. */
  #offer() {
    const { choice } = this.versions;
    this.choice.replaceChildren(...choice.map(({ id, label, shown }) => new Option(label, id, false, shown)));
    this.choice.hidden = !choice.some(({ id, shown }) => id && !shown);
  }

  /** @param {string} id */
  #choose(id) {
    if (!id) return this.reset(this.choice);
    this.versions.choose(id);
    this.#write(this.source);
    this.mark(null);
    this.#offer();
    this.renewed();
    const shared = this.versions.shown?.whose === "shared";
    this.say(shared ? "Shared code, not run yet: read it first." : "Your code, not run yet.");
  }

  /** @param {string} source */
  #write(source) {
    (this.editor ?? this.#open(source)).value = source;
  }

  async #share() {
    await this.#copy(await sharedAddress(this.id, this.source), "The address with this code is copied.");
  }

  /** @param {string} text @param {string} done */
  async #copy(text, done) {
    this.say(await copy(text, done));
  }

  /** Said in the line below the cell, until there is something newer. @param {string} text */
  say(text) {
    this.#note = text;
    this.refresh();
    say(text);
  }

  /** The page's code and output again; a run ends. The reader's text can be had back. @param {HTMLElement} focus */
  reset(focus = this.buttons.run) {
    const busy = this.busy;
    this.stop();
    forget(this.key);
    if (this.#run) this.#run.view = null;
    this.#run = null;
    this.versions.choose("");
    this.editor?.element.replaceWith(this.highlighted);
    this.editor = null;
    this.code.tabIndex = 0;
    this.shown.reset(this.documented);
    this.claims?.reset();
    delete this.element.dataset.same;
    this.mark(null);
    this.#offer();
    this.renewed();
    this.say(`${busy ? "The run was ended. " : ""}${this.choice.hidden ? "" : "The page’s code. Your own is kept: choose it here."}`.trim());
    (focus.hidden ? this.buttons.run : focus).focus({ preventScroll: true });
  }

  /** What of the queue is this cell's. @returns {Job[]} */
  get #jobs() {
    return queue.all().filter((job) => job.key === this.key);
  }

  /** Whether it runs or waits. */
  get busy() {
    return this.#jobs.length > 0;
  }

  /** End this cell's run, or take it out of the queue; no other. */
  stop() {
    queue.stop((job) => job.key === this.key);
  }

  /** Run this cell, after the cells above it that this interpreter has not seen. @param {Wish} [wish] */
  run(wish) {
    // pressed twice is asked once, unless the code is another one now
    if (this.#jobs.some((job) => job.source === this.source)) return;
    const batch = queue.batchOf();
    batch.wanted = this.job(batch, wish);
    queue.add(batch.wanted);
  }

  /** Whether it must run before those below it: the same code that was stopped does not start by itself. */
  get missing() {
    const run = lastRun(this.key);
    const there = run?.over && run.alive && run.state !== "stopped" && run.state !== "idle";
    return !there && halted.get(this.key) !== this.source && !this.busy;
  }

  /** @param {string} source @param {Wish} wish @returns {Request} */
  request(source, { load = false }) {
    return {
      type: "cell",
      page: this.page.path,
      name: this.id || "cell",
      source,
      expected: this.documented,
      rtol: Number(this.element.dataset.rtol),
      varies: "varies" in this.element.dataset,
      holds: this.claims?.source ?? "",
      load,
    };
  }

  /** One run of it, for the queue. @param {Batch} batch @param {Wish} [wish] @returns {Job} */
  job(batch, wish = {}) {
    const { key, name, page, source } = this;
    const run = new Run(key, source, this.request(source, wish), wish.checked);
    halted.delete(key);
    this.#note = "";
    /** The page may have been left since, and come back to. */
    const cell = () => page.shown(key);
    return {
      key,
      path: page.path,
      name,
      batch,
      source,
      needs: (job) => {
        const above = batch.wanted === job ? page.above(cell() ?? this).filter((other) => other.missing) : [];
        if (above.length) run.rest("Running the cells above first…");
        return above.map((other) => other.job(batch));
      },
      turn: () => {
        run.asked = batch.wanted?.key === key;
        run.begin();
        cell()?.watch(run);
      },
      work: () => run.work(),
      failed: (error) => {
        run.failed(error);
        if (run.state === "stopped") halted.set(key, source);
      },
      dropped: (why) => {
        if (lastRun(key) === run) run.failed(new runtime.Stopped(why));
        else cell()?.say(why);
      },
    };
  }

  /** Show a run from now on. @param {Run} run */
  watch(run) {
    if (this.#run) this.#run.view = null;
    this.#run = run;
    run.view = this;
    this.#note = "";
    this.mark(null);
    this.claims?.reset();
    this.shown.begin();
    for (const part of run.parts) this.shown.hear(part);
    this.refresh();
  }

  /** @param {Part} part something new from the run that is shown */
  add(part) {
    this.shown.hear(part);
  }

  /** The run that is shown has something new to say. */
  news() {
    this.#note = "";
    this.refresh();
  }

  /** Say and mark how things stand with this cell. */
  refresh() {
    const run = this.#run;
    const waits = this.#jobs.some((job) => job !== queue.current()) && !(run && !run.over);
    if (run?.over && this.#settled !== run) this.#settle(run);
    this.state = waits ? "loading" : (run?.state ?? "idle");
    const current = queue.current();
    if (waits) this.status.textContent = current ? `Waiting for ${current.name}…` : "Waiting…";
    else this.status.textContent = this.#note || (run ? this.told(run) : "");
    if (run?.asked && !this.#note) run.speak(run.over ? this.spoken(run) : this.told(run));
  }

  /** What is said of a run that is over. @param {Run} run */
  spoken(run) {
    return `${this.told(run)} ${this.shown.aloud(!run.result?.wants)}`;
  }

  /** The run that is over, and shown as such. @type {Run | null} */
  #settled = null;

  /** @param {Run} run it is over */
  #settle(run) {
    this.#settled = run;
    const { wants, failure, parts } = run.result ?? {};
    if (wants) this.shown.offer(wants, () => this.run({ checked: run.checked, load: true }));
    if (failure) this.shown.fail(failure);
    this.shown.end(failure ? [] : parts);
    if (failure) this.mark(run.source === this.source ? failure.line : null);
    this.settle(run);
  }

  /** @param {Run} run */
  settle({ result, source, state }) {
    this.element.dataset.same = state !== "done" || source !== this.original ? "" : String(result.same);
    if (state === "done") this.claims?.show(result.statements);
  }

  /** What a run says of itself. @param {Run} run @returns {string} */
  told(run) {
    const { result, said, source, state } = run;
    if (!result) return said;
    const { crowded, failure, same, statements, wants } = result;
    if (wants) return WAITS;
    const full = crowded ? " Python holds more than 1.5 GB, and near 2 GB it fails: Restart Python gives it back." : "";
    const gone = run.alive ? full : " Python has started anew since: its variables are gone.";
    if (state === "error") return `An error${failure.line ? ` in line ${failure.line}` : ""}.${gone}`;
    const told = "varies" in this.element.dataset || source !== this.original ? "" : same ? ": the same as on the page" : ": differs from the page";
    return `Done${told}. ${this.claims ? verdict(statements) : ""}`.trim() + gone;
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

  /** @param {number | null} line */
  mark(line) {
    this.code.classList.toggle("cell-code--marked", line !== null);
    if (line === null) delete this.code.dataset.errorLine;
    else unfold(this.code).dataset.errorLine = String(line);
    this.code.style.setProperty("--line", String((line ?? 1) - 1));
  }
}
