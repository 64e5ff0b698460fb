from initdocs_site.maintain.accept import rewritten
from initdocs_site.page.run import Result

PAGE = """# Page

```python live id="a"
print(x)
```

```output{kind}
{said}
```

- item

    ```python live
    2
    ```
"""


def test_only_what_differs_is_rewritten():
    """An output that agrees stays to the letter; a cell without one gets it, at its indent."""
    text = PAGE.format(kind="", said="mean  0.50000000")
    new = rewritten(text, [Result("mean 0.5\n"), Result("2\n")])
    assert "mean  0.50000000" in new
    assert new.endswith("    ```python live\n    2\n    ```\n\n    ```output\n    2\n    ```\n")
    assert rewritten(new, [Result("mean 0.5\n"), Result("2\n")]) == new
    other = rewritten(text, [Result("mean 0.6\n"), Result("")])
    assert "```output\nmean 0.6\n```" in other


def test_digits_that_vary_stay():
    """They are those of whoever wrote the page, and as good as any."""
    text = PAGE.format(kind=" varies", said="mean 0.5")
    assert rewritten(text, [Result("mean 0.7\n"), Result("")]) == text
    assert "median 0.7" in rewritten(text, [Result("median 0.7\n"), Result("")])
    # of a page that is named the code may have changed, and its digits with it
    assert "mean 0.7" in rewritten(text, [Result("mean 0.7\n"), Result("")], anew=True)


def test_several_cells_are_rewritten_in_their_places():
    """However many lines each of them prints."""
    cell = "```python live\nx\n```\n\n"
    said = "```output\nold\n```\n\n"
    new = rewritten(cell + said + cell + cell + said, [
        Result("1\n\n  2\n"), Result("3\n"), Result("4\n"),
    ])  # fmt: skip
    assert new == (
        cell + "```output\n1\n\n  2\n```\n\n" + cell + "```output\n3\n```\n\n" + cell
        + "```output\n4\n```\n\n"
    )  # fmt: skip


def test_a_failed_cell_keeps_its_output():
    """What it would have printed is not known."""
    text = PAGE.format(kind="", said="mean 0.5")
    assert rewritten(text, [Result("", "NameError"), Result("")]) == text
