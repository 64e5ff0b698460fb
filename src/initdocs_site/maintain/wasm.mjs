// All cells of the site's pages in Pyodide, outside a browser: the code comes as JSON on standard
// input, what came of it goes to standard output, with the modules that were imported for it.
//
//     node wasm.mjs FOLDER_OF_PYODIDE ZIP_OF_SOURCES PACKAGE... < tasks.json > outcomes.json
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// an error in Pyodide quotes the file that it stands in, which is one line of a megabyte
process.on("uncaughtException", (error) => {
  process.stderr.write(`${String(error.message ?? error).slice(0, 2000)}\n`);
  process.exit(1);
});

const [folder, sources, ...packages] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);

let input = "";
for await (const chunk of process.stdin) input += chunk;
const tasks = JSON.parse(input);

const env = { HOME: "/home/pyodide", MPLBACKEND: "Agg" };
const python = await loadPyodide({ indexURL: folder, packageBaseUrl: folder, env });
await python.loadPackage(packages, { messageCallback: () => {} });
python.unpackArchive(new Uint8Array(await readFile(sources)), "zip", { extractDir: "/sources" });
python.pyimport("sys").path.insert(0, "/sources");
const { modules, outcome } = python.pyimport("initdocs_site.maintain.inside");

const outcomes = {};
for (const [number, { source, parts }] of tasks.entries()) {
  process.stderr.write(`computing ${number + 1} of ${tasks.length}: ${source}\n`);
  outcomes[source] = JSON.parse(outcome(JSON.stringify(parts)));
}
process.stdout.write(JSON.stringify({ outcomes, modules: JSON.parse(modules()) }));
