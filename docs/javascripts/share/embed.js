// A demo or a figure in a frame: where it comes from, and what is otherwise there.
import { addressOf, nameOf } from "./alone.js";

/** What a page that is not isolated cannot do: it has no memory that both threads see. */
export const STOP = "In a frame of another site Stop restarts Python: its variables are gone.";

/** @param {HTMLElement} element @param {AbortSignal} signal the page's */
export function embedded(element, signal) {
  const foot = document.createElement("p");
  foot.className = "embed-foot";
  const link = Object.assign(document.createElement("a"), { target: "_blank", rel: "noopener" });
  link.textContent = document.querySelector('meta[property="og:title"]')?.getAttribute("content") ?? document.title;
  // with the settings of the moment
  link.addEventListener("pointerdown", () => (link.href = addressOf(null, nameOf(element))));
  link.addEventListener("focus", () => (link.href = addressOf(null, nameOf(element))));
  link.href = addressOf(null, nameOf(element));
  foot.append("From ", link, element.dataset.demo && !crossOriginIsolated ? `. ${STOP}` : ".");
  element.append(foot);
  signal.addEventListener("abort", () => foot.remove());
}
