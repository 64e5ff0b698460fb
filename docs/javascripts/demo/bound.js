// The page's text that belongs to a demo: numbers that set it, words that it writes, terms that light
// a part of its picture. Without this script it is plain text.

import { zoomOf } from "../draw/type.js";

/** Pixels of a drag over the whole range of a number, and those that one of its values takes at least and at most. */
const WAY = 280;
const [LEAST, MOST] = [3, 14];

/**
 * What a demo does for its text. `set` brings it to life where it is not yet.
 * @typedef {{set: (input: HTMLInputElement, value: string) => void, light: (part: string | null) => void, at: (view: string, x: number, y: number) => string | null}} Told
 */

/** @param {string} kind @param {string} name of a demo @returns {[HTMLElement, string][]} each with what it is bound to */
const boundTo = (kind, name) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-${kind}^="${name}."]`))].map((node) => [node, (node.dataset[kind] ?? "").slice(name.length + 1)]);

/** All text of the page that belongs to a demo. @param {string} name @returns {HTMLElement[]} */
export const boundText = (name) => ["sets", "shows", "lights"].flatMap((kind) => boundTo(kind, name)).map(([node]) => node);

/**
 * The values that a number takes: those of its slider, which are recorded, else its steps.
 * @param {HTMLInputElement} input
 * @returns {string[]}
 */
export function valuesOf(input) {
  const slider = /** @type {HTMLElement | null | undefined} */ (input.form?.querySelector(`[data-slides="${input.name}"]`));
  if (slider?.dataset.values) return slider.dataset.values.split(" ");
  const [low, high, step] = [input.min, input.max, input.step].map(Number);
  const each = step > 0 ? step : (high - low) / 100;
  return Array.from({ length: Math.floor((high - low) / each + 1e-9) + 1 }, (_, i) => String(Number((low + i * each).toFixed(6))));
}

/** The place of the value that is nearest. @param {string[]} values @param {string} value */
export function nearest(values, value) {
  const away = values.map((each) => Math.abs(Number(each) - Number(value)));
  return away.indexOf(Math.min(...away));
}

/**
 * Call a function once in an animation frame, with the last of what came.
 * @template T
 * @param {(last: T) => void} call
 * @param {(run: () => void) => unknown} frame
 */
export function eachFrame(call, frame = requestAnimationFrame) {
  /** @type {T[]} */
  let waiting = [];
  return (/** @type {T} */ what) => {
    waiting.push(what);
    if (waiting.length > 1) return;
    frame(() => {
      const last = /** @type {T} */ (waiting.at(-1));
      waiting = [];
      call(last);
    });
  };
}

/**
 * @param {HTMLElement} element a demo
 * @param {Told} told
 * @param {AbortSignal} signal
 */
export function bindText(element, told, signal) {
  const name = element.dataset.demo ?? "";
  const form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
  const follow = boundTo("sets", name).map(([node, parameter]) => {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(parameter));
    return bindNumber(node, input, (value) => told.set(input, value), signal);
  });
  const shows = boundTo("shows", name);
  const blocks = new Set(shows.map(([node]) => /** @type {HTMLElement | null} */ (node.closest("p, li"))));
  /** A shorter word must not pull the demo up under the reader's finger. */
  const hold = () => blocks.forEach((block) => block && (block.style.minHeight ||= `${block.offsetHeight}px`));
  addEventListener("resize", () => blocks.forEach((block) => block && (block.style.minHeight = "")), { signal });
  form.addEventListener("demo:set", () => follow.forEach((each) => each()), { signal });
  element.addEventListener("demo:texts", (event) => {
    /** @type {Record<string, string> | null} */
    const texts = /** @type {CustomEvent} */ (event).detail;
    hold();
    for (const [node, text] of shows) node.textContent = texts?.[text] ?? "–";
  }, { signal }); // prettier-ignore
  bindLights(element, boundTo("lights", name), told, signal);
}

/**
 * Make a number of the text one that is dragged, or stepped by keys.
 * @param {HTMLElement} node
 * @param {HTMLInputElement} input the control that it sets
 * @param {(value: string) => void} set
 * @param {AbortSignal} signal
 * @returns {() => void} takes over what the control says
 */
function bindNumber(node, input, set, signal) {
  const values = valuesOf(input);
  const shown = document.createElement("span");
  shown.textContent = node.textContent;
  shown.setAttribute("aria-hidden", "true"); // the range says it
  const range = Object.assign(document.createElement("input"), { type: "range", min: "0", max: String(values.length - 1), step: "1" });
  range.setAttribute("aria-label", input.dataset.label ?? input.name);
  node.replaceChildren(shown, range);
  node.classList.add("bound-number");
  node.title = "Drag, or use the arrow keys";

  function follow() {
    shown.textContent = input.value;
    range.value = String(nearest(values, input.value));
    range.setAttribute("aria-valuetext", input.value);
  }
  const choose = eachFrame((/** @type {number} */ at) => {
    const value = values[Math.min(Math.max(at, 0), values.length - 1)];
    if (value !== input.value) set(value);
  });

  const each = Math.min(Math.max(WAY / values.length, LEAST), MOST);
  let [from, start] = [0, 0];
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // no text is selected
    node.setPointerCapture(event.pointerId);
    range.focus({ preventScroll: true });
    [from, start] = [event.clientX, nearest(values, input.value)];
  }, { signal }); // prettier-ignore
  node.addEventListener("pointermove", (event) => {
    if (node.hasPointerCapture(event.pointerId)) choose(start + Math.round((event.clientX - from) / each));
  }, { signal }); // prettier-ignore
  range.addEventListener("input", () => choose(Number(range.value)), { signal });
  follow();
  return follow;
}

/**
 * Pointing at a term lights its part of the picture, and pointing at the part lights the term.
 * @param {HTMLElement} element a demo
 * @param {[HTMLElement, string][]} terms
 * @param {Told} told
 * @param {AbortSignal} signal
 */
function bindLights(element, terms, told, signal) {
  if (!terms.length) return;
  /** @param {string | null} part */
  const light = (part) => {
    if ((element.dataset.lit ?? null) === part) return;
    if (part === null) delete element.dataset.lit;
    else element.dataset.lit = part;
    for (const [term, its] of terms) term.classList.toggle("bound-lit", its === part);
    for (const view of element.querySelectorAll("[data-view]")) view.classList.toggle("demo-view--lit", view.getAttribute("data-view") === part);
    told.light(part);
  };
  for (const [term, part] of terms) {
    term.setAttribute("tabindex", "0");
    term.classList.add("bound-term");
    for (const type of ["pointerenter", "focus"]) term.addEventListener(type, () => light(part), { signal });
    for (const type of ["pointerleave", "blur"]) term.addEventListener(type, () => light(null), { signal });
  }
  const known = new Set(terms.map(([, part]) => part));
  for (const view of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-view]"))) {
    const own = view.dataset.view ?? "";
    view.addEventListener("pointermove", ({ clientX, clientY }) => {
      const [{ left, top }, zoom] = [view.getBoundingClientRect(), zoomOf(view)];
      const part = told.at(own, (clientX - left) / zoom, (clientY - top) / zoom) ?? own;
      light(known.has(part) ? part : null);
    }, { signal }); // prettier-ignore
    view.addEventListener("pointerleave", () => light(null), { signal });
  }
}
