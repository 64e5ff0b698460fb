"""Links to settings that have a name."""

from xml.etree.ElementTree import Element

import pytest

from initdocs import demos
from initdocs_site import ROOT
from initdocs_site.page.blocks import presets


@pytest.mark.parametrize("name", demos.NAMES)
def test_every_demo_has_a_page_of_its_own(name):
    """A link to a demo that is not on the page leads there; one of several steps fills a page."""
    home = presets.home(name)
    assert f"```demo {name}\n" in (ROOT / "docs" / home).read_text("utf-8")
    assert home.startswith(("tools/", "practice/")) or len(demos.load(name).steps) == 1


def test_a_link_leads_to_the_settings():
    """It names the demo's page and the query, and the settings as data for a demo beside it."""
    link = Element("a", href="preset:depth/fifty-layers-fade")
    presets.lead(link, lambda page: f"../{page}/", pytest.fail)
    assert (
        link.get("href")
        == "../tools/depth.md/?depth.matrix=gaussian&depth.alpha=0.9&depth.depth=50"
    )
    assert link.get("data-preset") == "depth?matrix=gaussian&alpha=0.9&depth=50"
    assert link.get("title") == demos.preset("depth", "fifty-layers-fade").look


@pytest.mark.parametrize("target", ["preset:depth/lost", "preset:lost/fifty-layers-fade"])
def test_an_unknown_preset_is_told(target):
    """With what is allowed, where the link stands."""
    told = []
    presets.lead(Element("a", href=target), str, lambda *problem: told.append(problem))
    ((where, text),) = told
    assert where == target and "allowed:" in text


def test_a_link_opens_a_demo_before_a_class():
    """It names the demo, its page and the settings; without a preset the default ones."""
    link = Element("a", href="present:depth/fifty-layers-fade")
    presets.stage(link, lambda page: f"../{page}/", pytest.fail)
    settings = presets.query("depth", demos.preset("depth", "fifty-layers-fade"))
    assert link.get("href") == f"../tools/depth.md/?present=depth&{settings}"
    link = Element("a", href="present:depth")
    presets.stage(link, lambda page: f"../{page}/", pytest.fail)
    assert link.get("href") == "../tools/depth.md/?present=depth"


@pytest.mark.parametrize("target", ["present:depth/lost", "present:lost"])
def test_what_cannot_be_presented_is_told(target):
    """An unknown demo or preset is told where the link stands."""
    told = []
    presets.stage(Element("a", href=target), str, lambda *problem: told.append(problem))
    ((where, text),) = told
    assert where == target and "got" in text
