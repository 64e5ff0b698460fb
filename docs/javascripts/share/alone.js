// A demo or a figure alone in the window: before a class, or in a frame of another site's page.
// share/ holds what a reader shows to others. It is loaded when it is asked for, and imports itself,
// demo/, draw/ and site/.

/** @typedef {"present" | "embed"} Mode */

/** What of a page can be shown alone, in order. @returns {HTMLElement[]} */
export const shown = () => [...document.querySelectorAll("[data-demo], [data-figure]")].map((element) => /** @type {HTMLElement} */ (element));

/** @param {HTMLElement} element a demo or a figure */
export const nameOf = (element) => element.dataset.demo ?? element.dataset.figure ?? "";

/**
 * What the address asks for; of a page that has no such thing, nothing.
 * @param {string} query
 * @returns {{mode: Mode, element: HTMLElement | undefined} | null}
 */
export function asked(query) {
  const values = new URLSearchParams(query);
  const mode = /** @type {const} */ (["present", "embed"]).find((name) => values.has(name));
  if (!mode) return null;
  const name = values.get(mode) ?? "";
  const all = shown();
  return { mode, element: name === "1" ? all[0] : all.find((element) => nameOf(element) === name) };
}

/**
 * The address that shows an element alone, with the settings that this page's address has.
 * @param {Mode | null} mode null for the page as a whole
 * @param {string} name
 */
export function addressOf(mode, name) {
  const url = new URL(location.href);
  for (const each of ["present", "embed"]) url.searchParams.delete(each);
  const settings = [...url.searchParams].filter(([key]) => key.startsWith(`${name}.`));
  url.search = new URLSearchParams([...(mode ? [[mode, name]] : []), ...settings]).toString();
  url.hash = "";
  return url.href;
}

/** @param {Mode} mode @param {HTMLElement} element all else is put out of sight by the style sheet */
export function standAlone(mode, element) {
  standTogether();
  element.classList.add("alone");
  for (let outer = element.parentElement; outer; outer = outer.parentElement) {
    outer.classList.add("around");
    if (outer instanceof HTMLDetailsElement) outer.open = true;
  }
  document.documentElement.dataset.alone = mode;
}

/** The page as it is. */
export function standTogether() {
  for (const each of document.querySelectorAll(".alone, .around")) each.classList.remove("alone", "around");
  delete document.documentElement.dataset.alone;
}
