"""The site with Zensical: our pages, our problems with page and line, and what MkDocs' site has."""

import re
import shutil

import pytest
import yaml

from initdocs_site import ROOT, zensical
from initdocs_site.maintain import compare

PROJECT = """site_name: Small
site_url: https://x.test/
theme: {{name: material, custom_dir: overrides, font: false}}
nav: [{nav}]
plugins: [search, mkdocstrings: {{handlers: {{python: {{}}}}}}]
hooks: [hooks.py]
watch: [src]
extra_css: [stylesheets/tokens.css]
markdown_extensions:
  - initdocs_site.page.extension:
      runs: {{ .py: !!python/name:initdocs_site.labs.runs.run }}
  - admonition
  - pymdownx.superfences
"""

LAB = """# %% [markdown]
# # A lab
#
# One is one: $1$.

# %% id="one" verdict="yes" time="1 s"
print({})

# %% [markdown]
# The end{}.
"""


TWICE = """# %% [markdown]
# # Twice
#
# Two is two.

# %% id="one" verdict="yes" time="1 s"
x = 2

# %% holds=true
assert x == 2, "x is two"

# %% id="two"
x = 3

# %% holds=true
assert x == 2, "x is two"
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A function that builds a small project from `pages`: what is wrong, and the site's folder."""
    pytest.importorskip("zensical", reason="make builders")
    root, site = tmp_path / "project", tmp_path / "site"
    shutil.copytree(ROOT / "overrides", root / "overrides")
    for name in ("stylesheets", "javascripts", "assets"):
        shutil.copytree(ROOT / "docs" / name, root / "docs" / name)
    monkeypatch.setenv("INITDOCS_CACHE", str(tmp_path / "cache"))

    def build(pages):
        for name, text in pages.items():
            path = root / "docs" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        nav = ", ".join(pages)
        (root / "mkdocs.yml").write_text(PROJECT.format(nav=nav), "utf-8")
        return zensical.build(site, tmp_path / "scratch", root), site

    return build


