"""Docstrings become Markdown without losing a letter."""

from initdocs_site.docstrings import as_markdown


def test_labels_and_doctests():
    """A label opens a paragraph, a doctest becomes code, and a star stays a star."""
    text = "Sums.\nShape: (n, *kernel), *not* more.\nErrors: none.\n\n>>> 1 + 1\n2"
    assert as_markdown(text) == (
        "Sums.\n\n**Shape:** (n, \\*kernel), *not* more.\n\n**Errors:** none.\n\n"
        "```pycon\n>>> 1 + 1\n2\n```"
    )


def test_every_label_opens_a_paragraph():
    """And a word of them inside a sentence does not."""
    for label in ("Equation", "Shape", "Shapes", "Errors", "Source"):
        assert as_markdown(f"A sum.\n{label}: b.") == f"A sum.\n\n**{label}:** b."
    assert as_markdown("The Shape: of it, (*a* b)") == "The Shape: of it, (*a* b)"


def test_without_a_doctest():
    """A docstring of one line stays as it is."""
    assert as_markdown("The fan-in.") == "The fan-in."


def test_a_star_behind_a_letter_is_one():
    """That of q* or c*} sets nothing apart, wherever the next one stands; `q*` is code."""
    for text in ("q*, the variance: V(q*) = q*.", "χ_{c*} falls, from c*", "2 * 3, (*a, *b)"):
        assert as_markdown(text) == text.replace("*", "\\*")
    assert as_markdown("`q*` is *not* c*, but *two\nwords*.") == (
        "`q*` is *not* c\\*, but *two\nwords*."
    )
