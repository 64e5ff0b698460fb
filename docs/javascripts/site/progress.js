// Which chapters have been read to their end: kept on this device, and ticked where they are listed.
import { root } from "./root.js";
import { keep, kept } from "./store.js";

const KEY = "initdocs:read";

/** The page below the site's root, as it is kept: `guide/importance/`. @param {string | URL} address */
const pageOf = (address) => new URL(address, location.href).href.slice(root.href.length).replace(/[?#].*$/, "");

/** Tick what has been read. @param {Element} path @param {AbortSignal} signal */
export function mountPath(path, signal) {
  const show = () => {
    const read = kept(KEY);
    for (const item of path.querySelectorAll("[data-chapter]")) {
      const link = /** @type {HTMLAnchorElement | null} */ (item.querySelector("a[href]"));
      const mark = /** @type {HTMLElement | null} */ (item.querySelector("[data-read]"));
      if (mark && link) mark.hidden = !read[pageOf(link.href)];
    }
    const forget = /** @type {HTMLElement | null} */ (path.querySelector("[data-forget]"));
    if (forget) forget.hidden = !Object.keys(read).length;
  };
  path.querySelector("[data-forget] button")?.addEventListener("click", () => {
    keep(KEY, null);
    show();
  }, { signal }); // prettier-ignore
  show();
}

/** Keep that a page of the guide was read, when its end comes into sight. @param {AbortSignal} signal */
export function noteRead(signal) {
  const page = pageOf(location.href);
  const end = document.querySelector(".md-footer__link--next, .md-footer__link--prev");
  if (!page.startsWith("guide/") || !end || kept(KEY)[page]) return;
  const seen = new IntersectionObserver((found) => {
    if (!found.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    keep(KEY, { ...kept(KEY), [page]: true });
  });
  seen.observe(end);
  signal.addEventListener("abort", () => seen.disconnect());
}
