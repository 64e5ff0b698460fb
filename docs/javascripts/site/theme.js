// The page's colours for canvases, and a call whenever the scheme changes.
// site/ holds what belongs to the site as a whole: colours, what is kept, search, filters, leaving
// a page, being offline. It imports nothing but itself.

const NAMES = ["ink", "grid", "paper", "negative", "zero", "positive", "1", "2", "3", "4", "5", "6", "7", "8"];

/** @typedef {Record<string, string>} Colours */

/** @returns {Colours} */
export function colours() {
  const style = getComputedStyle(document.body);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--fig-${name}`).trim()]));
}

/**
 * @param {() => void} changed
 * @returns {() => void} ends it
 */
export function onScheme(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  return () => observer.disconnect();
}
