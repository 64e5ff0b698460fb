"""One tab for a long time: hundreds of runs, Stops and page moves, and hostile code."""

import builtins
import random

from tests.bench.record import record

from initdocs_site.publish import cdn

GUIDE = "guide/importance/"
FIRST = "[data-cell=first-training]"
SECOND = "[data-cell=zero-never-moves]"
DONE = "['done', 'error', 'stopped'].includes(document.querySelector('{}').dataset.state)"
#: the run is over, or waits for a line or a press of the reader's
WAITING = f"document.querySelector('{FIRST} .cell-ask, {FIRST} [data-load]') !== null"
STANDS = f"{DONE.format(FIRST)} || {WAITING}"
#: what a reader types in answer to `input()`
LINES = ("", "7", "λ ß 漢字", "a" * 2000, "<img src=x onerror=smuggled=1>")

ANSWER = """([ask, line]) => {
  const form = document.querySelector(ask);
  if (!form) return;
  form.querySelector("input").value = line;
  form.requestSubmit();
}"""

#: sources that end an interpreter take seconds each: they come seldom
FATAL = ("import os\nos._exit(3)", "import ctypes\nctypes.string_at(0)", "import os\nos.abort()")
STREAMS, CALLS = ("stdout", "stderr"), ("close", "flush", "detach")
TAGS = ("script", "iframe", "style", "svg")


