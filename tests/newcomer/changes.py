"""What newcomers add: an example for each row of the table in CONTRIBUTING."""

from dataclasses import dataclass


@dataclass
class Change:
    """One row of the table: what is written anew, what is inserted before a text, what is run."""

    what: str
    new: dict[str, str]
    before: tuple[tuple[str, str, str], ...]
    tests: tuple[str, ...]
    command: tuple[str, ...] = ()


HARD_TANH = '''def hard_tanh(z: Array) -> Array:
    """φ(z) = z between −1 and 1, else the nearer of the two."""
    return np.clip(z, -1, 1)


def d_hard_tanh(z: Array) -> Array:
    """φ′(z) = 1 for |z| < 1, else 0."""
    return (np.abs(z) < 1).astype(z.dtype)


'''

MINUS = """    Initializer(
        "minus_ones", "Minus ones", "constants", partial(constant, value=-1.0), lambda _: 1.0,
        formula=r"w = -1",
        keeps="Nothing.", use="A test.", avoid="All else.",
        layers=("dense",), aliases=("minus",),
    ),
"""

CARD = """## Minus ones { #minus_ones }

```card minus_ones
```

```python live id="minus-ones"
from initdocs.initializers import INITIALIZERS, minus, minus_ones

print(INITIALIZERS["minus_ones"].mean_square((3, 2)), minus((1, 2)), minus_ones((1, 2)))
```

```output
1.0 [[-1. -1.]] [[-1. -1.]]
```

"""

LAYER = """    yield from row("Linear, lazy", "nn.LazyLinear(200)",
                   ("bias", "constant", "0", _ZERO))
"""

RULE = '''"""Weights that are all positive."""

from collections.abc import Iterator

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model

PAGE = "/reference/decoder/"


def rule(model: Model) -> Iterator[Finding]:
    """A weight that varies and has no negative entry: warn."""
    for row in model.weights:
        if not row.structure and row.moments.least > 0:
            yield Finding("warn", (row.name,), "no entry is negative", mending.fresh([row]))
'''

RULE_TEST = '''"""Weights that are all positive."""

import numpy as np
from tests.doctor.support import levels, stack


def test_broken(rng):
    """JAX's uniform law, taken for a centred one."""
    found = levels({"fc.weight": rng.uniform(0.001, 0.01, (64, 64))}, "positive")
    assert found == [("warn", ("fc.weight",))]


def test_sound(rng):
    """Laws around 0, and a scale of ones."""
    assert levels({**stack(rng), "bn.weight": np.ones(64)}, "positive") == []
'''

SQUARES = '''"""The squares: a figure that a newcomer draws."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.figures import Drawing, series, told


def the_squares() -> Drawing:
    """The first squares."""
    x = np.arange(4)
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot(x, x**2, "o-", label="_squares")
    axes.set(xlabel="x", ylabel="x²")
    shown = {"_squares": series(x, x**2)}
    text = f"The last of the squares that are drawn is {told(shown['_squares'].y[-1])}."
    return Drawing(figure, shown, text)
'''

SQUARES_TEST = '''from tests.figures.support import drawing


def test_the_squares():
    """Each is that of its number."""
    line = drawing("the_squares").series["_squares"]
    assert (line.y == line.x**2).all(), "Numbers and their squares."
    assert line.y[-1] == line.y.max(), "The last of the squares that are drawn is #."
'''

SQUARES_FENCE = """
```figure the_squares
Numbers and their squares.
```
"""

COIN = '''"""The coin: the share of heads, toss by toss."""

from collections.abc import Iterator

import numpy as np

from initdocs.demos import Axis, Demo, Frame, Number, Recording, Settings, Step

TOSSES = 40


def scene(settings: Settings) -> Frame:
    """The share of heads after each toss."""
    heads = np.random.default_rng(settings["seed"]).random(TOSSES) < 1 / 2
    return {"share": np.cumsum(heads) / np.arange(1, TOSSES + 1)}


def frames(settings: Settings) -> Iterator[Frame]:
    """How many tosses are shown."""
    del settings
    for shown in range(1, TOSSES + 1):
        yield {"shown": np.array([shown])}


DEMO = Demo(
    title="Coin: the share of heads",
    play="Toss",
    parameters=(Number("seed", "Seed", 0, low=0, high=99, whole=True, step=1),),
    steps=(Step("Toss", ("seed",), views=("share",)),),
    readouts={"heads": "Heads"},
    recording=Recording(frames=range(TOSSES), bits={}),
    scene=scene,
    frames=frames,
    constants={"even": 1 / 2},
    axes=(Axis({"seed": range(3)}),),
)
'''

