"""Attention before training: how a query shares itself out among its keys.

What it lets a reader discover: the standard deviation of the scores alone decides. Divided by √d
they have 1 at any width of the head, and a query looks at most of its keys; undivided they have √d
and one key takes nearly all. Larger queries and keys do the same in spite of the division,
QK-norm undoes that. Under a soft cap the largest scores become alike, and hardly move any more.
"""

from functools import lru_cache

import numpy as np

from initdocs.colours import BACKWARD, FORWARD
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import number, share
from initdocs.transformer.parts import norm, softmax

#: sequences of keys, queries that read each, and those of them that are drawn
SEQUENCES, QUERIES, DRAWN = 24, 16, 6
#: keys whose slices are drawn one by one, the largest first
SLICES = 32
#: Gemma 2's, at the scores of attention
CAP = 50.0
#: powers of ten between which the deviation of the scores is drawn, and points of the curves
REACH, POINTS = (-1.0, 2.4), 52

SIZES = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8)
WIDTHS = (16, 64, 256)
KEYS = (8, 32, 128)
SCALES = {"root": "q·k / √d", "none": "q·k"}
HELD = {"no": "as they are", "norm": "QK-norm", "cap": "soft cap"}
PARAMETERS = (
    Choice("scale", "Scores", "root", options=SCALES, look="toggle"),
    Number("width", "Width of the head, d", 64, low=2, high=1024, whole=True, step=1,
           slides=WIDTHS),
    Number("size", "Entries of q and k, σ", 1, low=0.1, high=4, step=0.1, slides=SIZES),
    Choice("held", "Held by", "no", options=HELD, look="toggle"),
    Number("keys", "Keys", 32, low=2, high=512, whole=True, step=1, slides=KEYS),
)  # fmt: skip


@lru_cache(maxsize=16)
def drawn(width: int, keys: int, seed: int = 0) -> tuple[Array, Array]:
    """Queries and keys of variance 1: (SEQUENCES, QUERIES, width) and (SEQUENCES, keys, width)."""
    rng = np.random.default_rng(seed)
    q = rng.standard_normal((SEQUENCES, QUERIES, width))
    return q, rng.standard_normal((SEQUENCES, keys, width))


def scores(settings: Settings) -> tuple[Array, Array]:
    """The scores, (SEQUENCES, QUERIES, keys), and the slope of what holds them, of that shape."""
    q, k = (settings["size"] * each for each in drawn(settings["width"], settings["keys"]))
    if settings["held"] == "norm":
        q, k = norm(q)[0], norm(k)[0]
    found = q @ k.swapaxes(-1, -2)
    if settings["scale"] == "root":
        found = found / np.sqrt(settings["width"])
    if settings["held"] == "cap":
        capped = np.tanh(found / CAP)
        return CAP * capped, 1 - capped**2
    return found, np.ones_like(found)


def entropy(weights: Array) -> Array:
    """−Σ p ln p along the last axis, in nats."""
    return np.asarray(-(weights * np.log(np.where(weights > 0, weights, 1))).sum(axis=-1))


def passed(weights: Array, slope: Array | float = 1.0) -> Array:
    """Σ ∂p_j/∂s_j = Σ p_j (1 − p_j) along the last axis: how weights answer their own scores."""
    return np.asarray((weights * (1 - weights) * slope).sum(axis=-1))


@lru_cache(maxsize=8)
def curves(keys: int, seed: int = 1) -> Array:
    """For normal scores of each deviation the entropy over ln T, and Σ p (1 − p) of a query.

    Shape (2, POINTS), over deviations that are even in their logarithm; the second is a median.
    """
    z = np.random.default_rng(seed).standard_normal((SEQUENCES * QUERIES, keys))
    found = []
    for deviation in np.logspace(*REACH, POINTS):
        p = softmax(deviation * z)
        found.append((entropy(p).mean() / np.log(keys), np.median(passed(p))))
    return np.array(found).T