def hostile(count, seed=0):
    """`count` sources that a page must survive."""
    rng = random.Random(seed)
    letters = "()[]{}:=+*'\"\\\n\t #@0aλ\u202e\x00\ud800"
    makers = (
        lambda: "".join(rng.choices(letters, k=rng.randrange(1, 60))),
        lambda: f"def f(n): return f(n + 1)\nf({rng.randrange(9)})",
        lambda: f"x = {rng.randrange(2, 10)} ** {rng.randrange(10**4, 10**5)}\nx",
        lambda: "(" * rng.randrange(1, 3000) + ")" * rng.randrange(3000),
        lambda: f"import sys\nsys.exit({rng.choice(['', '1', repr('bye'), 'None', '[]'])})",
        lambda: rng.choice(("raise SystemExit", "raise KeyboardInterrupt", "raise BaseException")),
        lambda: f"import sys\nsys.{rng.choice(STREAMS)}.{rng.choice(CALLS)}()",
        lambda: f"import sys\nsys.stdout = {rng.choice(['None', '1', 'object()'])}\nprint(1)",
        lambda: f"import builtins\nbuiltins.{rng.choice(dir(builtins))} = None",
        lambda: f"len = print = range = {rng.randrange(9)}\nprint(1)",
        lambda: f"import numpy as np\na = np.ones({rng.choice([2**27, 2**30, 2**40])})\na.sum()",
        lambda: f"import sys\nsys.stdout.buffer.write(bytes([{rng.randrange(128, 256)}]))",
        lambda: "print(bytes(range(128, 256)).decode('utf-8', 'surrogateescape'))",
        lambda: "print('\\x1b[31mred\\x1b[0m\\x07\\r\\x08', chr(0), '\\ud800')",
        lambda: f"print('<img src=x onerror=smuggled=1><{rng.choice(TAGS)}>smuggled=1')",
        lambda: f"print('x' * {rng.randrange(10**5, 10**7)})",
        lambda: "class E(Exception):\n    def __str__(self): raise self\nraise E",
        lambda: "class R:\n    def __repr__(self): return 7\nR()",
        lambda: "import sys\nsys.setrecursionlimit(10**9)",
        lambda: "import sys\nsys.modules.clear()" if rng.random() < 0.1 else "del __builtins__",
        lambda: "globals().clear()\nx",
        lambda: "import gc, sys\ngc.disable()\nsys.settrace(lambda *a: 1 / 0)\nx = 1",
        lambda: "import js\njs.document" if rng.random() < 0.5 else "from js import localStorage",
        lambda: "import js\njs.postMessage('nonsense')",
        lambda: "import time\ntime.sleep(0.01)",
        lambda: "async def f(): pass\nawait f()",
        lambda: "import asyncio\nawait asyncio.gather(*(asyncio.sleep(0) for _ in range(99)))",
        lambda: (
            "import asyncio\nasyncio.create_task(asyncio.sleep(9))\nasyncio.get_event_loop().stop()"
        ),
        lambda: rng.choice(
            ("import torch", "import no_such_module", "%matplotlib inline", ">>> 1 + 1")
        ),
        lambda: f"class R:\n    def _repr_html_(self): return '<{rng.choice(TAGS)}>' * 999\nR()",
        lambda: "class R:\n    def _repr_svg_(self): return '<svg onload=smuggled=1>'\nR()",
        lambda: "class R:\n    def _repr_png_(self): raise SystemExit\nR()",
        lambda: f"for i in range({rng.randrange(1, 4)}):\n    print(input(i))",
        lambda: "int(input())",
        lambda: "import sys\nsys.stdin = None\ninput('? ')",
        lambda: "import pandas\npandas.DataFrame({'<svg onload=smuggled=1>': [1]})",
        lambda: "import sys\nsys.modules['pandas'] = None\nimport pandas",
        lambda: "while True: pass",
    )
    sources = [rng.choice(makers)() for _ in range(count - len(FATAL))]
    for place, source in zip((count // 4, count // 2, 3 * count // 4), FATAL, strict=True):
        sources.insert(place, source)
    return sources


def run(page, source, rng=None):
    """Run a source to its end; with `rng`, among what else a hasty reader presses meanwhile."""
    page.locator(f"{FIRST} textarea").fill(source)
    page.click(f"{FIRST} [data-run]")
    gesture = rng.random() if rng else 1
    if gesture < 0.1:  # a second cell waits behind it
        page.click(f"{SECOND} [data-run]")
    elif gesture < 0.15:
        page.locator("[data-restart]").first.click()
    elif gesture < 0.25 or source.startswith("while True"):
        page.locator(f"{FIRST} [data-stop]").dispatch_event("click")
    while True:
        page.wait_for_function(STANDS, timeout=60_000)
        if page.evaluate(DONE.format(FIRST)):
            return page.locator(FIRST).get_attribute("data-state")
        if page.locator(f"{FIRST} [data-load]").count():
            if not rng or rng.random() < 0.3:
                return "wanting"
            page.click(f"{FIRST} [data-load]")
            continue
        # in one go: a Stop that was pressed before may take the field away at any moment
        page.evaluate(ANSWER, [f"{FIRST} .cell-ask", (rng or random).choice(LINES)])


def prepared(open_page, address):
    """A page on its second load, so isolated, with a snapshot and the first cell open."""
    page = open_page(address + GUIDE, save_data=False)
    page.click(f"{FIRST} [data-run]")
    page.wait_for_function("localStorage.getItem('initdocs:snapshot')")
    page.reload()
    page.locator(f"{FIRST} [data-code]").focus()
    page.keyboard.press("Enter")
    return page


def test_hostile_sources(open_page, address):
    """After each of 500 hostile sources the page lives, shows text as text, and 1 + 1 is 2."""
    cdn.fetch_packages("pandas")
    page = prepared(open_page, address)
    states, rng = {}, random.Random(1)
    for source in hostile(500):
        state = run(page, source, rng)
        states[state] = states.get(state, 0) + 1
        assert page.evaluate("globalThis.smuggled === undefined")
        assert page.locator(f"{FIRST} [data-output] > :not(span)").count() == 0
        again = run(page, "1 + 1")
        assert again == "done", (source, page.locator(f"{FIRST} [data-output]").inner_text())
        assert page.locator(f"{FIRST} [data-output]").inner_text().strip() == "2", source
    record("hostile sources", states)
    print(f"\nhostile sources: {sum(states.values())}, and 1 + 1 was 2 after each {states}")


def test_endurance(open_page, address):
    """200 runs, 50 Stops, 50 moves: at most 1.3× the memory of after the first 10, no listener."""
    page = prepared(open_page, address)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def measure():
        session.send("HeapProfiler.collectGarbage")
        found = session.send("Performance.getMetrics")["metrics"]
        metrics = {m["name"]: m["value"] for m in found}
        memory = page.evaluate("performance.measureUserAgentSpecificMemory().then((m) => m.bytes)")
        return memory, metrics["JSEventListeners"], len(page.workers)

    for _ in range(10):
        assert run(page, "import numpy as np\nnp.ones((300, 300)).sum()") == "done"
    first = measure()
    for _ in range(200):
        assert run(page, "import numpy as np\nnp.ones((300, 300)).sum()") == "done"
    for _ in range(50):
        page.locator(f"{FIRST} textarea").fill("print('on')\nwhile True: pass")
        page.click(f"{FIRST} [data-run]")
        page.wait_for_function(
            f"document.querySelector('{FIRST} [data-output]').textContent == 'on\\n'"
        )
        page.click(f"{FIRST} [data-stop]")
        page.wait_for_function(DONE.format(FIRST))
    for _ in range(25):
        page.click("a.md-logo")
        page.wait_for_function("document.querySelector('[data-demo=start] canvas') !== null")
        page.go_back()
        page.wait_for_function(f"document.querySelector('{FIRST}') !== null")
    page.wait_for_timeout(1000)
    last = measure()
    print(f"\nafter 10 runs, and after 200 more, 50 Stops, 50 moves: memory {first[0] / 1e6:.0f} "
          f"and {last[0] / 1e6:.0f} MB ({last[0] / first[0]:.2f}×, at most 1.3), listeners "
          f"{first[1]:.0f} and {last[1]:.0f}, workers {first[2]} and {last[2]}")  # fmt: skip
    ratio = last[0] / first[0]
    listeners, workers = [first[1], last[1]], [first[2], last[2]]
    record("endurance", {"memory": round(ratio, 2), "listeners": listeners, "workers": workers})
    assert last[0] <= 1.3 * first[0]
    assert last[2] <= first[2]
    assert last[1] <= first[1] * 1.1
