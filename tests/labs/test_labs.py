"""Every lab, run as it stands, and its conclusions: orderings, slopes and ratios."""

import re

import jupytext
import numpy as np
import pytest

from initdocs_site import ROOT
from initdocs_site.labs import full, lablist, notebooks, runs, text

pytestmark = pytest.mark.slow
LABS = sorted((ROOT / "docs" / "labs").glob("*.py"))


def until(name, stop):
    """The variables of a lab before the cell `stop`."""
    space = {"__name__": "__main__"}
    for cell in notebooks.cells(ROOT / f"docs/labs/{name}.py"):
        if cell.metadata["id"] == stop:
            return space
        exec(cell.source, space)
    raise AssertionError(stop)


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_form(path):
    """A claim below the title, a table, three folded questions, and a cell to try."""
    cells = jupytext.read(path).cells
    prose = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    code = [c for c in cells if c.cell_type == "code" and not notebooks.is_statements(c)]
    assert text.claim(path).endswith(".")
    assert prose.count('??? question "') == 3
    table = next(c for c in code if c.metadata["id"] == notebooks.TABLE)
    assert table.source.endswith("print(comparison(rows))")
    assert code[-1].metadata["id"] == "try-it"
    assert all("id" in c.metadata for c in code)
    assert "seeds" in prose or "draws" in prose
    assert all(lablist.about(path)), "title and claim are told"
    assert not {"verdict", "time"} & set(code[0].metadata), "both come from the run"
    assert not re.search(r"seconds? on one core", prose), "the time is measured"
    assert lablist.PICTURED in [c.metadata["id"] for c in code]


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_a_record_is_of_this_code(path):
    """What came out at full size is shown as long as it came from the code that stands there."""
    record = full.load(path)
    if record is None:
        return
    assert full.SWITCH in path.read_text("utf-8")
    assert record["code"] == full.digest(full.code(path)), f"stale: make full LAB={path.stem}"
    for known in ("date", "initdocs", "numpy", "minutes", "command", "rows"):
        assert record[known]


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_conclusions(path):
    """What a lab says of its experiments holds."""
    results, problems = runs.run(path)
    assert problems == []
    said = [statement for result in results for statement in result.statements]
    assert len(said) >= 3, "a lab that concludes nothing is no lab"
    assert [s for s in said if not s.holds] == []
    assert notebooks.verdict(path, results).startswith(("reproduced in", "not reproduced in"))


def test_the_gradients_of_the_residual_networks():
    """Each gradient of the lab on residual networks is the slope of the cost."""
    space = until("zhang-2019", "growth")
    x, y = (v[:, :7].astype(float) for v in space["digits"]())
    for start in space["STARTS"]:
        net = space["Residual"](start, 3, dtype=np.float64)
        # away from zero, where half of the gradients vanish
        for block in range(3):
            net.outer[block] += 0.1 * np.random.default_rng(block).standard_normal((32, 32))
            net.alpha[block] += 0.2
        net.forward(x)
        for parameter, gradient in net.backward(y):
            at = (2, *(np.array(parameter.shape[1:]) // 2))
            sides = []
            for step in (1e-5, -2e-5):
                parameter[at] += step
                sides.append(space["SOFTMAX"].cost(net.forward(x), y)[2])
            parameter[at] += 1e-5
            slope = (sides[0] - sides[1]) / 2e-5
            assert gradient[at] == pytest.approx(slope, rel=1e-4, abs=1e-9)
