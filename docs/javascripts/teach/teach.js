// A class hands in its answers, and its teacher has them run again: two boxes, and nothing between
// them but a text that one gives the other.
// teach/ holds both. It imports itself, python/, site/ and the texts of a cell.
import { Versions } from "../cell/versions.js";
import * as queue from "../python/queue.js";
import * as runtime from "../python/runtime.js";
import { copy } from "../site/clipboard.js";
import { root } from "../site/root.js";
import { readAll, written } from "./handin.js";
import { answered, csv, Marking } from "./marking.js";

/** @typedef {import("./marking.js").Page} Page */
/** @typedef {import("./marking.js").Row} Row */

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} inner */
function make(tag, attributes = {}, ...inner) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inner);
  return made;
}

/** @param {AbortSignal} signal */
export function mountTeaching(signal) {
  const handIn = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-hand-in]"));
  const marking = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-marking]"));
  if (handIn) mountHandIn(handIn, signal);
  if (marking) mountMarking(marking, signal);
  for (const form of [handIn, marking]) form?.querySelector("[type=submit]")?.removeAttribute("disabled");
}

/** What is kept on this device of the exercises on the sheet: those that were worked on. */
function keptAnswers() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-task]")]).flatMap((element) => {
    const task = element.dataset.task ?? "";
    const starter = element.querySelector("code")?.textContent ?? "";
    const { shown, source, verdict } = new Versions(`initdocs:cell:${root.pathname}${task}`, starter);
    return shown ? [{ task, source, verdict }] : [];
  });
}

/** @param {HTMLFormElement} form @param {AbortSignal} signal */
function mountHandIn(form, signal) {
  const told = /** @type {HTMLElement} */ (form.querySelector("[data-told]"));
  const made = /** @type {HTMLElement} */ (form.querySelector("[data-made]"));
  const text = /** @type {HTMLTextAreaElement} */ (made.querySelector("textarea"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const who = String(new FormData(form).get("who") ?? "").trim();
    const answers = keptAnswers();
    made.hidden = !who || !answers.length;
    if (!who) return (told.textContent = "Write your name first: the string carries it.");
    if (!answers.length) return (told.textContent = "No answer is kept on this device. Work on an exercise on its page, then come back.");
    const solved = answers.filter(({ verdict }) => verdict === "pass").length;
    text.value = await written({ who, answers });
    told.textContent = `${answers.length === 1 ? "One answer" : `${answers.length} answers`}, ${solved} of them solved. Nothing was sent: the string is yours to give.`;
  }, { signal }); // prettier-ignore
  text.addEventListener("focus", () => text.select(), { signal });
  made.querySelector("[data-copy-string]")?.addEventListener("click", async () => (told.textContent = await copy(text.value, "The string is copied.")), { signal });
}

/** @returns {Promise<Page[]>} */
async function checks() {
  const response = await fetch(new URL("teach/checks.json", root));
  if (!response.ok) throw new Error(`checks.json: HTTP ${response.status}`);
  return response.json();
}

