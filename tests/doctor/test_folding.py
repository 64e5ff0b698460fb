"""Folding: which tensors are one line, and what is said of a line."""

import pytest

from initdocs.doctor import folding
from initdocs.recipes.patients import PATIENTS


def row(name, law="zeros", *, laws=(), role="dense", kept=None, shape=(4, 4), strip=None):
    named = [{"title": title} for title in laws]
    return {"name": name, "law": law, "laws": named, "role": role, "kept": kept,
            "shape": list(shape), "strip": strip}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("h.0.w", "h.11.w", True), ("layer1.0.conv1.w", "layer4.2.conv1.w", True),
        ("conv1.w", "conv2.w", False), ("h.0.a.w", "h.0.b.w", False),
        ("layer1.0.conv1.w", "layer1.0.conv2.w", False), ("a/0/kernel", "a/1/kernel", True),
    ],
)  # fmt: skip
def test_what_plays_one_part_is_one_line(one, other, same):
    """Whole numbers are indices and what ends in one before an index a stage; no others are."""
    assert (len(folding.folded([row(one), row(other)])) == 1) is same


def test_buffers_of_all_norms_are_one_line():
    """Running means tell nothing apart, wherever their norms stand."""
    names = ("bn1.running_mean", "layer1.0.bn2.running_mean")
    (line,) = folding.folded([row(name, role="buffer") for name in names])
    assert line[0] == "….running_mean" and len(line[1]) == 2


def test_a_resnet_is_twenty_lines():
    """320 tensors become about twenty, and none is lost."""
    rows = [r.to_json() for r in PATIENTS["resnet"].report().rows]
    lines = folding.folded(rows)
    assert len(rows) == 320 and len(lines) <= 20
    assert sorted(r["name"] for _, of in lines for r in of) == sorted(r["name"] for r in rows)


def test_laws_that_fit_all_are_named():
    """By chance names that fit some are left out; two kinds are told with their numbers."""
    rows = [row("a", "He or 0.1", laws=("He", "0.1")), row("b", "He", laws=("He",)),
            row("c", "He", laws=("He", "LeCun"))]  # fmt: skip
    assert folding.laws(rows) == "He"
    assert folding.laws([*rows, row("d")]) == "He (3), zeros (1)"
    kinds = [row("a", law) for law in "vwxyz"]
    assert folding.laws(kinds) == "v (1), w (1), x (1), 2 others"


def test_ends_of_a_line():
    """The least and the largest n·σ² and shape; None where nothing is summed."""
    rows = [row("a", kept=0.5, shape=(8, 4)), row("b", kept=2.0), row("c")]
    assert folding.kept(rows) == (0.5, 2.0)
    assert folding.kept([row("c")]) is None
    assert folding.shapes(rows) == "4×4 to 8×4"


def test_strips_of_one_law_are_added():
    """Those of another law are left out, and so is the law where one strip has none."""
    strip = {"counts": [1, 2], "law": [1.5, 1.5]}
    rows = [row("a", "He", laws=("He",), strip=strip), row("b", "He", laws=("He",), strip=strip),
            row("c", "x", strip={"counts": [9, 9], "law": None})]  # fmt: skip
    assert folding.pooled(rows) == {"counts": [2, 4], "law": [3.0, 3.0]}
    assert folding.pooled([row("a")]) is None
