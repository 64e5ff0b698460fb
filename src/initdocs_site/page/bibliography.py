"""The site's one bibliography: read from BibTeX, cited by key, shown in one form everywhere."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from pybtex.database import Entry, parse_file

from initdocs import _check
from initdocs_site import ROOT

SOURCE = ROOT / "docs" / "reference" / "bibliography.bib"
#: the page that lists it, below docs/
PAGE = "reference/bibliography.md"
#: how a page cites a work: with two signs in full
CITATION = r"\[@(@?)([A-Za-z0-9]+)\]"
#: where each kind of entry names what it appeared in
VENUES = ("booktitle", "journal", "institution", "howpublished")
#: more authors than these become "and co-authors"
NAMED = 4


@dataclass(frozen=True)
class Work:
    """One work: `short` stands in a sentence, `full` in a list; both are plain text."""

    key: str
    authors: str
    title: str
    venue: str
    year: str
    eprint: str
    short: str

    @property
    def full(self) -> str:
        """Authors, title, venue, year and arXiv number, as HTML."""
        arxiv = f", arXiv:{self.eprint}" if self.eprint else ""
        # a venue that ends in a word needs a comma before the year, an acronym does not
        apart = "" if self.venue.isupper() or self.venue == "NeurIPS" else ","
        venue = "" if self.venue == "arXiv" else f"{self.venue}{apart} "
        return escape(f"{self.authors}, ") + f"<em>{escape(self.title)}</em>" + escape(
            f", {venue}{self.year}{arxiv}"
        )  # fmt: skip


def _initial(name: re.Match[str]) -> str:
    """A name as its first letter; a particle, which has no capital, as it is."""
    return f"{name[1]}." if name[1].isupper() else name[0]


def _names(entry: Entry) -> tuple[str, str]:
    people = entry.persons["author"]
    last = [" ".join(person.last_names) for person in people]
    given = [" ".join(p.first_names + p.middle_names) for p in people]
    initials = [re.sub(r"(\w)\w*\.?", _initial, names) for names in given]
    full = [f"{first} {name}" for first, name in zip(initials, last, strict=True)]
    if len(full) > NAMED + 1:
        return f"{full[0]} and co-authors", f"{last[0]} et al."
    authors = ", ".join(full[:-1]) + (" and " if full[1:] else "") + full[-1]
    short = last[0] if len(last) == 1 else f"{last[0]} and {last[1]}"
    return authors, short if len(last) <= 2 else f"{last[0]} et al."


@lru_cache(maxsize=1)
def _read(changed: float) -> dict[str, Work]:
    del changed
    works = {}
    for key, entry in parse_file(str(SOURCE)).entries.items():
        field = entry.fields
        authors, short = _names(entry)
        venue = next((field[name] for name in VENUES if name in field), "")
        title = field["title"].strip("{}")
        works[key] = Work(key, authors, title, venue, field["year"], field.get("eprint", ""),
                          f"{short} {field['year']}")  # fmt: skip
    return works


def works() -> dict[str, Work]:
    """All works by their keys, in the order of the authors' names."""
    found = _read(Path(SOURCE).stat().st_mtime)
    return dict(sorted(found.items(), key=lambda item: (item[1].short.lower(), item[1].title)))


def work(key: str) -> Work:
    """The work with that key; a `ValueError` that names the key if there is none.

    >>> work("he2015").short
    'He et al. 2015'
    >>> print(work("glorot2010").full)
    X. Glorot and Y. Bengio, <em>Understanding the difficulty ...</em>, AISTATS 2010
    """
    known = works()
    return known[_check.one_of("citation", key, known)]
