// A demo: plays its recording when seen, trains live when asked; its own module only draws.
// demo/ holds what all demos share, and views/ one drawing a demo. It imports itself, python/, draw/
// and site/; a view imports draw/ and the theme alone, and never the interpreter.
import { eachFrame } from "./bound.js";
import { Face } from "./face.js";
import { Given } from "./given.js";
import { Player } from "./player.js";
import { Question } from "./question.js";
import { Recordings } from "./recordings.js";
import { Settings } from "./settings.js";
import { live, recorded } from "./sources.js";
import { follows } from "./states.js";
import * as queue from "../python/queue.js";
import * as runtime from "../python/runtime.js";
import { onScheme } from "../site/theme.js";
import { say } from "../site/voice.js";

/** @typedef {import("./recording.js").Frame} Frame */
/** @typedef {import("./settings.js").Values} Values */
/** @typedef {import("./sources.js").Source} Source */
/** @typedef {{scene: (scene: Frame) => void, frame: (frame: Frame) => void, draw: (values: Values) => void, light?: (part: string | null) => void, at?: (view: string, x: number, y: number) => string | null}} View */

export class Demo {
  /** Counts what was asked for: an answer to an earlier wish is dropped. */
  #wish = 0;
  /** Settings that came while Python was computing for earlier ones, and those. */
  #moves = 0;

