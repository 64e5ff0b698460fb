// The answer box: what is chosen, put together from what the page holds.
import { copy } from "./clipboard.js";

/** @typedef {{line: string, code: string, told: string}} Code */
/** @typedef {{scale: string, gain: string, why: string}} Activation */
/** @typedef {{code: Record<string, Code>, activations: Record<string, Activation>}} Answers */

/**
 * @param {Answers} answers
 * @param {{layer: string, activation: string, framework: string}} chosen
 */
export function answerTo(answers, { layer, activation, framework }) {
  const { line, code, told } = answers.code[`${layer}|${framework}`];
  const { scale, gain, why } = answers.activations[activation];
  const write = (/** @type {string} */ text) => text.replaceAll("{scale}", scale);
  return { line: write(line), code: write(code), gain, why: told ? `${why} ${told}` : why };
}

/** @param {HTMLElement} box @param {AbortSignal} signal */
export function mountAnswer(box, signal) {
  const [form, button] = [box.querySelector("form"), box.querySelector("[data-copy-answer]")];
  /** @type {Answers} */
  const answers = JSON.parse(box.querySelector("template")?.content.textContent ?? "");
  /** @param {string} name @param {string} text */
  const write = (name, text) => {
    const place = box.querySelector(`[data-${name}]`);
    if (place && place.textContent !== text) place.textContent = text;
  };
  const answer = () => answerTo(answers, /** @type {any} */ (Object.fromEntries(new FormData(form ?? undefined))));
  const show = () => {
    const { line, code, gain, why } = answer();
    for (const [name, text] of Object.entries({ line, whole: code, gain, why, copied: "" })) write(name, text);
  };
  form?.addEventListener("change", show, { signal });
  button?.addEventListener("click", async () => write("copied", await copy(answer().line)), { signal });
  show(); // a browser may have kept what was chosen
  box.dataset.ready = "";
}
