// A view in which the reader moves a point by pointer or keys: two number inputs follow it, or one
// where it moves along the abscissa alone.
import { marginsOf } from "../draw/chart.js";
import { typeIn } from "../draw/type.js";

/** An arrow key moves the point by a step; with Shift by so many. */
const STRIDE = 5;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Around the cells of a plane that has them, in units of the type. */
export const AROUND = 0.5;

/** @param {HTMLInputElement} input */
const span = (input) => Number(input.max) - Number(input.min);

/**
 * @param {HTMLElement} view has the names of its inputs in data-plane
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
export function mountPlane(view, form, signal) {
  const names = (view.dataset.plane ?? "").trim().split(" ");
  const inputs = names.map((name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)));
  const [x, y] = inputs;
  const title = view.getAttribute("aria-label") ?? "";
  const cells = "cells" in view.dataset;
  const down = "down" in view.dataset;
  /** Of the view's height, counted from below and as the second number counts. @param {number} share */
  const turned = (share) => (down ? 1 - share : share);
  const margins = (/** @type {number} */ em) => (view.dataset.cells === "bare" ? { left: AROUND * em, right: AROUND * em, top: AROUND * em, bottom: AROUND * em } : marginsOf(em));
  /** From the lowest value to the highest, with half a cell at both ends. @param {HTMLInputElement} input */
  const range = (input) => {
    const half = cells ? Number(input.step) / 2 : 0;
    return { low: Number(input.min) - half, wide: span(input) + 2 * half };
  };

  // a finger drags this: elsewhere on the plane it scrolls the page
  const handle = document.createElement("span");
  handle.className = "demo-handle";
  view.append(handle);

  function describe() {
    const [across, up = 0] = inputs.map((input) => (Number(input.value) - range(input).low) / range(input).wide);
    const { left, right, top, bottom } = margins(1);
    handle.style.left = `calc(${left}em + ${across} * (100% - ${left + right}em))`;
    handle.style.bottom = `calc(${bottom}em + ${turned(up)} * (100% - ${top + bottom}em))`;
    const text = inputs.map((input) => `${input.dataset.label} ${input.value}`).join(", ");
    view.setAttribute("aria-valuetext", text);
    view.setAttribute("aria-valuenow", x.value);
  }

  /** @param {number[]} values */
  function move(values) {
    inputs.forEach((input, i) => {
      const [low, step] = [Number(input.min), Number(input.step)];
      const most = Math.floor(span(input) / step + 1e-9);
      const steps = Math.min(Math.max(Math.round((values[i] - low) / step), 0), most);
      input.value = String(Number((low + steps * step).toFixed(6)));
    });
    x.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {PointerEvent} event */
  function follow(event) {
    const box = view.getBoundingClientRect();
    const { left, right, top, bottom } = margins(typeIn(view).em);
    const across = (event.clientX - box.left - left) / (box.width - left - right);
    const up = (box.bottom - bottom - event.clientY) / (box.height - top - bottom);
    move([range(x).low + across * range(x).wide, y ? range(y).low + turned(up) * range(y).wide : 0]);
  }

  // a slider in one direction or two, as screen readers know it
  view.setAttribute("role", "slider");
  if (y) view.setAttribute("aria-roledescription", "point in a plane");
  view.setAttribute("aria-label", `${title} Arrow keys move the point.`);
  view.setAttribute("aria-valuemin", x.min);
  view.setAttribute("aria-valuemax", x.max);
  view.tabIndex = 0;
  describe();
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" && event.target !== handle) return;
    view.setPointerCapture(event.pointerId);
    view.focus({ preventScroll: true });
    follow(event);
  }, { signal }); // prettier-ignore
  if (cells) view.addEventListener("click", (event) => follow(/** @type {PointerEvent} */ (event)), { signal });
  view.addEventListener("pointermove", (event) => {
    if (view.hasPointerCapture(event.pointerId)) follow(event);
  }, { signal }); // prettier-ignore
  view.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const stride = event.shiftKey ? STRIDE : 1;
    const along = y ? [arrow[0], down ? -arrow[1] : arrow[1]] : [arrow[0] + arrow[1]];
    move(inputs.map((input, i) => Number(input.value) + along[i] * stride * Number(input.step)));
  }, { signal }); // prettier-ignore
  form.addEventListener("change", describe, { signal });
  form.addEventListener("reset", () => queueMicrotask(describe), { signal }); // a preset sets its values then
}