def test_settings():
    """They are those of mkdocs.yml, tags and order kept, but for labs and for what stands where."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    made = zensical.settings(text)
    labs = re.findall(r"labs/([\w-]+)\.py$", text, re.MULTILINE)
    assert re.findall(r"labs/([\w-]+)\.md", made)[1:] == labs and len(labs) >= 10
    assert ".py" not in made.partition("exclude_docs")[0].partition("nav:")[2]
    assert "site_url: !ENV [SITE_URL" in made
    assert "!!python/name:initdocs_site.labs.runs.run" in made
    # the loader of this test knows no tags
    plain = yaml.SafeLoader
    read = [yaml.load(re.sub(r"!(ENV|!python/name:[\w.]+)", "", t), plain) for t in (text, made)]
    before, after = read
    assert set(before) - set(after) == {"hooks", "watch"}
    for name in set(after) - {"nav", "theme", "plugins", "markdown_extensions"}:
        assert before[name] == after[name], name
    assert after["theme"]["features"] == before["theme"]["features"]
    names = [[next(iter(e)) if isinstance(e, dict) else e for e in r["markdown_extensions"]]
             for r in read]  # fmt: skip
    assert names[0] == names[1]


def test_all_problems_are_told(project):
    """Every problem of every page, at its line of the file that was written, and no site."""
    bad = (
        "---\ntitle: Bad\n---\n# Bad\n\n"  # five lines of front matter and heading
        "```python live\nprint(2)\n```\n\n```output\n3\n```\n\n"  # 10: differs
        "See [@nobody2020].\n\n```figure lost\n```\n\n$\\nonsense$\n"  # 14, 16, 19
    )
    pages = {
        "index.md": "# Good\n\n[@he2015]\n",
        "bad.md": bad,
        "labs/a.py": LAB.format("1 / 0", " [@nobody2020]"),  # a lab's cell fails as a whole: 1
        "labs/b.py": TWICE,
        "api.md": "# API\n\n::: initdocs.cells.RTOL\n",
    }
    wrong, site = project(pages)
    expected = {
        "bad.md:10": "the output differs",
        "bad.md:14": "citation: got 'nobody2020'",
        "bad.md:16": "figure: got 'lost'",
        "bad.md:19": "the formula $\\nonsense$ cannot be read",
        "labs/a.py:1": "a cell of the lab fails: ZeroDivisionError",
        "labs/a.py:10": "citation: got 'nobody2020'",
        "labs/b.py:16": "this does not hold: x is two",
    }
    told = {line.partition(": ")[0]: line for line in wrong}
    assert told.keys() == expected.keys()
    for place, message in expected.items():
        assert message in told[place]
    assert not site.exists()


def test_a_sound_project(project):
    """Citations lead to the bibliography, a lab has its output, its notebook and the wheel."""
    pages = {
        "index.md": "# Home\n\nSee [@he2015].\n",
        "deep/page.md": "# Deep\n\n[@he2015], [home](../index.md), [lab](../labs/a.py#a-lab).\n",
        "labs/a.py": LAB.format("1 + 1", ""),
        "reference/bibliography.md": "# Bibliography\n\n```table bibliography\n```\n",
    }
    wrong, site = project(pages)
    assert wrong == []
    deep = (site / "deep/page/index.html").read_text("utf-8")
    assert 'href="../../reference/bibliography/#he2015"' in deep and 'href="../../"' in deep
    assert 'href="../../labs/a/#a-lab"' in deep
    lab = (site / "labs/a/index.html").read_text("utf-8")
    assert re.search(r'data-cell="one".*data-output[^>]*>2</pre>', lab, re.DOTALL)
    assert (site / "labs/a/a.ipynb").is_file() and not (site / "labs/a.py").exists()
    wheel = re.search(r'name="initdocs:wheel" content="([^"]+)"', lab)
    assert (site / wheel[1]).is_file()


def test_what_zensical_finds(project, capfd):
    """It tells a lost link of Markdown with its line; our problems are told beside it."""
    wrong, site = project({"index.md": "# Home\n\n[a](lost.md)\n\n[@nobody2020]\n"})
    assert [line[:10] for line in wrong] == ["index.md:5", "Zensical: "]
    assert "index.md:3:5" in capfd.readouterr().err
    assert not site.exists()


def test_what_zensical_does_not_find(project):
    """A lost link that a block of ours makes, or to a folder, is told after the build."""
    wrong, _ = project({"index.md": '# Home\n\n[@he2015] <a href="lost/">a</a>\n'})
    assert [line.partition(": ")[2] for line in wrong] == [
        "reference/bibliography/#he2015 is not there",
        "lost/ is not there",
    ]


@pytest.fixture(scope="session")
def heir(serve, address, tmp_path_factory):
    """The whole site by Zensical: its folder and where it is served."""
    pytest.importorskip("zensical", reason="make builders")
    assert address  # MkDocs' site first: what the pages need is computed once
    folder = tmp_path_factory.mktemp("zensical")
    with serve(folder / "site") as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", url)
        patch.setenv("INITDOCS_LIVE", "on")
        assert zensical.build(folder / "site", folder / "scratch") == []
        yield folder / "site", url


#: what a reader came for, in this order: cells, demos, exercises, figures, formulas, cards, tables
#: and citations
BLOCKS = ("data-cell=", "data-demo=", "data-exercise=", "<figure", "<math", "<table", "<pre",
          "bibliography/#")  # fmt: skip
#: what belongs to a theme or its search, or names the builder
THEIRS = re.compile(r"assets/(javascripts|stylesheets|_mk)|search|sitemap|stylesheets/site\.")


@pytest.mark.browser
@pytest.mark.slow
def test_the_pages_are_those_of_mkdocs(heir, site):
    """Every page has as many blocks of each kind, and says the same, element by element."""
    folder, _ = heir
    counts = {}
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site)
        sides = [(root / name).read_text("utf-8") for root in (site, folder)]
        articles = [re.search(r"<article.*</article>", html, re.DOTALL)[0] for html in sides]
        counts[name] = [[article.count(block) for block in BLOCKS] for article in articles]
    assert {name: sides for name, sides in counts.items() if sides[0] != sides[1]} == {}
    assert all(sum(kind) > 3 for kind in zip(*(c[0] for c in counts.values()), strict=True))
    assert compare.pages(site, folder) == []


@pytest.mark.browser
@pytest.mark.slow
def test_the_rest_is_that_of_mkdocs(heir, site):
    """Beside its theme it has the same files, and the same list of pages for language models."""
    folder, url = heir
    names = [
        {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}
        for root in (site, folder)
    ]
    assert {name for name in names[0] ^ names[1] if not THEIRS.match(name)} == set()
    mkdocs = (site / "llms.txt").read_text("utf-8")
    address = re.search(r"\((http://localhost:\d+/)\)", mkdocs)[1]
    assert (folder / "llms.txt").read_text("utf-8") == mkdocs.replace(address, url)


@pytest.mark.browser
@pytest.mark.slow
def test_a_cell_and_a_demo_run(heir, open_page):
    """A reader runs a cell, follows a link without a reload, and trains; nothing is refused."""
    _, url = heir
    page = open_page(url + "guide/exploding-vanishing/")
    cell = page.locator("[data-cell]").first
    documented = cell.locator("[data-output]").text_content()
    cell.locator("[data-run]").click()
    page.wait_for_function("document.querySelector('[data-cell]').dataset.state == 'done'")
    assert cell.locator("[data-output]").text_content().strip() == documented.strip() != ""
    page.evaluate("globalThis.kept = true")
    page.click(".md-tabs__link >> text=Home")
    page.wait_for_function("document.querySelector('[data-demo=start] canvas')")
    assert page.evaluate("globalThis.kept"), "the page was loaded anew"
    assert page.evaluate("document.documentElement.dataset.runtime") == "ready"
    scale = page.locator("[data-demo] [name=scale]")
    scale.fill("0.3")  # between what is recorded
    scale.press("Enter")
    demo = "document.querySelector('[data-demo]').dataset"
    page.wait_for_function(f"{demo}.source == 'live' && {demo}.fresh == 'true'")
    assert page.errors == []
