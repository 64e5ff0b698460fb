"""A transformer's gradients, and what its architecture promises."""

import numpy as np
import pytest
from tests.test_network import differences

from initdocs import recipes
from initdocs.transformer import Architecture, Transformer

SMALL = {"vocabulary": 5, "context": 4, "width": 6, "heads": 2, "blocks": 2, "hidden": 5}
VARIANTS = {
    "gpt2": {},
    "llama": {"norm": "rms", "mlp": "swiglu", "tied": False},
    "nanochat": {"norm": "rms", "mlp": "relu_squared", "tied": False, "qk_norm": True},
    "deepnorm": {"place": "post", "skip": 1.7, "scale": 1.0},
    "bare": {"place": "none"},
}


def model(variant="gpt2", *, networks=2, seed=0, std=0.4, **more):
    net = Transformer(Architecture(**{**SMALL, **VARIANTS[variant], **more}), networks=networks)
    net.theta += std * np.random.default_rng(seed).standard_normal(net.theta.shape)
    return net


def text(places=5, examples=3, vocabulary=5):
    tokens = np.random.default_rng(9).integers(0, vocabulary, (places, examples))
    return tokens[:-1], tokens[1:]


@pytest.mark.parametrize("variant", VARIANTS)
def test_gradient_is_the_finite_difference(variant):
    """Every component of every network's gradient is the central difference of its cost."""
    net = model(variant)
    x, y = text()
    gradient = net.backward(net.forward(x), y).flat.copy()
    numeric = differences(net, x, y, 1e-5)
    np.testing.assert_allclose(gradient, numeric, rtol=2e-5, atol=2e-9)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_place_sees_none_that_follow(variant):
    """Another token changes the logits of its own place and those behind it, none before."""
    net = model(variant)
    x, _ = text()
    other = x.copy()
    other[2] = (other[2] + 1) % 5
    moved = np.abs(net.forward(other).logits - net.forward(x).logits).reshape(2, 3, 4, 5)
    assert not moved[:, :, :2].any()
    assert (moved[:, :, 2:].max(axis=-1) > 0).all()


def test_batch_is_k_single_networks():
    """A batch of networks computes what each of them computes alone."""
    batch = model(networks=3)
    x, y = text()
    trace = batch.forward(x)
    gradient = batch.backward(trace, y)
    for i in range(3):
        one = model(networks=1)
        one.initialize(batch.state(i))
        alone = one.forward(x)
        np.testing.assert_allclose(alone.logits[0], trace.logits[i], rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(
            one.backward(alone, y).flat[0], gradient.flat[i], rtol=1e-11, atol=1e-14
        )


def test_without_positions_attention_knows_no_order():
    """With no embedding of positions the last place is blind to the order of those before it."""
    net = model("bare", networks=1)
    net.parameters["wpe.weight"][...] = 0
    x, _ = text()
    last = net.forward(x).logits.reshape(3, 4, 5)[:, -1]
    mixed = net.forward(x[[2, 0, 1, 3]]).logits.reshape(3, 4, 5)[:, -1]
    first_block = Transformer(Architecture(**{**SMALL, "place": "none", "blocks": 1}))
    first_block.theta += 0.4 * np.random.default_rng(1).standard_normal(first_block.theta.shape)
    first_block.parameters["wpe.weight"][...] = 0
    one = first_block.forward(x).logits.reshape(3, 4, 5)[:, -1]
    same = first_block.forward(x[[2, 0, 1, 3]]).logits.reshape(3, 4, 5)[:, -1]
    np.testing.assert_allclose(one, same, rtol=1e-12)
    assert np.abs(last - mixed).max() > 1e-3  # the mask tells a second block the order


def test_zero_branches_and_a_zero_head_guess():
    """nanochat's start: the stream stays the embedding, and the first loss is ln V exactly."""
    net = model("nanochat", networks=1)
    rng = np.random.default_rng(0)
    net.initialize(recipes.draw("nanochat", _without_gains(net), rng=rng) | _gains(net))
    x, y = text()
    trace = net.forward(x)
    for h in trace.stream[1:]:
        np.testing.assert_array_equal(h, trace.stream[0])
    np.testing.assert_allclose(net.cost(trace, y), np.log(5), rtol=1e-14)
    gradient = net.backward(trace, y).parameters
    moving = {name for name, values in gradient.items() if values.any()}
    assert moving == {"lm_head.weight"}  # two zeros in a row: in the first step the head alone


def _gains(net):
    return {n: np.ones(s) for n, s in net.architecture.shapes.items() if "ln_" in n}


def _without_gains(net):
    return {n: s for n, s in net.architecture.shapes.items() if "ln_" not in n}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"heads": 4}, "heads: got 4, allowed: a divisor of the width, 6"),
        ({"norm": "batch"}, "norm: got 'batch'"),
        ({"place": "mid"}, "place: got 'mid'"),
        ({"mlp": "geglu"}, "mlp: got 'geglu'"),
        ({"blocks": 0}, "blocks: got 0"),
        ({"scale": 0.0}, "scale: got 0.0"),
        ({"skip": -1.0}, "skip: got -1.0"),
    ],
)
def test_an_architecture_that_cannot_be(change, told):
    """It is refused by argument, value and what is allowed."""
    with pytest.raises(ValueError, match=told):
        Architecture(**{**SMALL, **change})


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        (np.zeros((4, 3)), "x: got float64"),
        (np.full((4, 3), 5), "x: got 5 to 5, allowed: from 0 to 4"),
        (np.zeros((5, 3), np.int64), "x: got 5 places, allowed: at most 4"),
        (np.zeros(4, np.int64), r"x: got int64 of shape \(4,\)"),
    ],
)
def test_tokens_that_cannot_be(tokens, told):
    """They are refused by argument, value and what is allowed."""
    with pytest.raises(ValueError, match=told):
        model().forward(tokens)


def test_a_state_that_does_not_fit():
    """A name too many, one too few and another shape are each told."""
    net = model()
    state = net.state()
    with pytest.raises(ValueError, match=r"no 'wpe\.weight', 'wpe\.wight'"):
        net.initialize({("wpe.wight" if n == "wpe.weight" else n): v for n, v in state.items()})
    with pytest.raises(ValueError, match=r"state\['wte.weight'\]: got shape \(2, 2\)"):
        net.initialize({**state, "wte.weight": np.zeros((2, 2))})
