"""A finished site, as a builder leaves it."""

import pytest

HEAD = """<head><meta charset="utf-8"><meta name="description" content="{about}">
<link rel="canonical" href="https://x.test/{url}">
<meta property="og:site_name" content="A site">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{about}">
<meta property="og:image" content="https://x.test/assets/previews/{name}.png">
<link rel="stylesheet" href="{up}stylesheets/a.css">
<link rel="stylesheet" href="{up}stylesheets/b.css"></head>"""

NAV = """<nav class="md-nav md-nav--primary"><ul>
<li><label class="md-nav__link" for="__toc">Home</label>
<a class="md-nav__link" href=".">Home</a>
<nav class="md-nav--secondary"><ul><li><a class="md-nav__link" href="#part">A part</a></li></ul>
</nav></li>
<li><label class="md-nav__link" for="__nav_2"><span> Labs </span></label><nav><ul>
<li><a class="md-nav__link" href="labs/a-lab/"> A lab &amp; more </a></li></ul></nav></li>
</ul></nav>"""

#: as `blocks.live` writes it, in part
CELL = (
    """<div class="cell" data-cell="setup"><div data-figures></div></div>
<div class="cell" data-cell="figure"><div class="cell-figures" data-figures>
""".rstrip()
    + (
        '<svg data-search-exclude role="img" aria-label="A line" viewBox="0 0 1 1">'
        '<path id="figure-drawn-line" style="stroke: var(--fig-he)"/></svg></div></div>'
    )
)

LAB = """# %% [markdown]
# # A lab
#
# One is one.

# %% id="figure" verdict="yes" time="1 s"
x = 1
"""


def page(body, **facts):
    script = '<script src="a.js"></script><script>var a = 1</script>'
    return f"<html>{HEAD.format(**facts)}<body>{body}{script}</body></html>"


@pytest.fixture
def built(tmp_path, monkeypatch):
    """The folders of a small site and of its sources."""
    monkeypatch.setenv("INITDOCS_CACHE", str(tmp_path / "cache"))
    site, docs = tmp_path / "site", tmp_path / "docs"
    lab = {"url": "labs/a-lab/", "title": "A lab", "name": "labs-a-lab", "up": "../../"}
    files = {
        site / "index.html": page(NAV, url="", title="Home", name="index", up="", about="Of it"),
        site / "labs/a-lab/index.html": page(CELL, about="One &amp; one", **lab),
        site / "404.html": '<head><meta name="description" content="The site"></head>',
        site / "stylesheets/a.css": "a{}",
        site / "stylesheets/b.css": "b{}",
        docs / "labs/a-lab.py": LAB,
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return site, docs
