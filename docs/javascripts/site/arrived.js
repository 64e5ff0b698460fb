// What a page brings beside main.js, told by itself: a page without cells has no need of their module.

/** @type {{mountCells: ((signal: AbortSignal) => void) | null}} */
export const arrived = { mountCells: null };
