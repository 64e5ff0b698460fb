"""Every lab, run as it stands, and its conclusions: orderings, slopes and ratios."""

import jupytext
import matplotlib as mpl
import numpy as np
import pytest

from initdocs_site import full, labs
from initdocs_site.cache import ROOT
from initdocs_site.markdown import lablist

pytestmark = pytest.mark.slow
LABS = sorted((ROOT / "docs" / "labs").glob("*.py"))


def run(name, until=None):
    """The variables of a lab after all its cells, or after those before the cell `until`."""
    space = {"__name__": "__main__"}
    with mpl.rc_context({"backend": "Agg"}):
        mpl.use("Agg")
        for cell in jupytext.read(ROOT / f"docs/labs/{name}.py").cells:
            if until and cell.metadata.get("id") == until:
                break
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
    assert all(lablist.about(path)), "title, claim, verdict and time are all told"
    assert lablist.PICTURED in [c.metadata["id"] for c in code]


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_a_full_size_has_a_record_of_this_code(path):
    """A lab that can be run larger shows what came out, and of the code that stands there."""
    record = full.load(path)
    if full.SWITCH not in path.read_text("utf-8"):
        assert record is None
        return
    assert record is not None, f"make full LAB={path.stem}"
    assert record["code"] == full.digest(full.code(path)), f"stale: make full LAB={path.stem}"
    for known in ("date", "initdocs", "numpy", "minutes", "command", "rows"):
        assert record[known]


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


def test_glorot_2010():
    """The standard start fades both ways, its weight gradients are flat, and N learns better."""
    space = run("glorot-2010")
    start, errors = space["start"], space["errors"]
    assert space["jacobians"]["standard"].mean() == pytest.approx(0.486, abs=0.02)
    assert space["jacobians"]["normalized"].mean() == pytest.approx(0.8, abs=0.03)
    standard = {what: np.mean(sizes, axis=1) for what, sizes in start["standard"].items()}
    # four factors of about 1/√3, up and down
    assert standard["activations"][-1] < 0.15 * standard["activations"][0]
    assert standard["gradients coming back"][0] < 0.15 * standard["gradients coming back"][-1]
    flat = standard["weight gradients"]
    assert flat.max() < 1.2 * flat.min()
    normalized = np.mean(start["normalized"]["activations"], axis=1)
    assert normalized[-1] > 0.6 * normalized[0]
    # five seeds of about 1 % each: the means differ by more than their errors
    for name in ("tanh", "softsign"):
        assert errors[f"{name} N"].mean() < errors[name].mean() - 0.5
    assert min(errors["sigmoid"]) > 80


def test_schoenholz_2017():
    """The map is the theory's; the deepest reach is near criticality, and follows ξ_c off it."""
    space = run("schoenholz-2017")
    for sigma_w, found in space["maps"].items():
        # a correlation of 1,000 units is known to 1/√1000, the mean of five to a half of that
        np.testing.assert_allclose(found.mean(axis=0), space["theories"][sigma_w], atol=0.06)
    reached, scale = np.median(space["reached"], axis=1), space["scale"]
    weights = np.array(space["WEIGHTS"])
    assert 1.5 <= weights[np.argmax(reached)] <= 2.25
    order = weights < 1.8
    assert (np.diff(reached[order]) > 0).all()
    assert (np.diff(reached[~order]) < 0).all()
    far = scale < 12
    assert (reached[far] > 1.5 * scale[far]).all()
    assert (reached[far] < 7 * scale[far]).all()


def test_zhang_2019():
    """He's start explodes; the others stay near the identity, and a hundred layers learn."""
    space = run("zhang-2019")
    grown, moved, costs = space["grown"], space["moved"], space["costs"]
    # a branch adds nothing where its last layer or its scalar is zero
    for start in ("Fixup", "ReZero"):
        np.testing.assert_allclose(grown[start], 1)
    assert np.log2(np.median(grown["He"])) == pytest.approx(50, rel=0.2)
    assert (grown["SkipInit"] < np.e * 1.5).all()
    assert np.median(moved["He", 15]) > 100 * np.median(moved["He", 5])
    assert np.median(moved["Fixup", 50]) < 2 * np.median(moved["Fixup", 5])
    assert not np.isfinite(costs["He"]).any()
    for start in ("Fixup", "SkipInit", "ReZero"):
        assert np.median(costs[start]) < np.log(10) / 2


def test_the_gradients_of_the_residual_networks():
    """Each gradient of the lab on residual networks is the slope of the cost."""
    space = run("zhang-2019", until="growth")
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


def test_yang_hu_2021():
    """Under μP the first step and the best rate are the same at every width; else not."""
    space = run("yang-hu-2021")
    for optimizer, power in space["THEORY"].items():
        usual = space["checks"][optimizer, "standard", "output"]
        ours = space["checks"][optimizer, "μP", "output"]
        assert usual.mean() > power / 2 + 0.2
        assert abs(ours.mean()) < 0.2
        # the grid of rates has a factor of 2: a third of a power over a factor of 9 in width
        assert space["shift"](optimizer, "standard").mean() < -0.6
        assert abs(space["shift"](optimizer, "μP").mean()) < 0.25
