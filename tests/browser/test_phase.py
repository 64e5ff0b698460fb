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
    live.wait_for_function("(text) => location.search.includes(text)", arg=f"phase.sigma_w2={x:g}")
    assert live.errors == []


def test_the_point_follows_the_keys(open_page, address):
    """Arrows move it by a step, with Shift by five, never beyond; the recording has the numbers."""
    page = open_page(address + "tools/phase-diagram/")
    page.locator("[data-plane]").focus()
    page.keyboard.press("ArrowRight")
    assert values(page) == [2.05, 0.05]
    page.keyboard.press("Shift+ArrowUp")
    assert values(page) == [2.05, 0.175]
    settled(page, 2.05, 0.175)
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    assert values(page)[1] == 0
    plane = page.locator("[data-plane]")
    assert plane.get_attribute("role") == "slider"
    assert "2.05" in plane.get_attribute("aria-valuetext")
    settled(page, 2.05, 0.0)
    assert page.locator("[data-demo]").get_attribute("data-source") == "recorded"
    assert page.cdn.asked == []


def test_a_finger_scrolls_beside_the_point_and_drags_on_it(open_page, address):
    """On a phone the plane is no trap: only the point itself takes the touch."""
    page = open_page(
        address + "tools/phase-diagram/", viewport={"width": 390, "height": 844}, has_touch=True
    )
    touch = "(e) => getComputedStyle(e).touchAction"
    assert page.locator("[data-plane]").evaluate(touch) == "pan-x pan-y"
    handle = page.locator(".demo-handle")
    assert handle.evaluate(touch) == "none"
    box = handle.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    plane = page.locator("[data-plane]").bounding_box()
    page.touchscreen.tap(plane["x"] + 60, plane["y"] + 40)
    assert values(page) == [2.0, 0.05]
