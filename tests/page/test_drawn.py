import re
import xml.etree.ElementTree as ET
import zlib

import pytest

from initdocs import figures
from initdocs_site.page import compute, numeric, tasks

NAMES = list(figures._catalogue())


@pytest.fixture(scope="module", params=NAMES)
def drawn(request):
    """A figure by name, and what was drawn: once here, and once more where the pages are made."""
    name = request.param
    with numeric.calm():
        return name, figures.draw(name), compute.result(tasks.figure(name))


def test_figure_is_deterministic_and_small(drawn):
    """Drawn twice, in two processes, a figure is byte-identical; at most 15 KB compressed."""
    _, (svg, *_), (again, *_) = drawn
    assert svg == again
    assert len(zlib.compress(svg.encode(), 6)) <= 15_000


def test_figure_follows_the_page(drawn):
    """No colour of its own, no global style, ids of its own, labels as text without dollars."""
    name, (svg, title, description), _ = drawn
    ET.fromstring(svg)
    assert "<style" not in svg
    colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", svg)) - set(
        re.findall(r"url\(#|href=\"#", svg)
    )
    assert not {c for c in colours if re.fullmatch(r"#[0-9a-f]{6}", c)}
    assert all(i.startswith(name) for i in re.findall(r'\bid="([^"]*)"', svg))
    assert title and len(description) > 40
    assert "$" not in svg
