"""From a click to the first output: against a bare worker, and from the snapshot."""

import pytest

from initdocs_site.publish import cdn

GUIDE = "guide/importance/"
FIRST = "[data-cell=first-training]"
PAIRS = 7

#: a cell's code that needs NumPy, and no more
SOURCE = "import numpy\nnumpy.zeros(3).sum()"

#: a worker that does nothing but load the same core and NumPy from the same addresses
BARE = """(base) => new Promise((resolve, reject) => {
  const source = `
    import { loadPyodide } from "${base}pyodide.mjs";
    const python = await loadPyodide({ indexURL: "${base}", packages: ["numpy"] });
    postMessage(python.runPython("import numpy\\\\nfloat(numpy.zeros(3).sum())"));
  `;
  const begin = performance.now();
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  worker.onmessage = () => { worker.terminate(); resolve(performance.now() - begin); };
  worker.onerror = (event) => reject(new Error(event.message));
})"""

CLICK = """(cell) => new Promise((resolve) => {
  const element = document.querySelector(cell);
  const begin = performance.now();
  new MutationObserver(() => {
    if (element.dataset.state === "done") resolve(performance.now() - begin);
  }).observe(element, { attributes: true, attributeFilter: ["data-state"] });
  element.querySelector("[data-run]").click();
})"""


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def click(page):
    """Milliseconds from the click on Run to the end of a cell that needs NumPy."""
    cell = page.locator(FIRST)
    if not cell.locator("textarea").count():
        cell.locator("[data-code]").focus()
        page.keyboard.press("Enter")
        cell.locator("textarea").fill(SOURCE)
    return page.evaluate(CLICK, FIRST)


@pytest.fixture
def empty(serve, tmp_path):
    """The address of an empty page, without a policy."""
    (tmp_path / "index.html").write_text("<!doctype html><title>empty</title>")
    with serve(tmp_path) as url:
        yield url


def test_start(open_page, address, empty):
    """First visit at most 1.10× a bare worker; later visits and after Stop at most 0.30×."""
    rounds = []
    for _ in range(PAIRS):
        plain = open_page(empty)
        bare = plain.evaluate(BARE, cdn.BASE)
        plain.context.close()
        page = open_page(address + GUIDE, save_data=False)
        first = click(page)
        page.wait_for_function("localStorage.getItem('initdocs:snapshot')")
        page.reload()
        later = click(page)
        assert page.evaluate("document.documentElement.dataset.woken") == "true"
        asked = len(page.cdn.asked)
        page.evaluate("""async () => {
          const main = document.querySelector("script[type=module]").src;
          const runtime = await import(new URL("python/runtime.js", main));
          runtime.restart();
        }""")
        after = click(page)
        page.click("a.md-logo")
        page.wait_for_selector("[data-demo=start]")
        page.go_back()
        page.wait_for_selector(FIRST)
        again = click(page)
        assert len(page.cdn.asked) == asked
        rounds.append({"bare": bare, "first": first, "later": later, "stop": after, "move": again})
        page.context.close()
    print(f"\nclick to the output of a cell with NumPy, ms, {PAIRS} rounds")
    for name in rounds[0]:
        values = sorted(r[name] for r in rounds)
        print(f"    {name:6} {median(values):6.0f}   ({values[0]:.0f} to {values[-1]:.0f})")
    first = median(r["first"] / r["bare"] for r in rounds)
    later = median(r["later"] / r["first"] for r in rounds)
    stopped = median(r["stop"] / r["first"] for r in rounds)
    print(f"first visit {first:.2f}× a bare worker (at most 1.10); later visit {later:.2f}×, after "
          f"Stop {stopped:.2f}× of the first (at most 0.30)")  # fmt: skip
    assert first <= 1.10
    assert later <= 0.30
    assert stopped <= 0.30
