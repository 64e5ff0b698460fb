"""The basin of starts that learn, over depth and a factor on He's weights, and what widens it.

The discovery: a plain deep network learns in a narrow valley about He's weights, the narrower the
deeper it is. Adam widens it, residual connections open the side of the small weights at any
depth, and batch normalization nearly the whole plane.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from initdocs.colours import KEPT
from initdocs.datasets import digits
from initdocs.demos import (
    Array,
    Axis,
    Choice,
    Demo,
    Frame,
    Number,
    Plane,
    Preset,
    Recording,
    Settings,
    Step,
    Words,
)
from initdocs.demos._words import share

UNITS, LEARN, UPDATES, BATCH, SEEDS = 32, 1200, 120, 32, 2
POWERS = tuple(i / 2 for i in range(-6, 7))
DEPTHS = tuple(range(1, 13))
VARIANTS = {"plain": "plain, SGD", "adam": "Adam", "residual": "residual", "norm": "batch norm"}
RATES = {"plain": 0.1, "adam": 0.003, "residual": 0.1, "norm": 0.1}
#: a start has learned something when so many of the held-out digits are right
LEARNED, GUESS = 0.5, 0.1

PARAMETERS = (
    Choice("variant", "Network", "plain", options=VARIANTS, look="toggle"),
    Number("power", "Power of 2 on He’s weights", 1.0, low=POWERS[0], high=POWERS[-1], step=0.5),
    Number("depth", "Hidden layers", 8, low=1, high=12, whole=True, step=1),
)
STEPS = (
    Step(
        "Choose a network, and a start in the plane",
        ("variant",),
        views=("basin",),
        more=("power", "depth"),
        legends={
            "basin": "Each cell is a start, trained on digits for 120 steps at one learning rate "
            f"(Adam {RATES['adam']}, the others {RATES['plain']}); mean of two seeds. The more "
            "{kept}, the more held-out digits are right; none of it is a guess, 10 %. Dashed: "
            "where the signal of the plain network, whichever is chosen, ends ten times too small "
            "or too large.",
        },
    ),
)


class Nets:
    """Networks of one depth, one for each factor on He's standard deviation, side by side.

    `residual` blocks add a ReLU and a linear layer, divided by the root of the depth; `norm` is
    batch normalization before each ReLU. Weights are of shape (factors, fan_out, fan_in).
    """

    def __init__(self, depth: int, variant: str, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.variant, self.depth = variant, depth
        self.alpha = np.float32(depth**-0.5)
        factors = 2.0 ** np.array(POWERS)[:, None, None]
        self.w = []
        for n, m in pairwise([64, *[UNITS] * depth, 10]):
            he = rng.normal(0, np.sqrt(2 / n), (m, n))
            self.w.append((factors * he).astype(np.float32))
        self.first, self.second = ([np.zeros_like(w) for w in self.w] for _ in range(2))

    def _skips(self, layer: int) -> bool:
        return self.variant == "residual" and layer > 0

    def forward(self, x: Array) -> tuple[list[tuple[Array, ...]], Array, Array]:
        """Of each hidden layer its input, what was normalized, by what, and what enters ReLU."""
        kept: list[tuple[Array, ...]] = []
        a: Array = np.broadcast_to(x, (len(POWERS), *x.shape))
        h: Array = a
        for layer, w in enumerate(self.w[:-1]):
            z, spread = w @ a, np.ones(1, np.float32)
            if self.variant == "norm":
                z = z - z.mean(axis=2, keepdims=True)
                spread = np.sqrt((z * z).mean(axis=2, keepdims=True) + np.float32(1e-5))
                z = z / spread
            h = h + self.alpha * z if self._skips(layer) else z
            kept.append((a, z, spread, h))
            a = np.maximum(h, 0)
        return kept, a, self.w[-1] @ a

    def gradients(self, x: Array, y: Array) -> list[Array]:
        """Of the cross-entropy by each weight; x (64, batch), y (10, batch)."""
        kept, last, logits = self.forward(x)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        error = (odds / odds.sum(axis=1, keepdims=True) - y) / x.shape[1]
        found = [error @ last.transpose(0, 2, 1)]
        back = (self.w[-1].transpose(0, 2, 1) @ error) * (last > 0)
        for layer in reversed(range(self.depth)):
            a, z, spread, _ = kept[layer]
            d = self.alpha * back if self._skips(layer) else back
            if self.variant == "norm":
                slope = z * (d * z).mean(axis=2, keepdims=True)
                d = (d - d.mean(axis=2, keepdims=True) - slope) / spread
            found.append(d @ a.transpose(0, 2, 1))
            if layer:
                into = (self.w[layer].transpose(0, 2, 1) @ d) * (a > 0)
                back = back + into if self._skips(layer) else into
        return found[::-1]

    def step(self, x: Array, y: Array, count: int) -> None:
        """One step, the `count`-th, of gradient descent or of Adam."""
        rate = np.float32(RATES[self.variant])
        for i, g in enumerate(self.gradients(x, y)):
            if self.variant == "adam":
                self.first[i] += np.float32(0.1) * (g - self.first[i])
                self.second[i] += np.float32(0.001) * (g * g - self.second[i])
                size = np.sqrt(self.second[i] / np.float32(1 - 0.999**count)) + np.float32(1e-8)
                g = self.first[i] / np.float32(1 - 0.9**count) / size  # noqa: PLW2901
            self.w[i] -= rate * g


def right(depth: int, variant: str, seed: int) -> Array:
    """The share of held-out digits that are read after training, for each factor."""
    x, y = (v.astype(np.float32) for v in digits())
    nets, draws = Nets(depth, variant, seed), np.random.default_rng(seed)
    with np.errstate(all="ignore"):  # too large a start overflows, and guesses
        for count in range(1, UPDATES + 1):
            at = draws.integers(0, LEARN, BATCH)
            nets.step(x[:, at], y[:, at], count)
        guess = nets.forward(x[:, LEARN:])[-1].argmax(axis=1)
    found: Array = (guess == y[:, LEARN:].argmax(axis=0)).mean(axis=1)
    return found


@lru_cache(maxsize=8)
def basin(variant: str) -> Array:
    """The mean over the seeds, shape (depths, powers), the shallowest first."""
    return np.array(
        [
            np.mean([right(depth, variant, seed) for seed in range(SEEDS)], axis=0)
            for depth in DEPTHS
        ]
    )


def scene(settings: Settings) -> Frame:
    """The basin of a network."""
    return {"right": basin(settings["variant"])}


def of_he(power: float) -> str:
    """Weights that are 2 to the `power` times He's, in words as the axis has them.

    >>> of_he(-3), of_he(0), of_he(0.5), of_he(1)
    ('1/8 of He’s', 'He’s own', '1.41 times He’s', 'twice He’s')
    """
    if power in (0, 1):
        return "twice He’s" if power else "He’s own"
    if power < 0 and power == int(power):
        return f"1/{2 ** -int(power)} of He’s"
    return f"{2.0**power:.3g} times He’s"


def verdict(settings: Settings) -> dict[str, str]:
    """What the chosen start comes to, and how many of all starts learn."""
    found, depth, power = basin(settings["variant"]), settings["depth"], settings["power"]
    layers = "1 hidden layer" if depth == 1 else f"{depth} hidden layers"
    near = (
        POWERS.index(power) if power in POWERS else int(np.abs(np.array(POWERS) - power).argmin())
    )
    here = found[depth - 1, near]
    guess = ", as by guessing" if here < 1.5 * GUESS else ""
    return {
        "verdict": f"{layers}, {of_he(power)} weights: {share(here)} of the digits are right"
        f"{guess}. Of all starts shown {share((found > LEARNED).mean())} read more than half of "
        "them.",
        "start": of_he(power),
    }


DEMO = Demo(
    title="The basin of starts that learn",
    parameters=PARAMETERS,
    steps=STEPS,
    recording=Recording(frames=(0,), bits={"right": 8}),
    scene=scene,
    plane=Plane("basin", across="power", up="depth", cells=True, bare=False),
    constants={"powers": POWERS, "depths": DEPTHS, "colour": KEPT.name, "guess": GUESS, "out": 10},
    words=Words(labels={"verdict": "What it means"}, say=verdict),
    axes=(Axis({"variant": VARIANTS}, grid={"depth": DEPTHS, "power": POWERS}),),
    presets=(
        Preset("Twice is too much", {}, "Eight layers at twice He’s weights end at a guess."),
        Preset(
            "Twelve layers",
            {"depth": 12, "power": 0.0},
            "He’s own weights read a fifth: the steps are too few, and too long.",
        ),
        Preset("Adam forgives more", {"variant": "adam"}, "More starts of the plane learn."),
        Preset(
            "Normalization forgives most", {"variant": "norm"}, "Nearly the whole plane learns."
        ),
    ),
)
