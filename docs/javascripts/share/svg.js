// A context that writes SVG: as much of a canvas's as the drawings use. A test has each of them
// draw on it, so that what one uses anew is missed there.

/** @param {unknown} text */
export const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter] ?? "&quot;");

/** Two decimals are a fiftieth of a pixel. @param {number} value */
const r = (value) => String(Math.round(value * 100) / 100);

/** What `save` keeps. */
const STATE = { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineJoin: "miter", font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic", globalAlpha: 1, imageSmoothingEnabled: true }; // prettier-ignore

export class SvgContext {
  fillStyle = STATE.fillStyle;
  strokeStyle = STATE.strokeStyle;
  lineWidth = STATE.lineWidth;
  lineJoin = STATE.lineJoin;
  font = STATE.font;
  textAlign = STATE.textAlign;
  textBaseline = STATE.textBaseline;
  globalAlpha = STATE.globalAlpha;
  imageSmoothingEnabled = STATE.imageSmoothingEnabled;
  /** @type {number[]} */
  #dash = [];
  #path = "";
  #turned = "";
  #clip = "";
  /** @type {Record<string, any>[]} */
  #kept = [];
  /** @type {string[]} */
  #marks = [];
  #clips = 0;

  /** @param {CanvasRenderingContext2D} ruler measures text @param {string} name of this drawing among those of a picture */
  constructor(ruler, name) {
    this.ruler = ruler;
    this.name = name;
  }

  /** All that was drawn. */
  get marks() {
    return this.#marks.join("\n");
  }

  save() {
    const state = Object.fromEntries(Object.keys(STATE).map((key) => [key, /** @type {any} */ (this)[key]]));
    this.#kept.push({ state, dash: this.#dash, turned: this.#turned, clip: this.#clip });
  }

  restore() {
    const kept = this.#kept.pop();
    if (!kept) return;
    Object.assign(this, kept.state);
    [this.#dash, this.#turned, this.#clip] = [kept.dash, kept.turned, kept.clip];
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.#turned += ` translate(${r(x)} ${r(y)})`;
  }

  /** @param {number} angle */
  rotate(angle) {
    this.#turned += ` rotate(${r((angle * 180) / Math.PI)})`;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.#dash = dash;
  }

  beginPath() {
    this.#path = "";
  }

  closePath() {
    this.#path += "Z";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#path += `M${r(x)} ${r(y)}`;
  }

  /** @param {number} x @param {number} y as on a canvas, the first point of a path is where it begins */
  lineTo(x, y) {
    this.#path += `${this.#path ? "L" : "M"}${r(x)} ${r(y)}`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.#path += `M${r(x)} ${r(y)}h${r(width)}v${r(height)}h${r(-width)}Z`;
  }

  /** @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to @param {boolean} [back] */
  arc(x, y, radius, from, to, back = false) {
    const at = (/** @type {number} */ angle) => `${r(x + radius * Math.cos(angle))} ${r(y + radius * Math.sin(angle))}`;
    const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-9;
    const turn = whole ? 2 * Math.PI : (((back ? from - to : to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
    const sweep = back ? 0 : 1;
    const middle = from + (back ? -turn : turn) / 2; // an arc of SVG is none from a point to itself
    const arcTo = (/** @type {number} */ angle) => `A${r(radius)} ${r(radius)} 0 0 ${sweep} ${at(angle)}`;
    this.#path += `${this.#path ? (whole ? "M" : "L") : "M"}${at(from)}${arcTo(middle)}${arcTo(from + (back ? -turn : turn))}`;
  }

  clip() {
    const id = `${this.name}-clip-${++this.#clips}`;
    this.#marks.push(`<clipPath id="${id}"><path d="${this.#path}"${this.#where()}/></clipPath>`);
    this.#clip = ` clip-path="url(#${id})"`;
  }

  #where() {
    return this.#turned ? ` transform="${this.#turned.trim()}"` : "";
  }

  /** @param {string} mark an element's name and its attributes @param {string} [inner] */
  #put(mark, inner) {
    const alpha = this.globalAlpha < 1 ? ` opacity="${r(this.globalAlpha)}"` : "";
    const element = `<${mark}${alpha}${this.#where()}${inner === undefined ? "/>" : `>${inner}</${mark.split(" ")[0]}>`}`;
    this.#marks.push(this.#clip ? `<g${this.#clip}>${element}</g>` : element);
  }

  #pen() {
    const dash = this.#dash.length ? ` stroke-dasharray="${this.#dash.map(r).join(" ")}"` : "";
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    return `fill="none" stroke="${escaped(this.strokeStyle)}" stroke-width="${r(this.lineWidth)}"${dash}${join}`;
  }

  stroke() {
    this.#put(`path d="${this.#path}" ${this.#pen()}`);
  }

  fill() {
    this.#put(`path d="${this.#path}" fill="${escaped(this.fillStyle)}"`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  #box(x, y, width, height) {
    return `rect x="${r(Math.min(x, x + width))}" y="${r(Math.min(y, y + height))}" width="${r(Math.abs(width))}" height="${r(Math.abs(height))}"`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.#put(`${this.#box(x, y, width, height)} fill="${escaped(this.fillStyle)}"`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.#put(`${this.#box(x, y, width, height)} ${this.#pen()}`);
  }

  /** The picture begins empty. */
  clearRect() {}

  /** @param {string} text */
  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  /** How far below the place that is named the letters stand: SVG's own words for it are read differently. */
  #drop() {
    this.ruler.font = this.font;
    const above = (/** @type {string} */ baseline) => {
      this.ruler.textBaseline = /** @type {CanvasTextBaseline} */ (baseline);
      return this.ruler.measureText("x").fontBoundingBoxAscent;
    };
    return above("alphabetic") - above(this.textBaseline);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    const anchor = { center: "middle", right: "end", end: "end" }[this.textAlign];
    this.#put(`text x="${r(x)}" y="${r(y + this.#drop())}" fill="${escaped(this.fillStyle)}" style="font:${escaped(this.font)}"${anchor ? ` text-anchor="${anchor}"` : ""}`, escaped(text)); // prettier-ignore
  }

  /** @param {HTMLCanvasElement} image @param {number} x @param {number} y @param {number} width @param {number} height */
  drawImage(image, x, y, width, height) {
    const sharp = this.imageSmoothingEnabled ? "" : ' style="image-rendering:pixelated"';
    this.#put(`image x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" preserveAspectRatio="none"${sharp} href="${image.toDataURL()}"`);
  }
}
