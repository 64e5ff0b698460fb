// What can be read off a chart: the values of all its lines under the pointer, a finger or the arrow
// keys, and as a table for those who do not see it.
import { short } from "./canvas.js";
import { plain, zoomOf } from "./type.js";

/** @typedef {{name: string, values: ArrayLike<number>, colour: string, tell?: (value: number) => string}} Line */
/**
 * Lines over the same places `at` of an abscissa, in order; `x` is where a place stands in the view.
 * @typedef {{left: number, right: number, top: number, bottom: number, at: ArrayLike<number>, x: (at: number) => number, xLabel: string, lines: Line[]}} Chart
 */

/** With Shift an arrow key goes so far. */
const STRIDE = 10;
/** Rows of the table. */
const ROWS = 12;
/** The table follows a run when it stands still for so long, in milliseconds. */
const STILL = 300;

/** @param {string} tag @param {string} text @param {Record<string, string>} [attributes] */
function element(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** @param {Line} line @param {number} index */
const told = ({ values, tell = short }, index) => (Number.isNaN(values[index]) || values[index] === undefined ? "–" : tell(values[index]).replace("-", "−"));

/** @param {HTMLElement} box a view that a chart is drawn in @returns {(chart: Chart) => void} to be told what is drawn */
export function probeIn(box) {
  /** @type {Chart | null} */
  let chart = null;
  let index = -1;
  let open = false;
  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {HTMLElement | null} */
  let hair = null;
  /** @type {HTMLElement | null} */
  let table = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const label = box.getAttribute("aria-label") ?? "";
  const fresh = () => /** @type {HTMLElement | null} */ (box.closest("[data-demo]"))?.dataset.fresh !== "false";

  function hide() {
    open = false;
    if (card) card.hidden = true;
    if (hair) hair.hidden = true;
  }

  function show() {
    if (!chart?.at.length || !fresh()) return hide();
    open = true;
    index = Math.min(Math.max(index, 0), chart.at.length - 1);
    const { at, x, xLabel, left, right, top, bottom, lines } = chart;
    if (!card || !hair) {
      [card, hair] = [element("div", "", { class: "demo-card" }), element("i", "", { class: "demo-hair" })];
      box.append(hair, card);
    }
    const zoom = zoomOf(box);
    const place = zoom * x(at[index]);
    card.hidden = hair.hidden = false;
    Object.assign(hair.style, { left: `${place}px`, top: `${zoom * top}px`, height: `${zoom * (bottom - top)}px` });
    const after = place < (zoom * (left + right)) / 2;
    Object.assign(card.style, { left: after ? `${place + 8}px` : "auto", right: after ? "auto" : `calc(100% - ${place - 8}px)` });
    const where = `${xLabel} ${plain(Number(at[index].toPrecision(4)))}`;
    const rows = lines.map((line) => {
      const row = element("div");
      row.append(element("i", "", { style: `--key: ${line.colour}` }), element("span", line.name), element("b", told(line, index)));
      return row;
    });
    card.replaceChildren(element("strong", where), ...rows);
    box.setAttribute("aria-valuemax", String(at.length - 1));
    box.setAttribute("aria-valuenow", String(index));
    box.setAttribute("aria-valuetext", `${where}: ${lines.map((line) => `${line.name} ${told(line, index)}`).join(", ")}`);
  }

  /** The place that is nearest to the pointer. @param {PointerEvent} event */
  function follow(event) {
    if (!chart?.at.length) return;
    const { at, x } = chart;
    const across = (event.clientX - box.getBoundingClientRect().left) / zoomOf(box);
    let best = 0;
    for (let i = 1; i < at.length; i++) if (Math.abs(x(at[i]) - across) < Math.abs(x(at[best]) - across)) best = i;
    index = best;
    show();
  }

  function fill() {
    if (!chart || !box.isConnected) return;
    const { at, xLabel, lines } = chart;
    if (!table) {
      table = element("table", "", { class: "demo-values" });
      box.after(table);
    }
    const head = element("tr");
    head.append(...[xLabel, ...lines.map(({ name }) => name)].map((name) => element("th", name, { scope: "col" })));
    const every = Math.max(1, Math.ceil((at.length - 1) / (ROWS - 1)));
    const indices = Array.from({ length: at.length }, (_, i) => i).filter((i) => i % every === 0 || i === at.length - 1);
    const rows = indices.map((i) => {
      const row = element("tr");
      row.append(element("th", plain(Number(at[i].toPrecision(4))), { scope: "row" }), ...lines.map((line) => element("td", told(line, i))));
      return row;
    });
    table.replaceChildren(element("caption", label), head, ...rows);
  }

  // a slider over the abscissa, as screen readers know it
  for (const [name, value] of Object.entries({ role: "slider", "aria-roledescription": "chart", "aria-valuemin": "0", "aria-valuemax": "0", "aria-valuenow": "0" })) box.setAttribute(name, value); // prettier-ignore
  box.setAttribute("aria-label", `${label} Arrow keys read its values.`);
  box.setAttribute("data-probe", "");
  box.tabIndex = 0;
  box.addEventListener("pointermove", follow);
  box.addEventListener("pointerdown", follow);
  box.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && box !== document.activeElement && hide());
  box.addEventListener("focus", () => index >= 0 && box.matches(":focus-visible") && show());
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (event) => {
    const last = (chart?.at.length ?? 0) - 1;
    const stride = event.shiftKey ? STRIDE : 1;
    const from = index < 0 ? last : index;
    const to = { ArrowLeft: from - stride, ArrowRight: from + stride, Home: 0, End: last }[event.key];
    if (event.key === "Escape") hide();
    if (to === undefined) return;
    event.preventDefault();
    index = Math.min(Math.max(to, 0), last);
    show();
  });

  return (next) => {
    chart = next;
    if (open) show();
    clearTimeout(timer);
    timer = setTimeout(fill, STILL);
  };
}
