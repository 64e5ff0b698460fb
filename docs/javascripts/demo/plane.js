// A view in which the reader moves a point by pointer or keys: two number inputs follow it.
import { MARGIN } from "../draw/chart.js";

/** An arrow key moves the point by this share of the range; with Shift by a tenth of it. */
const STRIDE = 1 / 50;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @param {HTMLInputElement} input */
const span = (input) => Number(input.max) - Number(input.min);

/**
 * @param {HTMLElement} view has the names of its two inputs in data-plane
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
export function mountPlane(view, form, signal) {
  const names = (view.dataset.plane ?? "").split(" ");
  const [x, y] = names.map((name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)));
  const title = view.getAttribute("aria-label") ?? "";

  function describe() {
    const text = [x, y].map((input) => `${input.labels?.[0].textContent?.trim()} ${input.value}`).join(", ");
    view.setAttribute("aria-valuetext", text);
    view.setAttribute("aria-valuenow", x.value);
  }

  /** @param {number[]} values */
  function move(values) {
    [x, y].forEach((input, i) => {
      const digits = span(input) < 1 ? 4 : 3;
      const near = Math.min(Math.max(values[i], Number(input.min)), Number(input.max));
      input.value = String(Number(near.toFixed(digits)));
    });
    x.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {PointerEvent} event */
  function follow(event) {
    const box = view.getBoundingClientRect();
    const across = (event.clientX - box.left - MARGIN.left) / (box.width - MARGIN.left - MARGIN.right);
    const up = (box.bottom - MARGIN.bottom - event.clientY) / (box.height - MARGIN.top - MARGIN.bottom);
    move([Number(x.min) + across * span(x), Number(y.min) + up * span(y)]);
  }

  // a slider in two directions, as screen readers know it
  view.setAttribute("role", "slider");
  view.setAttribute("aria-roledescription", "point in a plane");
  view.setAttribute("aria-label", `${title} Arrow keys move the point.`);
  view.setAttribute("aria-valuemin", x.min);
  view.setAttribute("aria-valuemax", x.max);
  view.tabIndex = 0;
  describe();
  view.addEventListener("pointerdown", (event) => {
    view.setPointerCapture(event.pointerId);
    view.focus({ preventScroll: true });
    follow(event);
  }, { signal }); // prettier-ignore
  view.addEventListener("pointermove", (event) => {
    if (view.hasPointerCapture(event.pointerId)) follow(event);
  }, { signal }); // prettier-ignore
  view.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const share = event.shiftKey ? STRIDE / 10 : STRIDE;
    move([x, y].map((input, i) => Number(input.value) + arrow[i] * share * span(input)));
  }, { signal }); // prettier-ignore
  form.addEventListener("change", describe, { signal });
}
