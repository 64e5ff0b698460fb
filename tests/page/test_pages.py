from initdocs_site.page import pages
from initdocs_site.page.scanner import scan

HOLDS = '```python holds\nassert True, "so"\n```'


def test_a_cell_and_what_belongs_to_it():
    """Output, digits that vary, and statements follow their cell; a cell may lack each."""
    page = (
        f"```python live\n1\n```\n```output\n1\n```\n{HOLDS}\n"
        f"```python live\n2\n```\n```output varies\n2\n```\n\nprose\n\n{HOLDS}\n"
        f"```python live\n3\n```\n{HOLDS}\n"
        "```python live\n4\n```\n```output\n4\n```\n```python live\n5\n```\n"
    )
    blocks, problems = scan(page)
    assert problems == []
    found = pages.cells(blocks)
    assert [c.code.body for c in found] == ["1", "2", "3", "4", "5"]
    assert [c.output.kind if c.output else None for c in found] == [
        "output", "varies", None, "output", None,
    ]  # fmt: skip
    assert [bool(c.holds) for c in found] == [True, True, True, False, False]
    assert [c.varies for c in found] == [False, True, False, False, False]
