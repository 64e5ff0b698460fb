// The site may change while a tab is open. Its modules go on as they are, since they are named by
// content; what comes anew must fit them, and the reader is told when there is something new.
import { notify } from "./notice.js";

const META = /<meta name="initdocs:version" content="([0-9a-f]+) ([0-9a-f]+)">/;

/** Versions of what runs in a tab, and of the page; none while the site is being written. @param {string} html */
const read = (html) => META.exec(html)?.slice(1) ?? null;

const shown = () => read(document.head.innerHTML);

/** What this tab's modules belong to. */
const mine = shown()?.[0];

/** Said after a page was loaded anew. */
const TOLD = "initdocs:renewed";

/** Whether instant navigation has brought a page that these modules do not belong to. */
export function mixed() {
  const running = shown()?.[0];
  return Boolean(mine && running && running !== mine);
}

/** Load the page that was brought as a whole: at once, or when the reader wants, if something runs. @param {boolean} busy */
export function renew(busy) {
  if (busy) {
    notify("The site has changed, and this page needs its new version. What Python still runs would end.", { Reload: () => location.reload() });
    return;
  }
  try {
    sessionStorage.setItem(TOLD, "1");
  } catch {
    // then it is not told
  }
  location.reload();
}

/** Ask whether the page that is shown is still the one that the site has; say so if not. */
export async function check() {
  const page = shown()?.[1];
  if (!page) return;
  try {
    const { pathname, search } = location;
    const answer = await fetch(pathname + search, { cache: "no-cache" });
    const now = answer.ok && read(await answer.text())?.[1];
    if (now && now !== page && pathname === location.pathname) {
      notify("There is a new version of this page.", { Reload: () => location.reload() });
    }
  } catch {
    // without a network there is nothing newer
  }
}

/** Milliseconds between two questions. */
const PACE = 60_000;

/** Look when the reader comes back to the tab, and whenever something could not be had. */
export function watchVersion() {
  let last = -PACE;
  const look = () => {
    if (document.visibilityState !== "visible" || performance.now() - last < PACE) return;
    last = performance.now();
    check();
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", ({ persisted }) => persisted && look());
  // a module or the wheel is gone: Python could not be had, or a demo not be drawn
  addEventListener("unhandledrejection", () => check());
  new MutationObserver(() => document.documentElement.dataset.runtime === "error" && check()).observe(document.documentElement, { attributeFilter: ["data-runtime"] });
  try {
    if (sessionStorage.getItem(TOLD)) notify("The site has changed: this page was loaded anew, and Python’s variables are gone.");
    sessionStorage.removeItem(TOLD);
  } catch {
    // a browser that keeps nothing
  }
}
