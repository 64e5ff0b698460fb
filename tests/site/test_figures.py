import re
import xml.etree.ElementTree as ET
import zlib

import pytest

from initdocs import figures

NAMES = list(figures._catalogue())
figure = pytest.mark.parametrize("name", NAMES)


@figure
def test_figure_is_deterministic_and_small(name):
    """Drawn twice a figure is byte-identical, and at most 15 KB compressed."""
    svg = figures.draw(name)[0]
    assert svg == figures.draw(name)[0]
    assert len(zlib.compress(svg.encode(), 6)) <= 15_000


@figure
def test_figure_follows_the_page(name):
    """No colour of its own, no global style, ids of its own, labels as text without dollars."""
    svg, title, description = figures.draw(name)
    ET.fromstring(svg)
    assert "<style" not in svg
    colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", svg)) - set(
        re.findall(r"url\(#|href=\"#", svg)
    )
    assert not {c for c in colours if re.fullmatch(r"#[0-9a-f]{6}", c)}
    assert all(i.startswith(name) for i in re.findall(r'\bid="([^"]*)"', svg))
    assert title and len(description) > 40
    assert "$" not in svg


def test_colours_do_not_collide():
    """Each sentinel stands for one property."""
    assert len(set(figures.PROPERTIES.values())) == len(figures.PROPERTIES)
