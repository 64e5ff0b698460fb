"""Publishing as a whole: every step is taken, and a second time changes nothing."""

import shutil
import subprocess
import sys

import pytest

from initdocs_site.publish import links, steps


def contents(site):
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_every_step_is_taken(built):
    """The pages name the wheel, one sheet, deferred scripts and a policy; files stand beside."""
    site, docs = built
    steps.publish(site, docs)
    for name in ("index.html", "labs/a-lab/index.html"):
        html = (site / name).read_text()
        assert html.count('name="initdocs:wheel"') == 1
        assert html.count('rel="stylesheet"') == 1
        assert html.count("<script defer src=") == 1
        assert html.index("charset") < html.index("Content-Security-Policy")
    found = contents(site)
    for name in (
        "llms.txt",
        "defaults.json",
        "defaults.schema.json",
        "assets/previews/index.png",
        "assets/previews/labs-a-lab.png",
        "labs/a-lab/a-lab.ipynb",
        "labs/a-lab/picture-light.svg",
    ):
        assert name in found, name
    assert sum(name.endswith(".whl") for name in found) == 1


def test_again_changes_nothing(built):
    """Done a second time, not one byte differs and no file is new, by the command too."""
    site, docs = built
    steps.publish(site, docs)
    once = contents(site)
    steps.publish(site, docs)
    assert contents(site) == once
    command = [sys.executable, "-m", "initdocs_site.publish", str(site)]
    subprocess.run(command, check=True)
    assert contents(site) == once


def test_whoever_writes_gets_the_pages_as_they_are(built):
    """While somebody writes, the wheel and what labs need is there, and nothing else is done."""
    site, docs = built
    steps.beside(site, docs)
    html = (site / "index.html").read_text()
    assert "initdocs:wheel" in html and (site / "labs/a-lab/a-lab.ipynb").is_file()
    assert html.count('rel="stylesheet"') == 2
    assert "defer" not in html and "Content-Security-Policy" not in html
    assert not (site / "llms.txt").exists()


def test_needs_a_built_site(tmp_path):
    """Without one the error names the folder and what is allowed."""
    with pytest.raises(ValueError, match=r"site: got .*, allowed: the folder of a built site"):
        steps.publish(tmp_path)


@pytest.mark.browser
def test_the_site_is_published(site, address, tmp_path):
    """The build has taken every step: publishing the site again changes nothing."""
    assert address
    copy = shutil.copytree(site, tmp_path / "site")
    steps.publish(copy)
    before, after = contents(site), contents(copy)
    assert [name for name in before if before[name] != after.get(name)] == []
    assert set(after) == set(before)


@pytest.mark.browser
def test_no_link_of_the_site_is_lost(site, address):
    """Each of its links leads to a page, a place or a file."""
    assert address
    assert links.broken(site) == []
