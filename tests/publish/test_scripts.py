import pytest

from initdocs_site.publish.scripts import defer, home, name

#: the way from a page to the site; the page that is shown for any other address has a whole one
UP = {"index.html": "", "labs/a-lab/index.html": "../../", "404.html": "/initdocs/"}


@pytest.fixture
def scripted(built):
    """A small site whose pages name a module that has another beside it."""
    site, _ = built
    for page, up in UP.items():
        html = (site / page).read_text("utf-8")
        theme = f'<script src="{up}assets/javascripts/bundle.js"></script>'
        module = f'<script type="module" src="{up}javascripts/main.js"></script>'
        (site / page).write_text(html + theme + module, "utf-8")
    for path, text in {"main.js": 'import "./cell/cell.js";', "cell/cell.js": "1"}.items():
        (site / "javascripts" / path).parent.mkdir(parents=True, exist_ok=True)
        (site / "javascripts" / path).write_text(text, "utf-8")
    return site


def files(site):
    folder = site / "javascripts"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_modules_stand_in_a_folder_named_by_content(scripted):
    """Every page names it; nothing stays outside; again it changes nothing."""
    name(scripted)
    hashed = home(scripted).name
    assert len(hashed) == 12 and files(scripted) == [f"{hashed}/cell/cell.js", f"{hashed}/main.js"]
    for page, up in UP.items():
        html = (scripted / page).read_text("utf-8")
        assert f'src="{up}javascripts/{hashed}/main.js"' in html
        assert f'src="{up}assets/javascripts/bundle.js"' in html
    before = files(scripted)
    name(scripted)
    assert files(scripted) == before


def test_a_changed_module_changes_the_folder(scripted):
    """One byte in any of them, also after publishing: a new name, in every page."""
    name(scripted)
    first = home(scripted)
    (first / "cell/cell.js").write_text("2", "utf-8")
    name(scripted)
    second = home(scripted)
    assert second != first and not first.exists()
    assert f"javascripts/{second.name}/main.js" in (scripted / "index.html").read_text("utf-8")


def test_a_script_with_an_address_waits(built):
    """One of its own stays where it is: it may have to run before the page is seen."""
    site, _ = built
    defer(site)
    html = (site / "index.html").read_text()
    assert '<script defer src="a.js"></script><script>var a = 1</script>' in html
    defer(site)
    assert (site / "index.html").read_text() == html
