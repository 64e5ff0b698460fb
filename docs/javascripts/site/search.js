// The search index grows with the site: it comes when the reader goes to search, not with every page,
// and so does the worker that searches it. Material asks for both at once and offers no switch, so
// its request is held back, and what it tells the worker (decision 12).
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

  /** Stands for the worker until it is asked for; what it is told is handed on. */
  class Later extends EventTarget {
    /** @type {Promise<Worker>} */
    #worker;

    /** @param {() => Worker} make */
    constructor(make) {
      super();
      this.#worker = asked.then(() => {
        const worker = make();
        for (const type of ["message", "error"]) {
          worker.addEventListener(type, (event) => this.dispatchEvent(new MessageEvent(type, { data: /** @type {MessageEvent} */ (event).data })));
        }
        return worker;
      });
    }

    /** @param {unknown} message */
    postMessage(message) {
      this.#worker.then((worker) => worker.postMessage(message));
    }

    terminate() {
      this.#worker.then((worker) => worker.terminate());
    }
  }

  globalThis.Worker = new Proxy(Worker, {
    construct(target, given, self) {
      const make = () => Reflect.construct(target, given, self);
      return /\/workers\/search\b/.test(String(given[0])) ? new Later(make) : make();
    },
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
