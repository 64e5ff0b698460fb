"""What survives a leaky ReLU: a bell curve of signals, and the share that its slope lets through.

What it lets a reader discover: ReLU keeps half of the second moment, a slope s keeps (1 + s²)/2 of
it, and the law divides by what is kept: 2/n at slope 0, 1/n at slope 1.
"""

import numpy as np

from initdocs.activations import leaky_relu
from initdocs.demos import Axis, Demo, Frame, Number, Preset, Recording, Settings, Step, Words

SLOPES = tuple(round(0.02 * i, 2) for i in range(51))
REACH = 4.0
POINTS = 161

SLOPE = Number("slope", "Slope s", 0, low=0, high=1, step=0.01, slides=SLOPES)


def kept(slope: float) -> float:
    """The share of E[z²] behind a leaky ReLU, for z symmetric about zero: (1 + s²)/2."""
    return (1 + slope**2) / 2


def texts(settings: Settings) -> dict[str, str]:
    """What is kept of the negative half and of the whole, and the factor that makes up for it."""
    s = settings["slope"]
    share, factor = f"{kept(s):.0%}", f"{1 / kept(s):.3g}"
    half = "nothing" if s == 0 else "all" if s == 1 else f"{s * s:.0%}"
    of = f"Of the negative half of the second moment {half} is left, of the whole {share}"
    return {
        "half": half,
        "share": share,
        "factor": factor,
        "verdict": f"{of}. Weights of variance {factor}/n make up for it.",
    }


def scene(settings: Settings) -> Frame:
    """The bell curve, and what each z gives to the second moment before and behind."""
    z = np.linspace(-REACH, REACH, POINTS)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return {
        "density": density,
        "before": z**2 * density,
        "behind": leaky_relu(z, settings["slope"]) ** 2 * density,
        "bend": leaky_relu(z, settings["slope"]),
    }


DEMO = Demo(
    title="What survives a leaky ReLU",
    parameters=(SLOPE,),
    steps=(
        Step(
            "Drag the slope",
            ("slope",),
            views=("bend", "moment"),
            legends={
                "bend": "The activation over z, and the bell curve of z.",
                "moment": "What each z gives to the second moment: the outline before the "
                "activation, {negative} and {positive} behind it.",
            },
        ),
    ),
    recording=Recording(
        frames=(0,), bits=dict.fromkeys(("density", "before", "behind", "bend"), 10)
    ),
    scene=scene,
    parts=("negative", "positive"),
    constants={"reach": REACH},
    words=Words(labels={"verdict": "What you see"}, say=texts),
    axes=(Axis({}, grid={"slope": SLOPES}),),
    presets=(
        Preset("Slope 0.2", {"slope": 0.2}, "A leak of 0.2 keeps hardly more than ReLU does."),
        Preset("No bend", {"slope": 1.0}, "With slope 1 everything is kept, and the law is 1/n."),
    ),
)
