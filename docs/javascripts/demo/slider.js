// A slider beside a number: it runs over the values that are recorded, and follows what is typed.

export class Slider {
  /** @param {HTMLInputElement} input @param {HTMLFormElement} form */
  constructor(input, form) {
    this.input = input;
    this.values = (input.dataset.values ?? "").split(" ");
    this.number = /** @type {HTMLInputElement} */ (form.elements.namedItem(input.dataset.slides ?? ""));
    this.follow();
  }

  /** Stand at the value that is nearest to the number. */
  follow() {
    const away = this.values.map((value) => Math.abs(Number(value) - Number(this.number.value)));
    this.input.value = String(away.indexOf(Math.min(...away)));
    this.input.setAttribute("aria-valuetext", this.number.value);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.input.addEventListener("input", () => {
      this.number.value = this.values[Number(this.input.value)];
      this.number.dispatchEvent(new Event("change", { bubbles: true }));
    }, { signal }); // prettier-ignore
    this.number.form?.addEventListener("change", () => this.follow(), { signal });
  }
}
