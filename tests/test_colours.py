"""The grammar of colours: one meaning each, seen by everyone, in both schemes."""

import re
import warnings
from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from initdocs.colours import (
    BESIDE,
    COLOURS,
    CYCLE,
    GRID,
    INK,
    MARKS,
    PAPER,
    STARTS,
    STEPS,
)

# it warns of what it could do with more packages, and sets how NumPy prints
with warnings.catch_warnings(), np.printoptions():
    warnings.simplefilter("ignore")
    import colour

SCHEMES = {"light": str, "dark": lambda c: c.dark}
DRAWN = [c for c in COLOURS if c not in (PAPER, GRID)]
#: a difference of 2.3 is just seen, side by side
APART, NEIGHBOURS = 11.0, 7.0


def linear(code):
    return colour.cctf_decoding(np.array(to_rgb(code)), function="sRGB")


def sight(kind):
    """What linear RGB becomes for someone without one kind of cones (Machado et al. 2009)."""
    if kind == "all cones":
        return np.eye(3)
    with warnings.catch_warnings():  # of tritanopia the model says that it approximates
        warnings.simplefilter("ignore")
        return colour.matrix_cvd_Machado2009(kind, 1.0)


SEEN = ["all cones", "Protanomaly", "Deuteranomaly", "Tritanomaly"]


def difference(one, other, matrix):
    """The CIEDE2000 difference of two codes that are seen through `matrix`."""
    labs = [
        colour.XYZ_to_Lab(colour.RGB_to_XYZ(np.clip(matrix @ linear(code), 0, 1), "sRGB"))
        for code in (one, other)
    ]
    return float(colour.delta_E(*labs, method="CIE 2000"))


def contrast(one, other):
    """The ratio of WCAG 2."""
    low, high = sorted(
        float(linear(code) @ [0.2126, 0.7152, 0.0722]) + 0.05 for code in (one, other)
    )
    return high / low


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", SEEN)
def test_what_stands_side_by_side_is_told_apart(kind, scheme):
    """For full colour vision and without one kind of cones, in both schemes."""
    matrix, of = sight(kind), SCHEMES[scheme]
    pairs = [pair for group in BESIDE for pair in combinations(group, 2)]
    near = {(a.name, b.name): difference(of(a), of(b), matrix) for a, b in pairs}
    assert not {pair: d for pair, d in near.items() if d < APART}
    steps = [difference(of(a), of(b), matrix) for a, b in pairwise(STEPS)]
    assert min(steps) >= NEIGHBOURS


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_drawn_is_seen_on_the_paper(scheme):
    """A contrast of at least 3, that of WCAG 2 for graphics; text has 7."""
    of = SCHEMES[scheme]
    seen = {c.name: contrast(of(c), of(PAPER)) for c in DRAWN}
    assert not {name: ratio for name, ratio in seen.items() if ratio < 3}
    assert seen["ink"] > 7
    assert 1.2 < contrast(of(GRID), of(PAPER)) < 3, "The grid stays behind the lines."


def test_a_picture_is_seen_on_both_papers():
    """What cannot follow the scheme has a contrast of 3 with either paper."""
    papers = (str(PAPER), PAPER.dark)
    seen = {c.name: min(contrast(c.both, paper) for paper in papers) for c in DRAWN}
    assert not {name: ratio for name, ratio in seen.items() if ratio < 3}


def test_steps_are_in_order():
    """From the paper to the ink: the more, the stronger, in both schemes."""
    for of in SCHEMES.values():
        ratios = [contrast(of(step), of(PAPER)) for step in STEPS]
        assert ratios == sorted(ratios)


def test_a_colour_has_one_name_and_a_name_one_colour():
    """A drawing finds the name of a colour by its light code."""
    for told in ([*COLOURS], [c.name for c in COLOURS], [c.means for c in COLOURS]):
        assert len(set(told)) == len(COLOURS)
    codes = [code for c in COLOURS for code in (c, c.dark, c.both)]
    assert all(re.fullmatch("#[0-9a-f]{6}", code) for code in codes)
    assert "#ffffff" not in COLOURS


def test_colour_is_not_alone():
    """Every start's line has dashes of its own where it has a colour of its own."""
    lines = set(STARTS.values())
    assert len({line.colour for line in lines}) == len({line.dashes for line in lines})
    assert {line.colour for line in lines} == set(CYCLE) == set(BESIDE[-1])
    assert len(set(MARKS.values())) == len(MARKS)
    assert INK not in CYCLE
