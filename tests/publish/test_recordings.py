import base64

import pytest

from initdocs_site.page import axes, compute, examined, recorded
from initdocs_site.publish import recordings

PAGE = '<section class="demo demo--still" data-demo="{}" data-state="idle">'


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A site with one demo, whose recorded settings are two files."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/index.html").write_text(PAGE.format("gain"))
    files = [
        (recorded.address("gain", content), base64.b64encode(content).decode())
        for content in (b"one", b"two")
    ]
    monkeypatch.setattr(compute, "result", lambda task: files)
    return tmp_path, files


def test_the_files_of_the_demos_that_stand_in_pages_are_written(site):
    """Each lies where its page says, with its own bytes; a demo on no page has none."""
    folder, files = site
    recordings.write(folder)
    place = folder / axes.folder("gain", files)
    found = [p for p in (folder / recorded.FOLDER).rglob("*") if p.is_file()]
    assert sorted(found) == [place / "0", place / "1"]
    assert [path.read_bytes() for path in sorted(found)] == [b"one", b"two"]


def test_old_files_go(site):
    """What no page names any more is not published again."""
    folder, _ = site
    old = folder / recorded.FOLDER / "gain" / "old"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"")
    recordings.write(folder)
    assert not old.exists()


def test_without_life_there_is_nothing(site, monkeypatch):
    """Where demos are switched off nothing is computed."""
    monkeypatch.setenv("INITDOCS_LIVE", "off")
    recordings.write(site[0])
    assert not (site[0] / recorded.FOLDER).exists()


def test_examples_of_the_doctor_are_written(tmp_path, monkeypatch):
    """Each that a page names lies where it names it, and no other."""
    (tmp_path / "index.html").write_text('<a data-example="odd">x</a>')
    monkeypatch.setattr(compute, "result", lambda task: f"report of {task.parts[0]}")
    recordings.write(tmp_path)
    (file,) = (tmp_path / recorded.FOLDER).rglob("*.json")
    assert file.relative_to(tmp_path).as_posix() == examined.address("odd", "report of odd")
    assert file.read_bytes() == examined.content("report of odd")
