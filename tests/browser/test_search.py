"""Search: its index comes when the reader goes to search, and finds what is there."""

import json
import tomllib
from pathlib import Path

import pytest

from initdocs.initializers import INITIALIZERS
from initdocs_site.publish import search

pytestmark = pytest.mark.browser

QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))
#: the theme's own worker is handed the index and each query; of each answer the addresses in order,
#: a page's best section in the place of the page where it is weighed more than it
ASK = """async ([address, index, queries]) => {
  const worker = new Worker(address);
  const next = () => new Promise((resolve) =>
    worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: true } } });
  await next();
  const found = [];
  for (const query of queries) {
    worker.postMessage({ type: 2, data: query });
    const { data } = await next();
    found.push(data.items.map((group) => group.toSorted((a, b) => b.score - a.score)[0].location));
  }
  worker.terminate();
  return found;
}"""
QUERY = "[data-md-component=search-query]"


def asked(page):
    return [url for url in page.requests if url.endswith("search_index.json")]


def results(page):
    return page.evaluate(
        "[...document.querySelectorAll('.md-search-result__link')].map((e) => e.href)"
    )


def test_the_index_waits(open_page, address):
    """Not with the page; with the focus, once; and the search then finds a page by its words."""
    page = open_page(address + "guide/importance/", wait="networkidle")
    assert asked(page) == []
    page.keyboard.press("/")
    page.locator(QUERY).type("orthogonal weights")
    page.wait_for_function("document.querySelectorAll('.md-search-result__link').length > 0")
    assert len(asked(page)) == 1
    assert any("/beyond/orthogonal/" in url for url in results(page))
    assert page.errors == []


def test_a_query_in_the_address(open_page, address):
    """An address with ?q= searches at once."""
    page = open_page(address + "?q=dynamical+isometry")
    page.wait_for_function("document.querySelectorAll('.md-search-result__link').length > 0")
    assert any("/beyond/orthogonal/" in url for url in results(page))


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("Kaiming", "/he/#"),
        ("MSRA", "/he/#"),
        ("He normal", "/he/#he_normal"),
        ("Glorot", "/xavier/#"),
        ("Xavier uniform", "/xavier/#xavier_uniform"),
        ("LSUV", "/data/#lsuv"),
        ("IRNN", "/orthogonal/#identity"),
        ("muP", "/data/#mup_output"),
        ("kaiming_uniform", "/he/#he_uniform"),
    ],
)
def test_a_method_by_any_of_its_names(open_page, address, query, place):
    """Search finds a method's card by its names."""
    page = open_page(address + f"?q={query.replace(' ', '+')}")
    page.wait_for_function("document.querySelectorAll('.md-search-result__link').length > 0")
    assert any(f"/reference/initializers{place}" in url for url in results(page))


def test_what_people_type(open_page, address, site):
    """Of all queries 95 % have their answer at the first place, and all within three."""
    page = open_page(address + "reference/cite/?q=x")
    (worker,) = site.glob("assets/javascripts/workers/search.*.min.js")
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    given = [f"{address}{worker.relative_to(site).as_posix()}", index, list(QUERIES)]
    found = dict(zip(QUERIES, page.evaluate(ASK, given), strict=True))
    assert len(found) >= 60
    wrong = {q: found[q][:3] for q, place in QUERIES.items() if found[q][:1] != [place]}
    assert len(wrong) <= 0.05 * len(QUERIES), wrong
    far = {q: found[q][:3] for q, place in QUERIES.items() if place not in found[q][:3]}
    assert not far, far


def test_every_name_of_an_initializer_is_a_tag_of_its_card():
    """Its aliases and the functions of frameworks stand at its section, so that search finds it."""
    names = search.synonyms()
    for row in INITIALIZERS.values():
        tags = names[f"reference/initializers/{row.family}/#{row.name}"].split()
        assert {row.name, *row.aliases} <= set(tags)


def test_what_only_lists_comes_last(site, address):
    """Home, API, glossary and bibliography weigh less than any page that answers."""
    assert address
    docs = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    lists = ("reference/api/", "reference/glossary/", "reference/bibliography/")
    for doc in docs:
        place = doc["location"]
        low = place.startswith(lists) or place.split("#")[0] == ""
        assert (doc.get("boost", 1) < 0.06) == low, place


def test_other_names_belong_to_a_place_that_is_there(site, address):
    """Every place of the synonyms is a page or a section of the site."""
    assert address
    docs = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    assert not set(search.synonyms()) - {doc["location"] for doc in docs}
