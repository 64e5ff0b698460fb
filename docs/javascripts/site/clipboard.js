// What a reader takes along.

/**
 * Put text on the clipboard, and say what came of it.
 * @param {string} text
 * @param {string} done what to say where the browser lets it
 * @returns {Promise<string>}
 */
export async function copy(text, done = "Copied.") {
  try {
    await navigator.clipboard.writeText(text);
    return done;
  } catch {
    return "This browser does not let the page copy.";
  }
}
