"""Every row of the table of defaults, held against the installed framework."""

import numpy as np
import pytest
from tests.frameworks.support import fills, parameters, same_law, samples

from initdocs.frameworks import DEFAULTS
from initdocs.initializers import TRUNCATED_STD

names = [f"{row.framework}-{row.layer}-{row.parameter}".replace(" ", "_") for row in DEFAULTS]
MEMORY = {}


def layer(frameworks, row, seed):
    key = row.framework, row.make, seed
    if key not in MEMORY:
        code = f"layer = {row.make}"
        MEMORY[key] = parameters(frameworks, row.framework, row.layer, code, seed)
    return MEMORY[key][row.parameter]


@pytest.mark.parametrize("row", DEFAULTS, ids=names)
def test_default(frameworks, row):
    """The framework's own draw has the bound or standard deviation and the law of the row."""
    first = layer(frameworks, row, 0)
    if row.law == "constant":
        np.testing.assert_array_equal(first, np.float32(row.value))
        return
    if row.law == "forget_bias":
        np.testing.assert_array_equal(first, row.draw()(first.shape, rng=None))
        return
    if row.law == "orthogonal":
        q = first.astype(float)
        short = q @ q.T if q.shape[0] <= q.shape[1] else q.T @ q
        np.testing.assert_allclose(short, row.value**2 * np.eye(len(short)), atol=1e-5)
        return
    theirs = samples(lambda seed: layer(frameworks, row, seed))
    rng = np.random.default_rng(7)
    same_law(theirs, row.draw()((theirs.size,), rng=rng))
    if row.law == "uniform":
        assert fills(theirs, row.value, density=1)
    if row.law == "truncated_normal":
        # 2·φ(2)/(Φ(2) − Φ(−2)), times the bound of two
        assert fills(theirs, 2 * row.value / TRUNCATED_STD, density=2 * 0.1131)


def test_encoder_layers_start_identical(frameworks):
    """A TransformerEncoder copies one layer, weights included (pytorch#72253)."""
    nn = frameworks.torch.nn
    encoder = nn.TransformerEncoder(
        nn.TransformerEncoderLayer(32, 4), 3, enable_nested_tensor=False
    )
    first, last = (encoder.layers[i].linear1.weight for i in (0, 2))
    assert bool((first == last).all())
    whole = nn.Transformer(32, 4, 3, 3)
    first, last = (whole.encoder.layers[i].linear1.weight for i in (0, 2))
    assert not bool((first == last).all())


def test_padding_row_is_zero(frameworks):
    """The row of `padding_idx` is zero."""
    nn = frameworks.torch.nn
    assert not nn.Embedding(9, 4, padding_idx=3).weight[3].any()


def test_a_shared_initializer_repeats_itself(frameworks):
    """One Keras initializer with a seed, used twice, gives the same weights (keras-hub#352)."""
    initializer = frameworks.keras.initializers.HeNormal(seed=1)
    np.testing.assert_array_equal(initializer((5, 4)), initializer((5, 4)))


def test_fifty_default_layers_do_not_see_their_input(frameworks):
    """PyTorch's own default: units differ by their biases, inputs do not differ at all."""
    torch = frameworks.torch
    torch.manual_seed(0)
    layers = [part for _ in range(50) for part in (torch.nn.Linear(512, 512), torch.nn.ReLU())]
    with torch.no_grad():
        a = torch.nn.Sequential(*layers).double()(torch.randn(10, 512, dtype=torch.float64)).numpy()
    assert a.std(axis=1).mean() == pytest.approx(0.016, rel=0.2)
    # one network: the law is a factor √6 a layer, and a network of 512 units scatters around it
    assert 1e-20 < a.std(axis=0).mean() < 1e-16
