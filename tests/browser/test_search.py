"""Search: its index comes when the reader goes to search, and finds what is there."""

import pytest

pytestmark = pytest.mark.browser

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
