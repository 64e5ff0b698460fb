"""Every lab, run as it stands, and its conclusions: orderings, slopes and ratios."""

import jupytext
import matplotlib as mpl
import numpy as np
import pytest

from initdocs_site import labs
from initdocs_site.cache import ROOT

LABS = sorted((ROOT / "docs" / "labs").glob("*.py"))


def run(name):
    """The variables of a lab after all its cells."""
    space = {"__name__": "__main__"}
    with mpl.rc_context({"backend": "Agg"}):
        mpl.use("Agg")
        for cell in jupytext.read(ROOT / f"docs/labs/{name}.py").cells:
            if cell.cell_type == "code":
                exec(cell.source, space)
        space["plt"].close("all")
    return space


def test_every_lab_is_tested():
    """A lab without a test of its conclusions is no lab."""
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    assert {path.stem for path in LABS} <= tested


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_form(path):
    """A claim below the title, a table, three folded questions, and a cell to try."""
    cells = jupytext.read(path).cells
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    code = [c for c in cells if c.cell_type == "code"]
    assert labs.claim(path).endswith(".")
    assert text.count('??? question "') == 3
    assert "comparison(rows)" in "\n".join(c.source for c in code)
    assert code[-1].metadata["id"] == "try-it"
    assert all("id" in c.metadata for c in code)
    assert "seeds" in text or "draws" in text


def test_he_2015():
    """The first gradient falls with 1/n as 2^(−(L−1)/2), within the scatter of five networks."""
    space = run("he-2015")
    for depth, ratio in space["ratios"].items():
        # each of the five ratios scatters by about a factor of two around the law
        assert 0.2 < np.median(ratio) / 2 ** (-(depth - 1) / 2) < 2
    assert np.median(space["ratios"][30]) < np.median(space["ratios"][22]) / 5
    costs = space["costs"]
    guess = np.log(10)
    for depth in (22, 30):
        assert np.median(costs[depth, "2/n"]) < guess - 0.2
        assert np.median(costs[depth, "1/n"]) > guess - 0.05


def test_hanin_nica_2020():
    """Mean 1, median e^(−5β/2), variance 5β; the network follows its law; β alone counts."""
    space = run("hanin-nica-2020")
    logs, real = np.log(space["drawn"]), np.log(space["real"])
    assert logs.var() == pytest.approx(5, rel=0.1)
    assert logs.mean() == pytest.approx(-2.5, rel=0.05)
    # the two means are exact to √(5/20000) and √(5/200)
    assert abs(real.mean() - logs.mean()) < 4 * np.sqrt(5 / 200)
    for (n, _), slopes in space["slopes"].items():
        assert np.mean(slopes) == pytest.approx(5, rel=10 / n + 0.05)


def test_klambauer_2017():
    """(0, 1) is a fixed point whose Jacobian is the paper's and shrinks; networks go there."""
    space = run("klambauer-2017")
    assert space["variance"] == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(space["jacobian"], [[0, 0.08883], [0, 0.78265]], atol=2e-4)
    assert space["norm"] == pytest.approx(0.7877, abs=1e-3)
    for found in space["starts"].values():
        assert found[:, -1].mean() == pytest.approx(1, abs=0.25)


def test_pennington_2017():
    """Orthogonal tanh keeps every direction; the two others lose most of them."""
    found = run("pennington-2017")["found"]
    orthogonal = found["orthogonal, tanh"]
    assert orthogonal[:, 0].max() < 2
    assert (orthogonal > 1e-3).all()
    for name in ("Gaussian, tanh", "orthogonal, ReLU"):
        small = (found[name] < 1e-3).mean(axis=1)
        assert (small > 0.75).all()


def test_mishkin_2016():
    """LSUV gives variance 1 for every activation; He and Xavier do so for theirs at most."""
    space = run("mishkin-2016")
    assert space["exact"] < 1e-6
    for of in space["ACTIVATIONS"]:
        last = np.median(space["found"]["LSUV", of][:, -1])
        assert last == pytest.approx(1, abs=0.3)
    lost = [np.median(space["found"]["Xavier", of][:, -1]) for of in ("gelu", "silu", "mish")]
    assert max(lost) < 0.1


def test_saxe_2013():
    """Orthogonal networks learn at every depth, a little slower each time; Gaussian ones do not."""
    found = run("saxe-2013")["found"]
    medians = [np.median(found["orthogonal", depth]) for depth in (2, 5, 10, 20)]
    assert np.isfinite([found["orthogonal", depth] for depth in (2, 5, 10, 20)]).all()
    assert medians == sorted(medians)
    # ten times the depth, and less than ten times the steps
    assert medians[-1] < 10 * medians[0]
    assert np.median(found["Gaussian", 5]) > 2 * medians[1]
    assert np.isinf(found["Gaussian", 10]).all()
