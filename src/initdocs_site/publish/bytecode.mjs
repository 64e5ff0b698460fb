// Archives of Python modules compiled by Pyodide's own Python, outside a browser.
//
//     node bytecode.mjs FOLDER_OF_PYODIDE BYTECODE.PY [FROM TO PLACE]...
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// an error in Pyodide quotes the file that it stands in, which is one line of a megabyte
process.on("uncaughtException", (error) => {
  process.stderr.write(`${String(error.message ?? error).slice(0, 2000)}\n`);
  process.exit(1);
});

const [folder, program, ...jobs] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: folder, packageBaseUrl: folder });
python.FS.writeFile("/home/pyodide/bytecode.py", await readFile(program));
const bytecode = python.pyimport("bytecode");
while (jobs.length) {
  const [from, to, place] = jobs.splice(0, 3);
  python.FS.writeFile("/from.zip", await readFile(from));
  bytecode.rewrite("/from.zip", "/to.zip", place);
  await writeFile(to, python.FS.readFile("/to.zip"));
}
