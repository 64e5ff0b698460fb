// The present state of a demo, or a figure, as a picture that stands alone: SVG, and PNG from it.
import { drawElsewhere } from "../draw/canvas.js";
import { escaped, SvgContext } from "./svg.js";

/** Room around the picture, between its parts, and the sizes of what is written above and below it. */
const [EDGE, TITLE, SMALL] = [16, 16, 11];
/** Pixels of a PNG for each of the page. */
const SHARP = 2;

/** What a demo says of its picture, beside its views. */
const WORDS = ".demo-legend, .demo-readout, .demo-texts dd[data-text=verdict]";

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d", { willReadFrequently: true }));

/** A colour in a notation that every reader of SVG knows. @param {string} colour */
function plain(colour) {
  ruler.clearRect(0, 0, 1, 1);
  ruler.fillStyle = colour;
  ruler.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = ruler.getImageData(0, 0, 1, 1).data;
  return `rgb(${red} ${green} ${blue}${alpha < 255 ? ` / ${(alpha / 255).toFixed(2)}` : ""})`;
}

/** @param {Element} element */
const fontOf = (element) => {
  const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element);
  return `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
};

/** @param {string} text @param {number} x @param {number} y of the base line @param {string} font @param {string} colour */
const textAt = (text, x, y, font, colour) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${plain(colour)}" style="font:${escaped(font)}">${escaped(text)}</text>`;

/** The words of an element where they stand on the page. @param {Element} element @param {Rect} origin */
function wordsOf(element, origin) {
  const marks = [];
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const parent = /** @type {Element} */ (node.parentElement);
    const font = fontOf(parent);
    for (const { 0: word, index } of (node.textContent ?? "").matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const [box] = range.getClientRects();
      if (!box) continue;
      ruler.font = font;
      ruler.textBaseline = "alphabetic";
      const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = ruler.measureText(word);
      marks.push(textAt(word, box.x - origin.x, box.y - origin.y + (box.height - above - below) / 2 + above, font, getComputedStyle(parent).color));
    }
  }
  return marks;
}

/** The patches of colour in a legend. @param {Element} element @param {Rect} origin @param {string} name */
function patchesOf(element, origin, name) {
  return [...element.querySelectorAll("i")].map((patch, i) => {
    const box = patch.getBoundingClientRect();
    const { backgroundColor, backgroundImage } = getComputedStyle(patch);
    const stops = backgroundImage.match(/(?:rgba?|color|oklab)\([^)]*\)/g) ?? [];
    const id = `${name}-ramp-${i}`;
    const ramp = stops.length ? `<linearGradient id="${id}">${stops.map((stop, at) => `<stop offset="${at / (stops.length - 1)}" stop-color="${plain(stop)}"/>`).join("")}</linearGradient>` : "";
    return `${ramp}<rect x="${(box.x - origin.x).toFixed(1)}" y="${(box.y - origin.y).toFixed(1)}" width="${box.width}" height="${box.height}" fill="${ramp ? `url(#${id})` : plain(backgroundColor)}"/>`;
  });
}

/** All variables that a drawing uses, as they are now. @param {string} svg */
function variables(svg) {
  const style = getComputedStyle(document.body);
  const names = new Set([...svg.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  return [...names].map((name) => `${name}:${style.getPropertyValue(name).trim()}`).join(";");
}

/** A drawing that the build has made, at its place. @param {SVGElement} drawn @param {Rect} box @param {Rect} origin */
function standing(drawn, box, origin) {
  const copy = /** @type {SVGElement} */ (drawn.cloneNode(true));
  for (const [name, value] of Object.entries({ x: box.x - origin.x, y: box.y - origin.y, width: box.width, height: box.height })) copy.setAttribute(name, value.toFixed(1)); // prettier-ignore
  const { fontFamily, color } = getComputedStyle(drawn);
  copy.setAttribute("style", `${variables(copy.outerHTML)};font-family:${fontFamily};color:${plain(color)}`);
  return new XMLSerializer().serializeToString(copy);
}

/** The font of the formulas, where a drawing uses it: a picture cannot ask for it. @param {string} svg */
async function fonts(svg) {
  if (!svg.includes("STIX")) return "";
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules];
    } catch {
      return []; // another origin's
    }
  });
  const face = rules.find((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").includes("STIX"));
  const source = /url\("?([^")]+)"?\)/.exec(face?.cssText ?? "")?.[1];
  if (!source) return "";
  if (source.startsWith("data:")) return `<style>@font-face{font-family:"STIX Two Math";src:url(${source})}</style>`;
  const bytes = new Uint8Array(await (await fetch(new URL(source, face?.parentStyleSheet?.href ?? location.href))).arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `<style>@font-face{font-family:"STIX Two Math";src:url(data:font/woff2;base64,${btoa(text)})}</style>`;
}

