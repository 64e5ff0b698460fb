import assert from "node:assert/strict";
import { test } from "node:test";
import { follows } from "../../docs/javascripts/demo/states.js";

/** A demo at rest, with its recording's settings and without Python. */
const REST = { state: "done", live: false, there: false, recorded: true, fresh: true, ready: false, dragged: false, asks: false, guessed: false, calm: false };
/** A live run under way. */
const LIVE = { ...REST, state: "running", live: true, there: true, ready: true };

for (const [title, event, facts, action] of [
  ["a demo that is seen plays its recording", "see", { state: "idle" }, "replay"],
  ["it stands still for who wants little motion", "see", { state: "idle", calm: true }, "first"],
  ["a question is asked before it plays", "see", { state: "idle", asks: true }, "ask"],
  ["what was answered before it was seen is not asked again", "see", { asks: true, guessed: true, state: "running" }, "nothing"],
  ["a class is asked before it is shown anything", "stand", {}, "ask"],
  ["and shown the recording then", "reveal", {}, "replay"],
  ["what is not recorded is computed for it where Python is there", "reveal", { recorded: false, ready: true }, "start"],
  ["else offered", "stand", { recorded: false }, "offer"],
  ["a guess plays it", "guess", { asks: true, state: "idle" }, "replay"],
  ["Reset asks again", "reset", { asks: true }, "ask"],
  ["settings of the address wait for the reader", "see", { state: "idle", recorded: false }, "introduce"],
  ["they are computed where Python is there", "see", { state: "idle", recorded: false, ready: true }, "load"],
  ["Play that was pressed before it was seen counts", "see", { state: "loading" }, "nothing"],
  ["Play starts a live run", "play", {}, "start"],
  ["Play beside a recording that plays does too", "play", { state: "running" }, "start"],
  ["Play while Python loads is heard once", "play", { state: "loading" }, "nothing"],
  ["Play after an error tries again", "play", { state: "error" }, "start"],
  ["Play of a running run pauses it", "play", LIVE, "pause"],
  ["Play of a paused run goes on", "play", { ...LIVE, state: "stopped" }, "resume"],
  ["Play at the end starts anew", "play", { ...LIVE, state: "done" }, "start"],
  ["Play starts anew where the interpreter is gone", "play", { ...LIVE, state: "stopped", there: false }, "start"],
  ["Step steps the recording", "step", {}, "step"],
  ["Step steps the live run", "step", { ...LIVE, recorded: false }, "step"],
  ["Step computes what is not recorded", "step", { recorded: false }, "load"],
  ["Step steps the recording while Python loads", "step", { state: "loading" }, "step"],
  ["Reset plays the recording", "reset", {}, "replay"],
  ["Reset of a live run begins it anew and waits", "reset", LIVE, "load"],
  ["Reset of a live run whose interpreter is gone plays the recording", "reset", { ...LIVE, there: false, ready: false }, "replay"],
  ["a setting while a new run is computed counts for it", "set", { state: "loading", ready: true, recorded: false }, "load"],
  ["Reset has nothing to go back to", "reset", { recorded: false, state: "idle" }, "nothing"],
  ["a setting that is not recorded is offered", "set", { recorded: false }, "offer"],
  ["a setting that is recorded is shown at once", "set", { state: "idle" }, "recall"],
  ["without Python being asked, though it is there", "set", { ready: true }, "recall"],
  ["Enter runs what is not recorded", "enter", { recorded: false, fresh: false, state: "idle" }, "start"],
  ["Enter has nothing to do where the settings' run is shown", "enter", {}, "nothing"],
  ["Enter waits for the file of what is recorded", "enter", { fresh: false }, "nothing"],
  ["Enter is heard once", "enter", { fresh: false, recorded: false, state: "loading" }, "nothing"],
  ["a start that waits for Python takes the setting with it", "set", { state: "loading", recorded: false }, "nothing"],
  ["a setting restarts a run that runs", "set", { ...LIVE, recorded: false }, "start"],
  ["a setting restarts a run that stands, and leaves it so", "set", { ...LIVE, state: "stopped" }, "load"],
  ["a setting is computed where Python is there", "set", { ready: true, recorded: false }, "load"],
  ["a point that is dragged is followed", "set", { ...LIVE, dragged: true }, "follow"],
]) {
  test(title, () => assert.equal(follows(event, { ...REST, ...facts }), action));
}
