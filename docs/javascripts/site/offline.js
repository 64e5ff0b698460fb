// Registers the service worker once the page is at rest, and hands it what the page has loaded.
import { root } from "./root.js";
import { saving } from "./saving.js";

async function register() {
  const worker = navigator.serviceWorker;
  /** What passes through the worker it keeps; what did not, and ends late too, it is told. */
  const watch = () => {
    if (!worker.controller || saving()) return;
    /** @param {string[]} urls */
    const tell = (urls) => worker.controller?.postMessage({ keep: urls });
    tell([location.href.split("#")[0]]);
    const observer = new PerformanceObserver((list) => tell(list.getEntries().map(({ name }) => name)));
    observer.observe({ type: "resource", buffered: true });
  };
  try {
    if (worker.controller) watch();
    else worker.addEventListener("controllerchange", watch, { once: true });
    await worker.register(new URL("sw.js", root));
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
