// Whether the reader asks for little traffic: nothing comes ahead then, and nothing that can be done without.

/** @returns {boolean} */
export const saving = () => Boolean(/** @type {any} */ (navigator).connection?.saveData);
