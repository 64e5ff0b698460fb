"""A circle through layer after layer: a needle by Gaussian weights, a circle by orthogonal ones.

The discovery: each Gaussian matrix stretches one direction more than another, and the stretches
multiply, so that after some layers one direction is left of two, and of a hundred half are below a
thousandth after twenty. Orthogonal matrices turn the circle and change no length, at any depth.
"""

from functools import lru_cache

import numpy as np

from initdocs.colours import LECUN, ORTHOGONAL
from initdocs.demos import (
    Array,
    Axis,
    Demo,
    Frame,
    Number,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import number
from initdocs.initializers import lecun_normal, orthogonal

#: units of the layers that turn the circle, and of those whose directions are counted
FEW, UNITS = 2, 100
DEEPEST, DRAWS = 30, 5
#: every so many of the singular values are drawn
EVERY = 2
#: the smallest that is drawn, and what is called lost
FLOOR, LOST = 1e-6, 1e-3
#: an ellipse that is so many times as long as wide is called a needle
NEEDLE = 10.0

LAWS = {"Gaussian": lecun_normal, "orthogonal": orthogonal}
LOOKS = {"Gaussian": LECUN, "orthogonal": ORTHOGONAL}
PARAMETERS = (
    Number(
        "depth", "Layers", 8, low=0, high=DEEPEST, whole=True, step=1, slides=range(DEEPEST + 1)
    ),
    Number(
        "draw", "Draw", 1, low=1, high=1000, whole=True, step=1, slides=range(1, DRAWS + 1)
    ),
)  # fmt: skip


@lru_cache(maxsize=64)
def products(law: str, units: int, draw: int) -> tuple[Array, ...]:
    """The products of the first 0, 1, 2, … matrices of a law, each of variance 1/n an entry."""
    rng = np.random.default_rng(draw)
    found = [np.eye(units)]
    for _ in range(DEEPEST):
        found.append(LAWS[law]((units, units), rng=rng) @ found[-1])
    return tuple(found)


@lru_cache(maxsize=2048)
def stretches(law: str, units: int, draw: int, depth: int) -> Array:
    """The singular values of the product of `depth` matrices, largest first: shape (units,)."""
    return np.asarray(np.linalg.svd(products(law, units, draw)[depth], compute_uv=False))


def scene(settings: Settings) -> Frame:
    """Both products of small matrices, each at the size of its longest axis, and all directions."""
    depth, draw = settings["depth"], settings["draw"]
    longest = np.array([stretches(law, FEW, draw, depth)[0] for law in LAWS])
    small = np.array([products(law, FEW, draw)[depth] for law in LAWS])
    values = np.array([stretches(law, UNITS, draw, depth)[::EVERY] for law in LAWS])
    return {
        "matrix": small / longest[:, None, None],
        "longest": longest,
        "directions": np.log10(np.maximum(values, FLOOR)),
    }


def said(settings: Settings) -> dict[str, str]:
    """By how much each is longer than wide, and how many of a hundred directions are lost."""
    depth, draw = settings["depth"], settings["draw"]
    if depth == 0:
        words = "No layer yet: both are circles, and no direction is lost."
        return {"verdict": words, "lost": "0", "form": "a circle"}
    after = f"After {depth} layer{'s' if depth > 1 else ''}"
    long, wide = stretches("Gaussian", FEW, draw, depth)
    form = "a needle" if long / wide > NEEDLE else "an ellipse"
    lost = int((stretches("Gaussian", UNITS, draw, depth) < LOST).sum())
    return {
        "verdict": f"{after} of two units the Gaussian circle is {form}, {number(long / wide)} "
        f"times as long as wide. With a hundred units {lost} of {UNITS} directions are below a "
        "thousandth. Orthogonal weights lose none.",
        "lost": str(lost),
        "form": form,
    }


DEMO = Demo(
    title="A circle through Gaussian and through orthogonal layers",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Add layers, or draw other matrices",
            ("depth", "draw"),
            views=("circles", "directions"),
            legends={
                "circles": "Layers of two units, which can be drawn: what becomes of all inputs of "
                "length 1, and of two of them. Drawn so that the longest fits; below each stands "
                "how long that is.",
                "directions": "The same with 100 units, which cannot be drawn: by how much each of "
                "100 directions is stretched, in order.",
            },
        ),
    ),
    recording=Recording(
        frames=(0,), bits={"matrix": 10, "longest": 16, "directions": 12}, log=("longest",)
    ),
    scene=scene,
    constants={
        "laws": [(law, colour.name) for law, colour in LOOKS.items()],
        "units": UNITS,
        "few": FEW,
        "every": EVERY,
        "floor": FLOOR,
    },
    words=Words(labels={"verdict": "What you see"}, say=said),
    axes=(Axis({}, grid={"draw": range(1, DRAWS + 1), "depth": range(DEEPEST + 1)}),),
    presets=(
        Preset("One layer", {"depth": 1}, "One matrix makes an ellipse."),
        Preset("Thirty layers", {"depth": 30}, "One direction is left of two."),
    ),
)
