"""Collect the examples in pages and docstrings; nothing else."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.parsers.rest import DocTestParser

from initdocs_site.examples import LivePageParser

pytest_collect_file = (
    Sybil(parsers=[DocTestParser(optionflags=ELLIPSIS)], path="src", patterns=["*.py"])
    + Sybil(parsers=[LivePageParser()], path="docs", patterns=["*.md"])
).pytest()
