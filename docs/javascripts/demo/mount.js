// Brings a demo to life, with the view of its name, when the reader comes near it.
import { writeSettings } from "./address.js";
import { bindText, boundText } from "./bound.js";
import { Demo } from "./demo.js";
import { onPreset } from "./presets.js";
import { told } from "./told.js";

/** @typedef {import("./demo.js").View} View */

/**
 * Bring a demo to life when the reader comes within a screen of it.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function mountDemo(element, signal) {
  const name = element.dataset.demo ?? "";
  /** @type {Demo | null} */
  let demo = null;
  onPreset(name, (values, look) => {
    if (demo) demo.take(values, look);
    else history.replaceState(history.state, "", writeSettings(location.href, name, values, {}));
    element.scrollIntoView({ block: "nearest" });
  }, signal); // prettier-ignore
  /** What a quick reader pressed before the demo could hear it. @type {HTMLElement | null} */
  let early = null;
  const note = (/** @type {Event} */ { target }) => (early = /** @type {Element} */ (target).closest("button"));
  element.addEventListener("click", note);
  /** @type {Promise<void> | null} */
  let coming = null;
  const come = async () => {
    near.disconnect();
    const plane = /** @type {HTMLElement | null} */ (element.querySelector("[data-plane]"));
    /** @type {[{mount: (element: HTMLElement, constants: any) => View}, typeof import("./plane.js") | null]} */
    const [{ mount }, point] = await Promise.all([import(`./views/${name}.js`), plane && import("./plane.js")]);
    element.removeEventListener("click", note);
    if (signal.aborted) return;
    demo = new Demo(element, name, mount(element, told(element, "constants")), signal);
    if (plane) point?.mountPlane(plane, demo.settings.form, signal);
    early?.click();
  };
  const start = () => (coming ??= come());
  const near = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) start();
  }, { rootMargin: "100% 0px" }); // prettier-ignore
  bindText(element, {
    set(input, value) {
      start().then(() => {
        input.value = value;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
    },
    light: (part) => demo?.light(part),
    at: (view, x, y) => demo?.view.at?.(view, x, y) ?? null,
  }, signal); // prettier-ignore
  element.addEventListener("demo:show", (event) => {
    const { values, play } = /** @type {CustomEvent} */ (event).detail;
    start().then(() => demo?.show(values, play));
  }, { signal }); // prettier-ignore
  element.addEventListener("demo:have", (event) => {
    start().then(() => demo?.recordings.have(/** @type {CustomEvent} */ (event).detail));
  }, { signal }); // prettier-ignore
  for (const each of [element, ...boundText(name)]) near.observe(each); // text may be far from its demo
  signal.addEventListener("abort", () => near.disconnect());
}
