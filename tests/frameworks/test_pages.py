"""The lines of framework code that pages show, run in the frameworks."""

import re

import numpy as np
import pytest

from initdocs.demos import gain
from initdocs.initializers import orthogonal
from initdocs_site import ROOT

#: a layer of these sizes, and what its weights should have
N, M = 300, 200
VARIANCES = {"Xavier": 2 / (N + M), "He": 2 / N, "LeCun": 1 / N, "orthogonal": 1 / max(N, M)}


def table():
    """The rows of the table of code in *Initialization in practice*."""
    text = (ROOT / "docs/guide/in-practice.md").read_text("utf-8")
    lines = text[text.index("| law |") :].split("\n\n")[0].splitlines()[2:]
    for line in lines:
        law, *codes = (cell.strip().strip("`") for cell in line.strip("|").split("|"))
        yield pytest.param(law, codes, id=law)


@pytest.mark.parametrize(("law", "codes"), list(table()))
def test_the_table_in_practice(frameworks, law, codes):
    """All four columns of a row give weights of the law's variance."""
    f, (pytorch, keras, flax, numpy) = frameworks, codes
    f.torch.manual_seed(0)
    w = f.torch.empty(M, N)
    with f.torch.no_grad():
        exec(f"init.{pytorch}", {"init": f.torch.nn.init, "w": w})
    f.keras.utils.set_random_seed(0)
    dense = f.keras.layers.Dense(M, kernel_initializer=keras.strip('"'))
    dense.build((None, N))
    draw = eval(flax, vars(f.linen.initializers))
    made = {
        "PyTorch": w.numpy(),
        "Keras": np.asarray(dense.kernel),
        "Flax": np.asarray(draw(f.jax.random.PRNGKey(0), (N, M))),
        "NumPy": eval(
            numpy, {"rng": np.random.default_rng(0), "n": N, "m": M, "orthogonal": orthogonal}
        ),
    }  # fmt: skip
    for name, weights in made.items():
        # of N·M entries the variance is exact to √(2/NM)
        assert weights.var() == pytest.approx(VARIANCES[law], rel=5 * np.sqrt(2 / (N * M))), name


@pytest.mark.parametrize("phi", ["tanh(x)", "x * sigmoid(x)", "relu(x)"])
def test_the_gain_calculator(frameworks, phi):
    """The calculator's code for each framework gives the variance that it shows."""
    f = frameworks
    texts = gain.texts({"phi": phi, "fan_in": N})
    g = float(re.search(r"std=([\d.]+)", texts["pytorch"])[1])
    assert g == pytest.approx(gain.gains(phi)[1].second.value, abs=5e-5)
    f.torch.manual_seed(0)
    nn = f.torch.nn
    layer = nn.Linear(N, M)
    # each sums 300 terms
    kernels = [nn.Conv2d(75, 200, 2), nn.Conv1d(300, 800, 4, groups=4)]
    for one in (layer, *kernels):
        exec(texts["pytorch"], {"nn": nn, "layer": one})
    f.keras.utils.set_random_seed(0)
    lines = {"keras": f.keras, "units": M}
    exec(texts["keras"].replace("keras.layers.Dense", "dense = keras.layers.Dense"), lines)
    lines["dense"].build((None, N))
    flax = {"nn": f.linen, "features": M}
    exec(texts["flax"].replace("nn.Dense", "dense = nn.Dense"), flax)
    key = f.jax.random.PRNGKey(0)
    kernel = flax["dense"].init(key, np.zeros((1, N), "f4"))["params"]["kernel"]
    made = {
        "PyTorch": layer.weight.detach().numpy(),
        **{str(one): one.weight.detach().numpy() for one in kernels},
        "Keras": np.asarray(lines["dense"].kernel),
        "Flax": np.asarray(kernel),
    }
    assert not layer.bias.detach().numpy().any()
    for name, weights in made.items():
        assert N * weights.var() == pytest.approx(g * g, rel=5 * np.sqrt(2 / (N * M))), name


def test_the_gains_of_pytorch(frameworks):
    """The table of PyTorch's gains that the calculator speaks of is PyTorch's."""
    calculate = frameworks.torch.nn.init.calculate_gain
    for name, value in gain.PYTORCH.items():
        if value is None:
            with pytest.raises(ValueError, match="Unsupported nonlinearity"):
                calculate(name)
        else:
            assert calculate(name) == pytest.approx(value)


@pytest.mark.parametrize("name", list(gain.PYTORCH))
def test_pytorchs_gains(frameworks, name):
    """The calculator's column of PyTorch's gains is the installed release's, errors included."""
    expected, calculate = gain.PYTORCH[name], frameworks.torch.nn.init.calculate_gain
    if expected is None:
        with pytest.raises(ValueError, match=r"[Uu]nsupported"):
            calculate(name)
    else:
        assert calculate(name) == pytest.approx(expected)
