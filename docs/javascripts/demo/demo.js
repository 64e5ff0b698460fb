// A demo: plays its recording when seen, trains live when asked; its own module only draws.
// demo/ holds what all demos share, and views/ one drawing a demo. It imports itself, python/, draw/
// and site/; a view imports draw/ and the theme alone, and never the interpreter.
import { readSettings, writeSettings } from "./address.js";
import { mountPlane } from "./plane.js";
import { readRecording } from "./recording.js";
import * as runtime from "../python/runtime.js";
import { onScheme } from "../site/theme.js";

/** @typedef {import("./recording.js").Frame} Frame */
/** @typedef {import("../python/protocol.js").Layout} Layout */
/** @typedef {Record<string, string | number>} Settings */
/** @typedef {{key: string, frame: Layout, session: number}} Live */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */
/** @typedef {{scene: (scene: Frame) => void, frame: (frame: Frame) => void, draw: (settings: Settings) => void}} View */

/** Milliseconds between two frames of a recording, where the demo names no pace. */
const RECORDED_PACE = 70;

/**
 * Bring a demo to life when the reader comes within a screen of it.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function mountDemo(element, signal) {
  const name = element.dataset.demo ?? "";
  /** What a quick reader pressed before the demo could hear it. @type {HTMLElement | null} */
  let early = null;
  const note = (/** @type {Event} */ { target }) => (early = /** @type {Element} */ (target).closest("button"));
  element.addEventListener("click", note);
  const near = new IntersectionObserver(
    async ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      near.disconnect();
      /** @type {{mount: (element: HTMLElement) => View}} */
      const { mount } = await import(`./views/${name}.js`);
      element.removeEventListener("click", note);
      if (signal.aborted) return;
      new Demo(element, name, mount(element), signal);
      early?.click();
    },
    { rootMargin: "100% 0px" },
  );
  near.observe(element);
  signal.addEventListener("abort", () => near.disconnect());
}

/**
 * @param {Layout} layout
 * @param {Float32Array} data
 * @returns {Frame}
 */
function unpack(layout, data) {
  let at = 0;
  return Object.fromEntries(
    layout.map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      at += size;
      return [name, data.subarray(at - size, at)];
    }),
  );
}

class Demo {
  #playing = false;
  #step = -1;
  #loop = 0;
  #seen = false;
  /** Settings came while Python was computing for earlier ones. */
  #again = false;
  #following = false;
  /** Counts what plays: frames of an older run are dropped. */
  #run = 0;
  /** Counts the live starts that were asked for: only the last one counts. */
  #start = 0;
  /** @type {Live | null} */
  #live = null;
  /** @type {Promise<import("./recording.js").Recording> | null} */
  #recording = null;
  /** The reader's own files, and the interpreter that has them. */
  #given = { files: /** @type {Record<string, ArrayBuffer>} */ ({}), session: 0 };

