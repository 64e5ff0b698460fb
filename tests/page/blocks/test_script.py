"""What a class is asked and shown of each demo."""

import pytest

from initdocs import demos
from initdocs_site.page.blocks import script
from initdocs_site.page.blocks.controls import as_text


@pytest.mark.parametrize("name", demos.NAMES)
def test_a_question_comes_before_each_preset(name):
    """Its default settings first, then each preset in order, asked before what to look at."""
    demo = demos.load(name)
    first, *steps = script.script(name, demo, "It came out.")
    assert first["settings"] == {}
    assert first["ask"].endswith("?")
    if demo.question:
        assert first["ask"] == demo.question.ask
        assert first["answers"] == list(demo.question.answers.values())
        assert first["look"] == "It came out."
    named = [preset for preset in demo.presets if preset.settings]
    assert [step["look"] for step in steps] == [preset.look for preset in named]
    for step, preset in zip(steps, named, strict=True):
        assert step["settings"] == {k: as_text(v) for k, v in preset.settings.items()}
        # one at the default settings names none: it is the first step
        assert preset.settings.items() - demos.defaults(demo).items(), preset.name


def test_questions_are_of_presets_that_are_there():
    """No preset is without a question, and no question without its preset or with its answer."""
    for name, asked in script.ASKED.items():
        looks = {preset.slug: preset.look for preset in demos.load(name).presets}
        if not demos.load(name).question and all(p.settings for p in demos.load(name).presets):
            looks[""] = "what is said of the default settings"
        assert asked.keys() <= looks.keys()
        for slug, ask in asked.items():
            assert ask.endswith("?") and looks[slug] not in ask
    every = {(name, p.slug) for name in demos.NAMES for p in demos.load(name).presets}
    known = {(name, slug) for name, asked in script.ASKED.items() for slug in asked}
    assert {(name, slug) for name, slug in known if slug} == every


def test_settings_that_are_the_default_ones_are_asked_first():
    """A preset that sets nothing is the first step itself, not one more."""
    first, *steps = script.script("widths", demos.load("widths"), "")
    assert first["ask"] == script.ASKED["widths"]["the-old-standard"]
    assert [step["settings"]["law"] for step in steps] == ["both", "in"]
