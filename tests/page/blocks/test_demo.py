"""A demo as HTML: its controls say what Python says of its parameters."""

import base64
import json
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup

from initdocs import demos
from initdocs.demos import Choice, Number, Text, plain
from initdocs_site.page import axes, compute, recorded
from initdocs_site.page.blocks import demo as block

NAMES = pytest.mark.parametrize("name", demos.NAMES)


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch):
    """Posters and recordings are tested where they are made."""

    def result(task):
        if len(task.parts) > 1:  # recorded settings: as many files as it is asked for
            _, axis, start, stop = task.parts
            return [(f"{axis}/{i}", "") for i in range(start, stop)]
        demo = demos.load(task.parts[0])
        views = [view for step in demo.steps for view in step.views]
        texts = dict.fromkeys(demo.words.labels, "<text>") if demo.words else {}
        values = {v: f"[{v}]" for p in demo.parameters if isinstance(p, Choice) for v in p.options}
        return {
            "recording": "AAAA", "posters": {v: f"<svg>{v}</svg>" for v in views}, "texts": texts,
            "titles": dict.fromkeys(views, "Title"), "ratio": dict.fromkeys(views, 1.5),
            "thumbnails": values, "came": ("zero", "It came out."),
        }  # fmt: skip

    monkeypatch.setattr(compute, "result", result)
    axes._folders.cache_clear()
    yield
    axes._folders.cache_clear()


def made(name, body=""):
    return BeautifulSoup(block.render(name, body), "html.parser")


@NAMES
def test_a_control_for_each_parameter(name):
    """With its range, its step and its default."""
    page = made(name)
    for p in demos.load(name).parameters:
        found = page.select(f'[name="{p.name}"]')
        if isinstance(p, Number):
            (control,) = found
            given = [control[key] for key in ("value", "min", "max")]
            assert given == [plain(p.default), plain(p.low), plain(p.high)]
            assert control["step"] == ("1" if p.whole else f"{p.step:g}" if p.step else "any")
        elif isinstance(p, Text):
            assert found[0]["value"] == p.default
        elif p.look == "select":
            chosen = [o["value"] for o in found[0].select("option[selected]")]
            assert chosen == [p.default]
            assert [o["value"] for o in found[0].select("option")] == list(p.options)
        else:
            assert [radio["value"] for radio in found] == list(p.options)
            assert [radio["value"] for radio in found if radio.has_attr("checked")] == [p.default]
        assert all(control.has_attr("data-live") is p.live for control in found)


@NAMES
def test_steps_are_numbered_and_have_their_views(name):
    """The buttons stand in the last one."""
    page, demo = made(name), demos.load(name)
    steps = page.select(".demo-step")
    assert [s["aria-label"] for s in steps] == [
        f"{i}. {step.title}" for i, step in enumerate(demo.steps, start=1)
    ]
    for step, html in zip(demo.steps, steps, strict=True):
        assert [v["data-view"] for v in html.select("[data-view]")] == list(step.views)
    assert page.select("[data-play]") == steps[-1].select("[data-play]") != []
    assert len(page.select("[data-play]")) == 1


def test_tiles_have_the_colours_of_their_lines():
    """A tile shows the colour and the dashes in which the charts draw its start."""
    for name in ("playground", "digits"):
        page = made(name)
        keys = page.select(".demo-tile-line")
        lines = json.loads(page.select_one("template[data-constants]").string)["lines"]
        assert [key["style"] for key in keys] == [f"--line: var(--fig-{c})" for c, _ in lines]
        dashes = [key.path.get("stroke-dasharray", "").split() for key in keys]
        assert dashes == [[str(length) for length in dash] for _, dash in lines]
        assert len(lines) == len({tuple(dash) for _, dash in lines})


def test_what_a_fence_may_say():
    """Named settings and a question before the run, and nothing else."""
    assert made("depth", "presets: true").select(".demo-presets")
    for body in ("", "presets: false"):
        assert not made("depth", body).select(".demo-presets")
    for body in ("speed: 3", "presets", "presets: true\nspeed: 3"):
        with pytest.raises(ValueError, match=r"demo gain: got the options .*: presets: true"):
            block.render("gain", body)
    with pytest.raises(ValueError, match="demo: got 'lost'"):
        block.render("lost", "")


def test_texts_are_text():
    """What a demo says in words is escaped."""
    assert made("gain").select_one('[data-text="verdict"]').text == "<text>"


