import assert from "node:assert/strict";
import { test } from "node:test";
import { readValue } from "../../docs/javascripts/demo/settings.js";

const rules = {
  numeral: " *-?[0-9.]+(?:e[0-9]+)? *",
  foreign: "“{value}” is foreign.",
  parameters: {
    width: { kind: "number", default: "6", low: 1, high: 24, whole: true, wrong: "“{value}” is wrong.", outside: "{value}: took {near}." },
    init: { kind: "choice", default: "he", options: ["he", "zero"], wrong: "“{value}” is not known." },
    phi: { kind: "text", default: "tanh(x)" },
  },
};

for (const [name, text, value, note] of [
  ["width", "7", "7", ""],
  ["width", "1e1", "10", ""],
  ["width", "1e9", "24", "1e9: took 24."],
  ["width", "-3", "1", "-3: took 1."],
  ["width", "2.5", "3", "2.5: took 3."],
  ["width", "3.5", "4", "3.5: took 4."],
  ["width", "0x10", "6", "“0x10” is wrong."],
  ["width", "", "6", "“” is wrong."],
  ["width", "$&{near}", "6", "“$&{near}” is wrong."],
  ["init", "zero", "zero", ""],
  ["init", "constructor", "he", "“constructor” is not known."],
  ["phi", "2 * tanhh(x)", "2 * tanhh(x)", ""],
  ["constructor", "1", null, "“constructor” is foreign."],
]) {
  test(`${name}=${text}`, () => assert.deepEqual(readValue(rules, name, text), { value, note }));
}
