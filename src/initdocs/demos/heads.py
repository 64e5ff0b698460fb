"""What an agent prefers before its first reward, by the gain of its policy's last layer.

What it lets a reader discover: with a gain of 0.01 no move is preferred anywhere and eight runs
learn alike; with 1 there are weak preferences, and learning begins no worse; with 10 the mean even
learns sooner; with 30 and more a run may begin sure of a wrong move, which it then hardly tries.
Larger observations bring all that at a smaller gain.
"""

from functools import lru_cache

import numpy as np

from initdocs import _check
from initdocs.colours import KEPT, NEGATIVE, NETWORK, POSITIVE
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
from initdocs.demos._words import per_cent
from initdocs.initializers import orthogonal

#: units of each hidden layer, networks that learn, observations of an update, updates
WIDTH, RUNS, BATCH, UPDATES = 64, 8, 32, 300
#: Adam's rate and what it adds below its root, as CleanRL has the latter
RATE, EPSILON = 1e-3, 1e-5
#: the curves are recorded at each so many updates
EVERY = 10
#: each move changes both coordinates by one of these
MOVES = np.array([(1, 1), (-1, 1), (1, -1), (-1, -1)], np.float32)
#: where the policy is looked at: places on a side, and how far they go
SIDE, REACH = 8, 1.75
PLACES = np.stack(np.meshgrid(*[np.linspace(-REACH, REACH, SIDE)] * 2), axis=-1).reshape(-1, 2)

GAINS = (0.01, 0.1, 1.0, 10.0, 30.0, 100.0)
SEEN = (0, 10, 30, 100, 300)
SIZES = {"one": "observations of deviation 1", "five": "of deviation 5"}
SCALES = {"one": 1, "five": 5}
PARAMETERS = (
    Number("gain", "Gain of the head", 1.0, low=0.01, high=100, step=0.01, slides=GAINS),
    Number("updates", "Updates", 0, low=0, high=UPDATES, step=10, whole=True, slides=SEEN),
    Choice("size", "Observations", "one", options=SIZES, look="toggle"),
)


def rewarded(places: Array) -> Array:
    """The place in MOVES of the one that leads to the middle, shape (…,) for (…, 2).

    >>> MOVES[rewarded(np.array([-0.5, 2.0]))].tolist()
    [1.0, -1.0]
    """
    found: Array = (places[..., 0] > 0) + 2 * (places[..., 1] > 0)
    return found


def start(gain: float, *, rng: np.random.Generator, runs: int = RUNS) -> list[Array]:
    """PPO's start of two hidden layers and a head, a network a run: orthogonal, √2, √2, `gain`.

    Shapes (runs, fan_out, fan_in).
    """
    layers = (((WIDTH, 2), np.sqrt(2)), ((WIDTH, WIDTH), np.sqrt(2)), ((len(MOVES), WIDTH), gain))
    return [
        np.stack([orthogonal(shape, gain=g, rng=rng) for _ in range(runs)]).astype(np.float32)
        for shape, g in layers
    ]


def policy(weights: list[Array], observed: Array) -> tuple[list[Array], Array]:
    """The activations of each tanh layer from the observations on, and the moves' probabilities.

    Shapes (runs, places, units) and (runs, places, moves).
    """
    hidden = [observed]
    for w in weights[:-1]:
        hidden.append(np.tanh(hidden[-1] @ w.swapaxes(1, 2)))
    logits = hidden[-1] @ weights[-1].swapaxes(1, 2)
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return hidden, shares / shares.sum(axis=-1, keepdims=True)


def ascent(
    weights: list[Array], hidden: list[Array], shares: Array, taken: Array, advantage: Array
) -> list[Array]:
    """The gradient of the mean of advantage · ln π(taken) over the weights, run by run.

    `taken` and `advantage` have the shape (runs, places).
    """
    back = np.eye(shares.shape[-1], dtype=shares.dtype)[taken] - shares
    back = back * advantage[..., None] / taken.shape[1]
    found: list[Array] = []
    for i in reversed(range(len(weights))):
        found.insert(0, back.swapaxes(1, 2) @ hidden[i])
        if i:
            back = (back @ weights[i]) * (1 - hidden[i] ** 2)
    return found


