"""The atlas, the ports and the bibliography, as a reader uses them."""

import pytest

from initdocs.frameworks import LAYERS, port
from initdocs.initializers import INITIALIZERS

pytestmark = pytest.mark.browser


def shown(page, selector):
    return page.locator(selector).filter(visible=True).count()


def test_the_atlas_can_be_filtered(open_page, address):
    """Layer, activation and framework narrow the list down, together, and say how many are left."""
    page = open_page(address + "reference/initializers/")
    page.wait_for_function("'ready' in document.querySelector('[data-atlas] form').dataset")
    assert shown(page, "[data-atlas] li") == len(INITIALIZERS)
    page.select_option("[name=layer]", "convolution")
    page.select_option("[name=activation]", "ReLU")
    page.select_option("[name=framework]", "PyTorch")
    expected = [
        row
        for row in INITIALIZERS.values()
        if "convolution" in row.layers
        and (not row.activations or "ReLU" in row.activations)
        and "PyTorch" in row.calls
    ]
    assert 0 < len(expected) < len(INITIALIZERS)
    assert shown(page, "[data-atlas] li") == len(expected)
    status = page.locator("[data-atlas] output").inner_text()
    assert status == f"{len(expected)} of {len(INITIALIZERS)} initializers"
    assert page.errors == []


def test_every_entry_leads_to_its_card(open_page, address):
    """An entry of the atlas opens the card, which holds the figure, the calls and a live cell."""
    page = open_page(address + "reference/initializers/")
    links = page.evaluate(
        "[...document.querySelectorAll('[data-atlas] li > a')].map((a) => a.href)"
    )
    assert len(links) == len(INITIALIZERS)
    families = {link.split("#")[0] for link in links}
    for family in sorted(families):
        page.goto(family)
        for link in (link for link in links if link.startswith(family + "#")):
            name = link.split("#")[1]
            assert page.locator(f"h2[id='{name}']").count() == 1
            card = page.locator(f"[data-card={name}]")
            assert card.locator(f"[data-figure=atlas_{name}] svg").is_visible()
            calls = card.locator(".card-calls pre")
            assert calls.count() == len(INITIALIZERS[name].calls)
            assert page.locator(f"[data-cell={name.replace('_', '-')}]").count() == 1


def test_port_a_layer(open_page, address):
    """Three choices show one snippet, and Copy takes it along."""
    page = open_page(
        address + "reference/frameworks/", permissions=["clipboard-read", "clipboard-write"]
    )
    assert shown(page, "[data-port] details") == 1
    page.wait_for_function("'ready' in document.querySelector('[data-port] form').dataset")
    page.select_option("[data-port] [name=layer]", "depthwise convolution")
    page.select_option("[data-port] [name=source]", "Flax linen")
    page.select_option("[data-port] [name=target]", "PyTorch")
    expected = port("depthwise convolution", source="Flax linen", target="PyTorch")
    code = page.locator("[data-port] details pre").filter(visible=True)
    assert code.inner_text().strip() == expected
    page.click("[data-copy-port]")
    page.wait_for_function("document.querySelector('[data-port] output').value == 'Copied.'")
    assert page.evaluate("navigator.clipboard.readText()").strip() == expected
    page.select_option("[data-port] [name=target]", "Flax linen")
    assert shown(page, "[data-port] details") == 0
    assert "nothing to port" in page.locator("[data-port] output").inner_text()


def test_without_javascript_all_is_there(open_page, address):
    """The list, every snippet and every table are in the page itself."""
    page = open_page(address + "reference/frameworks/", java_script_enabled=False)
    assert shown(page, "[data-port] details") == len(LAYERS) * 4 * 3
    assert not page.locator("[data-port] form").is_visible()
    page = open_page(address + "reference/initializers/", java_script_enabled=False)
    assert shown(page, "[data-atlas] li") == len(INITIALIZERS)


def test_a_citation_leads_to_the_bibliography(open_page, address):
    """A source of a page is a link to its place in the list."""
    page = open_page(address + "beyond/relu-and-he/")
    page.locator(".work a").first.click()
    page.wait_for_url("**/reference/bibliography/#he2015")
    page.wait_for_function("document.getElementById('he2015')?.checkVisibility()")
