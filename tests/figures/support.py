"""What the laws of the figures share: the drawings, what is drawn in them, and their sentences."""

import functools
import math
import re
from importlib import import_module
from pathlib import Path

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.container import BarContainer, ErrorbarContainer
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Annotation

from initdocs import demos, figures
from initdocs.figures import Series, series

ROOT = Path(__file__).parents[2]
NUMBER = r"(?:\d+(?:\.\d+)? times )?10 to the −?\d+|−?\d+(?:,\d{3})*(?:\.\d+)?(?!/)"
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(101)


@functools.cache
def drawing(name):
    """A figure of the pages."""
    return figures.drawing(name)


@functools.cache
def first(name):
    """The scene and the first frame of a demo at its defaults."""
    demo = demos.load(name)
    settings = demos.defaults(demo)
    return demo.scene(settings), next(iter(demo.frames(settings)))


@functools.cache
def poster(name, view):
    """The poster of a demo's view."""
    with figures.style():
        return import_module(f"initdocs.figures.{name}").VIEWS[view](*first(name))


def plain(drawn):
    """The series that stand in the legend, in their order."""
    return [s for label, s in drawn.items() if not label.startswith("_")]


def expectation(f):
    """E[f(z)] for a standard normal z, f smooth."""
    return float(f(NODES) @ WEIGHTS / WEIGHTS.sum())


def mean_square(phi, q):
    """E[φ(√q z)²]."""
    return expectation(lambda z: phi(np.sqrt(q) * z) ** 2)


def gelu(x):
    """Of an array: x times the normal distribution function of x."""
    return x * (1 + np.vectorize(math.erf)(x / np.sqrt(2))) / 2


def numbers(text):
    """The numbers of a text that is read aloud."""
    found = (n.replace("−", "-").replace(",", "") for n in re.findall(NUMBER, text))
    split = [n.partition("10 to the ") for n in found]
    return [
        float(size.removesuffix(" times ") or 1) * 10.0 ** float(power or 0)
        for size, _, power in split
    ]


def sentences(text):
    """The sentences of a text, the first of which a caption sets in bold."""
    plain = text.strip().replace("**", "")
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+", plain)]


def said(drawn, beginning):
    """The numbers in the sentence of a drawing's text that begins so."""
    (sentence,) = (s for s in sentences(drawn.text) if s.startswith(beginning))
    return numbers(sentence)


def close(got, expected, rtol=0.06):
    """As near as two digits are."""
    got, expected = np.atleast_1d(got), np.atleast_1d(expected)
    return got.shape == expected.shape and np.allclose(got, expected, rtol=rtol, atol=1e-12)


def within(dots, line, factor):
    """Each dot lies within a factor of the line, both positive."""
    ratio = dots.y / np.interp(dots.x, line.x, line.y)
    return bool(((ratio < factor) & (ratio > 1 / factor)).all())


def artists(figure):
    """What is drawn: (label, artist, what it shows as a series), of every artist with data."""
    for axes in figure.axes:
        parts = set()
        for container in axes.containers:
            if isinstance(container, ErrorbarContainer):
                line, caps, (bars,) = container
                low, high = np.array([s[:, 1] for s in bars.get_segments()]).T
                yield container.get_label(), line, series(*line.get_data(), low=low, high=high)
                parts |= {line, *caps, bars}
            elif isinstance(container, BarContainer):
                yield from _bars(container)
                parts |= set(container)
        for artist in (*axes.lines, *axes.patches, *axes.collections, *axes.images, *axes.texts):
            # a name on a line has a law of its own
            if artist not in parts and not isinstance(artist, Annotation):
                yield _label(artist), artist, _shown(artist, axes)


def _bars(container):
    labels = [bar.get_label() for bar in container]
    if len(set(labels)) == len(labels):
        for bar in container:
            middle = bar.get_x() + bar.get_width() / 2
            yield bar.get_label(), bar, series(middle, bar.get_height())
    else:
        edges = [*(bar.get_x() for bar in container), container[-1].get_bbox().x1]
        heights = [bar.get_height() for bar in container]
        label = container.get_label()
        # a histogram names its first bar alone
        label = labels[0] if label.startswith("_container") else label
        yield label, container[0], series(edges, heights)


def _label(artist):
    return artist.get_text() if hasattr(artist, "get_text") else artist.get_label()


def _shown(artist, axes):  # noqa: C901, PLR0911, PLR0912 - a branch a kind of artist
    if isinstance(artist, Rectangle):
        box = artist.get_bbox()
        x, y = (box.x0, box.x1), (box.y0, box.y1)
        if artist.get_data_transform() == axes.get_xaxis_transform():
            y = _whole(y)
        if artist.get_data_transform() == axes.get_yaxis_transform():
            x = _whole(x)
        return series(x, y)
    if isinstance(artist, FancyBboxPatch):
        box = artist.get_bbox()
        return series((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    if isinstance(artist, FancyArrowPatch):
        (x, y), (to_x, to_y) = artist._posA_posB
        return series((x, to_x), (y, to_y))
    if isinstance(artist, Circle):
        return series(*artist.center)
    if isinstance(artist, Polygon) and _label(artist) in ("_order", "_chaos", "_band"):  # an area
        return series(*artist.get_xy()[:-1].T)
    if isinstance(artist, Polygon):  # of a histogram: base, then up and down each step
        corners = artist.get_xy()
        edges = np.unique(corners[:, 0])
        tops = [corners[i][1] for i in range(1, 2 * len(edges) - 1, 2)]
        return series(edges, tops)
    if isinstance(artist, PathCollection):
        return series(*artist.get_offsets().T)
    if isinstance(artist, LineCollection):
        segments = np.array(artist.get_segments())
        assert (segments[:, 0, 0] == segments[:, 1, 0]).all()
        low, high = segments[:, :, 1].T
        return series(segments[:, 0, 0], high, low=low, high=high)
    if hasattr(artist, "get_extent"):
        left, right, bottom, top = artist.get_extent()
        return series((left, right), (bottom, top), z=artist.get_array())
    if hasattr(artist, "get_position"):
        return series(*artist.get_position())
    x, y = artist.get_data()
    if artist.get_transform() == axes.get_yaxis_transform():
        x = _whole(x)
    return Series(np.asarray(x), np.asarray(y))


def _whole(ends):
    assert list(ends) == [0, 1]
    return (-np.inf, np.inf)
