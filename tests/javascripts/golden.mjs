// Writes the golden lists of calls anew: node tests/javascripts/golden.mjs, then read the difference.
import { writeFileSync } from "node:fs";
import { DRAWINGS, written } from "./drawings.js";

for (const [name, draw] of Object.entries(DRAWINGS)) {
  writeFileSync(new URL(`golden/${name}.json`, import.meta.url), written(draw()));
}
