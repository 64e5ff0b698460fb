"""The phase diagram in a real browser: the point is dragged and moved by keys, Python answers."""

import pytest
from tests.conftest import play

from initdocs.demos import phase

pytestmark = pytest.mark.browser


@pytest.fixture
def live(open_page, address):
    """The demo, drawing networks in this browser."""
    return play(open_page(address + "tools/phase-diagram/"), "step > 1")


def readouts(page):
    return {
        name: page.locator(f"[data-readout={name}]").inner_text() for name in phase.DEMO.readouts
    }


def settled(page, x, y):
    """Wait until the shown χ₁ is Python's for the point (x, y)."""
    expected = f"{phase.facts('tanh', x, y)[2]:.4f}"
    page.wait_for_function(
        f"document.querySelector('[data-readout=chi_1]').textContent == '{expected}'"
    )


def values(page):
    return [float(page.locator(f"[name={n}]").input_value()) for n in ("sigma_w2", "sigma_b2")]


def test_the_point_follows_the_pointer(live):
    """A drag changes both settings, the address, the readouts and the drawing."""
    box = live.locator("[data-plane]").bounding_box()
    live.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.7 * box["height"])
    live.mouse.down()
    for share in (0.6, 0.5, 0.4, 0.3):
        live.mouse.move(box["x"] + share * box["width"], box["y"] + 0.5 * box["height"])
    live.mouse.up()
    x, y = values(live)
    assert 0.5 < x < 1.5
    assert 0.2 < y < 0.4
    settled(live, x, y)
    assert readouts(live)["verdict"] == "order"
    assert f"phase.sigma_w2={x:g}" in live.url
    assert live.errors == []


def test_the_point_follows_the_keys(live):
    """Arrows move it by a fiftieth of the range, with Shift by a tenth of that; never beyond."""
    live.locator("[data-plane]").focus()
    live.keyboard.press("ArrowRight")
    assert values(live) == [2.078, 0.05]
    live.keyboard.press("Shift+ArrowUp")
    assert values(live) == [2.078, 0.0512]
    settled(live, 2.078, 0.0512)
    for _ in range(8):
        live.keyboard.press("ArrowDown")
    assert values(live)[1] == 0
    plane = live.locator("[data-plane]")
    assert plane.get_attribute("role") == "slider"
    assert "2.078" in plane.get_attribute("aria-valuetext")
    settled(live, 2.078, 0.0)


def test_a_moved_point_waits_for_python(open_page, address):
    """Before Python is there the point moves, nothing is fetched, and the page says what to do."""
    page = open_page(address + "tools/phase-diagram/")
    page.locator("[data-plane]").focus()
    page.keyboard.press("ArrowLeft")
    assert values(page)[0] == 1.922
    assert "not in the recording" in page.locator("[data-status]").inner_text()
    assert page.cdn.asked == []
