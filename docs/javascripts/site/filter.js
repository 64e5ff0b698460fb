// Lists that a reader narrows down: the atlas, and the code that ports a layer. All of it is in
// the page; a filter hides what was not asked for.
import { copy } from "./clipboard.js";

/** @param {HTMLFormElement} form @returns {[string, string][]} what is chosen */
const chosen = (form) => [...form.querySelectorAll("select")].map((select) => [select.name, select.value]);

/** @template {Element} T @param {Element} box @param {string} selector @param {new () => T} kind */
const find = (box, selector, kind) => {
  const found = box.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`a filter lacks its ${selector}`);
  return found;
};

/** @param {HTMLElement} list */
function atlas(list) {
  const form = find(list, "form", HTMLFormElement);
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("li")]);
  const output = find(form, "output", HTMLOutputElement);
  const all = output.value; // “35 of 35 …”, as the page came
  const show = () => {
    for (const item of items) {
      item.hidden = !chosen(form).every(([name, value]) => !value || item.dataset[name]?.split("|").includes(value));
    }
    const shown = items.filter((item) => !item.hidden).length;
    output.value = all.replace(/^\d+/, String(shown));
  };
  form.addEventListener("change", show);
  show();
  form.dataset.ready = "";
}

/** @param {HTMLElement} box */
function port(box) {
  const form = find(box, "form", HTMLFormElement);
  const snippets = [...box.querySelectorAll("details")];
  const status = find(form, "output", HTMLOutputElement);
  const button = find(form, "button", HTMLButtonElement);
  const show = () => {
    for (const snippet of snippets) {
      snippet.open = chosen(form).every(([name, value]) => snippet.dataset[name] === value);
      snippet.hidden = !snippet.open;
    }
    const same = snippets.every((snippet) => snippet.hidden);
    status.value = same ? "This is its own default: there is nothing to port." : "";
    button.disabled = same;
  };
  button.addEventListener("click", async () => {
    const code = snippets.find((snippet) => !snippet.hidden)?.querySelector("code")?.textContent ?? "";
    status.value = await copy(code);
  });
  form.addEventListener("change", show);
  show();
  form.dataset.ready = "";
}

/** Filters of a page, ready before anybody asks. @param {ParentNode} page */
export function mountFilters(page) {
  for (const list of page.querySelectorAll("[data-atlas]")) atlas(/** @type {HTMLElement} */ (list));
  for (const box of page.querySelectorAll("[data-port]")) port(/** @type {HTMLElement} */ (box));
}