/** @param {HTMLFormElement} form @param {AbortSignal} signal */
function mountMarking(form, signal) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (form.querySelector(`[data-${name}]`));
  const [told, marks, start, stop, taken] = ["told", "marks", "mark", "mark-stop", "mark-copy"].map(part);
  /** @type {Marking | null} */
  let running = null;
  /** What stands in the table. */
  let sheet = "";
  const tell = (/** @type {string} */ text) => (told.textContent = text);

  async function begin() {
    const { found, damaged } = await readAll(String(new FormData(form).get("strings") ?? ""));
    if (!found.length) return tell([...damaged, "There is no string here that can be read."].join(" "));
    const pages = answered(await checks(), found);
    const columns = pages.flatMap(({ path, tasks }) => tasks.map(({ name, title }) => ({ key: `${path}#${name}`, title })));
    const known = new Set(columns.map(({ key }) => key));
    const strange = new Set(found.flatMap(({ answers }) => answers.map(({ task }) => task)).filter((task) => !known.has(task)));
    const notes = [...damaged, ...(strange.size ? [`${strange.size} answers are of exercises that this site does not have.`] : [])];
    const quiet = runtime.onProgress((text) => text && tell(text));
    running = new Marking(pages, tell);
    [start.hidden, stop.hidden, taken.hidden] = [true, false, true];
    stop.focus();
    const show = (/** @type {Row[]} */ rows) => {
      marks.replaceChildren(table(rows, columns), ...rows.map((row) => answersOf(row, columns)));
      sheet = csv(rows, columns);
    };
    const mine = running;
    const outcome = await new Promise((over) => {
      queue.add({
        key: "marking", path: location.pathname, source: "", name: "the marking", batch: queue.batchOf(), needs: () => [], turn() {},
        async work() {
          const rows = await mine.mark(found, show);
          over(summary(rows));
          return "done";
        },
        failed: (error) => over(error instanceof Error ? error.message : String(error)),
        dropped: over,
      }); // prettier-ignore
    });
    quiet();
    running = null;
    const held = document.activeElement === stop;
    [start.hidden, stop.hidden, taken.hidden] = [false, true, !sheet];
    if (held) start.focus();
    tell([outcome, ...notes].join(" "));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!running) begin().catch((error) => tell(`Nothing could be checked: ${error.message}`));
  }, { signal }); // prettier-ignore
  stop.addEventListener("click", () => running?.stop(), { signal });
  taken.addEventListener("click", async () => tell(await copy(sheet, "The table is copied as CSV.")), { signal });
  signal.addEventListener("abort", () => running?.stop());
}

/** @param {Row[]} rows */
function summary(rows) {
  const all = rows.flatMap(({ marks }) => Object.values(marks));
  const [passed, forged] = [all.filter((mark) => mark.passed).length, all.filter((mark) => mark.claimed && !mark.passed).length];
  const strings = rows.length === 1 ? "one string" : `${rows.length} strings`;
  return `${all.length} answers of ${strings} were run here: ${passed} pass.${forged ? ` ${forged} said so in their string and do not.` : ""}`;
}

/** What a cell says of an answer. @param {import("./marking.js").Mark | undefined} mark */
function sign(mark) {
  if (!mark) return make("td", { "data-mark-of": "none" }, "–");
  const [state, text] = mark.passed ? ["pass", "✓"] : mark.claimed ? ["forged", "✗ says ✓"] : ["fail", "✗"];
  return make("td", { "data-mark-of": state, title: mark.why }, text);
}

/** @param {Row[]} rows @param {{key: string, title: string}[]} columns */
function table(rows, columns) {
  const solved = (/** @type {Row} */ { marks }) => String(Object.values(marks).filter(({ passed }) => passed).length);
  const head = make("tr", {}, ...["Name", "Solved", ...columns.map(({ title }) => title)].map((title) => make("th", { scope: "col" }, title)));
  const body = rows.map((row) => make("tr", {}, make("th", { scope: "row" }, row.who), make("td", {}, solved(row)), ...columns.map(({ key }) => sign(row.marks[key]))));
  const made = make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
  return make("div", { class: "teach-table", tabindex: "0", role: "group", "aria-label": "Answers that were run here" }, made);
}

/** The code of one student's answers, and why they do not pass. @param {Row} row @param {{key: string, title: string}[]} columns */
function answersOf({ who, marks }, columns) {
  const parts = columns.filter(({ key }) => marks[key]).flatMap(({ key, title }) => {
    const { why, source, passed } = marks[key];
    return [make("p", {}, make("b", {}, title), passed ? "" : `: ${why}`), make("pre", {}, make("code", { tabindex: "0" }, source))];
  }); // prettier-ignore
  return make("details", {}, make("summary", {}, `What ${who} handed in`), ...parts);
}
