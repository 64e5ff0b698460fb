// Registers the service worker once the page is at rest, and hands it what the page has loaded.

/** @returns {boolean} whether the reader asks for little traffic */
const saving = () => Boolean(/** @type {any} */ (navigator).connection?.saveData);

async function register() {
  try {
    const worker = navigator.serviceWorker;
    await worker.register(new URL("../sw.js", import.meta.url));
    const { active } = await worker.ready;
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    if (!saving()) active?.postMessage({ keep: [location.href.split("#")[0], ...loaded] });
  } catch {
    // private windows and plain http have none: everything else works as before
  }
}

/** Keep the site on this device, from now on. */
export function keepSite() {
  if (!navigator.serviceWorker) return;
  if (document.readyState === "complete") register();
  else addEventListener("load", () => setTimeout(register), { once: true });
}
