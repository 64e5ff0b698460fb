// What is kept on the reader's device, for every tab or for this one; where a browser refuses,
// nothing else is lost.

/** @typedef {"localStorage" | "sessionStorage"} Where the second is of one tab, and ends with it */

/** @param {string} key @param {object | null} value null forgets @param {Where} [where] */
export function keep(key, value, where = "localStorage") {
  try {
    if (value === null) globalThis[where].removeItem(key);
    else globalThis[where].setItem(key, JSON.stringify(value));
  } catch {
    // private browsing, or a full disk
  }
}

/** @param {string} key @param {Where} [where] @returns {Record<string, unknown>} empty where nothing readable is kept */
export function kept(key, where = "localStorage") {
  try {
    const value = JSON.parse(globalThis[where].getItem(key) ?? "null");
    return value && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}
