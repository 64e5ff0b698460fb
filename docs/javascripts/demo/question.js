// A question before the run: the reader guesses, the run plays, and what came out stands beside the guess.

export class Question {
  /** @param {HTMLElement} element a demo, with or without one */
  constructor(element) {
    this.root = /** @type {HTMLElement | null} */ (element.querySelector("[data-question]"));
    this.buttons = /** @type {HTMLElement[]} */ ([...(this.root?.querySelectorAll("[data-guess]") ?? [])]);
    this.place = /** @type {HTMLElement | null} */ (this.root?.querySelector("[data-came]") ?? null);
    this.sentence = this.place?.textContent ?? "";
  }

  get guess() {
    return this.buttons.find((button) => button.ariaPressed === "true") ?? null;
  }

  /** It is asked of the default settings alone. @param {boolean} asked */
  show(asked) {
    if (this.root) this.root.hidden = !asked;
  }

  /** @param {() => void} guessed @param {AbortSignal} signal */
  listen(guessed, signal) {
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        this.forget();
        button.ariaPressed = "true";
        guessed();
      }, { signal }); // prettier-ignore
    }
  }

  forget() {
    for (const button of this.buttons) button.ariaPressed = "false";
    if (this.place) this.place.hidden = true;
  }

  /** What came out, beside the guess. */
  tell() {
    const { guess, place } = this;
    if (!guess || !place) return;
    const right = guess.dataset.guess === place.dataset.came;
    place.textContent = `${right ? "You were right." : `Not “${guess.textContent}”.`} ${this.sentence}`;
    place.hidden = false;
  }
}
