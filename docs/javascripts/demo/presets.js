// Links that set a demo of this page: in its list of settings with a name, and in prose.

/**
 * Hear of a link to a preset of the demo `name`; one for a demo that is not here leads to its page.
 * @param {string} name
 * @param {(values: Record<string, string>, look: string) => void} chosen
 * @param {AbortSignal} signal
 */
export function onPreset(name, chosen, signal) {
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[data-preset]");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [demo, query] = (link.dataset.preset ?? "").split("?");
    if (demo !== name) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the theme would fetch the page that the link names
    chosen(Object.fromEntries(new URLSearchParams(query)), link.title);
  }, { capture: true, signal }); // prettier-ignore
}
