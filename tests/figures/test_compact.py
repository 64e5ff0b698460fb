"""A drawing in fewer letters is the same drawing."""

import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from initdocs import figures
from initdocs.figures import _compact as compact

UNITS = st.floats(-500, 500, allow_nan=False)
COMMANDS = st.sampled_from("LQC").flatmap(
    lambda c: st.tuples(
        st.just(c),
        st.lists(UNITS, min_size=2 * compact.POINTS[c], max_size=2 * compact.POINTS[c]),
    )
)


def points(data):
    """Where a path goes, whether it is told from the corner or from point to point."""
    words = re.findall(r"[MLQClqcz]|-?\d*\.?\d+(?:e-?\d+)?", data)
    here, start, found, at, command = np.zeros(2), np.zeros(2), [], 0, ""
    while at < len(words):
        if words[at] in "MLQClqcz":
            command, at = words[at], at + 1
        if command == "z":
            here = start
            continue
        count = compact.POINTS[command.upper()]
        all_ = np.array(words[at : at + 2 * count], float).reshape(-1, 2)
        all_ = all_ + here * command.islower()
        at += 2 * count
        found.append((command.upper(), all_))
        here = all_[-1]
        start = here if command == "M" else start
    return found


@given(st.lists(st.tuples(UNITS, UNITS, st.lists(COMMANDS, min_size=1), st.booleans()), min_size=1))
def test_every_point_stays_where_it_was(parts):
    """To half a tenth of a unit, however long the path: no error adds up."""
    told = []
    for x, y, commands, closed in parts:
        told.append(f"M {x:.6f} {y:.6f}")
        told += [f"{c} " + " ".join(f"{v:.6f}" for v in values) for c, values in commands]
        told += ["z"] * closed
    data = " \n".join(told)
    before, after = points(data), points(compact.path(data))
    assert [c for c, _ in before] == [c for c, _ in after]
    for (_, one), (_, two) in zip(before, after, strict=True):
        np.testing.assert_allclose(two, one, atol=0.0501)


def test_a_picture_keeps_every_pixel():
    """With few colours it has a palette, and fewer bytes; with many it is not touched."""
    image = pytest.importorskip("PIL.Image")
    rng = np.random.default_rng(0)
    few = np.repeat(rng.integers(0, 16, (90, 90, 1)) * 17, 4, axis=2)
    few[..., 3] = 255
    for pixels in (few, rng.integers(0, 256, (90, 90, 4))):
        out = io.BytesIO()
        image.fromarray(pixels.astype(np.uint8), "RGBA").save(out, "PNG")
        small = compact.picture(out.getvalue())
        again = np.asarray(image.open(io.BytesIO(small)).convert("RGBA"))
        assert (again == pixels).all()
        assert (small == out.getvalue()) == (pixels is not few)
        assert len(small) <= len(out.getvalue())


def test_a_figure_asks_for_no_font_and_few_digits():
    """Its letters are the page's own, and no coordinate is finer than a tenth."""
    svg = figures.to_svg(figures.drawing("forget_bias").figure, "x")
    assert "font-family" not in svg and not re.search(r"\d\.\d{3}", svg)
    assert re.search(r' d="M[\d.-]+ ?[\d.-]+l', svg)


@pytest.mark.parametrize("said", ["too small, 0.01/n", "n Var(W) = 1.25", "0.25", "10.375"])
def test_what_is_read_keeps_its_digits(said):
    """A number in a label is no coordinate: it is not rounded."""
    with figures.style():
        figure = Figure()
        figure.add_subplot().set_xlabel(said)
        assert f">{said}</text>" in figures.to_svg(figure, "x")


def test_coordinates_keep_a_tenth_and_opacities_a_hundredth():
    """And a number of two decimals below one keeps both."""
    told = compact.compact('<g x="10.375" y="-0.256" opacity="0.25">10.375</g>')
    assert told == '<g x="10.3" y="-0.25" opacity="0.25">10.375</g>'
