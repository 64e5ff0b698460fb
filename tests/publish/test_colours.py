"""The sheet of colours."""

import re

import yaml

from initdocs.colours import COLOURS, HE, PAPER
from initdocs_site import ROOT
from initdocs_site.publish import colours


def test_each_scheme_has_every_colour(tmp_path):
    """By its name, once for the light and once for the dark scheme, which is for screens alone."""
    colours.write(tmp_path)
    css = (tmp_path / colours.PLACE).read_text("utf-8")
    light, screen, dark = css.partition("@media screen")
    assert screen
    told = [dict(re.findall(r"--fig-(\w+): (#[0-9a-f]{6});", part)) for part in (light, dark)]
    assert told[0] == {c.name: str(c) for c in COLOURS}
    assert told[1] == {c.name: c.dark for c in COLOURS}
    assert told[0]["he"] == HE and told[1]["paper"] == PAPER.dark


def test_the_pages_ask_for_the_sheet():
    """The settings name it before those that use it."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    sheets = re.search(r"^extra_css:\n((?:  .*\n)+)", settings, re.MULTILINE)[1]
    assert yaml.safe_load(sheets)[0] == colours.PLACE
