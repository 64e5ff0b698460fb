// What the site has to tell a reader: one quiet line at the foot of the window, with what can be
// done about it. It stands outside the page's content and so survives a move to another page.

/** @type {HTMLElement | null} */
let box = null;

/** Where lines stand that belong to the whole tab. */
export function foot() {
  if (box) return box;
  box = document.createElement("aside");
  box.className = "foot";
  box.setAttribute("aria-label", "About this tab");
  document.body.append(box);
  return box;
}

/**
 * Tell something, until the reader has read it.
 * @param {string} text the same text is told once
 * @param {Record<string, () => void>} [actions] what the reader may do, by the words on the button
 */
export function notify(text, actions = {}) {
  const known = [...foot().querySelectorAll("[data-notice] > span")].some((told) => told.textContent === text);
  if (known) return;
  const line = document.createElement("p");
  line.className = "foot-line";
  line.dataset.notice = "";
  line.setAttribute("role", "status");
  const said = document.createElement("span");
  line.append(said);
  for (const [label, act] of Object.entries({ ...actions, Close: () => {} })) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "md-button", textContent: label });
    button.addEventListener("click", () => {
      line.remove();
      act();
    });
    line.append(button);
  }
  foot().append(line);
  said.textContent = text; // after it stands there: only then a screen reader says it
}
