"""Demos that explain one idea on a page, in a real browser: touched, they answer at once.

What is told belongs to the settings and is Python's own, and nothing is fetched from the CDN.
"""

import pytest
from tests.conftest import DOCS, place

from initdocs import demos
from initdocs_site.page.blocks import presets

pytestmark = pytest.mark.browser

#: what moves a control by its keys, and the settings that stand there then
TOUCHED = {
    "chaos": [
        ("[data-slides=depth]", "End", {"depth": 40}),
        ("[data-slides=sigma_w2]", "End", {"depth": 40, "sigma_w2": 4}),
    ],
    "cobweb": [
        ("[data-plane]", "ArrowRight", {"start": 1.0}),
        ("[name=activation][value=gelu]", "ArrowRight", {"start": 1.0, "activation": "silu"}),
        ("[data-plane]", "Shift+ArrowUp", {"start": 1.5, "activation": "silu"}),
    ],
    "drops": [("[data-slides=width]", "End", {"width": 1000})],
    "needle": [
        ("[data-slides=depth]", "End", {"depth": 30}),
        ("[data-slides=draw]", "ArrowRight", {"depth": 30, "draw": 2}),
    ],
    "widths": [
        ("[data-slides=width]", "End", {"width": 400}),
        ("[name=law][value=old]", "ArrowRight", {"width": 400, "law": "in"}),
    ],
    "cloud": [
        ("[data-slides=step]", "ArrowRight", {"step": 2}),
        ("[name=law][value=he]", "ArrowLeft", {"step": 2, "law": "lecun"}),
        ("[data-slides=step]", "End", {"step": 19, "law": "lecun"}),
    ],
    "normalization": [
        ("[data-slides=scale]", "End", {"scale": 2.83}),
        ("[name=mode][value=on]", "ArrowRight", {"scale": 2.83, "mode": "off"}),
    ],
    "summands": [
        ("[data-view=output]", "ArrowRight", {"column": 5}),
        ("[name=kind]", "End", {"column": 5, "kind": "checkered"}),
    ],
    "leak": [
        ("[data-slides=slope]", "ArrowRight", {"slope": 0.02}),
        ("[data-slides=slope]", "End", {"slope": 1}),
        ("[name=activation]", "ArrowDown", {"slope": 1, "activation": "gelu"}),
    ],
    "sides": [
        ("[data-slides=broken]", "End", {"broken": 100}),
        ("[data-slides=line]", "ArrowRight", {"broken": 100, "line": 2}),
    ],
    "start": [
        ("[data-slides=scale]", "ArrowRight", {"scale": 1.47}),
        ("[data-slides=scale]", "End", {"scale": 100}),
    ],
    "spread": [
        ("[data-slides=size]", "Home", {"size": 0.1}),
        ("[data-slides=size]", "End", {"size": 17}),
    ],
    "twins": [
        ("[data-slides=updates]", "End", {"updates": 1000}),
        ("[data-slides=nudge]", "ArrowRight", {"updates": 1000, "nudge": 0.001}),
        ("[data-plane]", "ArrowRight", {"updates": 1000, "nudge": 0.001, "across": 2}),
    ],
    "precision": [
        ("[name=way][value=own]", "ArrowRight", {"way": "cast"}),
        ("[name=form][value=bfloat16]", "ArrowRight", {"way": "cast", "form": "float16"}),
        ("[data-slides=power]", "Home", {"way": "cast", "form": "float16", "power": -8.0}),
    ],
    "product": [
        ("[data-slides=factor]", "ArrowRight", {"factor": 1.15}),
        ("[data-slides=width]", "Home", {"factor": 1.15, "width": 2}),
        ("[data-slides=layers]", "End", {"factor": 1.15, "width": 2, "layers": 100}),
    ],
    "adapters": [
        ("[name=scale][value=rank]", "ArrowRight", {"scale": "root"}),
        ("[name=optimizer][value=descent]", "ArrowRight", {"scale": "root", "optimizer": "adam"}),
        ("[name=scale][value=root]", "ArrowLeft", {"scale": "rank"}),
    ],
    "transfer": [
        ("[name=fault]", "ArrowDown", {"fault": "rate"}),
        ("[data-slides=steps]", "End", {"fault": "rate", "steps": 4}),
        (
            "[name=branch][value=root]",
            "ArrowRight",
            {"fault": "rate", "steps": 4, "branch": "both"},
        ),
    ],
    "attention": [
        ("[name=scale][value=root]", "ArrowRight", {"scale": "none"}),
        ("[data-slides=size]", "End", {"scale": "none", "size": 2.8}),
        ("[name=held][value=no]", "ArrowRight", {"scale": "none", "size": 2.8, "held": "norm"}),
    ],
    "coordinates": [
        ("[data-slides=omega]", "ArrowRight", {"omega": 100}),
        ("[data-slides=depth]", "End", {"omega": 100, "depth": 8}),
        ("[name=kind][value=sine]", "ArrowRight", {"omega": 100, "depth": 8, "kind": "undivided"}),
    ],
    "heads": [
        ("[data-slides=gain]", "End", {"gain": 100}),
        ("[data-slides=updates]", "End", {"gain": 100, "updates": 300}),
        ("[name=size][value=one]", "ArrowRight", {"gain": 100, "updates": 300, "size": "five"}),
    ],
    "memory": [
        ("[data-slides=fast]", "Home", {"fast": 0.01}),
        ("[name=way][value=ring]", "ArrowRight", {"fast": 0.01, "way": "step"}),
        ("[data-slides=slow]", "End", {"fast": 0.01, "way": "step", "slow": 0.003}),
    ],
    "kernel": [
        ("[data-slides=width]", "Home", {"width": 10}),
        ("[data-slides=steps]", "Home", {"width": 10, "steps": 0}),
        ("[name=scaling][value=ntk]", "ArrowRight", {"width": 10, "steps": 0, "scaling": "mup"}),
    ],
    "wake": [
        ("[name=three][value=zero]", "ArrowLeft", {"three": "random"}),
        ("[name=two][value=random]", "ArrowRight", {"three": "random", "two": "zero"}),
        ("[name=wiring]", "End", {"three": "random", "two": "zero", "wiring": "around"}),
    ],
    "valley": [
        ("[data-slides=rate]", "ArrowRight", {"rate": 0.015}),
        ("[name=scaling][value=standard]", "ArrowRight", {"rate": 0.015, "scaling": "mup"}),
    ],
    "basin": [
        ("[data-view=basin]", "ArrowLeft", {"power": 0.5}),
        ("[name=variant][value=plain]", "ArrowRight", {"power": 0.5, "variant": "adam"}),
    ],
    "residual": [
        ("[data-slides=blocks]", "ArrowRight", {"blocks": 50}),
        ("[name=factor][value=one]", "ArrowRight", {"blocks": 50, "factor": "root"}),
        ("[name=branch]", "ArrowDown", {"blocks": 50, "factor": "root", "branch": "relu"}),
    ],
}


