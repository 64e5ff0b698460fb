// The search index grows with the site: it comes when the reader goes to search, not with every page.
// Material asks for it at once and offers no switch, so its request is held back (decision 12).
{
  const { open, send } = XMLHttpRequest.prototype;
  /** @type {WeakSet<XMLHttpRequest>} */
  const held = new WeakSet();

  /** The reader is in the search field, or came with a query. @type {Promise<void>} */
  const asked = new Promise((resolve) => {
    if (new URLSearchParams(location.search).has("q")) resolve();
    document.addEventListener("focusin", ({ target }) => {
      if (target instanceof Element && target.matches("[data-md-component=search-query]")) resolve();
    });
  });

  XMLHttpRequest.prototype.open = function (/** @type {[string, string | URL]} */ ...all) {
    if (String(all[1]).endsWith("/search/search_index.json")) held.add(this);
    return open.apply(this, /** @type {any} */ (all));
  };

  XMLHttpRequest.prototype.send = function (/** @type {XMLHttpRequestBodyInit | null | undefined} */ body) {
    if (held.has(this)) asked.then(() => send.call(this, body));
    else send.call(this, body);
  };
}
