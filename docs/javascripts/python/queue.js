// What runs in the interpreter and what waits for it: one queue for the whole tab, on whatever page
// of the site it was asked for. A job waits, has its turn, and is over; nothing else starts a run.
import * as runtime from "./runtime.js";

/** How a job ends; `wanting` is one that needs what the reader must agree to first. @typedef {"done" | "error" | "stopped" | "wanting"} Outcome */

/** @type {Record<Outcome, string>} */
const WORDS = { done: "", error: "ended with an error", stopped: "was stopped", wanting: "needs more than Python and NumPy" };
/**
 * A run that a reader has asked for.
 * @typedef {object} Job
 * @property {string} key of its cell; the same on every visit of its page
 * @property {string} path its page
 * @property {string} source its code
 * @property {string} name what a reader calls it: "cell 2 of Why initialization matters"
 * @property {Batch} batch the wish that it belongs to
 * @property {(job: Job) => Job[]} needs what must run before it, asked once, when Python is there
 * @property {() => void} turn it is about to run: Python may have to start first
 * @property {() => Promise<Outcome>} work
 * @property {(error: unknown) => void} failed Python could not be had
 * @property {(why: string) => void} dropped it will not run
 */
/**
 * Jobs that one press has asked for.
 * @typedef {object} Batch
 * @property {Job | null} wanted the job that was asked for, where the others only prepare it; null where all were
 * @property {number} size how many jobs it has
 * @property {number} over how many of them are over
 * @property {string} end why it ended before the last of them
 */

/** In the order of their turns; while something runs it is the first. @type {Job[]} */
const jobs = [];
/** Who has its turn. @type {Job | null} */
let running = null;
/** Ended by the reader, perhaps before its code had begun. */
let halted = false;
/** Its code has begun. */
let working = false;
/** What else waits for the interpreter, which answers it between two jobs: demos, by name. @type {Set<string>} */
const others = new Set();
/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {number} [size] @returns {Batch} */
export const batchOf = (size = 1) => ({ wanted: null, size, over: 0, end: "" });

/** All jobs, the one that has its turn first. @returns {readonly Job[]} */
export const all = () => jobs;

/** The job that has its turn. */
export const current = () => running;

/** Demos that wait until that job is over. @returns {ReadonlySet<string>} */
export const waiting = () => others;

/** @param {() => void} listener @param {AbortSignal} [signal] ends it */
export function onChange(listener, signal) {
  listeners.add(listener);
  signal?.addEventListener("abort", () => listeners.delete(listener));
}

const changed = () => listeners.forEach((listener) => listener());

/** @param {Job[]} asked */
export function add(...asked) {
  jobs.push(...asked);
  changed();
  advance();
}

/**
 * A demo waits for an answer of the interpreter. Returns a function that ends it.
 * @param {string} name
 */
export function wait(name) {
  others.add(name);
  changed();
  return () => {
    others.delete(name);
    changed();
  };
}

/** End what `chosen` says, and nothing else: a job that waits leaves the queue, the one that runs is stopped. @param {(job: Job) => boolean} chosen */
export function stop(chosen) {
  drop((job) => job !== running && chosen(job), "Taken out of the queue: not run.");
  if (running && chosen(running)) {
    halted = true;
    if (working || !runtime.ready()) runtime.stop();
  }
}

/** End everything, and Python with it: it starts anew without a variable. */
export function restart() {
  drop((job) => job !== running, "Not run: Python was restarted.");
  halted = true;
  runtime.restart();
  changed(); // what was run before is of another interpreter now
}

/** @param {(job: Job) => boolean} chosen @param {string} why */
function drop(chosen, why) {
  for (const job of jobs.filter(chosen)) {
    jobs.splice(jobs.indexOf(job), 1);
    job.dropped(why);
  }
  changed();
}

async function advance() {
  if (running) return;
  /** Jobs whose needs are in the queue before them. @type {WeakSet<Job>} */
  const prepared = new WeakSet();
  while (jobs.length) {
    const job = (running = jobs[0]);
    halted = working = false;
    job.turn();
    changed();
    try {
      await runtime.start();
      if (halted) throw new runtime.Stopped("Stopped.");
      const before = prepared.has(job) ? [] : job.needs(job);
      prepared.add(job);
      if (before.length) {
        job.batch.size += before.length;
        jobs.unshift(...before);
        continue;
      }
      working = true;
      end(job, await job.work());
    } catch (error) {
      job.failed(error);
      end(job, error instanceof runtime.Stopped ? "stopped" : "error");
    }
  }
  running = null;
  changed();
}

/** @param {Job} job @param {Outcome} outcome */
function end(job, outcome) {
  const { batch } = job;
  running = null;
  jobs.splice(jobs.indexOf(job), 1);
  batch.over += 1;
  if (outcome === "done") return;
  // what only prepares a run goes with it; the run itself may do without what failed, but not without what was stopped
  batch.end = `${job.name} ${WORDS[outcome]}.`;
  drop((other) => other.batch === batch && (outcome === "stopped" || other !== batch.wanted), `Not run: ${batch.end}`);
}
