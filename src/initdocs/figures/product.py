"""The poster of the product of many factors: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.colours import EXPLODES, INK, NETWORK
from initdocs.demos.product import REACH
from initdocs.figures import Array, Drawing, series

RATIO = {"paths": 2.6}
#: networks that the poster draws, of all
SHOWN = 40


def paths(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The size of the signal by layer, for many networks."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["paths"]))
    axes = figure.add_subplot()
    depth = int(scene["depth"][0])
    layers = np.arange(0, depth + 1, 2)
    law = layers * scene["slope"][0]
    lucky = scene["luck"][: len(layers), :SHOWN].T
    shown = {f"_networks: {i}": series(layers, 10 ** (law + one)) for i, one in enumerate(lucky)}
    for label, s in shown.items():
        axes.plot(s.x, s.y, color=NETWORK, linewidth=0.5, label=label)
    lines = {
        "root mean square": (series(layers, 10**law), INK, "-"),
        "median": (series(layers, 10 ** (law + scene["median"][: len(layers)])), EXPLODES, "--"),
    }
    for label, (s, colour, dash) in lines.items():
        shown[label] = s
        axes.plot(s.x, s.y, dash, color=colour, label=label)
    powers = law[:, None] + scene["luck"][: len(layers)]
    low, high = np.floor(min(-REACH, powers.min())), np.ceil(max(REACH, powers.max()))
    axes.set(
        xlabel="layer", ylabel="size of the signal", yscale="log", ylim=(10.0**low, 10.0**high)
    )
    axes.legend(loc="upper left")
    return Drawing(figure, shown)


VIEWS = {"paths": paths}