  /**
   * @param {HTMLElement} element
   * @param {string} name
   * @param {View} view
   * @param {AbortSignal} signal
   */
  constructor(element, name, view, signal) {
    this.element = element;
    this.name = name;
    this.view = view;
    this.face = new Face(element, runtime.toLoad());
    this.settings = new Settings(element, name);
    this.given = new Given(element, name);
    this.recordings = new Recordings(element, this.settings, this.given);
    this.question = new Question(element);
    this.player = new Player((frame, step) => this.#show(frame, step));
    this.plane = /** @type {HTMLElement | null} */ (element.querySelector("[data-plane]"));
    for (const [selector, event] of /** @type {const} */ ([["play", "play"], ["step-once", "step"], ["reset", "reset"]])) {
      element.querySelector(`[data-${selector}]`)?.addEventListener("click", () => this.#on(event), { signal });
    }
    /** The run that what is shown belongs to: at first the poster, of the default settings. */
    this.belongs = `${this.settings.usualRun} 0`;
    this.#judge();
    const changed = (/** @type {boolean} */ acts) => (acts ? this.#draw() : this.#set());
    this.settings.listen({ changed, entered: () => this.#on("enter") }, signal);
    this.question.listen(() => this.#on("guess"), signal);
    this.given.listen((files) => this.#take(files), signal);
    const schemeEnds = onScheme(() => this.#draw());
    const seen = new IntersectionObserver((found) => {
      if (!found.some(({ isIntersecting }) => isIntersecting)) return; // a busy page is told of several moments at once
      seen.disconnect();
      this.#on("see");
    }, { threshold: 0.1 }); // prettier-ignore
    seen.observe(element);
    this.seen = seen;
    this.recordings.watch(signal);
    const resized = new ResizeObserver(eachFrame(() => this.#draw()));
    for (const box of element.querySelectorAll("[data-view]")) resized.observe(box);
    element.addEventListener("demo:draw", () => this.#draw(), { signal });
    signal.addEventListener("abort", () => {
      this.#wish += 1;
      this.player.close();
      seen.disconnect();
      resized.disconnect();
      schemeEnds();
    });
  }

  get #facts() {
    const { source } = this.player;
    const shown = source?.kind === "live";
    return {
      state: this.face.state,
      live: shown,
      there: shown && source.there(),
      recorded: this.recordings.place !== null,
      fresh: this.face.fresh,
      ready: runtime.ready(),
      asks: this.question.root?.hidden === false,
      guessed: this.question.guess !== null,
      dragged: this.plane !== null && this.face.source === "live",
      calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
    };
  }

  /** @type {Record<import("./states.js").Action, () => unknown>} */
  #actions = {
    first: () => this.#still(),
    ask: () => this.#ask(),
    replay: () => this.#replay(),
    recall: () => this.#recall(),
    offer: () => this.#offer(),
    introduce: () => this.#introduce(),
    load: () => this.#begin(false),
    start: () => this.#begin(true),
    follow: () => this.#follow(),
    resume: () => this.#run(),
    pause: () => this.#pause(),
    step: () => this.#once(),
    nothing: () => {},
  };

  /** @param {import("./states.js").Event} event */
  #on(event) {
    this.#actions[follows(event, this.#facts)]();
  }

  #draw() {
    this.view.draw(this.settings.values);
    if (!this.face.fresh) this.face.blank();
  }

  /** The run that the settings ask for. */
  get #asked() {
    return `${this.settings.run} ${this.given.taken}`;
  }

  /** Whether what is shown belongs to the settings: from the moment on in which one of them changes. */
  #judge() {
    this.face.fresh = this.belongs === this.#asked;
    this.question.show(this.recordings.standard);
  }

  /** Set all settings at once, those that are not named to their defaults. @param {Record<string, string>} values @param {string} look */
  take(values, look) {
    this.settings.take(values);
    this.settings.tell(look);
    this.#set();
  }

  /** What a class is shown: the settings that are named at their first frame, or their run. @param {Record<string, string>} values @param {boolean} play */
  show(values, play) {
    this.seen.disconnect(); // it would play by itself
    this.settings.take(values);
    this.settings.tell("");
    this.#judge();
    this.#on(play ? "reveal" : "stand");
  }

  /** Light a part of the picture. @param {string | null} part */
  light(part) {
    this.view.light?.(part);
    if (this.view.light) this.#draw();
  }

  #set() {
    this.#judge();
    if (!this.face.fresh && this.face.state === "loading") this.player.pause();
    this.#on("set");
  }

  /** @param {Frame} frame @param {number} step */
  #show(frame, step) {
    this.view.frame(frame);
    this.#draw();
    this.face.count(/** @type {Source} */ (this.player.source).scene, frame, step);
  }

  /** @param {Source} source @param {string} run that it belongs to */
  #open(source, run) {
    this.belongs = run;
    this.face.source = source.kind;
    this.#judge();
    if (this.face.fresh) this.face.write(source.texts);
    this.view.scene(source.scene);
    for (const frame of source.past) this.view.frame(frame);
    this.player.open(source);
  }

  /** The recording's first frame: of the settings, else of the default ones. @returns {Promise<boolean>} false where something else came meanwhile */
  async #first() {
    const { source } = this.player;
    const wish = this.#wish;
    const { place } = this.recordings;
    const run = place ? this.#asked : `${this.settings.usualRun} 0`;
    const recording = await this.recordings.load(place ?? this.recordings.usual);
    if (wish !== this.#wish || source !== this.player.source) return false;
    this.#open(recorded(recording, (place ?? this.recordings.usual).node), run);
    return true;
  }

  async #still() {
    try {
      return await this.#first();
    } catch {
      this.#offer(); // the file cannot be had
      return false;
    }
  }

  async #ask() {
    this.#wish += 1;
    this.#pause();
    this.question.forget();
    if (!(await this.#still())) return;
    this.face.state = "idle";
    this.face.say(this.face.first);
  }

  async #replay() {
    const wish = ++this.#wish;
    this.#pause();
    try {
      if (!(await this.#first())) return;
    } catch {
      if (wish === this.#wish) this.#offer(); // the file cannot be had
      return;
    }
    this.face.say(this.face.recorded);
    await this.#run();
  }

  /** The recording of these settings, at the step that is shown: the reader compares, and plays on. */
  async #recall() {
    const [wish, run, place] = [++this.#wish, this.#asked, this.recordings.place ?? this.recordings.usual];
    const playing = this.face.state === "running";
    try {
      const recording = await this.recordings.load(place);
      if (wish !== this.#wish) return;
      const { source, step } = this.player;
      this.#pause();
      const goesOn = playing || source === null;
      this.face.say(this.face.recorded);
      if (!goesOn) this.face.state = "done";
      this.#open(recorded(recording, place.node, source && step >= source.last ? Infinity : step), run);
      this.recordings.ahead();
      if (goesOn) await this.#run();
    } catch {
      if (wish === this.#wish) this.#offer(); // the file cannot be had
    }
  }

  async #introduce() {
    if (await this.#still()) this.face.say(`The address has its own settings: “${this.face.offer}” runs them here (${runtime.toLoad()}).`);
  }

  #offer() {
    this.#wish += 1;
    this.player.pause();
    this.face.state = "idle";
    this.#draw(); // a point that was moved stands where it was put
    this.face.say(`These settings are not recorded. “${this.face.offer}” runs them here (${runtime.toLoad()}).`);
  }

  #pause() {
    this.player.pause();
    if (this.face.state === "running") this.face.state = this.player.source?.kind === "live" ? "stopped" : "done";
  }

  async #run() {
    const source = /** @type {Source} */ (this.player.source);
    this.face.state = "running";
    const pace = Number(this.element.dataset.pace ?? source.pace);
    try {
      if (!(await this.player.play(pace)) || this.face.state !== "running") return;
      this.face.state = "done";
      if (source.kind === "recorded") this.question.tell();
      else say(this.face.outcome);
    } catch (error) {
      if (source === this.player.source) this.#failed(error);
    }
  }

  async #once() {
    const { there } = this.#facts;
    this.#pause();
    if (!there && this.player.source?.kind !== "recorded") return this.#still();
    const { source } = this.player;
    try {
      const more = await this.player.once();
      if (there && !more) this.face.state = "done";
    } catch (error) {
      if (source === this.player.source) this.#failed(error);
    }
  }

  /** Settings that change faster than Python answers, as in a drag: each answer is shown, and the last ones count. */
  async #follow() {
    this.#moves += 1;
    if (this.#moves > 1) return;
    const playing = this.face.state === "running";
    for (let answered = 0; answered !== this.#moves; ) {
      answered = this.#moves;
      await this.#begin(false, true);
    }
    this.#moves = 0;
    if (playing && this.#facts.there) this.#run();
  }

  /**
   * Begin a live run, and play it or wait at its first frame.
   * @param {boolean} play
   * @param {boolean} drag the state stays what it is, where Python answers at once
   */
  async #begin(play, drag = false) {
    const wish = ++this.#wish;
    const { live: shown, recorded: known, ready } = this.#facts;
    if (shown || !known) this.#pause(); // a recording plays on while Python loads
    if (!drag || !ready) this.face.state = "loading";
    const quiet = this.#tellWait(() => wish === this.#wish);
    let ahead = queue.current();
    try {
      await this.given.hand();
      const run = this.#asked;
      ahead = queue.current();
      const { started, source } = await live(this.name, () => this.settings.values);
      if (wish !== this.#wish) return;
      this.#pause();
      this.face.state = "stopped";
      this.settings.showErrors(started.errors);
      if (!source) {
        this.face.say("Nothing is computed for this yet.");
        return;
      }
      if (started.notes.length) this.settings.tell(started.notes.join(" "));
      this.#open(source, run);
      this.face.say("Live, in your browser.");
      if (play) this.#run();
    } catch (error) {
      if (wish !== this.#wish) return;
      // the Stop was for what ran ahead of it: it has its turn now
      if (ahead && error instanceof runtime.Stopped) this.#begin(play, drag);
      else this.#failed(error);
    } finally {
      quiet();
    }
  }

  /**
   * Say for what Python is waited for: its start, or a cell that runs, on this page or another.
   * @param {() => boolean} asked whether it still is
   */
  #tellWait(asked) {
    const ends = new AbortController();
    const quiet = runtime.onProgress((text) => asked() && this.face.say(text));
    const tell = () => {
      const job = queue.current();
      if (asked() && job && runtime.ready()) this.face.say(`Waiting for ${job.name}, which is still running…`);
    };
    queue.onChange(tell, ends.signal);
    const over = queue.wait(this.element.ariaLabel ?? "A demo");
    return () => {
      ends.abort();
      quiet();
      over();
    };
  }

  /** Try files of the reader's own: only where Python takes them a run begins with them. @param {File[]} files */
  async #take(files) {
    const held = document.activeElement === this.given.back;
    this.settings.tell("");
    const quiet = this.#tellWait(() => true);
    try {
      const refusal = await this.given.offer(files);
      if (refusal) return this.settings.tell(`${refusal}. The network that was there stays.`);
      this.#judge();
      if (held) this.face.button.focus(); // the button that was pressed is gone
      await this.#begin(files.length > 0);
    } catch (error) {
      this.settings.tell(error instanceof Error ? error.message : String(error));
    } finally {
      quiet();
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    if (this.player.source?.kind === "live") this.player.close();
    else this.player.pause();
    this.face.state = error instanceof runtime.Stopped ? "stopped" : "error";
    this.face.say(error instanceof Error ? error.message : String(error));
  }
}