@NAMES
def test_each_combination_has_the_address_of_its_file(name):
    """The page tells every axis with its values as the controls have them, in order."""
    told = json.loads(made(name).select_one("template[data-axes]").string)
    of_demo = demos.load(name).axes
    assert [list(axis["files"]) for axis in told] == [list(axis.files) for axis in of_demo]
    for i, (axis, here) in enumerate(zip(of_demo, told, strict=True)):
        count = len(list(demos.combinations(axis)))
        files = [(f"{i}/{j}", "") for j in range(count)]
        assert here["at"] == axes.folder(name, files)
        for key, values in axis.grid.items():
            assert here["grid"][key] == [v if isinstance(v, str) else plain(v) for v in values]
        assert here["free"] == list(axis.free)


@NAMES
def test_a_slider_runs_over_the_recorded_values(name):
    """It stands beside its number, at the default, and has its name to those who do not see it."""
    page = made(name)
    sliding = [p for p in demos.load(name).parameters if isinstance(p, Number) and p.slides]
    found = page.select("[data-slides]")
    assert [slider["data-slides"] for slider in found] == [p.name for p in sliding]
    for p, slider in zip(sliding, found, strict=True):
        values = slider["data-values"].split(" ")
        assert values == [plain(v) for v in p.slides]
        assert values[int(slider["value"])] == plain(p.default) == slider["aria-valuetext"]
        assert slider["aria-label"] == p.label


@NAMES
def test_presets_are_addresses(name):
    """Where a page asks for them, each preset is a link; its settings stand there as data too."""
    assert not made(name).select(".demo-presets")
    links = made(name, "presets: true").select(".demo-presets a")
    for preset, link in zip(demos.load(name).presets, links, strict=True):
        query = parse_qsl(link["href"].removeprefix("?"))
        assert [key for key, _ in query] == [f"{name}.{key}" for key in preset.settings]
        assert (
            f"{name}?" + "&".join(link["href"][1:].split("&")).replace(f"{name}.", "")
            == link["data-preset"]
        )
        assert (link.string, link["title"]) == (preset.name, preset.look)


def test_a_question_waits_for_a_guess():
    """Its answers are buttons, what came out is hidden, and a page that does not ask has none."""
    assert not made("playground").select("[data-question]")
    asked = made("playground", "ask: true").select_one("[data-question]")
    answers = demos.load("playground").question.answers
    assert [b["data-guess"] for b in asked.select("button")] == list(answers)
    came = asked.select_one("[data-came]")
    assert (came["data-came"], came.string, came.has_attr("hidden")) == (
        "zero",
        "It came out.",
        True,
    )
    assert not made("phase", "ask: true").select("[data-question]")


def test_a_still_demo_says_its_sentence(monkeypatch):
    """Without a run it is marked so, and what it says is told to those who do not see it."""
    assert not made("gain").select(".demo--still, [aria-live]")
    still = replace(demos.load("gain"), play="")
    monkeypatch.setattr(demos, "load", lambda name: still)
    page = made("gain")
    assert page.select_one(".demo--still")["data-demo"] == "gain"
    assert page.select_one('[data-text="verdict"]')["aria-live"] == "polite"
    (frame,) = demos.load("gain").frames({"phi": "x"})
    assert list(frame) == ["shown"]


@NAMES
def test_a_demo_of_one_step_is_one_picture(name):
    """It has a still demo's room; its buttons show where it has a run."""
    demo, classes = demos.load(name), made(name).section["class"]
    one = len(demo.steps) == 1
    assert ("demo--still" in classes) == (one or not demo.play)
    assert ("demo--plays" in classes) == (one and bool(demo.play))


@pytest.mark.parametrize(("name", "size", "there"), [
    ("digits", recorded.IN_PAGE, True), ("digits", recorded.IN_PAGE + 1, False),
    ("spread", recorded.IN_PAGE + 1, True),
])  # fmt: skip
def test_a_long_run_that_an_axis_has_is_not_in_the_page(monkeypatch, name, size, there):
    """Whoever never comes to the demo does not pay for it; what no file has stays."""
    undrawn, packed = compute.result, base64.b64encode(bytes(size)).decode()

    def result(task):
        made = undrawn(task)
        return {**made, "recording": packed} if isinstance(made, dict) else made

    monkeypatch.setattr(compute, "result", result)
    if name == "spread":
        monkeypatch.setattr(recorded, "covers", lambda axis, settings: False)
    found = made(name).select("template[data-recording]")
    assert [t.text for t in found] == [packed] * there
