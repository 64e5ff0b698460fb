// The string that a student hands in: who, and every answer that is kept on this device.
import { pack, unpack } from "../site/packed.js";

/** An answer: its exercise (the page's place below the site, and its name there), its code, and what the page said of it. @typedef {{task: string, source: string, verdict: string}} Answer */
/** @typedef {{who: string, answers: Answer[]}} HandIn */

/** How a string begins: what follows is packed. */
const HEAD = "initdocs-1.";
/** What a string looks like, wherever it was pasted into. */
const FORM = /initdocs-1\.[\w-]+/g;
/** Letters that are unpacked at most: forty answers are a tenth of it. */
const LONGEST = 400_000;

/** @param {HandIn} handIn */
export const written = async ({ who, answers }) => HEAD + (await pack(JSON.stringify([who, answers.map(({ task, source, verdict }) => [task, source, verdict])])));

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";

/** @param {string} text one string @returns {Promise<HandIn>} an error where it is damaged */
export async function read(text) {
  if (text.length > LONGEST) throw new Error("it is too long");
  const told = JSON.parse(await unpack(text.slice(HEAD.length)));
  const [who, answers] = Array.isArray(told) ? told : [];
  if (!isText(who) || !Array.isArray(answers)) throw new Error("it is not whole");
  return {
    who,
    answers: answers.map((answer) => {
      if (!Array.isArray(answer) || !answer.every(isText) || answer.length !== 3) throw new Error("it is not whole");
      const [task, source, verdict] = answer;
      return { task, source, verdict };
    }),
  };
}

/**
 * All strings of a text, in order: what cannot be read is told by its number.
 * @param {string} text
 * @returns {Promise<{found: HandIn[], damaged: string[]}>}
 */
export async function readAll(text) {
  /** @type {HandIn[]} */
  const found = [];
  /** @type {string[]} */
  const damaged = [];
  const strings = text.match(FORM) ?? [];
  for (const [i, string] of strings.entries()) {
    try {
      found.push(await read(string));
    } catch {
      damaged.push(`String ${i + 1} is damaged: ask for it again.`);
    }
  }
  return { found, damaged };
}
