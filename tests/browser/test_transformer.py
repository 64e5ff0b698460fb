"""The transformer demo in a real browser: Python's numbers, live, and a start without Python."""

import itertools

import numpy as np
import pytest
from tests.browser.test_playground import WATCH

from initdocs import demos

pytestmark = pytest.mark.browser

DEMO = "[data-demo=transformer]"
STATE = f"document.querySelector('{DEMO}').dataset"


def test_it_trains_live_as_natively(open_page, address):
    """The same settings and seed give, in the browser, the numbers that Python gives here."""
    page = open_page(
        address + "practice/transformers/?transformer.width=16&transformer.blocks=2"
        "&transformer.start=zero"
    )
    page.evaluate(WATCH)
    page.click(f"{DEMO} [data-play]")
    page.wait_for_function("frames.length > 3")
    page.click(f"{DEMO} [data-play]")
    live = page.evaluate("frames")
    demo = demos.load("transformer")
    settings, notes = demos.read_settings(demo, {"width": "16", "blocks": 2, "start": "zero"})
    assert not notes
    for got, truth in zip(live[:4], itertools.islice(demo.frames(settings), 4), strict=True):
        for name in ("cost", "stream", "entropy", "updates"):
            here = np.array(got["frame"][name]).reshape(truth[name].shape)
            np.testing.assert_allclose(here, truth[name], rtol=2e-2, err_msg=name)
    assert page.errors == []


def test_a_start_is_answered_without_python(open_page, address):
    """A preset shows its recording: the first loss stands in the tiles, and no runtime is asked."""
    page = open_page(address + "practice/transformers/")
    page.click(".demo-presets >> text=Sure of nonsense")
    page.wait_for_function(
        f"{STATE}.fresh == 'true' && "
        "document.querySelector('[data-demo=transformer] [name=start]:checked').value == 'tied'"
    )
    first = page.locator("[data-tile-cost=tied]").inner_text()
    settings = demos.defaults(demos.load("transformer"))
    place = list(demos.load("transformer").parameters[0].options).index("tied")
    truth = demos.load("transformer").scene(settings)["first"][place]
    assert abs(float(first.removeprefix("first loss ")) - truth) < 0.05
    assert page.evaluate("document.documentElement.dataset.runtime") in (None, "off")
    assert page.errors == []


def test_it_fits_a_phone(open_page, address):
    """At 390 pixels nothing scrolls sideways, and each view is drawn within the page."""
    page = open_page(address + "practice/transformers/", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for view in ("letters", "cost", "stream", "heads", "updates"):
        box = page.locator(f"{DEMO} [data-view={view}]").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, view
