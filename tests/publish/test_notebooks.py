import json

from initdocs_site.publish import notebooks

BAR = '<div class="page-bar"><span class="cell-status" data-page-status></span></div>'


def test_a_page_with_cells_has_its_notebook(built):
    """It lies beside the page, which links it once; a page without cells has none."""
    site, docs = built
    index = site / "index.html"
    index.write_text(index.read_text("utf-8") + BAR, "utf-8")
    (docs / "index.md").write_text("# Home\n\n```python live\n1 + 1\n```\n", "utf-8")
    (docs / "other.md").write_text("# Other\n", "utf-8")
    for _ in range(2):
        notebooks.write(site, docs, "wheels/0/p.whl")
        html = index.read_text("utf-8")
        assert html.count('data-notebook href="index.ipynb" download') == 1
    first, *_ = json.loads((site / "index.ipynb").read_text("utf-8"))["cells"]
    assert first["source"] == "%pip install https://x.test/wheels/0/p.whl matplotlib"
    assert len(list(site.rglob("*.ipynb"))) == 1
