"""Posters of the circle that becomes a needle: its first state, for readers without JavaScript."""

import numpy as np
from matplotlib.figure import Figure

from initdocs.demos.needle import EVERY, FEW, FLOOR, LOOKS, UNITS
from initdocs.figures import Array, Drawing, series

RATIO = {"circles": 1.7, "directions": 1.15}


def circles(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What becomes of a circle by Gaussian and by orthogonal weights, both at the same size."""
    del frame
    figure = Figure(figsize=(5.0, 5.0 / RATIO["circles"]))
    angle = np.linspace(0, 2 * np.pi, 97)
    circle = np.array([np.cos(angle), np.sin(angle)])
    shown = {}
    both = zip(figure.subplots(1, 2), LOOKS.items(), scene["matrix"], strict=True)
    for axes, (law, colour), matrix in both:
        shown[law] = series(*(matrix @ circle))
        axes.plot(*shown[law][:2], color=colour, label=law)
        axes.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
        axes.set_title(f"{law}, {FEW} units")
        axes.axis("off")
    return Drawing(figure, shown)


def directions(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """By how much each of a hundred directions is stretched, in order."""
    del frame
    figure = Figure(figsize=(3.6, 3.6 / RATIO["directions"]))
    axes = figure.add_subplot()
    shown = {}
    for (law, colour), powers, dash in zip(
        LOOKS.items(), scene["directions"], ("--", "-"), strict=True
    ):
        shown[law] = series(1 + EVERY * np.arange(len(powers)), 10**powers)
        axes.plot(*shown[law][:2], dash, color=colour, label=law)
    axes.set(
        xlabel="direction, in order", ylabel=f"stretched by, {UNITS} units", yscale="log",
        ylim=(FLOOR, 20),
    )  # fmt: skip
    axes.legend(loc="lower left")
    return Drawing(figure, shown)


VIEWS = {"circles": circles, "directions": directions}
