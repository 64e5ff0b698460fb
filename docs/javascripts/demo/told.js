// What Python tells a demo as data, beside its controls.

/** @param {HTMLElement} element a demo @param {"rules" | "constants" | "axes" | "script"} name @returns {any} */
export function told(element, name) {
  const template = /** @type {HTMLTemplateElement} */ (element.querySelector(`template[data-${name}]`));
  return JSON.parse(template.content.textContent ?? "");
}
