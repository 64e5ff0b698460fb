import ast
import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from tests.figures.support import NUMBER, ROOT, artists, drawing, poster, sentences

from initdocs import demos, figures
from initdocs.initializers import INITIALIZERS

NAMES = list(figures._catalogue())
POSTERS = [
    (name, view) for name in demos.NAMES for view in import_module(f"initdocs.figures.{name}").VIEWS
]
FENCE = re.compile(r"^ *```figure (\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
CAPTIONS = {
    name: caption.strip()
    for page in sorted((ROOT / "docs").rglob("*.md"))
    for name, caption in FENCE.findall(page.read_text(encoding="utf-8"))
}


FIGURES = [pytest.param((name,), id=name) for name in NAMES]
FIGURES += [pytest.param(poster, id="-".join(poster)) for poster in POSTERS]


def of(name):
    return drawing(*name) if len(name) == 1 else poster(*name)


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_drawn_is_the_series(name):
    """Every line, bar, band, point, picture and word has its label's data, and none is missing."""
    figure, series, _ = of(name)
    seen = {}
    for label, artist, shown in artists(figure):
        assert label in series, f"{label!r}: {artist} is no series of the figure"
        for field, drawn, kept in zip(shown._fields, shown, series[label], strict=True):
            if field in ("x", "y") or drawn.size:
                np.testing.assert_allclose(drawn, kept, rtol=1e-9, atol=1e-12, err_msg=label)
        seen.setdefault(label, []).append(artist)
    assert set(seen) == set(series)
    for label, drawn in seen.items():
        base = label[1:].partition(": ")[0]
        if label.startswith("_") and base in seen:
            assert colour(drawn[0]) == colour(seen[base][0]), f"{label!r} has another colour"


@pytest.mark.parametrize("name", FIGURES)
def test_a_legend_names_its_series(name):
    """A legend names each label without an underscore, drawn in its look; no two look the same."""
    figure, *_ = of(name)
    for axes in figure.axes:
        drawn = {
            label: a for label, a, _ in artists(figure) if a.axes is axes and a not in axes.texts
        }
        named = [label for label in drawn if not label.startswith("_")]
        legend = axes.get_legend()
        if legend is None:
            continue
        assert [text.get_text() for text in legend.get_texts()] == named
        for label, key in zip(named, legend.legend_handles, strict=True):
            assert colour(key) == colour(drawn[label]), label
            if isinstance(key, Line2D):
                assert look(key) == look(drawn[label]), label
        assert len({look(drawn[label]) for label in named}) == len(named)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("atlas_")])
def test_what_is_said_is_asserted(name):
    """Each sentence of a caption and of the text, # for its numbers, is an assertion's message."""
    module = figures._catalogue()[name].__module__.rpartition(".")[2]
    tree = ast.parse((Path(__file__).parent / f"test_{module}.py").read_text(encoding="utf-8"))
    messages = {
        node.msg.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and isinstance(node.msg, ast.Constant)
    }
    told = {re.sub(NUMBER, "#", sentence) for sentence in sentences(drawing(name).text)}
    assert not (told | set(sentences(CAPTIONS[name]))) - messages


def typed(tree):
    """The words of a text that stand in the code: of f-strings without their formats."""
    formats = {id(n.format_spec) for n in ast.walk(tree) if isinstance(n, ast.FormattedValue)}
    skipped = {id(c) for n in ast.walk(tree) if id(n) in formats for c in ast.walk(n)}
    for node in ast.walk(tree):
        words = node.value if isinstance(node, ast.Constant) else None
        if isinstance(words, str) and id(node) not in skipped:
            yield words


def test_numbers_come_from_the_series():
    """No text of a figure has a digit that was typed, but for the names of its laws."""
    texts = [
        node.args[2]
        for path in Path(figures.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Drawing"
        if len(node.args) > 2
    ]
    assert len(texts) >= 13
    for words in (word for text in texts for word in typed(text)):
        assert not re.search(r"\d", re.sub(r"\b[12]/n|(\b|_)bias \d", "", words)), words


def colour(artist):
    """The colour of a line, or of what is filled."""
    get = getattr(artist, "get_color", None) or artist.get_facecolor
    given = get()
    return to_hex(given if isinstance(given, str) else np.ravel(given)[:3])


def look(line):
    return colour(line), line.get_linestyle(), line.get_marker()


@pytest.mark.parametrize("of", POSTERS, ids="-".join)
def test_a_poster_is_written_quietly(of):
    """Matplotlib warns of nothing: whoever builds the site reads one line that counts."""
    with figures.style():
        assert figures.to_svg(poster(*of).figure, "poster").startswith("<svg")


def test_a_card_has_its_figure():
    """Each initializer's is found beside the functions, though none is written down."""
    assert {f"atlas_{row}" for row in INITIALIZERS} <= set(figures._catalogue())