  /**
   * @param {HTMLElement} element
   * @param {string} name
   * @param {View} view
   * @param {AbortSignal} signal
   */
  constructor(element, name, view, signal) {
    this.element = element;
    this.name = name;
    this.view = view;
    this.form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
    this.status = /** @type {HTMLElement} */ (element.querySelector("[data-status]"));
    this.notes = /** @type {HTMLElement} */ (element.querySelector("[data-notes]"));
    this.play = /** @type {HTMLButtonElement} */ (element.querySelector("[data-play]"));
    this.once = /** @type {HTMLButtonElement} */ (element.querySelector("[data-step-once]"));
    this.label = this.play.textContent ?? "";
    this.form.reset();
    this.defaults = this.#read();
    this.#fromAddress();
    this.settings = this.#read();
    this.play.title = `Runs in your browser. The first run on this site loads Python: ${runtime.megabytes} MB, once, then kept on this device.`;

    /** @param {string} selector @param {() => void} act */
    const on = (selector, act) => element.querySelector(selector)?.addEventListener("click", act, { signal });
    on("[data-play]", () => (this.#playing && this.#live ? this.#pause() : this.#playLive()));
    on("[data-step-once]", () => this.#once());
    on("[data-reset]", () => this.#reset());
    this.form.addEventListener("change", (event) => this.#changed(event), { signal });
    this.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.#takeFiles(signal);
    const plane = /** @type {HTMLElement | null} */ (element.querySelector("[data-plane]"));
    if (plane) mountPlane(plane, this.form, signal);
    const schemeEnds = onScheme(() => this.view.draw(this.settings));
    const observer = new IntersectionObserver(([entry]) => this.#visible(entry.isIntersecting), { threshold: 0.1 });
    observer.observe(element);
    signal.addEventListener("abort", () => {
      this.#pause();
      this.#run += 1;
      this.#start += 1;
      observer.disconnect();
      schemeEnds();
    });
  }

  /** @param {"idle" | "loading" | "running" | "done" | "stopped" | "error"} state */
  set state(state) {
    this.element.dataset.state = state;
    const live = state === "running" && this.element.dataset.source === "live";
    this.play.textContent = live ? "Pause" : state === "loading" ? "Loading…" : this.label;
    this.play.setAttribute("aria-busy", String(state === "loading"));
  }

  /** @returns {Settings} */
  #read() {
    return /** @type {Settings} */ (Object.fromEntries(new FormData(this.form)));
  }

  get #recorded() {
    // what acts on the drawing alone does not leave the recording
    if (Object.keys(this.#given.files).length) return false;
    const controls = /** @type {Control[]} */ ([...this.form.elements]);
    return controls.every(({ name, dataset }) => "live" in dataset || this.settings[name] === this.defaults[name]);
  }

  /** Where the demo takes files: by the button, or dropped anywhere on it. @param {AbortSignal} signal */
  #takeFiles(signal) {
    const input = /** @type {HTMLInputElement | null} */ (this.element.querySelector("[data-files]"));
    if (!input) return;
    const zone = /** @type {HTMLElement} */ (this.element.querySelector("[data-give]"));
    const back = /** @type {HTMLButtonElement} */ (this.element.querySelector("[data-give-back]"));
    input.addEventListener("change", () => this.#give([...(input.files ?? [])], back), { signal });
    back.addEventListener("click", () => this.#give([], back), { signal });
    this.element.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("demo-give--over");
    }, { signal }); // prettier-ignore
    this.element.addEventListener("dragleave", () => zone.classList.remove("demo-give--over"), { signal });
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("demo-give--over");
      this.#give([...(event.dataTransfer?.files ?? [])], back);
    }, { signal }); // prettier-ignore
  }

  /**
   * Try the reader's files; only where Python accepts them does the run begin anew.
   * @param {File[]} chosen none brings the demo's own data back
   * @param {HTMLButtonElement} back
   */
  async #give(chosen, back) {
    this.notes.textContent = "";
    const quiet = runtime.onProgress((text) => (this.status.textContent = text));
    try {
      const contents = await Promise.all(chosen.map(async (file) => [file.name, await file.arrayBuffer()]));
      const files = /** @type {Record<string, ArrayBuffer>} */ (Object.fromEntries(contents));
      const refusal = await runtime.request({ type: "give", name: this.name, files });
      if (refusal) {
        this.notes.textContent = `${refusal}. The network that was there stays.`;
        return;
      }
      this.#given = { files, session: runtime.session() };
      if (!chosen.length && document.activeElement === back) this.play.focus();
      back.hidden = !chosen.length;
      await this.#restart(chosen.length > 0);
    } catch (error) {
      this.notes.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      quiet();
    }
  }

  /** Settings from the address: each as it is allowed, with a note where it was not. */
  #fromAddress() {
    const notes = [];
    for (const [name, value] of Object.entries(readSettings(location.search, this.name))) {
      const control = this.form.elements.namedItem(name);
      if (!control) notes.push(`“${name}” is not a setting of this demo; left out.`);
      else if (control instanceof HTMLInputElement && control.type === "text") control.value = value;
      else if (control instanceof HTMLInputElement) notes.push(this.#setNumber(control, value));
      else {
        const before = /** @type {HTMLSelectElement | RadioNodeList} */ (control).value;
        /** @type {HTMLSelectElement | RadioNodeList} */ (control).value = value;
        if (/** @type {HTMLSelectElement | RadioNodeList} */ (control).value === value) continue;
        /** @type {HTMLSelectElement | RadioNodeList} */ (control).value = before;
        notes.push(`${name}: “${value}” is not known; took ${before}.`);
      }
    }
    this.notes.textContent = notes.filter(Boolean).join(" ");
  }

  /**
   * @param {HTMLInputElement} control
   * @param {string} text
   * @returns {string} a note where the value was not allowed
   */
  #setNumber(control, text) {
    const wanted = text.trim() === "" ? NaN : Number(text);
    if (Number.isNaN(wanted)) {
      control.value = control.defaultValue;
      return `${control.name}: “${text}” is not a number; took ${control.value}.`;
    }
    let near = Math.min(Math.max(wanted, Number(control.min)), Number(control.max));
    if (control.step === "1") near = Math.round(near);
    control.value = String(near);
    return near === wanted ? "" : `${control.name}: ${text} is not allowed (${control.min} to ${control.max}); took ${near}.`;
  }

  /** @param {Event} event */
  #changed({ target }) {
    const control = /** @type {Control} */ (target);
    if (!control.name) return undefined; // the reader's files are no setting
    this.notes.textContent = control instanceof HTMLInputElement && control.type === "number" ? this.#setNumber(control, control.value) : "";
    this.settings = this.#read();
    history.replaceState(history.state, "", writeSettings(location.href, this.name, this.settings, this.defaults));
    if ("live" in control.dataset) return this.view.draw(this.settings);
    // a start that waits for Python takes the settings that hold when it is there
    if (this.element.dataset.state === "loading" && !runtime.ready()) return undefined;
    if (this.element.dataset.source === "live" && control.form?.querySelector("[data-plane]")) return this.#follow();
    if (this.#live || runtime.ready()) return this.#restart(this.#playing && this.#live !== null);
    if (this.#recorded) return this.#playRecording();
    this.#pause();
    this.#run += 1;
    this.state = "idle";
    this.view.draw(this.settings); // a point that was moved stands where it was put
    this.status.textContent = `These settings are not in the recording. “${this.label}” runs them here (Python: ${runtime.megabytes} MB, once, then kept on this device).`;
  }

  /** @param {boolean} visible */
  async #visible(visible) {
    if (!visible || this.#seen) return;
    this.#seen = true;
    if (this.element.dataset.state === "loading") return; // Play was pressed before
    if (runtime.ready() && !this.#recorded) return this.#restart(false);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!this.#recorded) {
      await this.#showFirst();
      this.status.textContent = `The address has its own settings: “${this.label}” runs them here (Python: ${runtime.megabytes} MB, once, then kept on this device).`;
    } else if (calm) await this.#showFirst();
    else await this.#playRecording();
  }

  #load() {
    // a template, since Material runs every script element of a page that it swaps in
    const template = /** @type {HTMLTemplateElement} */ (this.element.querySelector("template[data-recording]"));
    return (this.#recording ??= readRecording(template.content.textContent ?? ""));
  }

  async #showFirst() {
    const { scene, frames } = await this.#load();
    this.element.dataset.source = "recorded";
    this.view.scene(scene);
    this.#show(frames[0], 0);
  }

  /** @param {Frame} frame @param {number} step */
  #show(frame, step) {
    this.#step = step;
    this.element.dataset.step = String(step);
    this.view.frame(frame);
    this.view.draw(this.settings);
    this.element.dispatchEvent(new CustomEvent("demo:frame", { detail: { step, frame, source: this.element.dataset.source } }));
  }

