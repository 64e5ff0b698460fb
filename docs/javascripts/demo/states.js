// What a demo does next: its states, and what follows from what the reader does in each.

/**
 * - `idle`: nothing has been played for these settings
 * - `loading`: Python is asked for a live run; a recording plays on meanwhile
 * - `running`: frame after frame, recorded or live
 * - `stopped`: a live run stands still and can go on
 * - `done`: a run is at its end, or a recording stands still
 * - `error`: Python could not be had
 * @typedef {"idle" | "loading" | "running" | "stopped" | "done" | "error"} State
 */

/**
 * - `see`: the demo comes into view for the first time
 * - `play`, `step`, `reset`: its buttons
 * - `set`: a setting has changed that does not act on a running demo
 * - `enter`: Enter in a field
 * - `guess`: the reader has answered what is asked before the run
 * - `stand`, `reveal`: a class is asked what will come, and is shown it
 * @typedef {"see" | "play" | "step" | "reset" | "set" | "enter" | "guess" | "stand" | "reveal"} Event
 */

/**
 * - `first`: show the recording's first frame
 * - `ask`: the same, and wait for a guess
 * - `replay`: play the recording from there
 * - `recall`: show the recording at the step that is shown, and play on if it plays
 * - `offer`: show no run of these settings, and say how to get one
 * - `introduce`: the same at first sight, with the recording's first frame below
 * - `load`: begin a live run and stand still at its first frame
 * - `start`: begin a live run and play it
 * - `follow`: begin live runs as fast as Python answers, for settings that are dragged
 * - `resume`, `pause`, `step`: go on with what is shown
 * @typedef {"first" | "ask" | "replay" | "recall" | "offer" | "introduce" | "load" | "start" | "follow" | "resume" | "pause" | "step" | "nothing"} Action
 */

/**
 * @typedef {object} Facts
 * @property {State} state
 * @property {boolean} live a live run is shown
 * @property {boolean} there and its interpreter still has it
 * @property {boolean} recorded the settings are recorded
 * @property {boolean} fresh what is shown belongs to them
 * @property {boolean} ready Python is there
 * @property {boolean} dragged a point in a plane is moved, and a live run was shown last
 * @property {boolean} asks what is shown answers a question that the reader is asked
 * @property {boolean} guessed and has answered
 * @property {boolean} calm the reader wants little motion
 */

/** @type {Record<Event, (facts: Facts) => Action>} */
const FOLLOWS = {
  see({ state, recorded, ready, asks, guessed, calm }) {
    if (state === "loading" || guessed) return "nothing"; // it was answered before
    if (asks) return "ask";
    if (recorded) return calm ? "first" : "replay";
    return ready ? "load" : "introduce";
  },
  play({ state, live, there }) {
    if (state === "running" && live) return "pause";
    if (state === "loading") return "nothing";
    return there && state !== "done" ? "resume" : "start";
  },
  step({ there, recorded }) {
    return there || recorded ? "step" : "load";
  },
  reset({ live, recorded, ready, asks }) {
    if (live && ready) return "load";
    if (asks) return "ask";
    return recorded ? "replay" : "nothing";
  },
  set({ state, live, recorded, ready, dragged }) {
    // a start that waits for Python takes the settings that hold when it is there
    if (state === "loading" && !ready) return "nothing";
    if (dragged) return "follow";
    if (live) return state === "running" ? "start" : "load";
    if (recorded) return "recall";
    return ready ? "load" : "offer";
  },
  guess() {
    return "replay";
  },
  stand({ recorded, ready }) {
    return recorded ? "ask" : ready ? "load" : "offer";
  },
  reveal({ recorded, ready }) {
    return recorded ? "replay" : ready ? "start" : "offer";
  },
  enter({ state, fresh, recorded }) {
    return fresh || recorded || state === "loading" ? "nothing" : "start";
  },
};

/** @param {Event} event @param {Facts} facts */
export const follows = (event, facts) => FOLLOWS[event](facts);
