// What can be taken from a demo or a figure: its address, a frame for another page, a picture.
import { addressOf, nameOf } from "./alone.js";
import { STOP } from "./embed.js";
import { pictureOf, pngOf } from "./picture.js";
import { pathOf, qr } from "./qr.js";
import { escaped } from "./svg.js";
import { copy } from "../site/clipboard.js";

/** Above the frame's own height: what the other page's type may need, and the line below. */
const SPARE = 60;

/**
 * The code of a frame with an element in its present state.
 * @param {HTMLElement} element
 * @param {string} title
 */
export function frameOf(element, title) {
  const { width, height } = element.getBoundingClientRect();
  const isDemo = element.dataset.demo !== undefined;
  const src = addressOf("embed", nameOf(element));
  return `<iframe src="${escaped(src)}" title="${escaped(title)}" width="${Math.ceil(width)}" height="${Math.ceil(height) + SPARE}" loading="lazy" style="border: 0; max-width: 100%"${isDemo ? ' allow="cross-origin-isolated; fullscreen"' : ""}></iframe>`;
}

/** @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} inner */
function make(tag, attributes = {}, ...inner) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inner);
  return made;
}

/** A text to take, with its button. @param {string} label @param {string} text @param {HTMLElement} status */
function taken(label, text, status) {
  const field = /** @type {HTMLTextAreaElement} */ (make("textarea", { readonly: "", rows: label === "Address" ? "2" : "5", "aria-label": label, spellcheck: "false" }, text));
  field.addEventListener("focus", () => field.select());
  const button = make("button", { type: "button", class: "md-button", "data-copy": label.toLowerCase() }, `Copy ${label.toLowerCase()}`);
  button.addEventListener("click", async () => (status.textContent = await copy(text, `${label} copied.`)));
  return make("div", { class: "take-row" }, field, button);
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The code of an address as a drawing. @param {string} address */
function codeOf(address) {
  try {
    const symbol = qr(address);
    const size = symbol.length + 8;
    const box = make("div", { class: "take-code" });
    box.innerHTML = `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="QR code of the address" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${pathOf(symbol)}"/></svg>`;
    return box;
  } catch (error) {
    return make("p", {}, `No QR code: the address is too long. ${error instanceof RangeError ? "" : error}`);
  }
}

/** @param {HTMLElement} element a demo or a figure @param {HTMLElement} opener */
export function openMenu(element, opener) {
  const name = nameOf(element);
  const isDemo = element.dataset.demo !== undefined;
  const title = isDemo ? (element.ariaLabel ?? name) : (element.querySelector("svg > title")?.textContent ?? name);
  const address = addressOf(null, name);
  const status = make("p", { class: "take-status", role: "status" });
  const close = make("button", { type: "button", class: "md-button" }, "Close");
  const pictures = ["SVG", "PNG"].map((kind) => {
    const button = make("button", { type: "button", class: "md-button", "data-picture": kind.toLowerCase() }, `Save ${kind}`);
    button.addEventListener("click", async () => {
      try {
        const picture = await pictureOf(element, address);
        save(kind === "PNG" ? await pngOf(picture) : new Blob([picture.svg], { type: "image/svg+xml" }), `${name}.${kind.toLowerCase()}`);
        status.textContent = `${name}.${kind.toLowerCase()} is saved.`;
      } catch (error) {
        status.textContent = `No picture could be made: ${error instanceof Error ? error.message : error}`;
      }
    });
    return button;
  });
  const dialog = /** @type {HTMLDialogElement} */ (make(
    "dialog", { class: "take md-typeset", "aria-labelledby": "take-title" },
    make("div", { class: "take-head" }, make("h2", { id: "take-title" }, title), close),
    make("div", { class: "take-columns" },
      make("div", {},
        make("h3", {}, isDemo ? "Its address, with these settings" : "Its address"), taken("Address", address, status),
        make("h3", {}, "In another page"), taken("Frame", frameOf(element, title), status),
        ...(isDemo ? [make("p", { class: "take-note" }, STOP)] : []),
        make("h3", {}, "A picture of what is shown now"), make("p", { class: "take-pictures" }, ...pictures)),
      codeOf(address)),
    status,
  )); // prettier-ignore
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // outside of it
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the theme has keys of its own
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
}
