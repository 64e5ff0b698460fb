// The page's colours for canvases, and a call whenever the scheme changes.
// site/ holds what belongs to the site as a whole: colours, what is kept, search, filters, leaving
// a page, being offline. It imports nothing but itself.

/** @typedef {Record<string, string>} Colours */

/** Stands for a name that the package does not have. */
const NONE = "#808080";

/** What has been looked up, by scheme: to ask the browser anew for each drawing has it lay out the page. @type {Map<string, Colours>} */
const known = new Map();

/** The colours of the present scheme by their names, each looked up when it is first asked for. @returns {Colours} */
export function colours() {
  const scheme = document.body.dataset.mdColorScheme ?? "";
  const found = known.get(scheme) ?? {};
  known.set(scheme, found);
  /** @param {Colours} _ @param {string | symbol} name */
  const get = (_, name) => (found[String(name)] ||= getComputedStyle(document.body).getPropertyValue(`--fig-${String(name)}`).trim()) || NONE;
  return new Proxy(found, { get });
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
