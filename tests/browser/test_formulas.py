"""Formulas as a browser draws them: the boxes of every root and of every bracket of the site."""

import pytest
from tests.conftest import SOURCES, place

pytestmark = pytest.mark.browser

MEASURE = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const seen = (e) => e.getClientRects().length > 0 && !e.closest("svg, .demo-view");
  const size = (e) => parseFloat(getComputedStyle(e).fontSize);
  const told = (e) => e.closest("math").textContent.slice(0, 60);
  const roots = [...document.querySelectorAll("main msqrt")].filter(seen).map((root) => {
    const [outer, em] = [root.getBoundingClientRect(), size(root)];
    const inner = [...root.children].map((e) => e.getBoundingClientRect());
    const [top, bottom, right] = [Math.min(...inner.map((b) => b.top)),
      Math.max(...inner.map((b) => b.bottom)), Math.max(...inner.map((b) => b.right))];
    return { of: told(root), tall: (bottom - top) / em, above: (top - outer.top) / em,
      below: (outer.bottom - bottom) / em, gap: (outer.right - right) / em };
  });
  const formulas = [...document.querySelectorAll("main math")].filter(seen).filter(
    (math) => math.querySelector("msqrt") && !math.closest(".maths"));
  const after = formulas.map((math) => ({ of: told(math),
    gap: (math.getBoundingClientRect().right
      - Math.max(...[...math.children].map((e) => e.getBoundingClientRect().right)))
      / size(math) }));
  const pairs = [];
  for (const row of document.querySelectorAll("main math, main math mrow")) {
    if (!seen(row)) continue;
    const open = [];
    for (const e of row.children) {
      const base = e.localName.startsWith("ms") && e.localName !== "msqrt" ? e.children[0] : e;
      if (base?.localName !== "mo" || !base.hasAttribute("minsize")) continue;
      if ("([{".includes(base.textContent)) open.push(base);
      else if (")]}".includes(base.textContent) && open.length) pairs.push([open.pop(), base]);
    }
  }
  const brackets = pairs.map(([a, b]) => ({ of: told(a), heights: [a, b].map(
    (e) => e.getBoundingClientRect().height / size(a)), tops: [a, b].map(
    (e) => e.getBoundingClientRect().top / size(a)) }));
  return { roots, after, brackets };
}"""
#: in units of the type's size: a thin space; what a root may hang below a radicand of one line,
#: and below one that is taller, where the next larger root is taken
THIN, SINKS, TALL_SINKS = 1 / 6, 0.2, 0.35


def test_roots_and_brackets(open_page, address):
    """The bar is above its radicand, the root stays at it, no gap follows; brackets are a pair."""
    page = open_page("about:blank")
    count = {"roots": 0, "after": 0, "brackets": 0}
    for source in SOURCES:
        page.goto(address + place(source))
        page.wait_for_function("!document.documentElement.classList.contains('font-to-come')")
        found = page.evaluate(MEASURE)
        for root in found["roots"]:
            assert root["above"] > 0.1, (source, root)
            assert root["below"] < (SINKS if root["tall"] < 1.2 else TALL_SINKS), (source, root)
            assert root["gap"] < THIN, (source, root)
        for formula in found["after"]:
            assert formula["gap"] < THIN, (source, formula)
        for pair in found["brackets"]:
            assert pair["heights"][0] == pytest.approx(pair["heights"][1], abs=0.02), (source, pair)
            assert pair["tops"][0] == pytest.approx(pair["tops"][1], abs=0.02), (source, pair)
        for kind in count:
            count[kind] += len(found[kind])
    assert count["roots"] > 100 and count["brackets"] > 15, count


@pytest.mark.parametrize("kind", [".maths", ".cell-code > pre > code"])
def test_what_is_wide_shows_that_it_goes_on(open_page, address, kind):
    """At 390 pixels a formula or a line of code scrolls in its box, with a shade at the edge."""
    page = open_page(address + "guide/justification/", viewport={"width": 390, "height": 844})
    wide = page.eval_on_selector_all(
        kind,
        "all => all.filter((e) => e.scrollWidth > e.clientWidth)"
        ".map((e) => getComputedStyle(e).backgroundAttachment)",
    )
    assert wide and all(each.count("scroll") == 2 and each.count("local") == 2 for each in wide)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
