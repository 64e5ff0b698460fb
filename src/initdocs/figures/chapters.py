"""Thumbnails of the guide's chapters: each the chapter's finding, as a line or as bars."""

from collections.abc import Callable, Iterable

import numpy as np

from initdocs.colours import EXPLODES, FADES, FORWARD, INK, KEPT, Colour
from initdocs.demos import spread, start
from initdocs.figures import Array

WIDTH, HEIGHT = 120, 60
#: layers in the thumbnails that go through a network
LAYERS = 12


def _path(colour: Colour, points: Iterable[tuple[float, float]], dashes: str = "") -> str:
    d = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{d}" stroke="var(--fig-{colour.name})"{dash}/>'


def _line(
    colour: Colour, values: Array, low: float, high: float, dashes: str = "", left: float = 4
) -> str:
    """A line through `values` at equal distances, cut off at `low` and `high`."""
    share = (np.clip(values, low, high) - low) / (high - low)
    xs = np.linspace(left, WIDTH - 4, len(values))
    return _path(colour, zip(xs, HEIGHT - 4 - (HEIGHT - 8) * share, strict=True), dashes)


def importance() -> str:
    """The cost of one network from three starts."""
    costs = np.log10(start.race(1.0).cost)
    looks = ((FADES, "6 3"), (KEPT, ""), (EXPLODES, "2 2"))
    return "".join(
        _line(colour, values, -1.3, 1.5, dashes)
        for (colour, dashes), values in zip(looks, costs, strict=True)
    )


def exploding_vanishing() -> str:
    """A factor below one, of one and above one, to the power of the layer."""
    layers = np.arange(LAYERS + 1)
    looks = ((EXPLODES, 1.4, "2 2"), (KEPT, 1.0, ""), (FADES, 0.7, "6 3"))
    return "".join(_line(c, layers * np.log(factor), -4, 4, dash) for c, factor, dash in looks)


def appropriate_values() -> str:
    """The activations of a deep layer: a spike, spread out, and two walls."""
    parts = []
    for i, (colour, size) in enumerate(((FADES, 0.4), (KEPT, 1.0), (EXPLODES, 17.0))):
        bars = spread.scene({"size": size})["bars"][-1]
        left, each = 4.0 + 39 * i, 34 / len(bars)
        corners = [(left, HEIGHT - 4.0)]
        for k, bar in enumerate(bars):
            top = HEIGHT - 4 - (HEIGHT - 8) * bar
            corners += [(left + k * each, top), (left + (k + 1) * each, top)]
        corners.append((left + 34, HEIGHT - 4))
        d = "L".join(f"{x:.1f} {y:.1f}" for x, y in corners)
        parts.append(f'<path d="M{d}z" fill="var(--fig-{colour.name})" stroke="none"/>')
    return "".join(parts)


def justification() -> str:
    """The sum of n terms, each an nth of the variance, is as large as what came in."""
    n = 6
    each = (HEIGHT - 8) / n
    whole = f'<rect x="14" y="4" width="34" height="{HEIGHT - 8}" fill="var(--fig-forward)"/>'
    terms = "".join(
        f'<rect x="72" y="{4 + i * each:.1f}" width="34" height="{each - 1.2:.1f}" '
        f'fill="var(--fig-{KEPT.name})"/>'
        for i in range(n)
    )
    return f"{whole}{_path(INK, ((56, 27), (64, 27)))}{_path(INK, ((56, 33), (64, 33)))}{terms}"


def in_practice() -> str:
    """What ReLU keeps: half of the mean square a layer by 1/n, all of it by 2/n."""
    layers = np.arange(LAYERS + 1)
    bend = _path(FORWARD, ((4, 40), (22, 40), (40, 18)))
    by_law = ((FADES, 0.5, "6 3"), (KEPT, 1.0, ""))
    return bend + "".join(
        _line(c, layers * np.log(k), -9, 3, dash, left=54) for c, k, dash in by_law
    )


#: by the chapter's file
THUMBNAILS: dict[str, Callable[[], str]] = {
    "importance": importance,
    "exploding-vanishing": exploding_vanishing,
    "appropriate-values": appropriate_values,
    "justification": justification,
    "in-practice": in_practice,
}


def thumbnail(chapter: str) -> str:
    """The thumbnail of a chapter: it says nothing that the chapter's name does not."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" fill="none" stroke-width="2">'
        f"{THUMBNAILS[chapter]()}</svg>"
    )
