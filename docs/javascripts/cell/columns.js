// What a run has printed in columns, as tables: built as `page/blocks/columns.py` writes them, from
// what Python has found in the text. Nothing of a reader's text is read as HTML.

/** @typedef {import("../python/protocol.js").Columns} Columns */

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {Columns} columns */
function table({ head, rows, notes, numbers, wide }) {
  /** @param {number} column @returns {Record<string, string>} */
  const kind = (column) => (numbers[column] ? { class: "number" } : {});
  const names = head.map((name, column) =>
    name ? make("th", { role: "columnheader", scope: "col", ...kind(column) }, name) : make("td", { role: "cell" }),
  );
  const bodies = rows.map((row, at) => {
    const cells = row.map((cell, column) =>
      column
        ? make("td", { role: "cell", "data-label": head[column], ...kind(column) }, cell)
        : make("th", { role: "rowheader", scope: "row", "data-label": head[0], ...kind(0) }, cell),
    );
    const note = make("td", { role: "cell", colspan: String(head.length) }, notes[at]);
    const below = notes[at] ? [make("tr", { role: "row", class: "note" }, note)] : [];
    return make("tbody", { role: "rowgroup" }, make("tr", { role: "row" }, ...cells), ...below);
  });
  const top = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...names));
  return make("table", { class: `table table--printed${wide ? " table--cards" : ""}`, role: "table" }, top, ...bodies);
}

/** @param {(string | Columns)[]} parts @returns {HTMLElement[]} */
export const tables = (parts) => parts.map((part) => (typeof part === "string" ? make("p", {}, part) : table(part)));
