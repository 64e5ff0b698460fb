"""The figure of the section on colours."""

from typing import Any

from matplotlib.figure import Figure

from initdocs.colours import (
    BACKWARD,
    EXPLODES,
    FADES,
    FORWARD,
    KEPT,
    MARKS,
    NEGATIVE,
    NETWORK,
    POSITIVE,
    STARTS,
    STEPS,
    ZERO,
    Colour,
)
from initdocs.figures import Drawing, series
from initdocs.figures.labels import legible

#: a name, its colour, its line style, and the mark of its points
Look = tuple[str, Colour, Any, str]
FATES: list[Look] = [(c.means, c, "-", MARKS[c]) for c in (KEPT, FADES, EXPLODES)]
NAMED = {
    "zero": "zero weights", "small": "too small", "large": "too large", "own": "your own",
}  # fmt: skip
GROUPS: dict[str, list[Look]] = {
    "What becomes of a signal": [*FATES, (NETWORK.means, NETWORK, "-", "")],
    "Which side of zero": [
        (NEGATIVE.means, NEGATIVE, "", "o"),
        (ZERO.means, ZERO, "-", ""),
        (POSITIVE.means, POSITIVE, "", "s"),
    ],
    "Which way it goes": [
        (FORWARD.means, FORWARD, "-", "o"),
        (BACKWARD.means, BACKWARD, "--", "s"),
    ],
    "Which start": [
        (NAMED.get(name, line.colour.means), line.colour, line.style, "")
        for name, line in STARTS.items()
        if name not in ("uniform", "normal")
    ],
    "What has an order": [
        (step.means, step, "-", mark) for step, mark in zip(STEPS, "os^Dv", strict=True)
    ],
}
#: where a group begins, and how far its lines reach
LEFT, RIGHT, LENGTH, TALL = 0.0, 5.6, 0.7, 15


@legible
def colour_grammar() -> Drawing:
    """The colours of the site, each with what it stands for on every page."""
    figure = Figure(figsize=(5.0, 4.0))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(-0.1, 10.4), ylim=(-TALL, 0.6))
    shown = {}
    for at, titles in ((LEFT, [*GROUPS][:3]), (RIGHT, [*GROUPS][3:])):
        down = 0.0
        for title in titles:
            shown[title] = series(at, down)
            axes.text(at, down, title, va="center", weight="bold")
            for name, colour, dash, mark in GROUPS[title]:
                down -= 1
                label = f"_line: {name}"
                line = series((at, at + LENGTH / 2, at + LENGTH), (down,) * 3)
                shown |= {label: line, name: series(at + LENGTH + 0.25, down)}
                axes.plot(line.x, line.y, linestyle=dash, marker=mark, color=colour, label=label,
                          markevery=[1], markersize=5)  # fmt: skip
                axes.text(at + LENGTH + 0.25, down, name, va="center")
            down -= 1.6
    return Drawing(
        figure,
        shown,
        "Beside each name stands its line. "
        + " ".join(f"{t}: {'; '.join(look[0] for look in GROUPS[t])}." for t in GROUPS),
    )
