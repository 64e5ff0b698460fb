// What a reader shows to others, begun by the address or by a button.
import { asked, standAlone, standTogether } from "./alone.js";
import { embedded } from "./embed.js";
import { openMenu } from "./menu.js";
import { fullScreen, present } from "./present.js";
import { notify } from "../site/notice.js";

/** As the address asks. @param {AbortSignal} signal the page's */
export function arrive(signal) {
  const found = asked(location.search);
  if (!found?.element) {
    standTogether();
    if (found) notify("This page has no demo and no figure of that name. Here is all of it.");
    return;
  }
  if (found.mode === "present") return present(found.element, signal);
  standAlone("embed", found.element);
  embedded(found.element, signal);
}

/** As a button asks. @param {HTMLElement} button @param {AbortSignal} signal the page's */
export function offer(button, signal) {
  const element = /** @type {HTMLElement} */ (button.closest("[data-demo], [data-figure]"));
  if ("present" in button.dataset) {
    fullScreen(true);
    present(element, signal);
  } else openMenu(element, button);
}