COIN_POSTER = '''"""Posters of the coin: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import INK
from initdocs.figures import Array, Drawing, series

RATIO = {"share": 1.5}


def share(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The share of heads."""
    del frame
    figure = Figure(figsize=(3, 2))
    axes = figure.add_subplot()
    y = scene["share"]
    x = np.arange(1, len(y) + 1)
    axes.plot(x, y, color=INK, label="_share")
    axes.set(xlabel="toss", ylabel="heads")
    return Drawing(figure, {"_share": series(x, y)})


VIEWS = {"share": share}
'''

COIN_VIEW = """// Draws the coin, nothing else: the numbers come from initdocs.demos.coin.
import { drawCurve, drawScales } from "../../draw/chart.js";
import { partsOf } from "../../draw/parts.js";
import { colours } from "../../site/theme.js";

/** @typedef {import("../recording.js").Frame} Frame */

/** @param {HTMLElement} element @param {{even: number}} constants */
export function mount(element, { even }) {
  const { view, read } = partsOf(element);
  const surface = view("share");
  /** @type {Frame} */
  let scene = {};
  /** @type {Frame} */
  let frame = {};
  return {
    /** @param {Frame} next */
    scene: (next) => (scene = next),
    /** @param {Frame} next */
    frame: (next) => (frame = next),
    draw() {
      const palette = colours();
      const values = scene.share.subarray(0, Math.round(frame.shown[0]));
      const one = { low: 0, high: 2 * even };
      const tosses = { low: 1, high: scene.share.length };
      const axes = { x: tosses, y: one, xLabel: "toss", yLabel: "heads" };
      const drawn = surface();
      const box = drawScales(drawn, axes, palette);
      drawCurve(drawn, box, { from: 1, to: values.length, values, colour: palette.ink, dash: [] });
      read("heads", values[values.length - 1].toFixed(2));
    },
  };
}
"""

PAGE = """---
title: {title}
description: What a newcomer writes.
---

# {title}

{body}
"""

CELL = """One and one are two.

```python live id="one-and-one"
print(1 + 1)
```

```output
2
```"""

LAB = """# %% [markdown]
# # Nobody 2020: the mean of noise
#
# The mean of many draws of the standard normal law is near zero.
#
# ## Here
#
# Ten thousand draws from one generator.

# %% id="setup"
import numpy as np
import matplotlib.pyplot as plt

from initdocs.comparison import comparison

z = np.random.default_rng(0).standard_normal(10_000)

# %% id="figure"
fig, axes = plt.subplots()
axes.hist(z)
plt.show()

# %% id="table"
rows = [("variance", 1.0, float(z.var().round(3)), "within 1.1", "ten thousand draws")]
print(comparison(rows))

# %% id="table-holds" holds=true
assert abs(z.mean()) < 0.1, "The mean is small."
assert abs(z.var() - 1) < 0.1, "The variance is near one."
assert abs(z).max() > 2, "Some draws are far from the mean."

# %% [markdown]
# ## Questions
#
# ??? question "Why?"
#     So.
#
# ??? question "When?"
#     Now.
#
# ??? question "How?"
#     Thus.

# %% id="try-it"
print(np.random.default_rng(1).standard_normal(4).round(2))
"""

