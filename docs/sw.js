// The site's service worker: isolates the pages, so that Stop can keep variables, and keeps
// what was visited, so that it reads without a network. It never touches another origin.

const PAGES = "initdocs-pages";
const site = /** @type {any} */ (self);

/** Cross-origin isolation needs both headers on every page, and static hosts cannot set them. */
const ISOLATE = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "cross-origin",
};

/** @param {Response} response */
function isolated(response) {
  if (!response.status || response.redirected || response.type === "opaqueredirect") return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATE)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(status === 204 || status === 304 ? null : response.body, { status, statusText, headers });
}

/** From the network, and kept; without a network, as it was kept. @param {Request} request */
async function answer(request) {
  const pages = await caches.open(PAGES);
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") await pages.put(request.url, response.clone()).catch(() => {});
    return isolated(response);
  } catch (error) {
    const kept = await pages.match(request.url, { ignoreSearch: true, ignoreVary: true });
    if (kept) return isolated(kept);
    throw error;
  }
}

/** Keep what a page had loaded before this worker was there. @param {string[]} urls */
async function keep(urls) {
  const pages = await caches.open(PAGES);
  for (const url of urls) {
    if (!url.startsWith(site.registration.scope) || (await pages.match(url))) continue;
    const response = await fetch(url, { cache: "force-cache" }).catch(() => null);
    if (response?.ok) await pages.put(url, response).catch(() => {});
  }
}

site.addEventListener("install", () => site.skipWaiting());
site.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(site.clients.claim()));
site.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(keep(event.data.keep)));
site.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const own = request.url.startsWith(site.registration.scope);
  if (own && request.method === "GET" && !request.headers.has("range")) event.respondWith(answer(request));
});
