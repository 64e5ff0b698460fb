// The queue as a reader sees it: what runs, what waits, and a Stop for each, at the foot of the
// window. It is there when the page itself cannot tell: several runs, or one of a page that was left.
import * as queue from "../python/queue.js";
import { foot } from "../site/notice.js";

/** @typedef {import("../python/queue.js").Job} Job */

/** Lines at most: a whole page that waits is told by its number. */
const MOST = 3;

const list = document.createElement("ul");
list.className = "foot-queue";
list.dataset.queue = "";
list.setAttribute("aria-label", "What Python runs, and what waits");

/** @param {Job} job */
const elsewhere = (job) => job.path !== location.pathname;

/** @param {string} text @param {string} label @param {string} state @param {() => void} stop */
function line(text, label, state, stop) {
  const item = document.createElement("li");
  item.dataset.state = state;
  const said = document.createElement("span");
  said.textContent = text;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "md-button", textContent: "Stop", ariaLabel: label });
  button.addEventListener("click", stop);
  item.append(said, button);
  return item;
}

/** @param {Job} job */
function lineOf(job) {
  const runs = job === queue.current();
  const name = elsewhere(job) ? job.name : job.name.replace(/ of “.*/, "");
  const text = `${name} ${runs ? "is running" : "waits"}`;
  const item = line(text[0].toUpperCase() + text.slice(1), `Stop ${job.name}`, runs ? "running" : "waiting", () => queue.stop((other) => other === job));
  item.dataset.job = job.key;
  return item;
}

/** Show the queue as it stands, on the page that is shown. */
export function refreshQueue() {
  const jobs = queue.all();
  const others = [...queue.waiting()];
  const needed = jobs.length > 1 || jobs.some(elsewhere) || (jobs.length > 0 && others.length > 0);
  if (!needed) return list.remove();
  const held = list.contains(document.activeElement);
  const lines = jobs.slice(0, MOST).map(lineOf);
  const more = jobs.length - lines.length;
  if (more > 0) lines.push(line(more === 1 ? "1 more waits" : `${more} more wait`, `Stop the others that wait (${more})`, "waiting", () => queue.stop((job) => queue.all().indexOf(job) >= MOST)));
  for (const name of others) {
    const item = document.createElement("li");
    item.textContent = `${name} waits`;
    lines.push(item);
  }
  list.replaceChildren(...lines);
  if (!list.isConnected) foot().prepend(list);
  if (held) list.querySelector("button")?.focus();
}

/** Show the queue from now on, on every page. */
export function showQueue() {
  queue.onChange(refreshQueue);
}
