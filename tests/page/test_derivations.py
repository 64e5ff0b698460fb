"""A derivation can be skipped: its fold says what it shows, and what to keep follows it."""

import re

import pytest
from tests.conftest import DOCS

from initdocs_site.page.scanner import scan

PAGES = [
    path
    for folder in ("guide", "beyond", "practice")
    for path in sorted((DOCS / folder).glob("*.md"))
]
#: formulas on lines of their own that may follow each other in open text
FEW = 2
FOLD = re.compile(
    r'^\?\?\?\+ abstract "(?P<title>.+)"\n(?:(?:    .*)?\n)+(?P<next>.*)', re.MULTILINE
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_chain_of_formulas_is_folded(path):
    """Between a heading or a cell and the next there are at most two in open text."""
    lines = path.read_text("utf-8").split("\n")
    blocks = [b for b in scan("\n".join(lines))[0] if not b.indent]
    open_ = [b.start for b in blocks if b.kind == "maths"]
    heads = [n for n, line in enumerate(lines) if re.match(r"##+ ", line)]
    heads = sorted([*heads, *(b.start for b in blocks if b.kind == "live")])
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        assert sum(start < at < end for at in open_) <= FEW, lines[start]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_to_keep_follows(path):
    """Who folds a derivation away reads its result in the next sentence."""
    text = path.read_text("utf-8")
    folds = list(FOLD.finditer(text))
    assert len(folds) == text.count("???+ abstract")
    for fold in folds:
        assert fold["next"].startswith("Keep this"), fold["title"]


def test_some_are():
    """The rule is not empty."""
    assert sum(path.read_text("utf-8").count("???+ abstract") for path in PAGES) >= 4
