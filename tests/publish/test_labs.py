"""What stands beside the page of a lab, from the page alone."""

import json

from initdocs.colours import HE
from initdocs_site.labs import lablist
from initdocs_site.publish import labs


def test_the_picture_is_the_figure_of_the_page(built):
    """It is as it was before it came into the page, in the colours of each scheme."""
    site, docs = built
    labs.write(site, docs, "wheels/a.whl")
    light = (site / "labs/a-lab" / lablist.picture_name("light")).read_text()
    assert light == (
        '<svg font-family="sans-serif" viewBox="0 0 1 1">'
        f'<path id="drawn-line" style="stroke: {HE}"/></svg>'
    )


def test_without_a_figure_it_is_blank():
    """A lab that was not run has no picture; the figure of another cell is not taken for it."""
    cell = '<div data-cell="{}"><div data-figures>{}</div></div>'
    assert labs.picture(cell.format("figure", "")) == lablist.BLANK
    assert labs.picture(cell.format("other", "<svg></svg>")) == lablist.BLANK
    html = cell.format("figure", "") + cell.format("other", "<svg></svg>")
    assert labs.picture(html) == lablist.BLANK


def test_the_notebook_installs_from_the_site(built):
    """Its first cell names the wheel where the site says that it stands."""
    site, docs = built
    labs.write(site, docs, "wheels/a.whl")
    cells = json.loads((site / "labs/a-lab/a-lab.ipynb").read_text("utf-8"))["cells"]
    assert "".join(cells[0]["source"]) == "%pip install https://x.test/wheels/a.whl matplotlib"


def test_a_lab_without_a_page_has_nothing(built):
    """Another site may leave a lab out."""
    site, docs = built
    (docs / "labs" / "other.py").write_text((docs / "labs" / "a-lab.py").read_text())
    labs.write(site, docs, "wheels/a.whl")
    assert not (site / "labs" / "other").exists()