def measured(settings: Settings) -> tuple[float, float, float]:
    """The scores' deviation, the mean entropy in nats, and Σ p (1 − p) of the median query."""
    found, slope = scores(settings)
    p = softmax(found)
    return float(found.std()), float(entropy(p).mean()), float(np.median(passed(p, slope)))


def scene(settings: Settings) -> Frame:
    """The slices of a few queries, the largest first, the curves, and where these scores are."""
    keys = settings["keys"]
    weights = softmax(scores(settings)[0])[:DRAWN, 0]
    slices = np.zeros((DRAWN, SLICES))
    slices[:, :keys] = -np.sort(-weights, axis=-1)[:, :SLICES]
    deviation, nats, half = measured(settings)
    return {
        "slices": slices.ravel(),
        "curves": curves(keys).ravel(),
        "point": np.array([np.log10(deviation), nats / np.log(keys), half]),
    }


def said(settings: Settings) -> dict[str, str]:
    """The deviation, as how many keys a query sees, and how its weights answer their scores."""
    keys = settings["keys"]
    deviation, nats, half = measured(settings)
    looks = f"{np.exp(nats):.0f}" if nats > np.log(9.5) else f"{np.exp(nats):.1f}"
    what = "Σ p (1 − p)" if settings["held"] != "cap" else "Σ p (1 − p) times the cap’s slope"
    point = ""
    if settings["scale"] == "root":
        point = " Another d hardly changes that: it is what the root is for."
    return {
        "verdict": f"Scores of standard deviation {number(deviation)}: the entropy is that of an "
        f"even look at {looks} of {keys} keys. For the median query {what}, how far weights answer "
        f"their own scores, is {share(half)}.{point}",
        "deviation": number(deviation),
        "looks": looks,
        "half": share(half),
    }


DEMO = Demo(
    title="How a query shares itself out among its keys",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Divide the scores, or do not",
            ("scale", "width", "size", "held", "keys"),
            views=("slices", "entropy"),
            legends={
                "slices": f"{DRAWN} queries, each a bar of length 1, cut among its keys by their "
                "weights, the largest first.",
                "entropy": "{forward} Entropy over ln T: 1 if all T keys are seen alike, 0 if one "
                "is. {backward} Σ p (1 − p) of the median query, over the weights p of its keys: "
                "how far they answer a change of their own scores, 1 at most, and 0 if not at all. "
                "Lines: normal scores. Dots: these.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"slices": 8, "curves": 8, "point": 16}),
    scene=scene,
    constants={
        "drawn": DRAWN,
        "reach": REACH,
        "looks": {"entropy": FORWARD.name, "passed": BACKWARD.name},
    },
    words=Words(labels={"verdict": "What you see"}, say=said),
    axes=(
        Axis(
            {"keys": KEYS},
            grid={"held": HELD, "scale": SCALES, "width": WIDTHS, "size": SIZES},
        ),
    ),
    presets=(
        Preset(
            "Divided by the root", {},
            "As if to 20 alike: the scores have a deviation of about 1, at any width.",
        ),
        Preset("Nothing is divided", {"scale": "none"}, "One or two keys take most."),
        Preset(
            "Larger queries and keys", {"size": 2.8},
            "By 2.8² = 7.8: divided, and yet one or two keys take most.",
        ),
        Preset(
            "QK-norm", {"size": 2.8, "held": "norm"},
            "It is gone: the scores have a deviation of about 1 again.",
        ),
        Preset(
            "QK-norm, undivided", {"size": 2.8, "held": "norm", "scale": "none"},
            "It is: QK-norm does not replace the division.",
        ),
        Preset(
            "Soft cap", {"size": 2.8, "scale": "none", "held": "cap"},
            "To two or three: they are alike at the cap, and weights hardly answer their scores.",
        ),
    ),
)  # fmt: skip
