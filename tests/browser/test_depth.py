"""The depth demo in a real browser: it runs to its end, and its numbers are Python's."""

import numpy as np
import pytest

from initdocs import demos

pytestmark = pytest.mark.browser


def test_depth_runs_to_its_end(open_page, address):
    """Live, with random matrices, the signal goes up and comes down, and the law is shown."""
    query = "depth.matrix=gaussian&depth.depth=4&depth.alpha=1.2&depth.width=8"
    page = open_page(f"{address}guide/exploding-vanishing/?{query}")
    page.locator("[data-demo=depth]").scroll_into_view_if_needed()
    page.click("[data-demo=depth] [data-play]")
    state = "document.querySelector('[data-demo=depth]').dataset"
    page.wait_for_function(f"{state}.source == 'live' && {state}.state == 'done'")
    demo = demos.load("depth")
    settings, notes = demos.read_settings(
        demo, {"matrix": "gaussian", "depth": "4", "alpha": "1.2", "width": "8"}
    )
    assert not notes
    assert page.locator("[data-demo=depth]").get_attribute("data-step") == str(2 * 4)
    shown = {
        name: float(page.locator(f"[data-demo=depth] [data-readout={name}]").inner_text())
        for name in ("layer", "activation", "gradient", "law")
    }
    scene = demo.scene(settings)
    assert shown["layer"] == 0
    np.testing.assert_allclose(shown["activation"], 1)
    np.testing.assert_allclose(shown["gradient"], 10 ** scene["down"][0, 1], atol=5e-4)
    np.testing.assert_allclose(shown["law"], 1.2**4, atol=5e-4)
    # played once more it starts anew
    page.click("[data-demo=depth] [data-play]")
    page.wait_for_function(f"{state}.state == 'running'")
    assert page.errors == []
