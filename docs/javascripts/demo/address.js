// Settings of a demo in the query, under its name: ?playground.lr=0.1&playground.seed=3

/**
 * @param {string} query
 * @param {string} demo
 * @returns {Record<string, string>}
 */
export function readSettings(query, demo) {
  const found = [...new URLSearchParams(query)].filter(([key]) => key.startsWith(`${demo}.`));
  return Object.fromEntries(found.map(([key, value]) => [key.slice(demo.length + 1), value]));
}

/**
 * The address with the settings that differ from the defaults, everything else kept.
 * @param {string} href
 * @param {string} demo
 * @param {Record<string, string | number>} settings
 * @param {Record<string, string | number>} defaults
 */
export function writeSettings(href, demo, settings, defaults) {
  const url = new URL(href);
  for (const key of [...url.searchParams.keys()]) {
    if (key.startsWith(`${demo}.`)) url.searchParams.delete(key);
  }
  for (const [name, value] of Object.entries(settings)) {
    if (String(value) !== String(defaults[name])) url.searchParams.set(`${demo}.${name}`, String(value));
  }
  return url.href;
}
