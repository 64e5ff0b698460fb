"""Poster of the basin of starts that learn: its first state, for readers without JavaScript."""

from matplotlib import colors
from matplotlib.figure import Figure

from initdocs.colours import INK, KEPT, PAPER
from initdocs.demos.basin import DEPTHS, GUESS, PARAMETERS, POWERS
from initdocs.figures import Array, Drawing, series

RATIO = {"basin": 1.7}


def basin(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The share of digits read, by the factor on He's weights and the number of hidden layers."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["basin"]))
    axes = figure.add_subplot()
    half = (POWERS[1] - POWERS[0]) / 2
    chosen = {p.name: p.default for p in PARAMETERS}
    shown = {
        "_right": series(
            (POWERS[0] - half, POWERS[-1] + half), (DEPTHS[0] - 0.5, DEPTHS[-1] + 0.5),
            z=scene["right"],
        ),
        "_chosen": series([chosen["power"]], [chosen["depth"]]),
    }  # fmt: skip
    # a raster: it must be legible on both schemes, so its colours do not change
    ramp = colors.LinearSegmentedColormap.from_list("basin", [PAPER.both, KEPT.both])
    s = shown["_right"]
    axes.imshow(s.z, cmap=ramp, vmin=GUESS, vmax=1, origin="lower", aspect="auto", label="_right",
                extent=(*s.x, *s.y))  # fmt: skip
    axes.plot(*shown["_chosen"][:2], "s", color=INK, markersize=12, fillstyle="none",
              label="_chosen")  # fmt: skip
    axes.grid(visible=False)
    axes.set_xticks(range(-3, 4), [f"1/{2**-p}" if p < 0 else f"{2**p}" for p in range(-3, 4)])
    axes.set(xlabel="factor on He’s weights", ylabel="hidden layers", yticks=DEPTHS[1::2])
    return Drawing(figure, shown)


VIEWS = {"basin": basin}
