"""What a demo shows belongs to the settings beside it, or is gone: Python is not there yet."""

from itertools import product
from urllib.parse import quote

import numpy as np
import pytest
from tests.conftest import place
from tests.demos.test_demos import decode

from initdocs import demos
from initdocs_site import ROOT
from initdocs_site.page import recorded

pytestmark = pytest.mark.browser

PAGES = {
    name: place(path)
    for path in sorted((ROOT / "docs/tools").glob("*.md"))
    for name in demos.NAMES
    if f"```demo {name}\n" in path.read_text("utf-8")
}
FILES = f"**/{recorded.FOLDER}/**"
WATCH = """
const plain = (f) => Object.fromEntries(Object.entries(f).map(([k, v]) => [k, [...v]]));
document.addEventListener("demo:frame", ({ detail: { step, scene, frame } }) => {
  globalThis.shown = { step, scene: plain(scene), frame: plain(frame) };
}, true);
"""
STATUS = "document.querySelector('[data-demo] [data-status]')"
SHOWN = """() => {
  const demo = document.querySelector("[data-demo]");
  const all = (s) => [...demo.querySelectorAll(s)].map((e) => e.textContent.trim());
  return { fresh: demo.dataset.fresh, numbers: all("[data-readout]"), words: all("[data-text]"),
           tiles: all("[data-tile-cost]"), play: demo.querySelector("[data-play]").textContent };
}"""


