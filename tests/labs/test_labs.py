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


def test_the_gradients_of_the_linear_recurrent_unit():
    """Each gradient of the lab on the LRU is the slope of the cost, in every form of λ."""
    space = until("orvieto-2023", "learned")
    rng = np.random.default_rng(0)
    values = space["ring"](0.8, 0.95, 2 * np.pi, (1, 4), rng)
    gamma, goal = np.sqrt(1 - abs(values) ** 2), rng.standard_normal(25)
    for way in ("real", "exp", "stable"):
        at = np.concatenate([space["told"](values, way), rng.standard_normal((2, 1, 4))])
        gradient = space["slope"](at, way, gamma, goal)[0]
        for place in np.ndindex(at.shape):
            step = np.zeros(at.shape)
            step[place] = 1e-6
            up, down = (space["slope"](at + s * step, way, gamma, goal)[1][0] for s in (1, -1))
            assert gradient[place] == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-7)


def test_the_readout_of_the_linear_recurrent_unit():
    """The share that the lab's best readout explains is that of least squares on long noise.

    Of 50,000 steps a share is known to about 0.005.
    """
    space = until("orvieto-2023", "figure")
    rng = np.random.default_rng(0)
    values = space["ring"](0.5, 0.9, 2 * np.pi, 3, rng)
    gamma, u = np.sqrt(1 - abs(values) ** 2), rng.standard_normal(50_000)
    x, states = 0, []
    for now in u:
        x = values * x + gamma * now
        states.append(x)
    seen = np.concatenate([np.real(states), np.imag(states)], axis=1)[100:]
    for width, lag in ((1, 1), (1, 6), (3, 1), (3, 6)):
        ago = range(lag, lag + width)
        goal = sum(u[100 - k : len(u) - k] for k in ago) / np.sqrt(width)
        guess = seen @ np.linalg.lstsq(seen, goal)[0]
        told = space["remembered"](values, np.array([lag]), width, noise=0)[0]
        assert told == pytest.approx(1 - ((goal - guess) ** 2).mean(), abs=0.03)