def said(page, name):
    return page.locator(f"[data-demo={name}] [data-text=verdict]").inner_text()


@pytest.fixture(params=TOUCHED, ids=TOUCHED)
def shown(request, open_page, address):
    """A page, and the name of its demo, which has been seen."""
    name = request.param
    page = open_page(address + place(DOCS / presets.home(name)))
    page.locator(f"[data-demo={name}]").scroll_into_view_if_needed()
    page.wait_for_function(f"document.querySelector('[data-demo={name}]').dataset.state == 'done'")
    return page, name


def test_a_key_is_answered_by_the_recording(shown):
    """Each key sets its value, and the sentence is Python's for the settings; none asks a CDN.

    So are the numbers and the words of the page's text that show it.
    """
    page, name = shown
    demo = demos.load(name)
    settings = demos.defaults(demo)
    assert said(page, name) == demo.words.say(settings)["verdict"]
    for control, key, expected in TOUCHED[name]:
        page.locator(f"[data-demo={name}] {control}").focus()
        page.keyboard.press(key)
        settings |= expected
        sentence = demo.words.say(settings)["verdict"]
        told = f"document.querySelector('[data-demo={name}] [data-text=verdict]').textContent"
        page.wait_for_function(f"(sentence) => {told} == sentence", arg=sentence)
        assert page.locator(f"[data-demo={name}]").get_attribute("data-fresh") == "true"
        for shows in page.locator(f"[data-shows^='{name}.']").all():
            text = shows.get_attribute("data-shows").removeprefix(f"{name}.")
            assert shows.inner_text() == demo.words.say(settings)[text]
    assert page.locator(f"[data-demo={name}]").get_attribute("data-source") == "recorded"
    assert page.cdn.asked == []
    assert page.errors == []


def test_the_start_is_dragged_along_the_axis(open_page, address):
    """The point of the cobweb follows the pointer across, and the sentence and the text follow."""
    page = open_page(address + "beyond/any-activation/")
    demo = demos.load("cobweb")
    page.locator("[data-plane]").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-demo=cobweb]').dataset.state == 'done'")
    handle = page.locator(".demo-handle").bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(x + 20 * step, y - 5 * step)
    page.mouse.up()
    start = float(page.locator("[name=start]").input_value())
    assert start > demos.defaults(demo)["start"] + 0.5
    sentence = demo.words.say({**demos.defaults(demo), "start": start})["verdict"]
    told = "document.querySelector('[data-demo=cobweb] [data-text=verdict]').textContent"
    page.wait_for_function(f"(sentence) => {told} == sentence", arg=sentence)
    assert page.locator("[data-sets='cobweb.start']").inner_text() == f"{start:g}"
    assert page.cdn.asked == []
    assert page.errors == []
