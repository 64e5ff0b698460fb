// What is kept on the reader's device; where a browser refuses, nothing else is lost.

/** @param {string} key @param {object | null} value null forgets */
export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // private browsing, or a full disk
  }
}

/** @param {string} key @returns {Record<string, unknown>} empty where nothing readable is kept */
export function kept(key) {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? "null");
    return value && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}
