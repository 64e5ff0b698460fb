// What a cell prints, as a terminal shows it: a carriage return goes back to the start of the line,
// colours are classes, and what a terminal does not print is not printed.

const TOKEN = /\x1b\[([0-9;:?]*)([ -/]*[@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_]|[\r\b\n\x07]|[^\x1b\r\b\n\x07]+/g;
/** An escape sequence of which a part has come. */
const BEGUN = /\x1b(?:\[[0-9;:?]*|\][^\x07\x1b]*\x1b?)?$/;
const NAMES = new Map([[1, "bold"], [2, "faint"], [3, "italic"], [4, "underline"], [7, "inverse"], [9, "strike"]]);
const ENDS = new Map([[22, ["bold", "faint"]], [23, ["italic"]], [24, ["underline"]], [27, ["inverse"]], [29, ["strike"]]]);

/** One of the 256 colours beyond the first sixteen. @param {number} n */
function extended(n) {
  if (n >= 232) return Array(3).fill(8 + 10 * (n - 232));
  return [36, 6, 1].map((step) => Math.floor((n - 16) / step) % 6).map((level) => (level ? 55 + 40 * level : 0));
}

export class Terminal {
  /** The line that is not finished yet: characters, each with its style. @type {{letter: string, style: string}[]} */
  #line = [];
  #column = 0;
  #begun = "";
  /** @type {Set<string>} */
  #styles = new Set();
  /** What shows the unfinished line. @type {Node[]} */
  #tail = [];

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  clear() {
    this.element.textContent = "";
    [this.#line, this.#column, this.#begun, this.#tail] = [[], 0, "", []];
    this.#styles.clear();
  }

  /** The line on which a question stands. */
  get lastLine() {
    return this.#line.map(({ letter }) => letter).join("");
  }

  /** @param {string} text */
  write(text) {
    const whole = this.#begun + text;
    this.#begun = BEGUN.exec(whole)?.[0] ?? "";
    const ready = this.#begun ? whole.slice(0, -this.#begun.length) : whole;
    if (!/[\x1b\r\b\x07]/.test(ready) && !this.#styles.size && this.#column === this.#line.length) return this.#plain(ready);
    for (const [token, parameters, final] of ready.matchAll(TOKEN)) {
      if (token === "\n") this.#end();
      else if (token === "\r") this.#column = 0;
      else if (token === "\b") this.#column = Math.max(0, this.#column - 1);
      else if (final === "m") this.#style(parameters);
      else if (final === "K") this.#erase(parameters);
      else if (final === "J" && /^[23]$/.test(parameters)) this.clear();
      else if (!/^[\x07\x1b]/.test(token)) this.#put(token);
    }
    this.#show();
  }

  /** What most cells print. @param {string} text */
  #plain(text) {
    const at = text.lastIndexOf("\n") + 1;
    this.element.append(text);
    if (at) [this.#line, this.#tail] = [[], []];
    this.#line.push(...[...text.slice(at)].map((letter) => ({ letter, style: "" })));
    this.#column = this.#line.length;
    if (this.#column) this.#show(text.slice(at));
  }

  /** @param {string} text */
  #put(text) {
    const style = [...this.#styles].sort().join(" ");
    for (const letter of text) {
      while (this.#line.length < this.#column) this.#line.push({ letter: " ", style: "" });
      this.#line[this.#column++] = { letter, style };
    }
  }

  #end() {
    this.#show();
    this.element.append("\n");
    [this.#line, this.#column, this.#tail] = [[], 0, []];
  }

  /** @param {string} how */
  #erase(how) {
    if (how === "2") this.#line = [];
    else if (how === "1") this.#line.fill({ letter: " ", style: "" }, 0, this.#column + 1);
    else this.#line.length = Math.min(this.#line.length, this.#column);
  }

  /** Show the unfinished line anew. @param {string} [already] it stands there as plain text at the end */
  #show(already) {
    if (already !== undefined) {
      const last = /** @type {Text} */ (this.element.lastChild);
      if (!this.#tail.length && already.length < last.length) last.splitText(last.length - already.length);
      this.#tail.push(/** @type {Node} */ (this.element.lastChild));
      return;
    }
    for (const node of this.#tail) node.parentNode?.removeChild(node);
    this.#tail = [];
    for (let at = 0; at < this.#line.length; ) {
      const { style } = this.#line[at];
      let text = "";
      for (; at < this.#line.length && this.#line[at].style === style; at++) text += this.#line[at].letter;
      this.#tail.push(style ? styled(text, style) : document.createTextNode(text));
    }
    this.element.append(...this.#tail);
  }

  /** Select graphic rendition. @param {string} parameters */
  #style(parameters) {
    const codes = parameters.split(/[;:]/).map(Number);
    const drop = (/** @type {string} */ start) => [...this.#styles].filter((name) => name.startsWith(start)).forEach((name) => this.#styles.delete(name));
    for (let code = codes.shift(); code !== undefined; code = codes.shift()) {
      const name = NAMES.get(code);
      const side = code >= 40 && code < 50 || code >= 100 ? "back" : "fore";
      if (code === 0) this.#styles.clear();
      else if (name) this.#styles.add(name);
      else if (ENDS.has(code)) ENDS.get(code)?.forEach(drop);
      else if (code === 39 || code === 49) drop(side);
      else if (code === 38 || code === 48) {
        drop(side);
        const kind = codes.shift();
        const rgb = kind === 2 ? codes.splice(0, 3) : [];
        const n = kind === 5 ? codes.shift() ?? 0 : 0;
        if (kind === 5) this.#styles.add(n < 16 ? `${side}-${n}` : `${side}=${extended(n)}`);
        else if (rgb.length === 3) this.#styles.add(`${side}=${rgb}`);
      } else if ((code >= 30 && code < 48) || (code >= 90 && code < 108)) {
        drop(side);
        this.#styles.add(`${side}-${(code % 10) + (code >= 90 ? 8 : 0)}`);
      }
    }
  }
}

/** @param {string} text @param {string} style */
function styled(text, style) {
  const span = document.createElement("span");
  span.textContent = text;
  for (const name of style.split(" ")) {
    const [side, rgb] = name.split("=");
    span.classList.add(`ansi-${side}`);
    if (rgb) span.style.setProperty(`--ansi-${side}`, `rgb(${rgb})`);
  }
  return span;
}
