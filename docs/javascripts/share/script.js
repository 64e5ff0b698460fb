// What a class is shown, step by step: a demo's settings with the question that comes first, and
// figures, in the order of the page. Pure: what is shown follows from where one stands.

/** @typedef {{settings: Record<string, string>, ask: string, answers: string[], look: string}} Entry */
/** @typedef {{element: HTMLElement, entry: Entry | null}} Step of a figure there is no entry */
/** @typedef {{at: number, told: boolean}} Place `told` once the answer is shown */

/** @param {Record<string, string>} a @param {Record<string, string>} b */
const same = (a, b) => Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);

/**
 * The steps of a page, and where its script begins for an element with these settings: what is none
 * of its entries is a step of its own.
 * @param {{element: HTMLElement, script: Entry[]}[]} parts
 * @param {HTMLElement} first
 * @param {Record<string, string>} settings those that differ from the default ones
 * @returns {{steps: Step[], at: number}}
 */
export function stepsOf(parts, first, settings) {
  const steps = parts.flatMap(({ element, script }) => (script.length ? script : [null]).map((entry) => /** @type {Step} */ ({ element, entry })));
  const known = steps.findIndex(({ element, entry }) => element === first && same(entry?.settings ?? {}, settings));
  if (known >= 0) return { steps, at: known };
  const at = steps.findIndex(({ element }) => element === first);
  steps.splice(at, 0, { element: first, entry: { settings, ask: "", answers: [], look: "" } });
  return { steps, at };
}

/** A step that asks nothing is told at once. @param {Step[]} steps @param {number} at @returns {Place} */
export const arrive = (steps, at) => ({ at, told: !steps[at].entry?.ask });

/** @param {Step[]} steps @param {Place} place @returns {Place} */
export function onward(steps, { at, told }) {
  if (!told) return { at, told: true };
  return at + 1 < steps.length ? arrive(steps, at + 1) : { at, told };
}

/** @param {Step[]} steps @param {Place} place @returns {Place} */
export function back(steps, { at, told }) {
  if (told && steps[at].entry?.ask) return { at, told: false };
  return at ? { at: at - 1, told: true } : { at, told };
}
