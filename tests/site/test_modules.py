from initdocs_site.cache import ROOT
from initdocs_site.modules import imported


def test_every_module_of_the_page_once():
    """What `main.js` reaches by static imports, and nothing that waits for an act."""
    found = imported(ROOT / "docs" / "javascripts" / "main.js")
    assert len(found) == len(set(found))
    assert {"cell.js", "protocol.js", "runtime.js"} <= set(found)
    assert not {"main.js", "worker.js", "snapshot.js", "demos/playground.js"} & set(found)


def test_named_in_the_head(site, address):
    """A page names them all, each at an address that exists."""
    assert address
    html = (site / "guide" / "importance" / "index.html").read_text("utf-8")
    for name in imported(ROOT / "docs" / "javascripts" / "main.js"):
        assert f'rel="modulepreload" fetchpriority="low" href="../../javascripts/{name}"' in html
        assert (site / "javascripts" / name).is_file()