TOOL = PAGE.format(title="Coin", body="Heads or tails.\n\n```demo coin\n```")
CHANGES = (
    Change(
        "an activation",
        {},
        (
            ("src/initdocs/activations.py", "@dataclass(frozen=True)\nclass Activation", HARD_TANH),
            (
                "src/initdocs/activations.py",
                "    )\n}\n",
                '        Activation("hard_tanh", hard_tanh, d_hard_tanh, kinks=(-1.0, 1.0)),\n',
            ),
        ),
        (
            "src/initdocs/activations.py", "tests/test_activations.py",
            "tests/test_expressions.py", "tests/propagation", "tests/commands",
            "tests/demos/test_gain.py",
        ),
    ),
    Change(
        "an initializer",
        {},
        (
            ("src/initdocs/initializers/table/constants.py", ")  # fmt: skip\n", MINUS),
            ("docs/reference/initializers/constants.md", "## Ones", CARD),
        ),
        (
            "src/initdocs/initializers", "docs/reference/initializers/constants.md",
            "docs/reference/initializers/index.md",
            "tests/test_initializers.py",
            "tests/page/test_atlas.py", "tests/figures/test_atlas.py",
            "tests/maintain/test_font.py", "tests/maintain/test_seeds.py",
            "-k", "not two_seeds and (initializers or atlas or font or constants)",
        ),
        ("initdocs_site.maintain.seeds", "reference/initializers/constants"),
    ),
    Change(
        "a framework's default",
        {},
        (("src/initdocs/frameworks/defaults.py", '    yield from row("Conv2d", ', LAYER),),
        (
            "src/initdocs/frameworks", "docs/reference/frameworks.md", "tests/test_frameworks.py",
            "tests/maintain/test_font.py", "tests/maintain/test_defaults.py",
        ),
        ("initdocs_site.maintain.defaults",),
    ),
    Change(
        "a figure",
        {
            "src/initdocs/figures/squares.py": SQUARES,
            "tests/figures/test_squares.py": SQUARES_TEST,
        },
        (("docs/reference/notation.md", "", SQUARES_FENCE),),
        (
            "src/initdocs/figures/__init__.py", "tests/figures/test_squares.py",
            "tests/figures/test_series.py", "tests/page/test_drawn.py",
            "-k", "__init__ or squares or numbers_come or collide",
        ),
    ),
    Change(
        "a rule of the doctor",
        {
            "src/initdocs/doctor/rules/positive.py": RULE,
            "tests/doctor/rules/test_positive.py": RULE_TEST,
        },
        (),
        ("tests/doctor/rules/test_positive.py", "tests/doctor/test_report.py", "-k", "positive"),
    ),
    Change(
        "a demo's parameter",
        {},
        (
            (
                "src/initdocs/demos/playground.py",
                '    Number("seed", "Seed"',
                '    Number("shades", "Shades", 4, low=2, high=16, whole=True, step=1),\n',
            ),
            ("src/initdocs/demos/playground.py", '"lr", "speed", "show", "watch"),', '"shades", '),
        ),
        (
            "src/initdocs/demos", "tests/demos/test_demos.py", "tests/demos/test_playground.py",
            "tests/test_javascripts.py", "-k", "__init__ or playground",
        ),
    ),
    Change(
        "a demo",
        {
            "src/initdocs/demos/coin.py": COIN,
            "src/initdocs/figures/coin.py": COIN_POSTER,
            "docs/javascripts/demo/views/coin.js": COIN_VIEW,
            "docs/tools/coin.md": TOOL,
        },
        (("mkdocs.yml", "      - Gain calculator: ", "      - Coin: tools/coin.md\n"),),
        (
            "src/initdocs/demos", "tests/demos/test_demos.py", "tests/test_javascripts.py",
            "tests/test_bridge.py", "tests/figures/test_series.py",
            "-k", "__init__ or coin or every_demo or colours or strings or imported_when",
        ),
    ),
    Change(
        "a page",
        {"docs/beyond/new.md": PAGE.format(title="New", body=CELL)},
        (("mkdocs.yml", "      - Width and μP: ", "      - New: beyond/new.md\n"),),
        ("docs/beyond/new.md", "tests/maintain/test_seeds.py", "-k", "new.md"),
        ("initdocs_site.maintain.seeds", "beyond/new"),
    ),
    Change(
        "a lab",
        {"docs/labs/nobody-2020.py": LAB},
        (("mkdocs.yml", '      - "Yang and Hu', '      - "Nobody 2020": labs/nobody-2020.py\n'),),
        ("tests/labs/test_labs.py", "-k", "nobody"),
    ),
)  # fmt: skip
