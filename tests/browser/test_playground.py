"""The playground trains in a real browser what the same Python trains here."""

import itertools
import re

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import playground

pytestmark = pytest.mark.browser

#: keep every live frame of the first demo of a page
WATCH = """() => {
  globalThis.frames = [];
  document.querySelector("[data-demo]").addEventListener("demo:frame", ({detail}) => {
    const frame = Object.fromEntries(Object.entries(detail.frame).map(([k, v]) => [k, [...v]]));
    if (detail.source === "live") frames.push({step: detail.step, frame});
  });
}"""


@pytest.mark.parametrize(
    "query", ["", "?playground.data=moon&playground.activation=gelu&playground.seed=11"]
)
def test_playground_trains_live_as_natively(open_page, address, query):
    """The same settings and seed give, in the browser, the numbers that Python gives here.

    Compared up to epoch 10, while the last bits of float32, 6e-8, in which exp and matmul
    differ, have not spread. “Too large” is compared up to epoch 2: its gradients are
    hundreds of times larger, and so is what they make of a last bit.
    """
    page = open_page(f"{address}tools/playground/{query}{'&' if query else '?'}playground.speed=1")
    page.evaluate(WATCH)
    page.click("[data-play]")
    page.wait_for_function("frames.length > 10")
    assert page.locator("[data-demo]").get_attribute("data-source") == "live"
    assert page.locator("[data-play]").inner_text() == "Pause"
    page.click("[data-play]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'stopped'")
    live = page.evaluate("frames")
    demo = demos.load("playground")
    values = dict(re.findall(r"playground\.(\w+)=(\w+)", page.url))
    settings, notes = demos.read_settings(demo, values)
    assert not notes and settings["speed"] == 1
    assert [f["step"] for f in live[:11]] == list(range(11))
    calm = [i for i, contender in enumerate(playground.CONTENDERS) if contender != "large"]
    for got, truth in zip(live[:11], itertools.islice(demo.frames(settings), 11), strict=True):
        for name, array in truth.items():
            here = np.array(got["frame"][name]).reshape(array.shape)
            there = np.asarray(array, np.float32)
            if got["step"] > 2 and len(array) == len(playground.CONTENDERS):
                here, there = here[calm], there[calm]
            np.testing.assert_allclose(here, there, rtol=5e-4, atol=5e-5, err_msg=name)
    assert page.errors == []


def test_live_step_pause_reset_and_restart(open_page, address):
    """Step moves one frame, pause stands still, reset begins anew, a setting restarts."""
    page = open_page(address + "tools/playground/")
    demo = page.locator("[data-demo]")
    page.click("[data-play]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.source == 'live'")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.step > 3")
    page.click("[data-play]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'stopped'")
    page.wait_for_timeout(200)
    step = int(demo.get_attribute("data-step"))
    page.click("[data-step-once]")
    page.wait_for_function(f"document.querySelector('[data-demo]').dataset.step == {step + 1}")
    page.click("[data-reset]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.step == 0")
    assert demo.locator("[data-readout=epoch]").inner_text() == "0"
    page.click("[data-play]")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.step > 3")
    page.evaluate(WATCH)
    page.check("[name=data][value=moon]", force=True)
    page.wait_for_function("frames.some((f) => f.step === 0)")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.step > 5")
    assert demo.get_attribute("data-state") == "running"
    assert "playground.data=moon" in page.url
    assert page.errors == []
