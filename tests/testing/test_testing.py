"""A start as an assertion: what passes, what fails, and how often a sound start does."""

import numpy as np
import pytest
from tests.doctor.support import printed, stack

from initdocs.doctor import Report
from initdocs.initializers import INITIALIZERS, get
from initdocs.testing import assert_initialized


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_a_sound_start(rng, tmp_path):
    """Names with arrays, nested names and a file give the report."""
    state = stack(rng)
    assert isinstance(assert_initialized(state, {"*.weight": "he_normal"}), Report)
    np.savez(tmp_path / "w.npz", **state)
    assert len(assert_initialized(tmp_path / "w.npz", text=printed()).rows) == 20
    nested = {"params": {"Dense_0": {"kernel": state["0.weight"], "bias": np.zeros(64)}}}
    report = assert_initialized(nested, {"params/*/kernel": "he_normal"})
    assert [row.name for row in report.rows] == ["params/Dense_0/kernel", "params/Dense_0/bias"]


def test_a_wrong_start(rng):
    """Unmet laws and findings are told together, with names and the line that mends."""
    state = stack(rng)
    state["4.weight"][...] = 0.1
    with pytest.raises(AssertionError) as error:
        assert_initialized(state, {"*.weight": "he_normal", "6.weight": "xavier_normal"})
    told = str(error.value).splitlines()
    assert told[0] == "4.weight: expected he_normal, found constant 0.1"
    assert told[1].startswith("6.weight: expected xavier_normal, found He normal")
    assert "fail symmetric: 4.weight: all 64 units" in error.value.args[0]
    assert '  mend: nn.init.normal_(model.get_parameter("4.weight")' in error.value.args[0]


def test_levels_and_exceptions(rng):
    """`fail_on` sets the least level, `ignore` leaves out rules or names of them."""
    state = stack(rng)
    state["18.weight"][...] = 0  # the head: a note
    assert_initialized(state)
    with pytest.raises(AssertionError, match=r"note zeros: 18\.weight"):
        assert_initialized(state, fail_on="note")
    assert_initialized(state, fail_on="note", ignore=["zeros"])
    assert_initialized(state, fail_on="note", ignore="zeros:18.*")
    with pytest.raises(AssertionError, match="note zeros"):
        assert_initialized(state, fail_on="note", ignore=["zeros:4.*"])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: assert_initialized(5), "state: got int, allowed: .*a PyTorch module"),
        (lambda s: assert_initialized({}), "state: got dict without tensors"),
        (lambda s: assert_initialized("none.npz"), "none.npz: cannot be read"),
        (lambda s: assert_initialized(s, fail_on="error"), "fail_on: got 'error', .*'warn'"),
        (lambda s: assert_initialized(s, ignore=["zero"]), "ignore: got 'zero', .*mean 'zeros'"),
        (lambda s: assert_initialized(s, {"*": "he"}), "law: got 'he'"),
        (lambda s: assert_initialized(s, {}), "laws: got {}"),
    ],
)
def test_arguments_that_cannot_be(rng, call, message):
    """They are errors, not failures of the test."""
    with pytest.raises(ValueError, match=message):
        call(stack(rng, depth=2))


#: laws that the pages assert, with the name of a tensor for which they are meant
LAWS = {
    "he_normal": "fc.weight", "he_truncated": "fc.weight", "lecun_uniform": "fc.weight",
    "lecun_normal": "fc.weight", "xavier_uniform": "fc.weight", "xavier_truncated": "fc.weight",
    "pytorch_linear": "fc.weight", "packed_xavier": "attn.in_proj_weight",
    "orthogonal": "fc.weight",
}  # fmt: skip
#: how many draws of which number of values: ten thousand in all, the largest the dearest
DRAWS = {64: 3600, 256: 3000, 1024: 2000, 4096: 900, 16384: 300, 65536: 120, 262144: 54, 2**20: 26}


def alarms(law, values, draws, seed):
    """How many of so many sound draws of a square matrix are called wrong."""
    found = 0
    rng = np.random.default_rng(seed)
    side = int(np.sqrt(values))
    shape = (3 * side, side) if law == "packed_xavier" else (side, side)
    for _ in range(draws):
        weight = get(law).draw(shape, rng=rng)
        try:
            assert_initialized({LAWS[law]: weight}, {"*": law})
        except AssertionError:
            found += 1
    return found


@pytest.mark.parametrize("law", LAWS)
def test_a_sound_draw_passes(law):
    """Of 200 draws of 64 and of 1024 values none is called wrong."""
    assert law in INITIALIZERS
    assert [alarms(law, n, 200, seed=n) for n in (64, 1024)] == [0, 0]


@pytest.mark.slow
def test_ten_thousand_sound_draws_pass():
    """Ten thousand draws of 64 to 2²⁰ values, of each law in turn: no false alarm."""
    assert sum(DRAWS.values()) == 10_000
    found = {}
    for n, draws in DRAWS.items():
        share = np.array_split(np.arange(draws), len(LAWS))
        for i, law in enumerate(LAWS):
            if number := alarms(law, n, len(share[i]), seed=n + i):
                found[law, n] = number
    assert found == {}


@pytest.mark.parametrize("law", ["he_normal", "xavier_uniform", "lecun_normal"])
def test_power(law):
    """A deviation that is 20 % off is seen in every draw of 4096 values."""
    rng = np.random.default_rng(0)
    for _ in range(50):
        weight = 1.2 * get(law).draw((64, 64), rng=rng)
        with pytest.raises(AssertionError, match=f"expected {law}"):
            assert_initialized({"fc.weight": weight}, {"*": law})
