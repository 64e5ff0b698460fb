import json

import nbformat
import pytest

from initdocs_site import ROOT
from initdocs_site.page.notebook import notebook
from initdocs_site.page.scanner import scan

SITE = "https://x.test/"
PAGE = """---
title: Two
---
# Two {#two}

See [@he2015], [the guide](../guide/importance.md#try-it) and [this](#two); $a^2$.

```python live id="a"
a = 2
print(a)
```

```output
2
```

```python holds
assert a == 2, "It is two."
```

```figure forget_bias
Once, before
the loop.
```

!!! exercise "Half"
    Give `half`.

    ```python starter id="half"
    half = 1
    ```

    ```python check
    assert half == 0.5, "no"
    ```

    ```python solution
    half = 1 / 2
    ```

    ```hint
    Divide.
    ```

The end.
"""


def made(text=PAGE, source="beyond/two.md"):
    return json.loads(notebook(source, text, SITE, f"{SITE}wheels/0/p.whl"))


def test_a_page_as_a_notebook():
    """Prose, cells with output, exercises; links lead to the site; the first cell installs."""
    book = made()
    nbformat.validate(book)
    kinds = [cell["cell_type"] for cell in book["cells"]]
    assert kinds == ["code", "markdown", "code", "markdown", "code", "code", "markdown"]
    install, first, code, second, starter, check, last = (c["source"] for c in book["cells"])
    assert install == "%pip install https://x.test/wheels/0/p.whl matplotlib"
    cited = "[He et al. 2015](https://x.test/reference/bibliography/#he2015)"
    guide = "[the guide](https://x.test/guide/importance/#try-it)"
    assert first == f"# Two\n\nSee {cited}, {guide} and [this](#two); $a^2$."
    assert code == "a = 2\nprint(a)" and book["cells"][2]["outputs"][0]["text"] == "2\n"
    page = "[the page](https://x.test/beyond/two/)"
    assert f"*Once, before the loop.* The figure stands on {page}" in second
    assert second.endswith("**Half**\n\nGive `half`.")
    assert (starter, check) == ("half = 1", 'assert half == 0.5, "no"')
    assert "<summary>Solution</summary>\n\n```python\nhalf = 1 / 2\n```" in last
    assert "Divide." in last and last.endswith("The end.")


PAGES = [
    p.relative_to(ROOT / "docs").as_posix()
    for p in sorted((ROOT / "docs").rglob("*.md"))
    if "```python live" in p.read_text("utf-8") and p.parent.name != "decisions"
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_taken_along(page):
    """Every cell and starter is there once, in order; nothing of our own notation is left."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    book = made(text, page)
    nbformat.validate(book)
    code = [c["source"] for c in book["cells"] if c["cell_type"] == "code"][1:]
    blocks = [b for b in scan(text)[0] if b.kind in ("live", "starter", "check")]
    assert code == [b.body.rstrip("\n") for b in blocks]
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            for ours in ("```python live", "```output", "!!! ", "??? ", "[@", "](../", ".md)"):
                assert ours not in cell["source"], (ours, cell["source"])


def test_a_notebook_runs():
    """The first page of the guide, in one namespace: all but the checks of its starters."""
    text = (ROOT / "docs/guide/importance.md").read_text("utf-8")
    space = {"__name__": "__main__"}
    checks = {b.body.rstrip("\n") for b in scan(text)[0] if b.kind == "check"}
    for cell in made(text, "guide/importance.md")["cells"][1:]:
        if cell["cell_type"] == "code" and cell["source"] not in checks:
            exec(cell["source"], space)
