// What a drawing does to a canvas, as a list; and as much of a page as a drawing touches.

/** @param {unknown} value */
const plain = (value) => {
  if (typeof value === "number") return Number.isFinite(value) ? Math.round(100 * value) / 100 + 0 : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof ImageData) return `image ${value.width}×${value.height}`;
  if (value instanceof Canvas) return `canvas ${value.width}×${value.height}`;
  return value;
};

/** A 2D context that draws nothing: `calls` keeps each call and each property that is set, `images` what is put. */
export function recorder() {
  const calls = [];
  const images = [];
  const state = {};
  const call = (name, given) => {
    calls.push([name, ...given.map(plain)]);
    images.push(...given.filter((value) => value instanceof ImageData));
  };
  const context = new Proxy(state, {
    get: (_, name) => {
      if (name === "measureText") return (text) => ({ width: 6 * text.length });
      return name in state ? state[name] : (...given) => call(name, given);
    },
    set: (_, name, value) => {
      state[name] = value;
      calls.push([`${String(name)} =`, plain(value)]);
      return true;
    },
  });
  return { calls, images, context };
}

/** A surface to draw on, with its record. */
export function surface(width, height) {
  return { ...recorder(), width, height, em: 11, family: "sans" };
}

/**
 * What each shape was drawn with: of every call that draws, its name, its numbers, the path that
 * leads to it, and the colours and the width at that moment.
 */
export function shapes(calls) {
  const found = [];
  const pen = {};
  let path = [];
  for (const [name, ...given] of calls) {
    if (name.endsWith(" =")) [pen[name.slice(0, -2)]] = given;
    else if (name === "beginPath") path = [];
    else if (["moveTo", "lineTo", "arc", "rect"].includes(name)) path.push([name, ...given]);
    else if (["stroke", "fill", "fillRect", "fillText"].includes(name)) found.push({ name, given, path: [...path], ...pen });
  }
  return found;
}

export class Canvas {
  constructor(width = 300, height = 150) {
    [this.width, this.height, this.dataset, this.attributes] = [width, height, {}, {}];
    this.record = recorder();
  }
  getContext() {
    return this.record.context;
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
}

globalThis.ImageData = class ImageData {
  constructor(width, height) {
    [this.width, this.height, this.data] = [width, height, new Uint8ClampedArray(4 * width * height)];
  }
};
/** Every canvas that a drawing made for itself, in order. */
export const made = [];
globalThis.document = {
  body: { dataset: {} },
  createElement: (tag) => {
    if (tag !== "canvas") return box(0, 0);
    made.push(new Canvas());
    return made[made.length - 1];
  },
};
export const observers = [];
globalThis.ResizeObserver = class ResizeObserver {
  constructor(changed) {
    observers.push(changed);
  }
  observe() {}
};
globalThis.devicePixelRatio = 2;

/** Colours that tell their part. */
export const COLOURS = {
  ink: "#111111", grid: "#dddddd", paper: "#ffffff", negative: "#d55e00", zero: "#b8a400", positive: "#0067a3",
  kept: "#00aa00", fades: "#aa5500", explodes: "#aa00aa", network: "#888888", forward: "#00aaaa", backward: "#5500aa", lecun: "#000001", he: "#000002",
};
globalThis.getComputedStyle = () => ({ fontSize: "11px", fontFamily: "sans", getPropertyValue: (name) => ` ${COLOURS[name.replace("--fig-", "")]}` });

/** A view's box of that size. */
export function box(width, height) {
  const classes = [];
  const attributes = {};
  return {
    clientWidth: width, clientHeight: height, children: [], classes, attributes, classList: { add: (name) => classes.push(name) },
    append(...children) { this.children.push(...children); },
    getAttribute: (name) => attributes[name] ?? null,
    setAttribute: (name, value) => (attributes[name] = value),
    addEventListener() {},
    isConnected: false,
  }; // prettier-ignore
}

/** A demo's element: its views, tiles, labels and readouts, all of which can be looked at. */
export function demo({ views, names = [], readouts, ranges = {} }) {
  const tiles = names.map((name) => Object.assign(new Canvas(20, 20), { dataset: { tile: name } }));
  const labels = names.map(() => ({ textContent: "" }));
  const texts = Object.fromEntries(readouts.map((name) => [name, { textContent: "–" }]));
  const boxes = Object.fromEntries(views.map((name) => [name, box(300, 200)]));
  return {
    tiles, labels, texts, boxes,
    /** @param {string} selector */
    querySelectorAll: (selector) => (selector === "canvas[data-tile]" ? tiles : selector === "[data-tile-cost]" ? labels : []),
    /** @param {string} selector */
    querySelector: (selector) => {
      if (selector === "form") return { elements: { namedItem: (name) => ranges[name] } };
      const [, kind, name] = /^\[data-(view|readout)="(.*)"\]$/.exec(selector) ?? [];
      return (kind === "view" ? boxes[name] : texts[name]) ?? null;
    },
  }; // prettier-ignore
}
