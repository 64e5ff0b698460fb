"""Where the eigenvalues of a recurrent state are drawn, and how long the state remembers.

What it lets a reader discover: an input fades by |λ| in each step, so that the draw of λ is a draw
of memories. Drawn evenly over the area of a disc nearly all of them are a few steps long, however
near its rim comes to 1; the inner radius is what lengthens them. Between the same two bounds
Mamba's step sizes, even in their logarithm, and gates that are even in time remember otherwise.
"""

import numpy as np

from initdocs.colours import FADES, KEPT, NETWORK
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

#: states that are drawn as dots, and the steps after which they are asked what they hold
STATES, ASKED = 200, 100
#: powers of ten between which steps are drawn, and points of the curves
REACH, POINTS = (0.0, 5.0), 61
#: Mamba's A is −1, −2, … −16 in each channel
DECAYS = np.arange(1, 17)

WAYS = {"ring": "LRU’s ring", "step": "Mamba’s steps", "time": "chrono gates"}
FASTEST = (0.01, 0.03, 0.1, 0.3, 1.0)
SLOWEST = (0.0001, 0.0003, 0.001, 0.003)
PARAMETERS = (
    Choice("way", "Drawn as", "ring", options=WAYS, look="toggle"),
    Number("fast", "Fastest: 1 − |λ|, or dt", 1.0, low=0.01, high=1, step=0.01, slides=FASTEST,
           help="1 − |λ|, or dt"),
    Number("slow", "Slowest: 1 − |λ|, or dt", 0.001, low=0.0001, high=0.005, step=0.0001,
           slides=SLOWEST, help="1 − |λ|, or dt"),
)  # fmt: skip


def eigenvalues(way: str, fast: float, slow: float, *, rng: np.random.Generator) -> Array:
    """STATES draws of λ, the longest memory first.

    `ring`: even over the area between the radii 1 − fast and 1 − slow. `step`: e^(−dt a) with dt
    from slow to fast, even in its logarithm, and a of 1 to 16. `time`: 1 − 1/τ with τ even from
    1/fast to 1/slow.
    """
    u, other = rng.random((2, STATES))
    if way == "ring":
        inner, outer = 1 - fast, 1 - slow
        radius = np.sqrt(inner**2 + u * (outer**2 - inner**2))
        found = radius * np.exp(2j * np.pi * other)
    elif way == "step":
        dt = slow * (fast / slow) ** u
        found = np.exp(-dt * DECAYS[(other * len(DECAYS)).astype(np.int64)]) + 0j
    else:
        found = 1 - 1 / (1 / fast + u * (1 / slow - 1 / fast)) + 0j
    longest: Array = found[np.argsort(-np.abs(found))]
    return longest


def held(way: str, fast: float, slow: float, steps: Array | float) -> Array:
    """The share of states with |λ|^steps of at least a half, of infinitely many."""
    least = 0.5 ** (1 / np.asarray(steps, float))
    if way == "ring":
        inner, outer = (1 - fast) ** 2, (1 - slow) ** 2
        found = (outer - least**2) / (outer - inner)
    elif way == "step":
        dt = np.log(2) / np.multiply.outer(DECAYS, steps)
        found = np.clip(np.log(dt / slow) / np.log(fast / slow), 0, 1).mean(axis=0)
    else:
        found = (1 / slow - 1 / (1 - least)) / (1 / slow - 1 / fast)
    return np.clip(found, 0, 1)


def half_life(way: str, fast: float, slow: float, part: float) -> float:
    """The steps after which half of an input is left, of a state that has `part` of them below."""
    steps = np.logspace(-3, 6, 9001)
    return float(10 ** np.interp(part, 1 - held(way, fast, slow, steps), np.log10(steps)))


def mean_square(fast: float, slow: float) -> float:
    """E|x|² of white noise of variance 1 over the ring: ln[(1 − r0²)/(1 − r1²)]/(r1² − r0²)."""
    inner, outer = (1 - fast) ** 2, (1 - slow) ** 2
    return float(np.log((1 - inner) / (1 - outer)) / (outer - inner))


