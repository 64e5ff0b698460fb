// The one module with a side effect: brings every page that is shown to life.
import { refreshQueue, showQueue } from "./cell/dock.js";
import { mountDemo } from "./demo/mount.js";
import { arrived } from "./site/arrived.js";
import { leave, watchListeners } from "./site/leaving.js";
import { keepSite } from "./site/offline.js";
import { mountPath, noteRead } from "./site/progress.js";
import { putAway } from "./site/terms.js";
import { mixed, renew, watchVersion } from "./site/version.js";
import { openVoice } from "./site/voice.js";
import { all as queued } from "./python/queue.js";
import { warm } from "./python/runtime.js";

/** @type {AbortController | null} */
let page = null;

/** A page with cells has brought their module before this one; else it is fetched, unless the reader left. @param {AbortSignal} signal */
async function openCells(signal) {
  if (!arrived.mountCells) await import("./cell/cells.js");
  if (!signal.aborted) arrived.mountCells?.(signal);
}

/** On a page without cells: what they need comes with the reader's first move, and that is not lost. @param {AbortSignal} signal */
function openCellsLater(signal) {
  const waits = new AbortController();
  /** @type {KeyboardEvent[]} */
  const keys = [];
  /** @type {HTMLElement | null} */
  let pressed = null;
  /** @type {Promise<void> | null} */
  let coming = null;
  const come = async () => {
    await openCells(signal);
    waits.abort();
    // not bubbling: the theme has heard them
    for (const { target, type, key, ctrlKey, metaKey, altKey, repeat } of keys) {
      target?.dispatchEvent(new KeyboardEvent(type, { key, ctrlKey, metaKey, altKey, repeat }));
    }
    pressed?.click();
  };
  const options = { signal: AbortSignal.any([signal, waits.signal]) };
  document.addEventListener("pointerover", () => (coming ??= come()), options);
  document.addEventListener("keydown", (event) => {
    if (event.key === "0") keys.push(event);
    else keys.length = 0;
    coming ??= come();
  }, options); // prettier-ignore
  document.addEventListener("click", ({ target }) => {
    pressed = target instanceof Element ? target.closest("[data-restart]") : null;
    if (pressed) coming ??= come();
  }, options); // prettier-ignore
}

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

/** What is shown to others: its modules come when it is asked for. @param {AbortSignal} signal */
function openSharing(signal) {
  if (/[?&](?:present|embed)=/.test(location.search)) import("./share/share.js").then(({ arrive }) => arrive(signal));
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("[data-present], [data-take]") : null);
    if (button) import("./share/share.js").then(({ offer }) => offer(button, signal));
  }, { signal }); // prettier-ignore
}

function mount() {
  page?.abort(); // what the last page listened to
  leave();
  refreshQueue(); // what was this page's is another's now
  if (mixed()) return renew(queued().length > 0);
  const { signal } = (page = new AbortController());
  document.documentElement.dataset.runtime ??= "off";
  if (arrived.mountCells || location.hash || document.querySelector("[data-cell], [data-exercise]")) openCells(signal);
  else openCellsLater(signal);
  openDrawerToKeyboard(signal);
  for (const element of document.querySelectorAll("[data-demo]")) mountDemo(/** @type {HTMLElement} */ (element), signal);
  if (document.querySelector("[data-atlas], [data-port]")) import("./site/filter.js").then(({ mountFilters }) => mountFilters(document));
  const doctor = /** @type {HTMLElement | null} */ (document.querySelector("[data-doctor]"));
  if (doctor) import("./doctor/doctor.js").then(({ mountDoctor }) => mountDoctor(doctor, signal));
  openSharing(signal);
  for (const box of document.querySelectorAll("[data-answer]")) import("./site/answer.js").then(({ mountAnswer }) => mountAnswer(/** @type {HTMLElement} */ (box), signal));
  for (const path of document.querySelectorAll("[data-path]")) mountPath(path, signal);
  noteRead(signal);
  if (document.querySelector("[data-hand-in], [data-marking]")) import("./teach/teach.js").then(({ mountTeaching }) => mountTeaching(signal));
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
