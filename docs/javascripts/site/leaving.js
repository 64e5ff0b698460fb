// Material's instant navigation holds on to what was on the pages that were left: it listens to
// the width of the screen anew for every page and never stops, and one node that it still
// refers to keeps a whole page in memory. This lets go of both.

/** What was added for the last page, and for this one. @type {[MediaQueryList, any][][]} */
const added = [[], []];

/** @type {Element | null} */
let shown = null;

/** Hear of every listener that is added from now on: the ones before serve the whole site. */
export function watchListeners() {
  const add = MediaQueryList.prototype.addListener;
  MediaQueryList.prototype.addListener = function (/** @type {any} */ listener) {
    added[1].push([this, listener]);
    add.call(this, listener);
  };
}

/** Another page is shown. Material may have prepared it already: the page before the last is gone for sure. */
export function leave() {
  for (const [media, listener] of added.shift() ?? []) media.removeListener(listener);
  added.push([]);
  const left = shown;
  shown = document.querySelector('[data-md-component="container"]');
  if (left && left !== shown) setTimeout(() => takeApart(left));
}

/** @param {Element} page */
function takeApart(page) {
  for (const canvas of page.querySelectorAll("canvas")) canvas.width = canvas.height = 0;
  for (const node of [...page.querySelectorAll("*")].reverse()) node.replaceChildren();
}