def scene(settings: Settings) -> Frame:
    """The drawn eigenvalues, how many of them hold half, and the curve of each way."""
    way, fast, slow = (settings[p.name] for p in PARAMETERS)
    drawn = eigenvalues(way, fast, slow, rng=np.random.default_rng(0))
    steps = np.logspace(*REACH, POINTS)
    return {
        "dots": np.array([drawn.real, drawn.imag]),
        "curves": np.array([held(each, fast, slow, steps) for each in WAYS]),
        "kept": np.array([(np.abs(drawn) ** ASKED >= 0.5).sum()]),
        "share": np.array([held(way, fast, slow, ASKED)]),
    }


def texts(settings: Settings) -> dict[str, str]:
    """How long half of the states remember, and the longest, and how large a state becomes."""
    way, fast, slow = (settings[p.name] for p in PARAMETERS)
    median, longest = (half_life(way, fast, slow, part) for part in (0.5, 0.95))
    left = share(float(held(way, fast, slow, ASKED)))
    bounds = {
        "ring": f"|λ| from {1 - fast:.6g} to {1 - slow:.6g}",
        "step": f"dt from {slow:g} to {fast:g}, times 1 to 16",
        "time": f"1/(1 − λ) from {number(1 / fast)} to {number(1 / slow)}",
    }
    inner, outer = f"{1 - fast:.6g}", f"{1 - slow:.6g}"
    area = f"disc that reaches to {outer}" if fast == 1 else f"ring from {inner} to {outer}"
    laws = {
        "ring": f"Evenly over a {area}",
        "step": "By Mamba’s steps",
        "time": "As chrono gates, evenly in time",
    }
    said = (
        f"{bounds[way]}: half of the states lose half of an input within {_steps(median)}; one in "
        f"twenty holds half of it for {_steps(longest)} or more. After {ASKED} steps {left} of "
        "the states hold half."
    )
    square = number(mean_square(fast, slow))
    if way == "ring":
        said += f" White noise makes the mean square of a state {square}, and 1 with γ."
    return {
        "verdict": said,
        "drawn": laws[way],
        "median": number(median),
        "longest": number(longest),
        "held": left,
        "square": square,
    }


def _steps(count: float) -> str:
    return f"{told} step" if (told := number(count)) == "1" else f"{told} steps"


DEMO = Demo(
    title="How long two hundred states remember",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose where λ is drawn",
            ("way", "fast", "slow"),
            views=("plane", "held"),
            legends={
                "plane": f"{STATES} states by their λ: {{kept}} those that hold half of an input "
                f"for {ASKED} steps, {{fades}} those that do not.",
                "held": "Share of states that hold at least half of an input, by steps: {kept} "
                "drawn as chosen, {network} the other ways at the same two numbers: "
                "LRU’s ring in long dashes, Mamba’s steps in short ones, chrono gates in dots.",
            },
        ),
    ),
    recording=Recording(frames=(0,), bits={"dots": 8, "curves": 8, "kept": 16, "share": 16}),
    scene=scene,
    constants={
        "asked": ASKED,
        "reach": REACH,
        "ways": tuple(WAYS.items()),
        "looks": {"kept": KEPT.name, "fades": FADES.name, "others": NETWORK.name},
    },
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({}, grid={"way": WAYS, "slow": SLOWEST, "fast": FASTEST}),),
    presets=(
        Preset("A disc", {}, "Most of the area is far from the rim, and most memories are short."),
        Preset(
            "A ring",
            {"fast": 0.1},
            "From 0.9 to 0.999: nothing is near zero, and half of the states hold for 14 steps.",
        ),
        Preset("A thin ring", {"fast": 0.01}, "From 0.99 to 0.999: half of them hold for 126."),
        Preset(
            "Nearer to one",
            {"slow": 0.0001},
            "The rim of the disc at 0.9999: ten times nearer to 1, and nothing changes.",
        ),
        Preset(
            "Mamba",
            {"way": "step", "fast": 0.1},
            "dt from 0.001 to 0.1, even in its logarithm, times 1 to 16: memories of all lengths.",
        ),
        Preset(
            "Even in time",
            {"way": "time", "fast": 0.1},
            "The same bounds as gates that are even in time: half of them hold for 350 steps.",
        ),
    ),
)
