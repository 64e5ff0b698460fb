// An animation: its pictures as they are drawn, and after the run again at their own pace.
import { address } from "./picture.js";

/** @typedef {import("../python/protocol.js").Figure} Figure */

export class Film {
  /** @type {Figure[]} */
  #figures = [];
  /** The addresses of the pictures, in the colours of the scheme. @type {(string | undefined)[]} */
  #pictures = [];
  #timer = 0;

  constructor() {
    this.element = document.createElement("div");
    this.element.className = "cell-film";
    this.image = document.createElement("img");
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "md-button" });
    this.slider = Object.assign(document.createElement("input"), { type: "range", min: "0", value: "0" });
    this.slider.setAttribute("aria-label", "Picture of the animation");
    this.bar = document.createElement("div");
    this.bar.className = "cell-bar cell-film-bar";
    this.bar.append(this.button, this.slider);
    this.bar.hidden = true;
    this.element.append(this.image, this.bar);
    this.button.addEventListener("click", () => (this.#timer ? this.#pause() : this.#play()));
    this.slider.addEventListener("input", () => {
      this.#pause();
      this.#turn(Number(this.slider.value));
    });
    this.#pause();
  }

  /** @param {Figure} figure the next picture */
  show(figure) {
    this.#figures.push(figure);
    this.slider.max = String(this.#figures.length - 1);
    this.image.alt = figure.text;
    this.#turn(this.#figures.length - 1);
  }

  redraw() {
    this.#pictures = [];
    this.#turn(Number(this.slider.value));
  }

  /** All pictures are there. Who asks for little motion starts it by hand. */
  end() {
    if (this.#figures.length < 2 || !this.bar.hidden) return;
    this.bar.hidden = false;
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.#play();
  }

  /** @param {number} at */
  #turn(at) {
    this.image.src = this.#pictures[at] ??= address(this.#figures[at]);
    this.slider.value = String(at);
    this.slider.setAttribute("aria-valuetext", `${at + 1} of ${this.#figures.length}`);
  }

  #play() {
    this.button.textContent = "Pause";
    const next = () => {
      if (!this.element.isConnected) return this.#pause();
      const at = (Number(this.slider.value) + 1) % this.#figures.length;
      this.#turn(at);
      this.#timer = window.setTimeout(next, this.#figures[at].delay);
    };
    this.#timer = window.setTimeout(next, this.#figures[0].delay);
  }

  #pause() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.button.textContent = "Play";
  }
}
