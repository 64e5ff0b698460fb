/**
 * What the page and the worker say to each other. Each request carries an id, and so does
 * every answer to it; the last answer to a request has the type "done" or "failed".
 *
 * A file of the CDN; `cut` is what the site itself has of it, at `path` below its address.
 * @typedef {{integrity: string, size: number, cut?: {path: string, url: string, integrity: string, size: number}}} LockedFile
 * @typedef {{base: string, site: string, files: Record<string, LockedFile>, matplotlib: Record<string, LockedFile>, editor: {base: string, files: Record<string, LockedFile>}}} Lock
 * @typedef {{kind: string, message: string, traceback: string, line: number | null, advice: string, link: [string, string] | null}} Failure
 *
 * @typedef {{type: "boot", lock: Lock, wheel: {url: string, sha256: string}, shared: Int32Array | null, snapshot: string | null}} Boot
 * @typedef {{type: "snapshot", lock: Lock, wheel: {url: string, sha256: string}}} MakeSnapshot
 * @typedef {{type: "cell", page: string, name: string, source: string, expected: string, rtol: number, varies: boolean, holds: string, load: boolean}} RunCell
 * @typedef {{type: "exercise", page: string, name: string, source: string, check: string, load: boolean}} TryExercise
 * @typedef {{type: "demo", key: string, name: string, settings: string}} StartDemo
 * @typedef {{type: "give", name: string, files: Record<string, ArrayBuffer>}} GiveFiles
 * @typedef {{type: "frame", key: string, live: string}} NextFrame
 * @typedef {{type: "examine", file: File, text: string}} Examine
 * @typedef {Boot | MakeSnapshot | RunCell | TryExercise | StartDemo | NextFrame | GiveFiles | Examine} Request
 *
 * @typedef {{text: string, holds: boolean | null, why: string}} Statement
 * @typedef {{names: string[], size: number}} Wanted
 * @typedef {{wants?: Wanted, crowded?: boolean, failure: Failure | null, same: boolean, statements: Statement[], parts: (string | Columns)[]}} CellResult
 * What `initdocs.cells.columns` has found in a text. @typedef {{head: string[], rows: string[][], notes: string[], numbers: boolean[], wide: boolean}} Columns
 * @typedef {{message: string, start: number, end: number}} TextError
 * @typedef {{settings: Record<string, string | number>, notes: string[], errors: Record<string, TextError>, texts: Record<string, string>, scene: Layout, frame: Layout, data: Float32Array}} DemoStarted
 * @typedef {[string, number[]][]} Layout
 *
 * @typedef {{id: number, type: "progress", step: string, loaded: number, total: number}} Progress
 * @typedef {{id: number, type: "output", text: string}} Output
 * @typedef {{number: number, kind: "svg" | "png" | "html", data: string, text: string, delay: number}} Figure
 * @typedef {{id: number, type: "figure", figure: Figure}} Drawn
 * @typedef {{id: number, type: "ask"}} Ask
 * @typedef {{id: number, type: "done", result: any}} Done
 * @typedef {{id: number, type: "failed", message: string, fatal: boolean}} Failed
 * @typedef {Progress | Output | Drawn | Ask | Done | Failed} Answer
 */

/** Seconds without a byte or a step before a download counts as dead. */
export const PATIENCE = 20;

/** Seconds that one step of the start other than a download may take. */
export const STEP_PATIENCE = 120;

/** Seconds that waking from a snapshot may take before a normal start is tried. */
export const WAKE_PATIENCE = 20;

/** Seconds that an interrupted run has before its interpreter is ended. */
export const GRACE = 2;

/**
 * The places of the memory that page and worker share: the signal, the request that runs, and the
 * line that the reader has typed for it: how long it is, -1 while it is awaited, and its letters.
 */
export const SIGNAL = 0;
export const RUNNING = 1;
export const TYPED = 2;
export const LETTERS = 3;
/** Letters that a line may have. */
export const LONGEST_LINE = 4096;

/**
 * Bytes of memory beyond which the reader is told: it never shrinks, and Pyodide takes addresses
 * above two gigabytes for negative ones, so that texts come back as rubbish before memory ends.
 */
export const CROWDED = 1.5e9;

/** Python's SIGINT. */
export const INTERRUPT = 2;

/** The Cache API's store for the memory snapshot. */
export const SNAPSHOT_STORE = "initdocs-snapshot";

/** The Cache API's store for files of the CDN. */
export const RUNTIME_STORE = "initdocs-runtime";
