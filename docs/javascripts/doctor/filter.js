// The tensors of a report, narrowed down: by what is typed, and to those of findings.

/**
 * Which lines are shown: a line is what is written in it, and a folded one with what is folded in it.
 * @param {{text: string, found: boolean}[]} lines
 * @param {string} query words, all of which must stand in a line
 * @param {boolean} only those of findings
 * @returns {boolean[]}
 */
export function matching(lines, query, only) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.map(({ text, found }) => (found || !only) && words.every((word) => text.toLowerCase().includes(word)));
}

/** @param {HTMLElement} report */
export function mountFilter(report) {
  const form = /** @type {HTMLFormElement | null} */ (report.querySelector(".doctor-filter"));
  if (!form) return;
  const groups = /** @type {HTMLElement[]} */ ([...report.querySelectorAll(".doctor-tensors > li")]);
  const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const show = () => {
    const [query, only] = [String(new FormData(form).get("filter") ?? ""), new FormData(form).has("found")];
    let count = 0;
    for (const group of groups) {
      const members = /** @type {HTMLElement[]} */ ([...group.querySelectorAll("li")]);
      const lines = members.length ? members : [group];
      const shown = matching(lines.map((line) => ({ text: line.textContent ?? "", found: line.hasAttribute("data-level") })), query, only);
      for (const [i, line] of lines.entries()) line.hidden = !shown[i];
      const any = shown.filter(Boolean).length;
      group.hidden = !any;
      count += any;
      const details = group.querySelector("details");
      if (details && (query || only)) details.open = any > 0 && any < lines.length;
    }
    output.value = query || only ? `${count} shown` : "";
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
}
