"""The gain calculator in a real browser: typed, computed by Python, refused with a place."""

import pytest
from tests.conftest import play

from initdocs.demos import gain

pytestmark = pytest.mark.browser


@pytest.fixture
def live(open_page, address):
    """The calculator with Python behind it."""
    return play(open_page(address + "tools/gain/"), "state == 'done'")


def type_in(page, text):
    page.locator("[name=phi]").fill(text)
    page.keyboard.press("Enter")


def second(page):
    return page.locator("[data-readout=second]").inner_text()


def test_what_is_typed_is_computed(live):
    """The readouts, the code and the address follow; the numbers are Python's."""
    type_in(live, "x * sigmoid(1.7 * x)")
    expected = f"{gain.gains('x * sigmoid(1.7 * x)')[1].second.value:.4f}"
    live.wait_for_function(
        f"document.querySelector('[data-readout=second]').textContent == '{expected}'"
    )
    assert expected in live.locator("[data-text=pytorch]").inner_text()
    assert "gain.phi=" in live.url
    assert live.errors == []


def test_a_wrong_expression_is_marked(live):
    """The message stands under the field, marks under the wrong letters, and no number is left."""
    type_in(live, "2 * tanhh(x)")
    error = live.locator("[data-error=phi]")
    live.wait_for_function("document.querySelector('[data-error=phi]').textContent")
    lines = error.text_content().split("\n")
    assert lines[0] == "2 * tanhh(x)"
    assert lines[1] == "    ^^^^^"
    assert "did you mean tanh" in lines[2]
    assert live.locator("[name=phi]").get_attribute("aria-invalid") == "true"
    assert second(live) == "–"
    type_in(live, "2 * tanh(x)")
    live.wait_for_function("!document.querySelector('[data-error=phi]').textContent")
    assert live.locator("[name=phi]").get_attribute("aria-invalid") == "false"


def test_what_has_no_gain_says_so(live):
    """A jump has no gain for χ₁ = 1, and its errors are told; a pole has no gain at all."""
    type_in(live, "sign(x) + x")
    live.wait_for_function(
        "document.querySelector('[data-readout=critical]').textContent == 'none'"
    )
    assert live.locator("[data-readout=error]").inner_text().endswith(", none")
    assert "No gain has χ₁ = 1" in live.locator("[data-text=verdict]").inner_text()
    type_in(live, "tan(x)")
    live.wait_for_function(
        "document.querySelector('[data-error=phi]').textContent.includes('1.57')"
    )
    assert second(live) == "–"


def test_a_shared_expression_is_only_shown(open_page, address):
    """An expression in the address stands in the field, and nothing is fetched or computed."""
    page = open_page(address + "tools/gain/?gain.phi=sin(3*x)")
    page.locator("[data-demo]").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    assert page.locator("[name=phi]").input_value() == "sin(3*x)"
    assert page.cdn.asked == []
    assert "The address has its own settings" in page.locator("[data-status]").inner_text()


def test_enter_computes(open_page, address):
    """Enter loads Python where the expression is not recorded, and the gain is shown."""
    page = open_page(address + "tools/gain/")
    page.locator("[data-demo]").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")
    type_in(page, "gelu(x)")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.fresh == 'true'")
    assert second(page) == f"{gain.gains('gelu(x)')[1].second.value:.4f}"
    assert page.cdn.asked == []
    type_in(page, "sin(3*x)")
    expected = f"{gain.gains('sin(3*x)')[1].second.value:.4f}"
    page.wait_for_function(
        f"document.querySelector('[data-readout=second]').textContent == '{expected}'"
    )


def test_a_number_left_open_has_its_slider(open_page, address):
    """As many as the text has, at its own; what is slid is blank until Python gives it."""
    page = open_page(address + "tools/gain/")
    page.locator("[data-demo]").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")
    seen = {name: page.locator(f"[name={name}]") for name in "abc"}
    assert not any(each.is_visible() for each in seen.values())
    page.locator("[name=phi]").fill("a * tanh(b * x)")
    page.locator("[name=phi]").dispatch_event("change")
    assert [name for name in seen if seen[name].is_visible()] == ["a", "b"]
    page.locator("[data-slides=b]").focus()
    page.keyboard.press("ArrowRight")
    assert second(page) == "–"
    assert page.cdn.asked == []
    page.locator("[data-play]").click()
    expected = f"{gain.gains('a * tanh(b * x)', b=1.25)[1].second.value:.4f}"
    shown = "(text) => document.querySelector('[data-readout=second]').textContent == text"
    page.wait_for_function(shown, arg=expected)
    page.wait_for_function("location.search.includes('gain.b=1.25')")
    page.locator("[data-slides=a]").focus()
    page.keyboard.press("End")
    expected = f"{gain.gains('a * tanh(b * x)', a=3, b=1.25)[1].second.value:.4f}"
    page.wait_for_function(shown, arg=expected)
    type_in(page, "gelu(x)")
    page.wait_for_function("document.querySelector('[name=a]').closest('[data-of]').hidden")
    assert page.errors == []


def test_numbers_of_the_address_are_there(open_page, address):
    """An address with an expression and its numbers shows their controls, and computes nothing."""
    page = open_page(address + "tools/gain/?gain.phi=a*tanh(b*x)&gain.a=2&gain.b=0.5")
    page.locator("[data-demo]").scroll_into_view_if_needed()
    assert [page.locator(f"[name={name}]").is_visible() for name in "abc"] == [True, True, False]
    assert page.locator("[name=a]").input_value() == "2"
    assert page.cdn.asked == []
