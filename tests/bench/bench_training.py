"""Steps a second in the reader's browser: a bare loop, the package, the demo's own loop."""

import json

# what a reader would write by hand for k networks 2-6-3-1: no class, no probe, no frame
CODE = """
import json, statistics, time
import numpy as np
from initdocs import demos
from initdocs.datasets import circle
from initdocs.initializers import he_normal
from initdocs.network import Network
from initdocs.training import SGD, train

x, y = circle(100, rng=np.random.default_rng(0))

def bare(k, steps):
    rng = np.random.default_rng(0)
    shapes = [(6, 2), (3, 6), (1, 3)]
    w = [rng.standard_normal((k, *s)) * (2 / s[1]) ** 0.5 for s in shapes]
    b = [np.zeros((k, s[0], 1)) for s in shapes]
    begin = time.perf_counter()
    for _ in range(steps):
        z1 = w[0] @ x + b[0]; a1 = np.maximum(z1, 0)
        z2 = w[1] @ a1 + b[1]; a2 = np.maximum(z2, 0)
        z3 = w[2] @ a2 + b[2]; a3 = 1 / (1 + np.exp(-z3))
        d3 = (a3 - y) / 100
        d2 = (w[2].swapaxes(1, 2) @ d3) * (z2 > 0)
        d1 = (w[1].swapaxes(1, 2) @ d2) * (z1 > 0)
        for i, (d, a) in enumerate(((d1, x), (d2, a1), (d3, a2))):
            w[i] -= 0.1 * (d @ a.swapaxes(-1, -2))
            b[i] -= 0.1 * d.sum(axis=-1, keepdims=True)
    return steps / (time.perf_counter() - begin)

def package(k, steps, dtype=np.float32):
    net = Network([2, 6, 3, 1], networks=k, dtype=dtype)
    net.initialize(he_normal, rng=np.random.default_rng(0))
    xs, ys = x.astype(dtype), y.astype(dtype)
    begin = time.perf_counter()
    for _ in train(net, xs, ys, optimizer=SGD(0.1), epochs=steps):
        pass
    return steps / (time.perf_counter() - begin)

def demo(steps):
    module = demos.load("playground")
    run = demos.Run("playground", "{}")
    speed = run.settings["speed"]
    run.frame()
    begin = time.perf_counter()
    for _ in range(steps // speed):
        run.frame()
    return steps / (time.perf_counter() - begin)

rounds = [
    {"bare 1": bare(1, 300), "bare 4": bare(4, 300), "bare 8": bare(8, 300), "demo": demo(300),
     "package 1": package(1, 300), "package 4": package(4, 300), "package 8": package(8, 300),
     "double 1": package(1, 300, float), "double 4": package(4, 300, float)}
    for _ in range(12)
]
print(json.dumps(rounds))
"""


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def measured(open_page, address):
    """The rounds of one fresh tab: how a tab's code is compiled moves all its figures."""
    page = open_page(address + "guide/importance/")
    cell = "[data-cell=first-training]"
    page.locator(f"{cell} [data-code]").focus()
    page.keyboard.press("Enter")
    page.locator(f"{cell} textarea").fill(CODE)
    page.click(f"{cell} [data-run]")
    page.wait_for_function(
        f"document.querySelector('{cell}').dataset.state == 'done'", timeout=300_000
    )
    rounds = json.loads(page.locator(f"{cell} [data-output]").inner_text())
    page.context.close()
    return rounds


def test_steps(open_page, address):
    """A race of 4 takes at most 1.6× one network a step; the demo reaches half the bare rate."""
    tabs = [measured(open_page, address) for _ in range(5)]
    rounds = [r for tab in tabs for r in tab]
    print(
        "\nsteps a second in the browser's worker, medians of 5 tabs, 12 rounds of 300 steps each"
    )
    for name in rounds[0]:
        print(f"    {name:10} {median(r[name] for r in rounds):7.0f}")

    def ratio(above, below):
        by_tab = [median(r[above] / r[below] for r in tab) for tab in tabs]
        return median(by_tab), f"{median(by_tab):.2f} ({min(by_tab):.2f} to {max(by_tab):.2f})"

    race, shown = ratio("package 1", "package 4")
    print(f"a step of 4 networks takes {shown} of a step of one in the playground's float32 "
          f"(at most 1.6), {ratio('double 1', 'double 4')[1]} in float64")  # fmt: skip
    demo, shown = ratio("demo", "bare 4")
    print(f"the demo's loop, 8 networks, probes and frames: {shown} of the bare rate of four "
          f"(at least 0.5), {ratio('demo', 'bare 8')[1]} of that of eight")  # fmt: skip
    assert race <= 1.6
    assert demo >= 0.5
