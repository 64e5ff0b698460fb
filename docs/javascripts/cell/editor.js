// The text of a cell while a reader changes it. It is a plain text area at once; the editor with
// colours, indentation and undo takes its place when it has come from the CDN, checked by hash.
import { readLock } from "../python/lock.js";
import { saving } from "../site/saving.js";

/** @typedef {{textarea: HTMLTextAreaElement, value: string, setOptions: (options: {value: string}) => void}} Prism */

/** @type {Promise<(box: HTMLElement, value: string, changed: () => void) => Prism> | null} */
let loading = null;

/**
 * Load one file and let the browser check its hash; a module is then in the page's module map.
 * @param {string} href
 * @param {string} integrity
 */
function load(href, integrity) {
  const link = document.createElement("link");
  Object.assign(link, { href, integrity, crossOrigin: "anonymous", rel: href.endsWith(".css") ? "stylesheet" : "modulepreload" });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${href} did not come, or is not the file this site was made with`));
    document.head.append(link);
  });
}

async function fromCdn() {
  const { base, files } = (await readLock()).editor;
  await Promise.all(Object.entries(files).map(([name, { integrity }]) => load(base + name, integrity)));
  const [{ createEditor }, { defaultCommands, editHistory }] = await Promise.all([
    import(`${base}index.js`),
    import(`${base}extensions/commands/index.js`),
    import(`${base}prism/languages/python.js`), // its colours
    import(`${base}languages/python.js`), // its indentation and comments
  ]);
  return (/** @type {HTMLElement} */ box, /** @type {string} */ value, /** @type {() => void} */ changed) =>
    createEditor(box, { language: "python", tabSize: 4, insertSpaces: true, lineNumbers: false, value, onUpdate: changed }, defaultCommands(), editHistory());
}

/**
 * How many letters of a text stand before a point of the screen: there a reader goes on. Elsewhere a
 * phone, which brings the caret into view above its keyboard, would leave the line that was touched.
 * @param {HTMLElement} box
 * @param {MouseEvent} event
 */
export function lettersBefore(box, { clientX, clientY }) {
  const place = document.caretPositionFromPoint?.(clientX, clientY);
  const old = place ? null : document.caretRangeFromPoint?.(clientX, clientY); // WebKit
  const [node, offset] = place ? [place.offsetNode, place.offset] : [old?.startContainer, old?.startOffset ?? 0];
  if (!node || !box.contains(node)) return undefined;
  const range = document.createRange();
  range.setStart(box, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Show code that is folded until it is wanted. @param {HTMLElement} code */
export function unfold(code) {
  code.closest("details")?.setAttribute("open", "");
  return code;
}

export class Editor {
  /** @type {Prism | null} */
  #prism = null;

  /**
   * @param {string} source
   * @param {string} label
   * @param {number} height of what it takes the place of, in pixels
   * @param {() => void} changed
   */
  constructor(source, label, height, changed) {
    this.element = document.createElement("div");
    this.element.className = "cell-editor";
    this.element.style.minHeight = `${height}px`;
    this.label = label;
    this.changed = changed;
    this.plain = document.createElement("textarea");
    this.plain.value = source;
    this.#name(this.plain);
    this.plain.style.height = `${height}px`;
    this.plain.addEventListener("input", () => {
      this.#fit();
      changed();
    });
    // not before: code that a visit brings back, or that an address holds, is shown without a word to the CDN
    this.plain.addEventListener("focus", () => this.#improve(), { once: true });
    this.element.append(this.plain);
  }

  get value() {
    return this.#prism?.value ?? this.plain.value;
  }

  set value(source) {
    if (this.#prism) this.#prism.setOptions({ value: source });
    this.plain.value = source;
    this.#fit();
  }

  /** @param {number} [at] where the caret goes, in letters */
  focus(at) {
    const textarea = this.#prism?.textarea ?? this.plain;
    if (at !== undefined) textarea.setSelectionRange(at, at);
    textarea.focus({ preventScroll: true });
  }

  /** @param {HTMLTextAreaElement} textarea */
  #name(textarea) {
    textarea.spellcheck = false;
    textarea.autocapitalize = "off";
    textarea.autocomplete = "off";
    textarea.setAttribute("autocorrect", "off"); // Safari changes words otherwise
    textarea.setAttribute("aria-label", this.label);
  }

  #fit() {
    this.plain.style.height = "auto";
    this.plain.style.height = `${this.plain.scrollHeight}px`;
  }

  /** Where it cannot be had, without a network say, the plain text area stays. */
  async #improve() {
    if (saving()) return;
    try {
      const create = await (loading ??= fromCdn());
      if (!this.element.isConnected) return; // reset meanwhile
      const held = document.activeElement === this.plain;
      const { selectionStart, selectionEnd } = this.plain;
      let ready = false;
      const prism = create(this.element, this.plain.value, () => ready && this.changed());
      this.plain.remove();
      ready = true;
      this.#prism = prism;
      this.#name(prism.textarea);
      prism.textarea.setSelectionRange(selectionStart, selectionEnd);
      if (held) this.focus();
    } catch {
      loading = null; // the next cell tries again
    }
  }
}
