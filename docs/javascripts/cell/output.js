// What a run gives: text, figures, a question to the reader, and words on what went wrong. What an
// earlier run has left stays until the first new thing comes, or until the run is over.
import { tables } from "./columns.js";
import { Terminal } from "./terminal.js";
import { root } from "../site/root.js";
import { aloud, say } from "../site/voice.js";

/** @typedef {import("../python/protocol.js").Answer} Answer */
/** @typedef {import("../python/protocol.js").Columns} Columns */
/** @typedef {import("../python/protocol.js").Failure} Failure */
/** @typedef {import("../python/protocol.js").Wanted} Wanted */
/** @typedef {import("./gallery.js").Gallery} Gallery */

export class Output {
  #fresh = true;
  /** The run has not begun: what is there stays. */
  #kept = false;

  /**
   * @param {HTMLElement} element
   * @param {Gallery | null} gallery an exercise draws nothing
   * @param {(line: string) => void} reply gives the run a line that it has asked for
   */
  constructor(element, gallery, reply) {
    this.reply = reply;
    this.element = element;
    this.terminal = new Terminal(element);
    this.gallery = gallery;
    /** Where what stands in columns is shown as tables, in place of the text; an exercise has none. */
    this.columns = element.parentElement?.querySelector("[data-columns]");
    this.documented = [...(this.columns?.childNodes ?? [])];
    this.below = document.createElement("div");
    this.below.className = "cell-below";
    element.after(this.below);
  }

  /** A run begins. */
  begin() {
    this.#fresh = this.#kept = false;
    this.gallery?.begin();
    this.below.replaceChildren();
  }

  /** Something has come. @param {Answer} answer */
  hear(answer) {
    if (answer.type === "output") this.write(answer.text);
    else if (answer.type === "figure") this.gallery?.show(answer.figure);
    else if (answer.type === "ask") this.#ask();
  }

  /** @param {string} text */
  write(text) {
    if (!this.#fresh) this.terminal.clear();
    this.#fresh = true;
    this.columns?.replaceChildren();
    this.terminal.write(text);
  }

  /** The run is over, however it ended: what is not of this run goes. @param {(string | Columns)[]} [parts] of a text that holds tables */
  end(parts = []) {
    if (this.#kept) return;
    this.write("");
    this.columns?.replaceChildren(...tables(parts));
    this.gallery?.end();
    this.below.querySelector("form")?.remove();
  }

  /** What stands there, as it is read out. @param {boolean} given whether text and figures are this run's */
  aloud(given) {
    const figures = this.gallery?.box.childElementCount ?? 0;
    const drawn = figures ? `${figures} figure${figures > 1 ? "s" : ""}.` : "";
    const advice = [...this.below.querySelectorAll(".cell-advice")].map((line) => line.textContent);
    return [...(given ? [aloud(this.element.textContent ?? ""), drawn] : []), ...advice].join(" ");
  }

  /** @param {string} text what the build has printed */
  reset(text) {
    this.terminal.clear();
    this.element.textContent = text;
    this.columns?.replaceChildren(...this.documented);
    this.#fresh = true;
    this.gallery?.reset();
    this.below.replaceChildren();
  }

  /** @param {Failure} failure */
  fail({ traceback, advice, link }) {
    this.write(traceback);
    if (!advice) return;
    const line = this.#say(advice);
    if (!link) return;
    const [words, href] = link;
    line.append(Object.assign(document.createElement("a"), { href: new URL(href, root).href, textContent: words }));
  }

  /**
   * A package is not there: say what it costs, and bring it after one press.
   * @param {Wanted} wanted
   * @param {() => void} load
   */
  offer({ names, size }, load) {
    this.#kept = true;
    const one = names.length === 1;
    const megabytes = size < 1e6 ? "less than 1" : Math.round(size / 1e6);
    const line = this.#say(`${names.join(" and ")} ${one ? "is" : "are"} ${megabytes} MB to download, once; then kept on this device.`);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "md-button", textContent: "Load and run" });
    button.dataset.load = "";
    button.addEventListener("click", load);
    line.append(button);
  }

  /** @param {string} text */
  #say(text) {
    const line = document.createElement("p");
    line.className = "cell-bar cell-advice";
    line.append(Object.assign(document.createElement("span"), { textContent: text }));
    this.below.append(line);
    return line;
  }

  /** Python waits for a line of the reader's. */
  #ask() {
    const cell = this.element.parentElement;
    const form = document.createElement("form");
    form.className = "cell-bar cell-ask";
    const input = document.createElement("input");
    input.setAttribute("aria-label", this.terminal.lastLine.trim() || "A line for Python");
    Object.assign(input, { autocomplete: "off", autocapitalize: "off", spellcheck: false, enterKeyHint: "enter" });
    input.setAttribute("autocorrect", "off");
    const button = Object.assign(document.createElement("button"), { className: "md-button", textContent: "Enter" });
    form.append(input, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /** @type {HTMLElement | null | undefined} */ (cell?.querySelector("[data-stop]"))?.focus(); // it must not fall out of the page
      form.remove();
      this.reply(input.value);
    });
    // the focus goes there only from this cell: a reader elsewhere is not pulled away
    const held = cell?.contains(document.activeElement);
    this.below.append(form);
    if (held) input.focus();
    else say(`Python asks: ${input.ariaLabel}`);
  }
}
