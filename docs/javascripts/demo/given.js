// Files of the reader's own: chosen, or dropped anywhere on the demo. They never leave the device.
import * as runtime from "../python/runtime.js";

export class Given {
  /** @type {Record<string, ArrayBuffer>} */
  #files = {};
  /** The interpreter that has them. */
  #session = 0;
  /** Counts what was taken: a run with other files is another run. */
  taken = 0;
  #count = 0;

  /** @param {HTMLElement} element a demo @param {string} name */
  constructor(element, name) {
    this.element = element;
    this.name = name;
    this.back = /** @type {HTMLButtonElement | null} */ (element.querySelector("[data-give-back]"));
  }

  get any() {
    return Object.keys(this.#files).length > 0;
  }

  /**
   * Hear of files that the reader gives; none of them asks for the demo's own data.
   * @param {(files: File[]) => void} taken
   * @param {AbortSignal} signal
   */
  listen(taken, signal) {
    const input = /** @type {HTMLInputElement | null} */ (this.element.querySelector("[data-files]"));
    if (!input) return;
    const zone = /** @type {HTMLElement} */ (this.element.querySelector("[data-give]"));
    input.addEventListener("change", () => taken([...(input.files ?? [])]), { signal });
    this.back?.addEventListener("click", () => taken([]), { signal });
    this.element.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("demo-give--over");
    }, { signal }); // prettier-ignore
    this.element.addEventListener("dragleave", () => zone.classList.remove("demo-give--over"), { signal });
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("demo-give--over");
      taken([...(event.dataTransfer?.files ?? [])]);
    }, { signal }); // prettier-ignore
  }

  /** Have Python try them. @param {File[]} chosen @returns {Promise<string | null>} why it refuses them; what was there stays */
  async offer(chosen) {
    const contents = await Promise.all(chosen.map(async (file) => [file.name, await file.arrayBuffer()]));
    const files = /** @type {Record<string, ArrayBuffer>} */ (Object.fromEntries(contents));
    const refusal = await runtime.request({ type: "give", name: this.name, files });
    if (refusal) return refusal;
    [this.#files, this.#session] = [files, runtime.session()];
    this.taken = chosen.length ? ++this.#count : 0;
    if (this.back) this.back.hidden = !chosen.length;
    return null;
  }

  /** Before a run: an interpreter that started since then has them not yet. */
  async hand() {
    await runtime.start();
    if (!this.any || this.#session === runtime.session()) return;
    await runtime.request({ type: "give", name: this.name, files: this.#files });
    this.#session = runtime.session();
  }
}
