"""Labs become pages: each cell with its own output, and a notebook to take along."""

import json
from html import escape

import pytest

from initdocs_site import ROOT
from initdocs_site.labs import lablist, runs, text
from initdocs_site.page.run import Result


def test_as_markdown(lab):
    """Text stays text, cells become live cells with their output, which may vary."""
    results = [Result(printed) for printed in ("", "2\n", "drawn\n")]
    shown = text.markdown(lab, results, runs.Found("reproduced", "3 s"))
    assert shown.startswith("# A lab\n")
    assert "**Verdict:** reproduced.\n\nIt took 3 s on one core" in shown
    assert '<a href="a-lab.ipynb" download>' in shown
    assert '```python live id="sum"\nprint(x + 1)\n```\n\n```output varies\n2\n```' in shown
    assert shown.count("```output") == 2
    assert text.claim(lab) == "One and one are two."


def test_notebook(lab):
    """The download is a notebook whose first cell installs the package."""
    cells = json.loads(text.notebook(lab, "https://x.test/a.whl"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    assert sources[0] == "%pip install https://x.test/a.whl matplotlib"
    assert sources[1].startswith("# A lab")


@pytest.mark.browser
def test_in_the_site(site, address):
    """Every lab is a page in the site's contract: cells, outputs, figures, no foreign style."""
    assert address
    folders = [p for p in (site / "labs").iterdir() if p.is_dir()]
    assert len(folders) >= 10
    for folder in folders:
        html = (folder / "index.html").read_text("utf-8")
        assert html.count("data-cell=") > 4
        assert "jp-Cell" not in html
        assert "<svg data-search-exclude" in html
        assert html.count("data-output") == html.count('data-cell="')
        assert len(html) < 400_000
        json.loads((folder / f"{folder.name}.ipynb").read_text("utf-8"))
        for scheme in lablist.SCHEMES:
            picture = (folder / lablist.picture_name(scheme)).read_text("utf-8")
            assert "<path" in picture
            assert "var(" not in picture
    listed = (site / "labs" / "index.html").read_text("utf-8")
    assert all(f'data-lab="{folder.name}"' in listed for folder in folders)
    # the verdicts of the list, of the labs and of the bibliography are one
    works = (site / "reference" / "bibliography" / "index.html").read_text("utf-8")
    for folder in folders:
        verdict = runs.found(ROOT / "docs" / "labs" / f"{folder.name}.py").verdict
        assert "reproduced in" in verdict
        lab = (folder / "index.html").read_text("utf-8")
        assert all(escape(verdict) in html for html in (listed, works, lab))


def test_the_download_stands_below_the_title(lab):
    """Once, whatever text follows."""
    lab.write_text(lab.read_text() + "\n# %% [markdown]\n# More text.\n")
    shown = text.markdown(lab, [], runs.Found())
    assert shown.count("download>") == 1
    assert shown.index("One and one") < shown.index("download>") < shown.index("```python live")
    assert "```output" not in shown


def test_a_notebook_is_the_same_each_time(lab):
    """Jupytext draws the ids of cells; these are numbered."""
    one, two = (text.notebook(lab, "a.whl") for _ in range(2))
    assert one == two
    assert [cell["id"] for cell in json.loads(one)["cells"]] == [f"cell-{i}" for i in range(6)]


def test_a_claim_is_plain_text(lab):
    """As search engines show it."""
    lab.write_text(lab.read_text().replace("One and one", "*One* and $1$"))
    assert text.claim(lab) == "One and 1 are two."
