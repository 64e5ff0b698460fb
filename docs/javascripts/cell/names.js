// What a cell and its parts are called, for those who do not see where they stand.

/** The same buttons stand in every cell: alone, as a screen reader lists them, they say whose they are. */
const BUTTONS = { run: "", stop: "", reset: "", check: "", copy: " the code of", share: " the code of", solution: " of" };

/**
 * @param {{element: HTMLElement, code: HTMLElement, output: HTMLElement, choice: HTMLElement}} parts
 * @param {string} name
 */
export function nameParts({ element, code, output, choice }, name) {
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", `${name[0].toUpperCase()}${name.slice(1)}`);
  code.setAttribute("aria-label", `Python code of ${name}, press Enter to edit`);
  output.setAttribute("aria-label", `Output of ${name}`);
  choice.setAttribute("aria-label", `Which code ${name} shows`);
  for (const [part, of] of Object.entries(BUTTONS)) {
    const button = element.querySelector(`[data-${part}]`);
    button?.setAttribute("aria-label", `${button.textContent}${of} ${name}`);
  }
}