  async #playRecording() {
    const run = ++this.#run;
    this.#start += 1;
    this.#pause();
    this.#live = null;
    const { frames } = await this.#load();
    if (run !== this.#run) return;
    await this.#showFirst();
    this.status.textContent = "A recording of a run at these settings.";
    this.state = "running";
    this.#playing = true;
    const pace = Number(this.element.dataset.pace ?? RECORDED_PACE);
    let due = performance.now() + pace;
    /** @param {number} now */
    const tick = (now) => {
      if (run !== this.#run || !this.#playing) return;
      if (now >= due) {
        due = Math.max(due + pace, now);
        this.#show(frames[this.#step + 1], this.#step + 1);
      }
      if (this.#step + 1 < frames.length) this.#loop = requestAnimationFrame(tick);
      else {
        this.#playing = false;
        if (this.element.dataset.state === "running") this.state = "done";
      }
    };
    this.#loop = requestAnimationFrame(tick);
  }

  #pause() {
    cancelAnimationFrame(this.#loop);
    this.#playing = false;
    if (this.element.dataset.state === "running") this.state = this.#live ? "stopped" : "done";
  }

  /** Settings that change faster than Python answers, as in a drag: the last ones count. */
  async #follow() {
    this.#again = true;
    if (this.#following) return;
    this.#following = true;
    const playing = this.#playing;
    while (this.#again) {
      this.#again = false;
      await this.#restart(false);
    }
    this.#following = false;
    if (playing && this.#live) this.#go(this.#run);
  }

  /** Start a live run from epoch 0, and play it or wait at its first frame. @param {boolean} play */
  async #restart(play) {
    const start = ++this.#start;
    if (this.#live || !this.#recorded) this.#pause(); // a recording plays on while Python loads
    if (!this.#following || !runtime.ready()) this.state = "loading";
    const quiet = runtime.onProgress((text) => {
      if (start === this.#start) this.status.textContent = text;
    });
    try {
      await runtime.start();
      if (Object.keys(this.#given.files).length && this.#given.session !== runtime.session()) {
        await runtime.request({ type: "give", name: this.name, files: this.#given.files });
        this.#given.session = runtime.session();
      }
      const key = `${location.pathname} ${this.name}`;
      const settings = JSON.stringify(this.settings);
      const started = await runtime.request({ type: "demo", key, name: this.name, settings });
      if (start !== this.#start) return;
      this.#showErrors(started.errors);
      const run = ++this.#run;
      this.#pause();
      if (Object.keys(started.errors).length) {
        this.status.textContent = "The drawing is of what was there before.";
        this.state = "stopped";
        return;
      }
      for (const [name, text] of Object.entries(started.texts)) {
        const place = this.element.querySelector(`[data-text="${name}"]`);
        if (place) place.textContent = text;
      }
      this.#live = { key, frame: started.frame, session: runtime.session() };
      if (started.notes.length) this.notes.textContent = started.notes.join(" ");
      this.element.dataset.source = "live";
      this.view.scene(unpack(started.scene, started.data));
      const first = await this.#next();
      if (start !== this.#start || !first) return;
      this.#show(first, 0);
      this.status.textContent = "Live, in your browser.";
      this.state = "stopped";
      if (play) this.#go(run);
    } catch (error) {
      if (start === this.#start) this.#failed(error);
    } finally {
      quiet();
    }
  }

  /** What is wrong with what the reader typed, below it and under its letters. @param {Record<string, import("../python/protocol.js").TextError>} errors */
  #showErrors(errors) {
    for (const place of this.element.querySelectorAll("[data-error]")) {
      const name = /** @type {HTMLElement} */ (place).dataset.error ?? "";
      const control = /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
      const error = errors[name];
      control.setAttribute("aria-invalid", String(Boolean(error)));
      place.textContent = error ? `${control.value}\n${" ".repeat(error.start)}${"^".repeat(Math.max(1, error.end - error.start))}\n${error.message}` : "";
    }
  }

  /** The next frame of the live run, or null at its end. @returns {Promise<Frame | null>} */
  async #next() {
    const live = /** @type {Live} */ (this.#live);
    const data = await runtime.request({ type: "frame", key: live.key, live: JSON.stringify(this.settings) });
    return data && unpack(live.frame, data);
  }

  /** Draw a frame on each animation frame while the worker computes the one after it. @param {number} run */
  async #go(run) {
    this.#playing = true;
    this.state = "running";
    try {
      let next = this.#next();
      while (this.#playing && run === this.#run) {
        const frame = await next;
        if (!frame) return this.#end();
        await this.#due();
        if (run !== this.#run) return undefined;
        if (this.#playing) next = this.#next();
        this.#show(frame, this.#step + 1);
      }
    } catch (error) {
      if (run === this.#run) this.#failed(error);
    }
    return undefined;
  }

  /** The next animation frame, or a later one where the demo names a slower pace. */
  async #due() {
    const pace = Number(this.element.dataset.pace ?? 0);
    if (pace) await new Promise((resolve) => setTimeout(resolve, pace));
    await new Promise((resolve) => (this.#loop = requestAnimationFrame(resolve)));
  }

  #end() {
    this.#playing = false;
    this.state = "done";
  }

  #playLive() {
    if (this.element.dataset.state === "loading") return undefined;
    const there = this.#live?.session === runtime.session() && runtime.ready();
    if (there && this.element.dataset.state !== "done") return this.#go(this.#run);
    this.#live = null;
    return this.#restart(true);
  }

  async #once() {
    if (this.#live?.session === runtime.session() && runtime.ready()) {
      this.#pause();
      const run = this.#run;
      const frame = await this.#next();
      if (run !== this.#run) return;
      if (frame) this.#show(frame, this.#step + 1);
      else this.#end();
      return;
    }
    if (!this.#recorded) return this.#restart(false);
    this.#pause();
    const { frames } = await this.#load();
    if (this.#step + 1 < frames.length) this.#show(frames[this.#step + 1], this.#step + 1);
  }

  #reset() {
    if (this.#live && runtime.ready()) return this.#restart(false);
    if (this.#recorded) return this.#playRecording();
    return undefined;
  }

  /** @param {unknown} error */
  #failed(error) {
    this.#playing = false;
    this.#live = null;
    this.state = error instanceof runtime.Stopped ? "stopped" : "error";
    this.status.textContent = error instanceof Error ? error.message : String(error);
  }
}