/** What is set otherwise than by default, in words. @param {HTMLElement} element a demo */
function settingsOf(element) {
  const form = element.querySelector("form");
  const told = [...(form?.elements ?? [])].flatMap((control) => {
    if (control instanceof HTMLSelectElement) {
      const option = control.selectedOptions[0];
      return option?.defaultSelected ? [] : [option?.textContent ?? ""];
    }
    if (!(control instanceof HTMLInputElement) || !control.name) return [];
    if (control.type === "radio") return control.checked && !control.defaultChecked ? [(control.labels?.[0]?.querySelector("b") ?? control.labels?.[0])?.textContent ?? control.value] : [];
    return control.value === control.defaultValue ? [] : [`${control.dataset.label ?? control.name} ${control.value}`];
  });
  return told.map((each) => each.replace(/\s+/g, " ").trim()).filter(Boolean).join(" · "); // prettier-ignore
}

/**
 * @param {HTMLElement} element a demo or a figure
 * @param {string} address where it comes from
 * @returns {Promise<{svg: string, width: number, height: number}>}
 */
export async function pictureOf(element, address) {
  const isDemo = element.dataset.demo !== undefined;
  const visible = (/** @type {Element} */ each) => each.getClientRects().length > 0;
  const views = [...element.querySelectorAll(isDemo ? "[data-view]" : ":scope > svg")].filter(visible);
  const words = [...element.querySelectorAll(WORDS)].filter((each) => visible(each) && each.textContent?.trim());
  const boxes = [...views, ...words].map((each) => each.getBoundingClientRect());
  const [left, top] = [Math.min(...boxes.map(({ left: x }) => x)), Math.min(...boxes.map(({ top: y }) => y))];
  const [right, bottom] = [Math.max(...boxes.map(({ right: x }) => x)), Math.max(...boxes.map(({ bottom: y }) => y))];
  const ink = getComputedStyle(document.body).getPropertyValue("--fig-ink");
  const paper = getComputedStyle(document.body).getPropertyValue("--fig-paper");
  const family = getComputedStyle(element).fontFamily;
  const settings = isDemo ? settingsOf(element) : "";
  const title = isDemo ? (element.ariaLabel ?? "") : (element.querySelector("svg > title")?.textContent ?? "");
  const head = EDGE + TITLE * 1.4 + (settings ? SMALL * 1.5 : 0) + 6;
  const origin = { x: left - EDGE, y: top - head, width: 0, height: 0 };
  const [width, height] = [Math.ceil(right - left + 2 * EDGE), Math.ceil(bottom - top + head + SMALL * 1.6 + EDGE)];

  /** @type {Map<Element, SvgContext>} */
  const contexts = new Map();
  for (const view of views) if (view.querySelector("canvas")) contexts.set(view, new SvgContext(ruler, view.getAttribute("data-view") ?? ""));
  drawElsewhere(/** @type {Map<Element, any>} */ (contexts), () => element.dispatchEvent(new Event("demo:draw")));
  const drawn = views.map((view) => {
    const box = view.getBoundingClientRect();
    const context = contexts.get(view);
    if (!context) return standing(/** @type {SVGElement} */ (view.matches("svg") ? view : view.querySelector("svg")), box, origin);
    const back = plain(getComputedStyle(view).backgroundColor);
    return `<svg x="${(box.x - origin.x).toFixed(1)}" y="${(box.y - origin.y).toFixed(1)}" width="${box.width}" height="${box.height}"><rect width="100%" height="100%" fill="${back}"/>${context.marks}</svg>`;
  });
  const said = words.flatMap((each, i) => [...patchesOf(each, origin, `words-${i}`), ...wordsOf(each, origin)]);
  const lines = [
    textAt(title, EDGE, EDGE + TITLE, `600 ${TITLE}px ${family}`, ink),
    ...(settings ? [textAt(settings, EDGE, EDGE + TITLE * 1.4 + SMALL, `${SMALL}px ${family}`, ink)] : []),
    textAt(address, EDGE, height - EDGE / 2, `${SMALL}px ${family}`, ink),
  ];
  const body = [`<title>${escaped(title)}</title>`, `<rect width="100%" height="100%" fill="${plain(paper)}"/>`, ...drawn, ...said, ...lines].join("\n");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${await fonts(body)}${body}\n</svg>\n`;
  return { svg, width, height };
}

/** @param {{svg: string, width: number, height: number}} picture @returns {Promise<Blob>} */
export async function pngOf({ svg, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: SHARP * width, height: SHARP * height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("This browser makes no picture."))), "image/png"));
}
