"""Posters of the start page's demo: its first state, for readers without JavaScript."""

from matplotlib import colors
from matplotlib.figure import Figure

from initdocs.colours import NEGATIVE, PAPER, POSITIVE, STARTS
from initdocs.demos.playground import EDGE
from initdocs.demos.start import EPOCHS, EVERY, LARGE, LOOKS, SCALE, SMALL, law
from initdocs.figures import Array, Drawing, series

RATIO = {"answers": 2.7, "cost": 4.0}
#: of so many points the poster shows one: it weighs on every first visit
THINNED = 4
#: what stands above each map
TITLES = (
    f"too small, {law(SMALL)}",
    f"yours, {law(SCALE.default)}",
    f"too large, {law(LARGE)}",
)


def answers(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """What each of three networks answers, after training from its start."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["answers"]))
    cells = round(scene["answers"].shape[1] ** 0.5)
    # a raster: it must be legible on both schemes, so its colours do not change
    shades = [colour.both for colour in (NEGATIVE, PAPER, POSITIVE)]
    ramp = colors.LinearSegmentedColormap.from_list("map", shades)
    shown = {}
    for i, (axes, title) in enumerate(zip(figure.subplots(1, 3), TITLES, strict=True)):
        label = f"_answer: {title}"
        edges = (-EDGE, EDGE)
        shown[label] = s = series(edges, edges, z=scene["answers"][i].reshape(cells, cells))
        axes.imshow(s.z, cmap=ramp, vmin=0, vmax=1, extent=(*s.x, *s.y), label=label)
        for answer, colour, marker in ((0, NEGATIVE, "o"), (1, POSITIVE, "s")):
            label = f"_class {answer}: {title}"
            shown[label] = s = series(*scene["x"][:, scene["y"] == answer][:, ::THINNED])
            axes.scatter(s.x, s.y, s=9, color=colour, edgecolor=PAPER, linewidth=0.4,
                         marker=marker, label=label)  # fmt: skip
        axes.set(xticks=(), yticks=(), xlim=edges, ylim=edges)
        axes.set_title(title, loc="left", fontweight="bold" if i == 1 else "normal")
    return Drawing(figure, shown)


def cost(scene: dict[str, Array], frame: dict[str, Array]) -> Drawing:
    """The cost of three networks over the epochs."""
    del frame
    figure = Figure(figsize=(6.4, 6.4 / RATIO["cost"]))
    axes = figure.add_subplot()
    shown = {}
    for title, name, values in zip(TITLES, LOOKS, scene["cost"], strict=True):
        line, law_of = STARTS[name], title.partition(", ")[2]
        label = f"_cost from {law_of}"
        shown[label] = s = series([EVERY * i for i in range(len(values))], values)
        axes.plot(s.x, s.y, color=line.colour, linestyle=line.style, label=label,
                  linewidth=3 if name == "lecun" else 1.6)  # fmt: skip
        # two of them end side by side
        shown[law_of] = end = series(1.01 * EPOCHS, s.y[-1])
        side = "bottom" if name == "small" else "top" if name == "large" else "center"
        axes.text(float(end.x), float(end.y), law_of, va=side)
    axes.set(xlabel="epoch", ylabel="cost J", yscale="log", xlim=(0, EPOCHS))
    return Drawing(figure, shown)


VIEWS = {"answers": answers, "cost": cost}
