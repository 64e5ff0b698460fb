"""The list of labs: what each says of itself, and its picture."""

import re

import pytest

from initdocs.colours import HE
from initdocs_site import ROOT
from initdocs_site.labs import full, lablist, notebooks, runs
from initdocs_site.page.run import Result


def test_what_a_lab_says_of_itself(lab):
    """Title and claim are its text."""
    assert lablist.about(lab)[1:] == ("A lab", "One and one are two.")


def test_the_verdict_is_what_the_table_prints(lab):
    """It is read from the run, over the end of a line; without a table there is none."""
    results = [Result(""), Result("2\n"), Result("drawn\n"), Result("what\n\nVerdict: b\nc\n")]
    assert notebooks.verdict(lab, results) == "b c"
    assert notebooks.verdict(lab, results[:3]) == ""


def test_verdict_and_time_come_from_the_run(lab, monkeypatch):
    """The plugin runs the lab, and its processor's time is measured; the list shows both."""
    pytest.importorskip("mkdocs_jupyter.convert")
    monkeypatch.setattr(full, "FOLDER", lab.parent)
    found = runs.found(lab)
    assert found.verdict == "reproduced in 1 of 2 rows; not: order"
    assert re.fullmatch(r"\d+ s", found.time)
    listed = lablist.index(str, lambda target: f"/{target}/")
    assert f"<dd>{found.verdict}</dd>" in listed and f"<dd>{found.time}</dd>" in listed
    # a work whose key is the lab's name leads to the lab, another one does not
    said = lablist.of_work("alab", str, lambda target: f"/{target}/")
    assert said == f' <a href="/labs/a-lab.py/">Lab</a>: {found.verdict}'
    assert lablist.of_work("alab2", str, str) == ""


def test_the_list_and_the_navigation_have_one_order():
    """The oldest paper first, beside the page as on it."""
    nav = re.findall(
        r"labs/(\S+)\.py", (ROOT / "mkdocs.yml").read_text("utf-8").partition("plugins:")[0]
    )
    listed = sorted(map(lablist.about, full.FOLDER.glob("*.py")), key=lambda lab: lab.year)
    assert len(nav) > 10 and [lab.path.stem for lab in listed] == nav


def test_what_is_switched_off_has_no_verdict(lab, monkeypatch):
    """Nothing is claimed of a lab that was not run."""
    monkeypatch.setenv("INITDOCS_LIVE", "off")
    assert runs.found(lab) == ("", "")


def test_a_picture_has_the_colours_of_each_scheme():
    """In a file of its own a figure sees no page, so that its colours are written out."""
    files = lablist.pictures('<svg viewBox="0 0 1 1"><path style="fill: var(--fig-he)"/></svg>')
    light, dark = (files[lablist.picture_name(scheme)] for scheme in lablist.SCHEMES)
    assert "var(" not in light + dark
    assert f"fill: {HE}" in light
    assert f"fill: {HE.dark}" in dark


def test_labs_stand_in_the_order_of_their_papers(tmp_path, monkeypatch):
    """By year, then by name."""
    monkeypatch.setenv("INITDOCS_LIVE", "off")
    monkeypatch.setattr(full, "FOLDER", tmp_path)
    for name in ("he-2015", "saxe-2013", "glorot-2010", "hanin-nica-2020", "abc-2015"):
        (tmp_path / f"{name}.py").write_text("# %% [markdown]\n# # A title\n#\n# A claim.\n")
    listed = lablist.index(str, str)
    assert re.findall('data-lab="([^"]*)"', listed) == [
        "glorot-2010", "saxe-2013", "abc-2015", "he-2015", "hanin-nica-2020",
    ]  # fmt: skip
