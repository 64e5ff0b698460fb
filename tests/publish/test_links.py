"""The links of a finished site: every one that leads nowhere is told, and no other."""

import subprocess
import sys

import pytest

from initdocs_site.publish import links

HOME = """<head><link rel="canonical" href="https://x.test/base/">
<link rel="stylesheet" href="a.css"></head>
<a href="deep/page/">a page</a> <a href="deep/page/#there">a place</a> <a href="#here">here</a>
<h1 id="here">Here</h1> <a href="/base/deep/page/index.html">from the top</a>
<a href="https://elsewhere.test/lost">another site</a> <a href="mailto:a@x.test">mail</a>
<img src="a.svg#only-light"> <a href="a%20b.txt">a file</a> <script src="a.css"></script>"""

PAGE = """<h2 id="there">There</h2>
<a href="../..">home</a> <a href="../../#here">a place</a> <a href="https://x.test/base/#here">h</a>
"""

#: a link that leads nowhere, in a page two folders deep, and what is told of it
LOST = {
    '<a href="../lost/">x</a>': "../lost/ is not there",
    '<a href="../../../outside">x</a>': "../../../outside is not there",
    '<a href="/esab/deep/page/">x</a>': "/esab/deep/page/ is not there",
    '<a href="https://x.test/base/lost/">x</a>': "https://x.test/base/lost/ is not there",
    '<a href="#lost">x</a>': "#lost names a place that its page has not",
    '<a href="../../#there">x</a>': "../../#there names a place that its page has not",
    '<img src="lost.png">': "lost.png is not there",
    '<script src="../lost.js"></script>': "../lost.js is not there",
    '<link rel="stylesheet" href="lost.css">': "lost.css is not there",
}


@pytest.fixture
def small(tmp_path):
    site = tmp_path / "site"
    (site / "deep/page").mkdir(parents=True)
    (site / "index.html").write_text(HOME)
    (site / "deep/page/index.html").write_text(PAGE)
    for name in ("a.css", "a.svg", "a b.txt", "../outside"):
        (site / name).write_text("")
    return site


def test_sound_links(small):
    """Pages, places, files, addresses from the top and of other sites are right."""
    assert links.broken(small) == []


@pytest.mark.parametrize("html", LOST)
def test_lost_links(small, html):
    """A link to a page, a place or a file that is not there is told, with page and line."""
    (small / "deep/page/index.html").write_text(PAGE + html)
    assert links.broken(small) == [f"deep/page/index.html:3: {LOST[html]}"]


def test_the_command(small):
    """It tells what is lost and ends with 1, with 0 where nothing is; without a site it says so."""
    command = [sys.executable, "-m", "initdocs_site.publish.links", str(small)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    (small / "deep/page/index.html").write_text(PAGE.replace("#here", "#lost", 1))
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert (
        done.stdout == "deep/page/index.html:2: ../../#lost names a place that its page has not\n"
    )
    with pytest.raises(ValueError, match=r"site: got .*, allowed: the folder of a built site"):
        links.broken(small / "deep")
