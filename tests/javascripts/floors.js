// Who imports whom in the site's JavaScript, and which imports the house forbids.

/** What each room may import from outside of itself. The first prefix that fits a file is its room. */
const FLOORS = {
  "demo/views/": ["draw/", "site/theme.js"],
  "demo/": ["python/", "draw/", "site/"],
  "share/": ["demo/", "draw/", "site/"],
  "teach/": ["cell/versions.js", "python/", "site/"],
  "cell/": ["python/", "site/"],
  "doctor/": ["python/", "site/"],
  "python/": ["site/root.js", "site/saving.js", "site/store.js"],
  "draw/": ["site/theme.js"],
  "site/": [],
  "main.js": [""],
};
const WORKER = "python/worker.js";

/** A source without its comments: a type that is named in one is no import. @param {string} source */
const bare = (source) => source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[\s;{}(,])\/\/.*$/gm, "$1");

/**
 * The files that a module imports, statically or by `import()`; of a name that is put together,
 * the part that stands fast.
 * @param {string} file
 * @param {string} source
 * @returns {string[]}
 */
export function imported(file, source) {
  const found = bare(source).matchAll(/\b(?:from|import)\s*\(?\s*(["'`])(\.[^"'`$]*)/g);
  return [...found].map(([, , name]) => new URL(name, `file:///${file}`).pathname.slice(1));
}

/**
 * What is wrong with a tree of modules, in sentences.
 * @param {Record<string, string>} tree sources by their place below docs/javascripts
 * @returns {string[]}
 */
export function wrong(tree) {
  const said = [];
  const imports = Object.fromEntries(Object.entries(tree).map(([file, source]) => [file, imported(file, source)]));
  for (const [file, names] of Object.entries(imports)) {
    const room = Object.keys(FLOORS).find((prefix) => file.startsWith(prefix));
    if (!room) {
      said.push(`${file} stands in no room`);
      continue;
    }
    for (const name of names) {
      if (name === "main.js") said.push(`${file} imports main.js`);
      else if (![room, ...FLOORS[room]].some((allowed) => name.startsWith(allowed))) said.push(`${file} imports ${name}`);
    }
  }
  const inWorker = [WORKER];
  for (const file of inWorker) {
    inWorker.push(...(imports[file] ?? []).filter((name) => !inWorker.includes(name)));
    if (!file.startsWith("python/")) said.push(`${file} runs in the worker`);
    const touched = bare(tree[file] ?? "").match(/\b(document|window)\b/);
    if (touched) said.push(`${file} runs in the worker and touches ${touched[0]}`);
  }
  return said;
}
