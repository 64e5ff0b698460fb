"""Labs at full size: the switch is turned, and the record says what was run."""

import json

import pytest

from initdocs_site.labs import full, runs, text
from initdocs_site.page.run import Result

LAB = """# %% [markdown]
# # A lab
#
# One is one.

# %% id="setup"
FULL = False

# %% id="table"
rows = [
    ("size", 10, 1000 if FULL else 10, "within 2", "as large as it gets"),
    ("the size | again", 10, 10, "within 2", ""),
]

# %% id="try-it"
raise SystemExit
"""


@pytest.fixture
def lab(tmp_path):
    path = tmp_path / "a-lab.py"
    path.write_text(LAB)
    return path


def test_a_run_turns_the_switch_and_keeps_the_rows(lab):
    """The record holds the rows of the full size, and what gave them."""
    record = full.run(lab)
    assert record["rows"][0] == ("size", 10, 1000, "within 2", "as large as it gets")
    assert record["code"] == full.digest(full.code(lab))
    assert record["command"] == "make full LAB=a-lab"


def test_the_record_stands_below_the_table(lab):
    """The page shows the recorded table with its verdict, date, versions and command."""
    record = full.run(lab)
    full.place(lab).parent.mkdir()
    full.place(lab).write_text(json.dumps(record))
    shown = text.markdown(lab, [Result(""), Result("small\n")], runs.Found())
    after = shown.partition("small\n```")[2]
    size = "    | size<br><small>as large as it gets</small> | 10 | 1000 | 100.00 | within 2 | no |"
    assert f"{size}\n    | the size \\| again | 10 | 10 | 1.00 | within 2 | yes |\n" in after
    assert "    Verdict: reproduced in 1 of 2 rows; not: size" in after
    assert f"Recorded on {record['date']} with initdocs" in after
    assert "`make full LAB=a-lab`" in after


def test_other_code_is_another_result(lab):
    """What is printed belongs to the code that printed it."""
    before = full.digest(full.code(lab))
    lab.write_text(LAB.replace("1000", "2000"))
    assert full.digest(full.code(lab)) != before


def test_a_lab_without_a_full_size_says_so(lab):
    """An error names the lab and what is missing."""
    lab.write_text(LAB.replace("FULL = False", "x = 1"))
    with pytest.raises(ValueError, match="a-lab has no full size"):
        full.run(lab)


def test_the_record_stands_below_the_table_alone(lab):
    """No other cell shows it."""
    full.place(lab).parent.mkdir()
    full.place(lab).write_text(json.dumps(full.run(lab)))
    lab.write_text(LAB.replace('id="setup"', 'id="first"'))
    shown = text.markdown(lab, [Result(""), Result("small\n"), Result("")], runs.Found())
    assert shown.count("At full size") == 1


def test_the_switch_is_one_line(lab):
    """Two of them would be two sizes."""
    lab.write_text(LAB + '\n# %% id="more"\nFULL = False\n')
    with pytest.raises(ValueError, match="a-lab has no full size, allowed: one with a line"):
        full.code(lab)
