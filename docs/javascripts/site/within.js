// A link to a place in the page that is shown only scrolls. Material's instant navigation knows no
// page before the first move, so it takes the first link within the page for a move: it fetches the
// page again and puts it in the place of what the reader has made of it. This script stands before
// Material's bundle, since a window calls its listeners in the order in which they came.
{
  /** The page whose content stands in the document. */
  let here = location.pathname;
  /** Material has made a move: from now on it knows where it is, and where a reader had scrolled to. */
  let moved = false;

  /** @param {MouseEvent} event */
  const click = (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!plain || !link?.href || link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== here) return;
    if (!url.hash && url.search && url.search !== location.search) return; // other settings of a demo
    event.stopPropagation();
    if (url.hash) return; // the browser scrolls
    event.preventDefault();
    if (location.hash) history.pushState(null, "", location.pathname + location.search);
    scrollTo(0, 0);
  };

  document.documentElement.addEventListener("click", click, { capture: true });
  addEventListener("popstate", (event) => !moved && location.pathname === here && event.stopImmediatePropagation());
  addEventListener("DOMContentLoaded", () => {
    const { document$, location$ } = /** @type {any} */ (globalThis);
    document$?.subscribe(() => (here = location.pathname));
    location$?.subscribe(() => (moved = true));
  });
}
