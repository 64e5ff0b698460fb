"""Text in columns: what is a table is found whole, what is none stays text, and no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SOURCES

from initdocs.cells.columns import LONGEST, Table, columns
from initdocs_site.page import pages
from initdocs_site.page.scanner import scan

WORDS = st.text("abcdefg", min_size=1, max_size=9)
NUMBERS = st.floats(-1e6, 1e6).map("{:.4g}".format)


def printed(rows):
    """Rows as a program prints them: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    return "\n".join(
        "".join(
            f"{cell:{width}}" if at == 0 else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(
    st.lists(WORDS, min_size=n, max_size=n),
    st.lists(st.tuples(WORDS, st.lists(NUMBERS, min_size=n, max_size=n)), min_size=2, max_size=6),
)))  # fmt: skip
def test_a_printed_table_is_read_back(table):
    """Cell by cell, whatever the widths; its numbers are told from its words."""
    names, rows = table
    lines = [["", *names], *([word, *numbers] for word, numbers in rows)]
    (found,) = columns(printed(lines))
    assert isinstance(found, Table)
    assert [found.head, *found.rows] == lines
    assert found.numbers == [False, *[True] * len(names)]


TABLE = "layer   size   gradient\n    1   0.43    1.2e-03\n    2   0.48    1.4e-03"


def test_lines_beside_a_table_stay_text():
    """What is said before and after it keeps its place and its words."""
    before, table, after = columns(f"two lines\nof text\n{TABLE}\nfirst cost 2.56, a guess 2.30\n")
    assert (before, after) == ("two lines\nof text", "first cost 2.56, a guess 2.30")
    assert isinstance(table, Table) and table.rows[1] == ["2", "0.48", "1.4e-03"]


def test_words_below_a_row_belong_to_it():
    """Lines four blanks in, without columns, are the note of the row above them."""
    rows = [["what", "here", "holds"], ["first row", "1.0", "yes"], ["second row", "2.0", "no"]]
    head, first, second = printed(rows).split("\n")
    (table,) = columns(f"{head}\n{first}\n    it is so\n    by law\n{second}")
    assert isinstance(table, Table)
    assert table.notes == ["it is so by law", ""]
    assert [row[0] for row in table.rows] == ["first row", "second row"]


def test_a_cell_may_be_empty():
    """A row without a value in a column has none there, and the column holds numbers still."""
    (table,) = columns(f"{TABLE}\noutput         1.4e-03")
    assert isinstance(table, Table)
    assert table.rows[-1] == ["output", "", "1.4e-03"]
    assert table.numbers == [False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one number 1.0",
        "layer  1: variance 0.3943\nlayer 10: variance 0.0522\nlayer 50: variance 0.0102",
        "relu  keeps 0.5000 of it\ntanh  keeps 0.3943 of it\ngelu  keeps 0.4252 of it",
        "layer  size\n    1  0.43",  # a single row
        "a  b\nno  number\nat  all",
        "    if x:\n        y = 1\n    else:\n        y = 2",
        "[[1.0  2.0]\n [3.0  4.0]\n [5.0  6.0]]",
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("0.43", "\x1b[1m0.43"),
        "\n".join(["a    b", *(f"{n:<4} {n}" for n in range(100, 100 + LONGEST))]),
    ],
)
def test_what_is_no_table(text):
    """Lines that are alike, code, matrices, what a terminal draws, and logs stay as they are."""
    assert columns(text) == []


def test_no_word_of_a_page_is_lost():
    """Of every output of the site the parts hold the same words as the text; some hold tables."""
    tables = 0
    for source in SOURCES:
        for cell in pages.cells(scan(source.read_text("utf-8"))[0]):
            text = cell.output.body if cell.output else ""
            words: list[str] = []
            for part in columns(text):
                if isinstance(part, str):
                    words += part.split()
                else:
                    tables += 1
                    cells = [cell for row in part.rows for cell in row]
                    words += " ".join([*part.head, *cells, *part.notes]).split()
            assert sorted(words) in ([], sorted(text.split()))
    assert tables >= 15
