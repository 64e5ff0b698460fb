"""The summands of a convolution: which inputs one output pixel sums, and so how many.

The discovery: the fan-in is what lights up. Groups take channels away, a stride changes nothing,
the border takes pixels; under a transposed convolution the stride decides, and where it does not
divide the window, neighbouring pixels have different numbers, so that no variance is right for all.
"""

from typing import NamedTuple

import numpy as np

from initdocs.colours import EXPLODES, FADES, FORWARD, KEPT
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

#: pixels of the output in each direction, and channels of the input
SIDE, CHANNELS = 8, 4


class Kind(NamedTuple):
    """A convolution: its window, the steps between windows, channels a group, and its padding."""

    label: str
    window: int
    stride: int = 1
    seen: int = CHANNELS
    transposed: bool = False
    padding: int = 1


KINDS = {
    "plain": Kind("3 × 3", 3),
    "strided": Kind("3 × 3, stride 2", 3, stride=2),
    "grouped": Kind("3 × 3, 2 groups", 3, seen=2),
    "depthwise": Kind("3 × 3, depthwise", 3, seen=1),
    "transposed": Kind("transposed 4 × 4, stride 2", 4, stride=2, transposed=True),
    "checkered": Kind("transposed 3 × 3, stride 2", 3, stride=2, transposed=True),
}
PLACES = range(1, SIDE + 1)
PARAMETERS = (
    Choice("kind", "Convolution", "plain", options={k: kind.label for k, kind in KINDS.items()}),
    Number("column", "Column", 4, low=1, high=SIDE, whole=True, step=1),
    Number("row", "Row", 5, low=1, high=SIDE, whole=True, step=1),
)
STEPS = (
    Step(
        "Click or drag on the output: what it sums lights up",
        ("kind",),
        views=("input", "output"),
        more=("column", "row"),
        legends={
            "input": "The input, four channels: {forward} what the chosen pixel sums.",
            "output": "One channel of the output, and how many products each pixel sums: "
            "{kept} as many as the rule counts, {fades} fewer, {explodes} more.",
        },
    ),
)


def side_of(kind: Kind) -> int:
    """Pixels of the input in each direction, for an output of 8."""
    return SIDE // kind.stride if kind.transposed else SIDE * kind.stride


def reached(kind: Kind, place: int) -> tuple[int, int]:
    """The first input pixel that an output pixel sums, in one direction, and where they end.

    `place` counts from 0. The window of a convolution begins at place · stride − padding; an input
    pixel i of a transposed one reaches the places i · stride − padding to that + window − 1.
    """
    if kind.transposed:
        first = -((kind.window - 1 - place - kind.padding) // kind.stride)
        after = (place + kind.padding) // kind.stride + 1
    else:
        first = place * kind.stride - kind.padding
        after = first + kind.window
    return max(first, 0), min(after, side_of(kind))


def counts(kind: Kind) -> Array:
    """The products that each output pixel sums, shape (8, 8), rows from the top."""
    ends = np.array([reached(kind, place) for place in range(SIDE)])
    along = ends[:, 1] - ends[:, 0]
    return kind.seen * np.outer(along, along)


def fan_in(kind: Kind) -> float:
    """The rule: channels a group, times the window, over the stride² of a transposed one."""
    over = kind.stride**2 if kind.transposed else 1
    return kind.seen * kind.window**2 / over


def scene(settings: Settings) -> Frame:
    """The input's size, what is lit (channels, first and last pixels) and the counts."""
    kind = KINDS[settings["kind"]]
    across, down = (reached(kind, settings[name] - 1) for name in ("column", "row"))
    return {
        "side": np.array([side_of(kind), kind.seen]),
        "lit": np.array([*across, *down]),
        "counts": counts(kind),
        "rule": np.array([fan_in(kind)]),
    }


def verdict(settings: Settings) -> dict[str, str]:
    """How many products the chosen pixel sums, and what follows for its variance."""
    kind = KINDS[settings["kind"]]
    n, rule = int(counts(kind)[settings["row"] - 1, settings["column"] - 1]), fan_in(kind)
    pixels = n // kind.seen
    channels = {CHANNELS: "each of 4 channels", 1: "one channel"}.get(
        kind.seen, f"the {kind.seen} channels of its group"
    )
    said = f"It sums {n} products: {pixels} {'pixel' if pixels == 1 else 'pixels'} in {channels}."
    if n == rule:
        said += f" Weights of variance 1/{n} keep the variance of the input."
    elif kind.window % kind.stride and kind.transposed:
        said += (
            f" Its neighbours sum others, {rule:g} on average, and no variance is right for all: "
            f"with 1/{rule:g} this one has {n / rule:.2f} times the variance of the input."
        )
    else:
        said += (
            f" The rest of the window is border: with the 1/{rule:g} of the middle it has "
            f"{n / rule:.2f} times the variance of the input."
        )
    return {"verdict": said, "sums": str(n)}


DEMO = Demo(
    title="The summands of a convolution",
    parameters=PARAMETERS,
    steps=STEPS,
    recording=Recording(frames=(0,), bits={"side": 8, "lit": 8, "counts": 8, "rule": 8}),
    scene=scene,
    plane=Plane("output", across="column", up="row", cells=True, down=True),
    constants={
        "channels": CHANNELS,
        "places": SIDE,
        "light": FORWARD.name,
        "fates": [fate.name for fate in (FADES, KEPT, EXPLODES)],
    },
    words=Words(labels={"verdict": "What it means"}, say=verdict),
    axes=(Axis({}, grid={"kind": KINDS, "row": PLACES, "column": PLACES}),),
    presets=(
        Preset("A corner", {"row": 1, "column": 1}, "It sums fewer products than the rule counts."),
        Preset("One channel", {"kind": "depthwise"}, "Nine products, however many the channels."),
        Preset(
            "A checkerboard", {"kind": "checkered"}, "Neighbours sum different numbers of products."
        ),
    ),
)