@lru_cache(maxsize=16)
def learn(gain: float, size: str, runs: int = RUNS, seed: int = 0) -> Array:
    """The policy at PLACES before each update and after the last.

    Shape (updates + 1, runs, places, moves). An update sees BATCH places of the standard normal
    law, draws a move at each, and takes a step of Adam along the gradient of PPO's objective where
    the ratio is 1, with the advantage normalized over the batch. What the network observes is a
    place times 1 or 5.

    Raises a ValueError for a gain below 0, fewer runs than 1, or a size that is not in SIZES.
    """
    _check.number("gain", gain, at_least=0)
    _check.one_of("size", size, SIZES)
    _check.integer("runs", runs, at_least=1)
    rng = np.random.default_rng(seed)
    weights = start(gain, rng=rng, runs=runs)
    scale = np.float32(SCALES[size])
    shown = scale * PLACES.astype(np.float32)
    means = [np.zeros_like(w) for w in weights]
    squares = [np.zeros_like(w) for w in weights]
    found = []
    for update in range(1, UPDATES + 2):
        found.append(policy(weights, shown)[1])
        places = rng.standard_normal((runs, BATCH, 2), np.float32)
        hidden, shares = policy(weights, scale * places)
        taken = (shares.cumsum(axis=-1) < rng.random((runs, BATCH, 1))).sum(axis=-1)
        taken = np.minimum(taken, len(MOVES) - 1)  # the shares may add up to a little less than 1
        reward = (taken == rewarded(places)).astype(np.float32)
        above = reward - reward.mean(axis=1, keepdims=True)
        advantage = above / (reward.std(axis=1, keepdims=True) + np.float32(1e-8))
        for i, gradient in enumerate(ascent(weights, hidden, shares, taken, advantage)):
            means[i] += 0.1 * (gradient - means[i])
            squares[i] += 0.001 * (gradient**2 - squares[i])
            spread = np.sqrt(squares[i] / np.float32(1 - 0.999**update)) + EPSILON
            weights[i] = weights[i] + np.float32(RATE / (1 - 0.9**update)) * means[i] / spread
    return np.array(found)


def earned(shares: Array) -> Array:
    """The share of places where the rewarded move is drawn, shape (…,) for (…, places, moves)."""
    found: Array = shares[..., np.arange(len(PLACES)), rewarded(PLACES)].mean(axis=-1)
    return found


def scene(settings: Settings) -> Frame:
    """Where the run that earns least goes on average, and what all earn over the updates."""
    shares = learn(settings["gain"], settings["size"])
    curves = earned(shares)
    least = int(curves[settings["updates"]].argmin())
    own = shares[settings["updates"], least]
    return {
        "least": np.array([least]),
        "field": (own @ MOVES).T,
        "right": (own.argmax(axis=-1) == rewarded(PLACES)).astype(float),
        "runs": curves[::EVERY].T,
        "mean": curves[::EVERY].mean(axis=1),
        "now": curves[[settings["updates"]]].mean(axis=1),
    }


def texts(settings: Settings) -> dict[str, str]:
    """How sure the first policy is, and what the runs earn after the updates."""
    gain, updates, size = (settings[p.name] for p in PARAMETERS)
    shares = learn(gain, size)
    now = earned(shares[updates])
    likeliest, mean = per_cent(shares[0].max(axis=-1).mean()), per_cent(now.mean())
    least, most = per_cent(now.min()), per_cent(now.max())
    when = f"After {updates} updates" if updates else "Before the first update"
    said = (
        f"With a head of gain {gain:g} and observations of deviation "
        f"{SCALES[size]} the likeliest move has "
        f"{likeliest} on average before any reward; even would be {100 // len(MOVES)} %. "
        f"{when} the {RUNS} runs get {mean} of the rewards on average, the worst of them {least}, "
        f"the best {most}."
    )
    return {"verdict": said, "likeliest": likeliest, "mean": mean, "least": least, "most": most}


DEMO = Demo(
    title="What a policy prefers before any reward",
    parameters=PARAMETERS,
    steps=(
        Step(
            "Choose the gain of the head and how long it learns",
            ("gain", "updates", "size"),
            views=("field", "learned"),
            legends={
                "field": "Where the worst run goes on average from each place. {positive} Its "
                "likeliest move is the rewarded one, towards the middle. {negative} It is another. "
                "A dot: no move is preferred.",
                "learned": f"The share of rewards over {UPDATES} updates: {{network}} each of "
                f"{RUNS} runs, the one beside in dashes, {{kept}} their mean, with a dot at the "
                "chosen updates. An even policy gets 25 %.",
            },
        ),
    ),
    recording=Recording(
        frames=(0,), bits={"least": 8, "field": 8, "right": 8, "runs": 8, "mean": 8, "now": 12}
    ),
    scene=scene,
    constants={
        "side": SIDE,
        "every": EVERY,
        "even": 1 / len(MOVES),
        "looks": {
            "right": POSITIVE.name,
            "wrong": NEGATIVE.name,
            "runs": NETWORK.name,
            "mean": KEPT.name,
        },
    },
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({}, grid={"gain": GAINS, "updates": SEEN, "size": SIZES}),),
    presets=(
        Preset("One", {}, "Weak preferences in every place, and none of them was ever rewarded."),
        Preset("A hundredth", {"gain": 0.01}, "PPO’s head: no move is preferred anywhere."),
        Preset("Thirty", {"gain": 30}, "Sure of a move nearly everywhere, before any reward."),
        Preset(
            "A hundredth learns",
            {"gain": 0.01, "updates": 100},
            "Eight starts, and nearly one line: what was drawn does not count.",
        ),
        Preset(
            "Ten learns",
            {"gain": 10, "updates": 30},
            "Ten is not worse on average: early on it is better.",
        ),
        Preset(
            "A hundred learns",
            {"gain": 100, "updates": 100},
            "Some runs are sure of a wrong move, hardly try another, and learn late or not.",
        ),
        Preset(
            "Larger observations",
            {"gain": 10, "updates": 100, "size": "five"},
            "Gain ten again, with observations five times as large: now a run is left behind.",
        ),
    ),
)
