"""The search index, weighed: what answers comes before what lists, under every name it has.

Material's search weighs a document by its `boost` and its `tags`. Both are data in the index: the
search that reads it stays Material's own.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from initdocs.initializers import INITIALIZERS

SYNONYMS = Path(__file__).with_name("synonyms.toml")
GLOSSARY = "reference/glossary/"
#: what comes last, by the beginning of its address, and how it is weighed
LAST = {
    "reference/api/": 0.02,
    "reference/recipes/": 0.5,
    GLOSSARY: 0.05,
    "teach/": 0.2,
    "reference/bibliography/": 0.02,
    "reference/live-pages/": 0.1,
    "reference/notation/": 0.1,
    "reference/cite/": 0.1,
}
HOME = 0.02


def write(site: Path) -> None:
    """Weigh the documents of the index of `site`."""
    path = site / "search" / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text("utf-8"))
    page = site / GLOSSARY / "index.html"
    if page.is_file():
        index["docs"] = part(index["docs"], page.read_text("utf-8"))
    weigh(index["docs"])
    path.write_text(json.dumps(index, separators=(",", ":")), "utf-8")


def part(docs: list[dict[str, Any]], html: str) -> list[dict[str, Any]]:
    """The documents, with one for each term of the glossary: it is found with what it means."""
    terms = [
        {
            "location": f"{GLOSSARY}#{entry['id']}",
            "title": entry.get_text(),
            "text": " ".join(entry.find_next_sibling("dd").get_text().split()),
        }
        for entry in BeautifulSoup(html, "html.parser").select("article dt[id]")
    ]
    found = []
    for doc in docs:
        if doc["location"].startswith(f"{GLOSSARY}#"):
            continue  # from the last time
        whole = doc["location"] == GLOSSARY and bool(terms)
        found += [{**doc, "text": ""}, *terms] if whole else [doc]
    return found


def weigh(docs: list[dict[str, Any]]) -> None:
    """Give the documents their `boost` and their `tags`."""
    names = synonyms()
    for doc in docs:
        place = doc["location"]
        if place in names:
            doc["tags"] = names[place].split()
        low = next((weight for start, weight in LAST.items() if place.startswith(start)), 1)
        low = HOME if place.split("#")[0] == "" else low
        if low != 1:
            doc["boost"] = low


def synonyms() -> dict[str, str]:
    """Words by place: those of the file, and every other name of an initializer."""
    found: dict[str, str] = dict(tomllib.loads(SYNONYMS.read_text("utf-8")))
    for row in INITIALIZERS.values():
        place = f"reference/initializers/{row.family}/#{row.name}"
        calls = [call.partition("(")[0].rpartition(".")[2] for call in row.calls.values()]
        own = {row.name, *row.aliases}
        words = [row.name, *row.aliases, *(call for call in calls if call.rstrip("_") in own)]
        known = found.get(place, "").split()
        found[place] = " ".join(dict.fromkeys([*known, *words]))
    return found
