// What a screen reader says of what happens on the page. One place for the whole tab: each thing is
// said once, and what only a glance follows (per cent, a line of output after the other) is not said.

/** Messages that stay in the page: later ones must not cut an earlier one off. */
const MOST = 5;

/** Letters of an output that are read out: the whole of it stands on the page. */
const LONGEST = 200;

/** @type {HTMLElement | null} */
let place = null;

/** It must be in the page before the first message comes into it. */
export function openVoice() {
  if (place) return;
  place = document.createElement("div");
  place.className = "voice";
  place.setAttribute("role", "log"); // polite; what is added is said, and nothing twice
  place.setAttribute("aria-label", "What has happened");
  document.body.append(place);
}

/** @param {string} text */
export function say(text) {
  const words = text.trim();
  if (!words || !place) return;
  place.append(Object.assign(document.createElement("p"), { textContent: words }));
  if (place.children.length > MOST) place.children[0].remove();
}

let going = "";

/** The same of something that goes on: a step is said when it begins, and not at each per cent. @param {string} text */
export function sayStep(text) {
  const step = text.replace(/, \d+ %/, "");
  if (step === going) return;
  going = step;
  say(step);
}

/** What was printed, as it is told: a line as it is, of more the last one. @param {string} printed */
export function aloud(printed) {
  const lines = printed.split("\n").filter((line) => line.trim());
  const last = lines.at(-1)?.trim() ?? "";
  const short = last.length > LONGEST ? `${last.slice(0, LONGEST)}…` : last;
  if (!lines.length) return "";
  return lines.length === 1 ? `Output: ${short}` : `Output, ${lines.length} lines. The last: ${short}`;
}
