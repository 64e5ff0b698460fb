// Definitions at the word need no script to be read; Escape puts one away, as it does any tooltip.

/** @param {KeyboardEvent} event */
export function putAway({ key }) {
  if (key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) {
    term.setAttribute("data-closed", "");
    const open = () => term.removeAttribute("data-closed");
    for (const type of ["pointerleave", "focusout"]) term.addEventListener(type, open, { once: true });
  }
}
