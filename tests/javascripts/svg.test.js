import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { SvgContext } from "../../docs/javascripts/share/svg.js";

/** Letters whose top is 8 above the base line, and the middle 3. */
const ruler = { font: "", textBaseline: "", measureText: (text) => ({ width: 6 * text.length, fontBoundingBoxAscent: { alphabetic: 8, top: 0, middle: 5 }[ruler.textBaseline] ?? 0 }) };
const drawn = (draw) => {
  const context = new SvgContext(ruler, "view");
  draw(context);
  return context.marks;
};

test("all that any drawing does to a canvas is known", () => {
  const folder = new URL("golden/", import.meta.url);
  const context = new SvgContext(ruler, "view");
  const canvas = readFileSync(new URL("../../docs/javascripts/draw/canvas.js", import.meta.url), "utf-8");
  const used = new Set();
  for (const file of ["demo/views", "draw"].flatMap((room) => readdirSync(new URL(`../../docs/javascripts/${room}/`, import.meta.url)).map((name) => `${room}/${name}`))) {
    const source = readFileSync(new URL(`../../docs/javascripts/${file}`, import.meta.url), "utf-8");
    for (const [, name] of source.matchAll(/\bcontext\.(\w+)/g)) used.add(name);
  }
  for (const name of readdirSync(folder)) {
    for (const [call] of JSON.parse(readFileSync(new URL(name, folder), "utf-8"))) if (/ =$/.test(call)) used.add(call.slice(0, -2).split(".").at(-1));
  }
  used.delete("setTransform"); // the surface's own
  assert.ok(used.size > 25 && canvas.includes("setTransform"));
  assert.deepEqual([...used].filter((name) => !(name in context)), []);
});

test("a line keeps its pen, and the first point of a path is where it begins", () => {
  const svg = drawn((c) => {
    c.strokeStyle = "#0067a3";
    c.lineWidth = 2.5;
    c.setLineDash([6, 4]);
    c.beginPath();
    c.lineTo(1, 2);
    c.lineTo(3.005, 4);
    c.stroke();
  });
  assert.equal(svg, '<path d="M1 2L3.01 4" fill="none" stroke="#0067a3" stroke-width="2.5" stroke-dasharray="6 4"/>');
});

test("a whole circle is two arcs, and a partial one goes the way it is told", () => {
  const arc = (...given) => drawn((c) => (c.beginPath(), c.arc(...given), c.fill()));
  assert.match(arc(5, 5, 2, 0, 2 * Math.PI), /d="M7 5A2 2 0 0 1 3 5A2 2 0 0 1 7 5"/);
  assert.match(arc(0, 0, 1, 0, Math.PI / 2), /d="M1 0A1 1 0 0 1 0.71 0.71A1 1 0 0 1 0 1"/);
  assert.match(arc(0, 0, 1, 0, -Math.PI / 2, true), /d="M1 0A1 1 0 0 0 0.71 -0.71A1 1 0 0 0 0 -1"/);
});

test("text stands at the line that it is aligned to, and is escaped", () => {
  const svg = drawn((c) => {
    c.font = "600 12px sans";
    c.textAlign = "right";
    c.textBaseline = "top";
    c.fillText("a < b", 10, 20);
  });
  assert.match(svg, /^<text x="10" y="28" .*font:600 12px sans" text-anchor="end">a &lt; b<\/text>$/);
});

test("what was saved comes back: clip, dashes, turns and colours", () => {
  const svg = drawn((c) => {
    c.save();
    c.rect(0, 0, 5, 5);
    c.clip();
    c.translate(1, 2);
    c.globalAlpha = 0.5;
    c.fillRect(0, 0, 1, 1);
    c.restore();
    c.fillRect(2, 2, -1, 1);
  });
  const [clip, inside, outside] = svg.split("\n");
  assert.match(clip, /^<clipPath id="view-clip-1"><path d="M0 0h5v5h-5Z"\/><\/clipPath>$/);
  assert.match(inside, /^<g clip-path="url\(#view-clip-1\)"><rect .*opacity="0.5" transform="translate\(1 2\)"\/><\/g>$/);
  assert.equal(outside, '<rect x="1" y="2" width="1" height="1" fill="#000"/>');
});
