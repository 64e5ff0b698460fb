// The doctor's page: takes a file to Python and shows the report that comes back, or that of an example.
// doctor/ holds the page of the doctor. It imports itself, python/ and site/; what is shown is HTML
// that Python makes, here and when the page is built.
import * as queue from "../python/queue.js";
import * as runtime from "../python/runtime.js";
import { copy } from "../site/clipboard.js";
import { root } from "../site/root.js";
import { saving } from "../site/saving.js";
import { say } from "../site/voice.js";
import { mountFilter } from "./filter.js";

/** Bytes of a file at most: a page's memory ends at a few times that. */
export const LARGEST = 200e6;

/** A file's size as one reads it. @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;

/** @param {HTMLElement} element @param {AbortSignal} signal */
export function mountDoctor(element, signal) {
  new Doctor(element, signal);
}

class Doctor {
  /** Counts what was asked for: an answer to an earlier wish is dropped. */
  #wish = 0;
  /** Reports of examples by their address. @type {Map<string, Promise<string>>} */
  #examples = new Map();
  /** What the reader has given. @type {File | null} */
  #file = null;

  /** @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(element, signal) {
    /** @template {Element} T @param {string} selector @returns {T} */
    const find = (selector) => /** @type {T} */ (element.querySelector(selector));
    this.element = element;
    this.status = /** @type {HTMLElement} */ (find("[data-status]"));
    this.subject = /** @type {HTMLElement} */ (find("[data-subject]"));
    this.report = /** @type {HTMLElement} */ (find("[data-report]"));
    this.text = /** @type {HTMLTextAreaElement} */ (find("textarea"));
    this.again = /** @type {HTMLButtonElement} */ (find("[data-again]"));
    const cost = /** @type {HTMLElement} */ (find("[data-cost]"));
    cost.textContent = `Python examines it in this page, and loads then (${runtime.toLoad()}).`;
    const input = /** @type {HTMLInputElement} */ (find("[data-files]"));
    input.addEventListener("change", () => this.#take(input.files), { signal });
    this.again.addEventListener("click", () => this.#file && this.#examine(this.#file), { signal });
    this.#listenToDrops(signal);
    element.addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    signal.addEventListener("abort", () => (this.#wish += 1));
    this.#foresee(signal);
    mountFilter(this.report);
    const example = new URLSearchParams(location.search).get("doctor.example");
    const link = example && element.querySelector(`[data-example="${CSS.escape(example)}"]`);
    if (link instanceof HTMLAnchorElement && !link.hasAttribute("aria-current")) this.#show(link);
    element.dataset.ready = "";
  }

  /** A file may be dropped anywhere on the page: beside a box the browser would leave the page for it. @param {AbortSignal} signal */
  #listenToDrops(signal) {
    const over = (/** @type {boolean} */ on) => this.element.classList.toggle("doctor--over", on);
    const files = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      over(true);
    }, { signal }); // prettier-ignore
    document.addEventListener("dragleave", (event) => event.relatedTarget === null && over(false), { signal });
    document.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      over(false);
      this.#take(event.dataTransfer?.files ?? null);
    }, { signal }); // prettier-ignore
  }

  /** @param {FileList | null} files */
  #take(files) {
    if (!files?.length) return;
    if (files.length > 1) return this.#tell(`${files.length} files: one at a time.`, "error");
    const [file] = files;
    this.#file = file;
    this.again.disabled = false;
    this.#examine(file);
  }

  /** @param {File} file */
  async #examine(file) {
    const wish = ++this.#wish;
    if (file.size > LARGEST) {
      return this.#tell(`${file.name} has ${megabytes(file.size)}, and a page holds ${megabytes(LARGEST)}. Write its report with the two lines under “Larger files”, and drop that.`, "error");
    }
    const text = this.text.value;
    const quiet = this.#tellWait(() => wish === this.#wish);
    try {
      this.#tell(`Examining ${file.name}…`, "loading");
      await runtime.start();
      if (wish !== this.#wish) return;
      this.#tell(`Examining ${file.name}, ${megabytes(file.size)}…`, "loading");
      const { html, error } = await runtime.request({ type: "examine", file, text });
      if (wish !== this.#wish) return;
      if (error) return this.#tell(`${error}.`, "error");
      this.#put(html, [`Your file: ${file.name}.`, `${megabytes(file.size)}${text.trim() ? ", with the text of its model" : ""}, examined in this page.`]);
      this.#mark(null);
      this.#tell("", "done");
      this.#announce();
    } catch (error) {
      if (wish === this.#wish) this.#tell(error instanceof Error ? error.message : String(error), "error");
    } finally {
      quiet();
    }
  }

  /** Say what Python is waited for. @param {() => boolean} asked whether it still is */
  #tellWait(asked) {
    const ends = new AbortController();
    const quiet = runtime.onProgress((text) => asked() && this.#tell(text, "loading"));
    const tell = () => {
      const job = queue.current();
      if (asked() && job && runtime.ready()) this.#tell(`Waiting for ${job.name}, which is still running…`, "loading");
    };
    queue.onChange(tell, ends.signal);
    const over = queue.wait("The doctor");
    return () => {
      ends.abort();
      quiet();
      over();
    };
  }

  /** Who comes near the examples gets them all: they are small, and stay at hand without a network. @param {AbortSignal} signal */
  #foresee(signal) {
    const links = /** @type {HTMLAnchorElement[]} */ ([...this.element.querySelectorAll("[data-example]")]);
    const here = new AbortController();
    signal.addEventListener("abort", () => here.abort());
    const come = (/** @type {globalThis.Event} */ event) => {
      if (!(event.target instanceof Element && event.target.closest(".doctor-examples")) || saving()) return;
      here.abort();
      for (const link of links) this.#fetch(link).catch(() => {});
    };
    for (const event of ["pointerover", "focusin"]) this.element.addEventListener(event, come, { signal: here.signal });
  }

  /** @param {HTMLAnchorElement} link @returns {Promise<string>} the report of an example */
  #fetch(link) {
    const at = link.dataset.at ?? "";
    let found = this.#examples.get(at);
    if (!found) {
      found = fetch(new URL(at, root)).then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return (await answer.json()).html;
      });
      this.#examples.set(at, found);
      found.catch(() => this.#examples.delete(at));
    }
    return found;
  }

  /** @param {HTMLAnchorElement} link of an example */
  async #show(link) {
    const wish = ++this.#wish;
    try {
      const html = await this.#fetch(link);
      if (wish !== this.#wish) return;
      this.#put(html, [`Example: ${link.textContent}.`, link.title]);
      this.#mark(link);
      this.#tell("", "idle");
      this.#announce();
    } catch {
      if (wish === this.#wish) this.#tell("This example could not be fetched: the network does not answer.", "error");
    }
  }

  /** @param {string} html that Python made @param {[string, string]} subject */
  #put(html, [name, about]) {
    this.report.innerHTML = html;
    const strong = document.createElement("strong");
    strong.textContent = name;
    this.subject.replaceChildren(strong, ` ${about}`);
    mountFilter(this.report);
  }

  /** Which example is shown: it stands in the address too. @param {HTMLAnchorElement | null} link */
  #mark(link) {
    for (const other of this.element.querySelectorAll("[data-example]")) other.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    const url = new URL(location.href);
    if (link) url.searchParams.set("doctor.example", link.dataset.example ?? "");
    else url.searchParams.delete("doctor.example");
    history.replaceState(history.state, "", url);
  }

  #announce() {
    const verdict = this.report.querySelector(".doctor-head")?.firstElementChild?.textContent ?? "";
    const counts = this.report.querySelector(".doctor-head > span")?.textContent ?? "";
    say(`${this.subject.textContent} ${verdict}. ${counts}`);
    this.subject.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} text @param {string} state */
  #tell(text, state) {
    this.element.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** @param {MouseEvent} event */
  async #click(event) {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("[data-example]");
    if (link instanceof HTMLAnchorElement && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      event.stopImmediatePropagation(); // the theme would fetch the page that the link names
      return this.#show(link);
    }
    const button = target?.closest("[data-copy-report], [data-copy-code]");
    if (!button) return;
    const whole = /** @type {HTMLTemplateElement | null} */ (this.report.querySelector("template[data-markdown]"));
    const code = button.previousElementSibling?.textContent ?? "";
    const told = await copy(button.matches("[data-copy-report]") ? (whole?.content.textContent ?? "") : code);
    const label = button.textContent;
    button.textContent = told === "Copied." ? "Copied" : label;
    say(told);
    button.addEventListener("blur", () => (button.textContent = label), { once: true });
  }
}
