from initdocs_site import ROOT, prepare
from initdocs_site.page import reach


def test_no_result_depends_on_how_pages_are_made():
    """An edit of the machinery around them computes no cell, figure, demo or lab anew."""
    for task in prepare.of_site(ROOT / "docs"):
        around = {m for m in reach.reached(task.roots) if m.startswith("initdocs_site.")}
        assert around <= {
            "initdocs_site.page", "initdocs_site.page.run", "initdocs_site.page.drawn",
                "initdocs_site.page.recorded", "initdocs_site.page.examined",
            "initdocs_site.labs", "initdocs_site.labs.notebooks", "initdocs_site.labs.kernel",
        }, task.name  # fmt: skip
