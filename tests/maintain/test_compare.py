"""Two sites: every difference is told, and what each builder does in its own way is none."""

import shutil

import pytest

from initdocs_site.maintain import compare
from initdocs_site.publish import version

PAGE = """<head><meta name="generator" content="{builder}"></head><nav>{builder}</nav>
<article>{own}<h1 id="a">A title</h1><p>Some <em>words</em>.</p>
<div class="cell" data-cell="x"{exclude}></div><a href="{up}b/#c">elsewhere</a></article>"""
ONE = {"builder": "one 1.6", "own": "", "exclude": "", "up": "../"}
OTHER = {
    "builder": "other 0.1",
    "own": '<a id="__skip" tabindex="-1"></a>',
    "exclude": " data-search-exclude",
    "up": "../a/../",
}


def written(folder, about):
    (folder / "a").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.format(**{**about, "up": ""}))
    (folder / "a/index.html").write_text(PAGE.format(**about))
    (folder / "x.bin").write_bytes(b"\x00\xff")
    return folder


@pytest.fixture
def one(tmp_path):
    return written(tmp_path / "one", ONE)


@pytest.fixture
def other(tmp_path):
    return written(tmp_path / "other", OTHER)


def test_same_files(one, tmp_path):
    """A copy does not differ, nor one that names another builder, once both are published."""
    copy = shutil.copytree(one, tmp_path / "copy")
    page = copy / "a/index.html"
    page.write_text(page.read_text().replace('content="one 1.6"', 'content="one 1.7"'))
    for site in (one, copy):
        version.write(site)
    assert 'name="initdocs:version"' in page.read_text()
    assert compare.files(one, copy) == []
    assert compare.main(str(one), str(copy)) == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.bin", b"\x00\xfe", "x.bin differs: 2 bytes | 2 bytes"),
        ("new.txt", b"", "new.txt: only in {copy}"),
        ("a/index.html", None, "a/index.html: only in {one}"),
        (
            "index.html",
            b"<h1>B</h1>",
            "index.html differs: <head></head><nav>one 1.6</nav> | <h1>B",
        ),
    ],
)
def test_files_that_differ(one, tmp_path, capsys, name, content, told):
    """One byte, a file more, a file less: each is told, and the command ends with 1."""
    copy = shutil.copytree(one, tmp_path / "copy")
    (copy / name).unlink() if content is None else (copy / name).write_bytes(content)
    (found,) = compare.files(one, copy)
    assert found.startswith(told.format(one=one, copy=copy))
    assert compare.main(str(one), str(copy)) == 1
    assert capsys.readouterr().out == f"{found}\n"


def test_same_pages(one, other):
    """Another theme, another way to write an address, an attribute for a search: the same page."""
    assert compare.files(one, other) != []
    assert compare.pages(one, other) == []
    assert compare.main("--pages", str(one), str(other)) == 0


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Some ", "Any ", "Some | Any"),
        ("<em>words</em>", "words", "Some | Some words."),
        ('data-cell="x"', 'data-cell="y"', '<div class="cell" data-cell="x"> | <div'),
        ("../b/#c", "../b/#d", '<a href="b#c"> | <a href="b#d">'),
        ("../b/#c", "b/#c", '<a href="b#c"> | <a href="a/b#c">'),
        ("</article>", "<p></p></article>", "nothing | <p>"),
    ],
)
def test_pages_that_differ(one, tmp_path, before, after, told):
    """A word, an element, an attribute, an address or an end that differs is told."""
    copy = shutil.copytree(one, tmp_path / "copy")
    page = copy / "a/index.html"
    page.write_text(page.read_text().replace(before, after, 1))
    (found,) = compare.pages(one, copy)
    assert found.startswith(f"a/index.html differs: {told}")
    page.unlink()
    assert compare.pages(one, copy) == [f"a/index.html: not in {copy}"]


def test_needs_sites(one, capsys):
    """A folder that is no site is refused."""
    with pytest.raises(SystemExit):
        compare.main(str(one), str(one / "a" / "b"))
    assert "allowed: the folder of a built site" in capsys.readouterr().err
