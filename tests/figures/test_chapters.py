"""Thumbnails: a line or bars that are the chapter's finding."""

import re

import pytest

from initdocs.colours import COLOURS
from initdocs.figures.chapters import HEIGHT, THUMBNAILS, WIDTH, thumbnail


def ends(svg):
    """For each line its colour, and how far up it begins and ends."""
    lines = re.findall(r'<path d="M([^"z]+)" stroke="var\(--fig-(\w+)\)"', svg)
    heights = {}
    for d, colour in lines:
        points = [tuple(map(float, p.split())) for p in d.split("L")]
        heights[colour] = HEIGHT - points[0][1], HEIGHT - points[-1][1]
    return heights


@pytest.mark.parametrize("chapter", THUMBNAILS)
def test_all_of_it_is_inside_and_small(chapter):
    """Nothing is cut off, the colours are the pages', and it weighs little."""
    svg = thumbnail(chapter)
    assert len(svg) < 4000 and 'aria-hidden="true"' in svg
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg):
        assert 0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT
    assert set(re.findall(r"--fig-(\w+)", svg)) <= {colour.name for colour in COLOURS}


def test_what_they_show():
    """What learns ends lowest; what explodes rises, fades falls, is kept stays."""
    cost = ends(thumbnail("importance"))
    assert cost["kept"][1] < min(cost["fades"][1], cost["explodes"][1])
    for chapter in ("exploding-vanishing", "in-practice"):
        found = ends(thumbnail(chapter))
        assert found["kept"][0] == found["kept"][1]
        assert found["fades"][1] < found["fades"][0]
    assert found.get("explodes") is None
    first = ends(thumbnail("exploding-vanishing"))["explodes"]
    assert first[1] > first[0]
