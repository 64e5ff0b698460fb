// The one module with a side effect: brings every page that is shown to life.
import { mountCells } from "./cell/cells.js";
import { refreshQueue, showQueue } from "./cell/dock.js";
import { mountDemo } from "./demo/mount.js";
import { leave, watchListeners } from "./site/leaving.js";
import { keepSite } from "./site/offline.js";
import { putAway } from "./site/terms.js";
import { mixed, renew, watchVersion } from "./site/version.js";
import { openVoice } from "./site/voice.js";
import { all as queued } from "./python/queue.js";
import { warm } from "./python/runtime.js";

/** @type {AbortController | null} */
let page = null;

/** Material puts a wide table into a box that scrolls: it must scroll by keyboard too. */
function openTablesToKeyboard() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Table");
  }
}

/** Material opens the navigation of a narrow window by pointer alone: it must open by keyboard too. @param {AbortSignal} signal */
function openDrawerToKeyboard(signal) {
  const drawer = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-toggle=drawer]"));
  const label = document.querySelector(".md-header__button[for=__drawer]");
  if (!drawer || !label) return;
  let button = label.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "drawer-button";
    button.setAttribute("aria-label", "Navigation");
    button.append(...label.childNodes);
    label.append(button);
  }
  const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
  button.addEventListener("click", () => drawer.click(), { signal });
  drawer.addEventListener("change", tell, { signal });
  tell();
}

/** A pointer on a button that runs something, or the focus, says what comes next. @param {Event} event */
function foresee({ target }) {
  if (target instanceof Element && target.closest("[data-run], [data-run-all], [data-check], [data-play], [data-plane]")) warm();
}

function mount() {
  page?.abort(); // what the last page listened to
  leave();
  refreshQueue(); // what was this page's is another's now
  if (mixed()) return renew(queued().length > 0);
  const { signal } = (page = new AbortController());
  document.documentElement.dataset.runtime ??= "off";
  mountCells(signal);
  openDrawerToKeyboard(signal);
  for (const element of document.querySelectorAll("[data-demo]")) mountDemo(/** @type {HTMLElement} */ (element), signal);
  if (document.querySelector("[data-atlas], [data-port]")) import("./site/filter.js").then(({ mountFilters }) => mountFilters(document));
  requestAnimationFrame(openTablesToKeyboard); // after Material has made the boxes
}

// Material swaps the page's content under instant navigation and tells it here
watchListeners();
openVoice();
showQueue();
const pages = /** @type {any} */ (globalThis).document$;
if (pages) pages.subscribe(mount);
else mount();
for (const type of ["pointerover", "focusin"]) document.addEventListener(type, foresee);
document.addEventListener("keydown", putAway);
keepSite();
watchVersion();
