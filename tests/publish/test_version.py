import json
import shutil

import pytest
from tests.publish.test_scripts import scripted

from initdocs_site.publish import scripts, steps, version

__all__ = ["scripted"]


def said(site, page="index.html"):
    """The two words of a page's version."""
    html = (site / page).read_text("utf-8")
    (meta,) = version.META.findall(html)
    return meta.split('"')[3].split()


@pytest.fixture
def published(scripted):
    """A small site, published."""
    steps.publish(scripted, scripted.parent / "docs")
    return scripted


def test_a_page_says_its_version(published):
    """All pages say the same of what runs, and each its own; again it changes nothing."""
    first, lab = said(published), said(published, "labs/a-lab/index.html")
    assert first[0] == lab[0] and first[1] != lab[1]
    version.write(published)
    assert said(published) == first


def test_what_changes_a_version(published):
    """Text changes its page alone, a module everything."""
    first, lab = said(published), said(published, "labs/a-lab/index.html")
    index = published / "index.html"
    index.write_text(index.read_text("utf-8").replace("<nav", "<p>new</p><nav", 1), "utf-8")
    version.write(published)
    assert said(published)[0] == first[0] and said(published)[1] != first[1]
    assert said(published, "labs/a-lab/index.html") == lab
    (scripts.home(published) / "cell/cell.js").write_text("2", "utf-8")
    steps.publish(published, published.parent / "docs")
    assert said(published)[0] != first[0]
    assert said(published, "labs/a-lab/index.html")[1] != lab[1]


def listed(site):
    return json.loads((site / version.LIST).read_text("utf-8"))


def test_earlier_versions_are_answered(published, serve):
    """Their files stay, from a folder or from an address; the last two versions, and no more."""
    old = shutil.copytree(published, published.parent / "site-1")
    names = [said(old)[0]]
    for number in range(2, 5):
        new = shutil.copytree(published, old.parent / f"site-{number}")
        (scripts.home(new) / "cell/cell.js").write_text(str(number), "utf-8")
        steps.publish(new, old.parent / "docs")
        names.insert(0, said(new)[0])
        if number % 2:
            with serve(old) as url:
                version.keep(new, url)
        else:
            version.keep(new, str(old))
        assert [v["version"] for v in listed(new)] == names[: version.KEPT + 1]
        for one in listed(new):
            assert all((new / file).is_file() for file in one["files"])
        old = new
    modules = {p.parent.name for p in (old / scripts.FOLDER).glob("*/main.js")}
    assert len(modules) == version.KEPT + 1


def test_all_that_a_tab_goes_on_with_is_listed(published):
    """Python's library too: the lock of an open tab names it by its content."""
    library = published / "python" / "0123456789ab" / "python_stdlib.zip"
    library.parent.mkdir(parents=True)
    library.write_bytes(b"PK")
    before = said(published)[0]
    version.write(published)
    assert "python/0123456789ab/python_stdlib.zip" in listed(published)[0]["files"]
    assert said(published)[0] != before


def test_a_site_without_a_list_gives_nothing(published, tmp_path):
    """The first time there is nothing to keep; a folder that is not published is an error."""
    (tmp_path / "empty").mkdir()
    assert version.keep(published, str(tmp_path / "empty")) == 0
    with pytest.raises(ValueError, match=r"site: got .*, allowed: the folder of a published site"):
        version.keep(tmp_path / "empty", str(published))
