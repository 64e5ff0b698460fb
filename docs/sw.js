// The site's service worker: isolates the pages, so that Stop can keep variables, and keeps
// what was visited, so that it reads without a network. It never touches another origin.

const PAGES = "initdocs-pages";
const site = /** @type {any} */ (self);

/** Files that are named by what is in them: never another under the same name. */
const NAMED = /\/(?:javascripts|python|wheels)\/[0-9a-f]{12}\/|\/stylesheets\/site\.[0-9a-f]{8}\.css$|\.[0-9a-f]{8}\.min\.(?:js|css)$/;

/** Milliseconds that the network has to begin its answer, where an older one is kept. */
const PATIENCE = 4000;

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

/** A page is kept once, whatever its query says to it. @param {string} url */
const plain = (url) => url.split("?")[0];

/**
 * From the network, and kept while the page reads it already: on a slow line it comes piece by piece.
 * The browser's own cache is asked whether it is still right.
 * @param {Cache} pages
 * @param {any} event
 * @returns {Promise<Response>}
 */
function anew(pages, event) {
  const { request } = event;
  const coming = fetch(request, { cache: "no-cache" });
  const put = async (/** @type {Response} */ copy) => {
    if (copy.ok && copy.type === "basic") await pages.put(plain(request.url), copy);
  };
  event.waitUntil(coming.then((response) => put(response.clone())).catch(() => {}));
  return coming;
}

/** From the network, and kept; without a network, or with one that does not answer, as it was kept. @param {any} event */
async function answer(event) {
  /** @type {{request: Request}} */
  const { request } = event;
  const pages = await caches.open(PAGES);
  const kept = await pages.match(plain(request.url), { ignoreVary: true });
  if (kept && NAMED.test(new URL(request.url).pathname)) return isolated(kept);
  const coming = anew(pages, event);
  try {
    if (!kept) return isolated(await coming);
    coming.catch(() => {}); // it may fail after the kept one was given
    const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
    return isolated(await Promise.race([coming, late]));
  } catch (error) {
    if (kept) return isolated(kept);
    if (request.mode === "navigate") return isolated(await lost(pages));
    throw error;
  }
}

/** A page that was not visited, without a network: which ones were. @param {Cache} pages */
async function lost(pages) {
  const { scope } = site.registration;
  const places = (await pages.keys()).map(({ url }) => url).filter((url) => url.endsWith("/") && url.startsWith(scope));
  const text = (/** @type {string} */ raw) => raw.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const items = await Promise.all(
    [...new Set(places)].sort().map(async (url) => {
      const title = /<meta property="og:title" content="([^"]*)"/.exec((await (await pages.match(url))?.text()) ?? "")?.[1];
      return `<li><a href="${text(url)}">${title ?? text(url.slice(scope.length))}</a></li>`;
    }),
  );
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No network</title><style>:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif } body { margin: 3rem auto; max-width: 38rem; padding: 0 1rem }</style></head>
<body><h1>No network</h1><p>This page was not visited on this device yet, and there is no network now. These pages are kept here:</p><ul>${items.join("")}</ul></body></html>`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Keep what a page had loaded before this worker was there. @param {string[]} urls */
async function keep(urls) {
  const pages = await caches.open(PAGES);
  for (const url of urls) {
    if (!url.startsWith(site.registration.scope) || (await pages.match(plain(url)))) continue;
    const response = await fetch(url, { cache: "force-cache" }).catch(() => null);
    if (response?.ok) await pages.put(plain(url), response).catch(() => {});
  }
}

site.addEventListener("install", () => site.skipWaiting());
site.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(site.clients.claim()));
site.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(keep(event.data.keep)));
site.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const own = request.url.startsWith(site.registration.scope);
  if (own && request.method === "GET" && !request.headers.has("range")) event.respondWith(answer(event));
});
