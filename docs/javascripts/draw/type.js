// The type of what is drawn is the page's own: a view's family, and its size as the unit of all room.

/** @typedef {{em: number, family: string}} Type */

/**
 * By how much all of a drawing is larger than it says, lines and all: 1, but where a class looks at it
 * from far. There `--drawn` is the type that it is drawn for.
 * @param {Element} box
 */
export function zoomOf(box) {
  const style = getComputedStyle(box);
  const drawn = parseFloat(style.getPropertyValue("--drawn"));
  return drawn ? parseFloat(style.fontSize) / drawn : 1;
}

/** @param {Element} box @returns {Type} */
export function typeIn(box) {
  const { fontSize, fontFamily } = getComputedStyle(box);
  return { em: parseFloat(fontSize), family: fontFamily };
}

/** As a canvas takes it. @param {Type} type @param {string} [weight] */
export const fontOf = ({ em, family }, weight = "") => `${weight} ${em}px ${family}`.trim();

/** A number with the minus that belongs to it. @param {number} value */
export const plain = (value) => String(value).replace("-", "−");

/** A power of ten, as all axes have it. @param {number} power */
export const powerOfTen = (power) => `10${[...String(power)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("")}`;

const SUBSCRIPT = /^(.)_(.)(²?)$/u;
/** Letters of mathematics: STIX has the slanted ones at their own places. @type {Record<string, string>} */
const SLANTED = { σ: "𝜎", q: "𝑞", V: "𝑉", x: "𝑥", φ: "𝜑", α: "𝛼", J: "𝐽", w: "𝑤", b: "𝑏" };

/**
 * A label such as `σ_w²`, set as mathematics: the letter slanted, the index below, the power above.
 * @param {CanvasRenderingContext2D} context its font and alignment stand
 * @param {Type} type
 * @param {string} text
 * @param {number} x
 * @param {number} y
 */
export function drawLabel(context, { em }, text, x, y) {
  const parts = SUBSCRIPT.exec(text);
  if (!parts) return context.fillText(text, x, y);
  const [, letter, below, above] = parts;
  const font = context.font;
  const [large, small] = [1.3 * em, 0.95 * em];
  context.font = `${large}px "STIX Two Math", serif`;
  const slanted = SLANTED[letter] ?? letter;
  const end = context.textAlign === "right" ? x - small : x + context.measureText(slanted).width;
  context.fillText(slanted, context.textAlign === "right" ? end : x, y);
  context.font = `${small}px "STIX Two Math", serif`;
  context.textAlign = "left";
  context.fillText(SLANTED[below] ?? below, end, y + 0.55 * em);
  if (above) context.fillText("2", end + 0.1 * em, y - 0.3 * em); // the raised 2 of a font is raised again
  context.font = font;
}