def recorded_values(demo):
    """For each parameter of an axis a value that is not the default."""
    for axis in demo.axes:
        for key, values in [*axis.files.items(), *axis.grid.items()]:
            default = next(p.default for p in demo.parameters if p.name == key)
            other = [v for v in values if v != default]
            yield key, other[len(other) // 2]


def other_values(demo):
    """For each parameter that a run depends on a value that is recorded nowhere, if it has one."""
    free = {key for axis in demo.axes for key in axis.free}
    for p in demo.parameters:
        known = {p.default}
        known.update(
            *(v for a in demo.axes for k, v in [*a.files.items(), *a.grid.items()] if k == p.name)
        )
        if p.live or p.name in free:
            continue
        if isinstance(p, demos.Text):
            yield p.name, f"{p.default} + 0"
        else:
            ends = (
                p.options
                if isinstance(p, demos.Choice)
                else (p.high, p.low, p.low + (p.high - p.low) / 7)
            )
            yield from ((p.name, value) for value in [v for v in ends if v not in known][:1])


def file_of(demo, axis, settings):
    """What the file of the settings holds, decoded, and where in it they stand."""
    here = {key: settings[key] for key in axis.files}
    content = demos.record(demo, demos.defaults(demo) | here, axis)
    nodes = list(product(*axis.grid.values()))
    return decode(content)[0], nodes.index(tuple(settings[key] for key in axis.grid))


def is_blank(shown):
    assert set(shown["numbers"]) <= {"–"}
    assert not any(shown["words"]) and not any(shown["tiles"])
    assert shown["play"] == "Run for these settings"


def holder(demo, settings):
    """The first axis that has recorded these settings, as the page finds it."""
    defaults = demos.defaults(demo)
    for axis in demo.axes:
        values = {**axis.files, **axis.grid}
        elsewhere = {k for k in defaults if k not in values and k not in axis.free}
        if all(settings[k] in values[k] for k in values) and all(
            settings[k] == defaults[k] for k in elsewhere
        ):
            return axis
    raise AssertionError(settings)


def is_of(page, demo, settings):
    """The scene and the frame that are drawn are those of the settings' own file."""
    fields, node = file_of(demo, holder(demo, settings), settings)
    shown = page.evaluate("globalThis.shown")
    for (section, name), (stored, log, _) in fields.items():
        row = {"scene": 0, "scenes": node, "frames": shown["step"]}[section]
        got = shown["frame" if section == "frames" else "scene"][name]
        truth = np.exp(stored[row]) if log else stored[row]
        np.testing.assert_allclose(got, truth, rtol=2e-6, atol=1e-6, err_msg=name)


def put(page, name, value):
    """Set a control as a reader's hand does."""
    control = page.locator(f"[data-demo] [name={name}]")
    if control.first.get_attribute("type") == "radio":
        page.locator(f"[data-demo] [name={name}][value={value}]").check(force=True)
    elif control.evaluate("(e) => e.tagName") == "SELECT":
        control.select_option(str(value))
    else:
        # a number of a text is hidden where the text has it not
        control.evaluate("(e, value) => { e.value = value; }", str(value))
        control.dispatch_event("change")


def hold(page):
    """Leave every recorded setting that the page asks for without an answer, and tell which."""
    held = []

    def wait(route):
        held.append(route)

    page.context.route(FILES, wait)
    return held


@pytest.fixture
def at_rest(open_page, address):
    """A function that opens a demo's page, its recording at its end, Python far away."""

    def open_(name, query=""):
        page = open_page("about:blank")
        page.add_init_script(WATCH)
        page.goto(address + PAGES[name] + query)
        page.locator("[data-demo]").scroll_into_view_if_needed()
        return page

    return open_


def rest(page):
    page.wait_for_function("document.querySelector('[data-demo]').dataset.state == 'done'")


@pytest.mark.parametrize("name", PAGES)
def test_a_recorded_setting_is_blank_until_its_file_is_there(at_rest, name):
    """From the change on nothing of the old settings is left; then their own run, no Python."""
    page = at_rest(name)
    rest(page)
    demo = demos.load(name)
    for key, value in recorded_values(demo):
        held = hold(page)
        put(page, key, value)
        if page.evaluate(SHOWN)["fresh"] == "false":  # the file was not at hand
            is_blank(page.evaluate(SHOWN))
        page.context.unroute(FILES)
        for route in held:
            route.continue_()
        page.wait_for_function("document.querySelector('[data-demo]').dataset.fresh == 'true'")
        rest(page)
        shown = page.evaluate(SHOWN)
        assert "–" not in shown["numbers"][:1]
        settings = demos.defaults(demo) | {key: value}
        is_of(page, demo, settings)
        if demo.words:
            assert shown["words"] == [text.strip() for text in demo.words.say(settings).values()]
        put(page, key, demos.defaults(demo)[key])
        page.wait_for_function("document.querySelector('[data-demo]').dataset.fresh == 'true'")
    assert page.cdn.asked == [] and page.errors == []


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_recorded_is_blank(at_rest, name):
    """Every other value of every control leaves no number, word or line of code of the old one."""
    page = at_rest(name)
    rest(page)
    demo = demos.load(name)
    for key, value in other_values(demo):
        put(page, key, value)
        shown = page.evaluate(SHOWN)
        assert shown["fresh"] == "false", key
        is_blank(shown)
        assert "not recorded" in page.locator("[data-demo] [data-status]").inner_text()
        put(page, key, demos.defaults(demo)[key])
        page.wait_for_function("document.querySelector('[data-demo]').dataset.fresh == 'true'")
        assert "–" not in page.evaluate(SHOWN)["numbers"][:1]
    assert page.cdn.asked == [] and page.errors == []


@pytest.mark.parametrize("name", PAGES)
def test_an_address_shows_its_own_settings(at_rest, name):
    """A recorded setting in the address is shown; any other is offered, with nothing beside it."""
    demo = demos.load(name)
    key, value = list(recorded_values(demo))[-1]
    page = at_rest(name, f"?{name}.{key}={quote(str(value))}")
    page.wait_for_function("document.querySelector('[data-demo]').dataset.fresh == 'true'")
    rest(page)
    is_of(page, demo, demos.defaults(demo) | {key: value})
    key, value = next(other_values(demo))
    page = at_rest(name, f"?{name}.{key}={quote(str(value))}")
    page.wait_for_function(f"{STATUS}.textContent.includes('its own settings')")
    shown = page.evaluate(SHOWN)
    assert shown["fresh"] == "false"
    is_blank(shown)
    assert page.cdn.asked == [] and page.errors == []


@pytest.mark.parametrize(("name", "slider"), [("depth", "alpha"), ("playground", "scale")])
def test_a_slider_scrubs_by_keys(at_rest, name, slider):
    """An arrow key moves to the next recorded value; number, address and drawing follow."""
    page = at_rest(name)
    rest(page)
    demo = demos.load(name)
    values = list(next(p for p in demo.parameters if p.name == slider).slides)
    page.locator(f"[data-slides={slider}]").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    default = demos.defaults(demo)[slider]
    value = values[values.index(default) - 3]
    assert float(page.locator(f"[name={slider}]").input_value()) == value
    # browsers refuse an address that changes with every key: it follows a few times a second
    page.wait_for_function(
        "(text) => location.search.includes(text)", arg=f"{name}.{slider}={value:g}"
    )
    page.wait_for_function("document.querySelector('[data-demo]').dataset.fresh == 'true'")
    is_of(page, demo, demos.defaults(demo) | {slider: value})


def test_a_file_that_cannot_be_had_is_as_good_as_not_recorded(at_rest):
    """Without its file a setting is offered, not shown."""
    page = at_rest("playground")
    rest(page)
    page.context.route(FILES, lambda route: route.abort())
    put(page, "data", "moon")
    page.wait_for_function(f"{STATUS}.textContent.includes('not recorded')")
    is_blank(page.evaluate(SHOWN))
