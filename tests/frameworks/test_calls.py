"""Counted calls: every snippet run in its framework, its weights beside this package's own."""

import numpy as np
import pytest
from tests.frameworks.support import run, same_law, samples

from initdocs.frameworks import TARGETS, call
from initdocs.initializers import variance_scaling
from initdocs.propagation import gain_second_moment

CASES = {
    "dense": (("dense", (200, 300)), {"activation": "relu"}),
    "dense, by an expression": (("dense", (200, 300)), {"activation": np.tanh}),
    "convolution": (("convolution", (64, 32, 3, 3)), {"activation": "gelu"}),
    "strided, fan-out": (
        ("convolution", (64, 32, 4, 4)),
        {"stride": 2, "law": "he_normal_fan_out"},
    ),
    "a line": (("convolution", (64, 32, 5)), {"law": "lecun_truncated"}),
    "volume, oblong": (("convolution", (32, 16, 3, 3, 1)), {"law": "he_uniform"}),
    "grouped": (("convolution", (64, 8, 3, 3)), {"groups": 4, "law": "xavier_uniform"}),
    "depthwise": (("convolution", (64, 1, 3, 3)), {"groups": 64, "activation": "relu"}),
    "depthwise, two a channel": (
        ("convolution", (64, 1, 3, 3)),
        {"groups": 32, "law": "xavier_normal"},
    ),
    "transposed": (
        ("convolution", (32, 64, 4, 4)),
        {"transposed": True, "stride": 2, "activation": "relu"},
    ),
    "transposed, Xavier": (
        ("convolution", (32, 64, 4, 4)),
        {"transposed": True, "stride": 2, "law": "xavier_uniform"},
    ),
    "packed": (("dense", (768, 256)), {"packed": 3, "law": "xavier_uniform"}),
    "packed, unequal": (
        ("dense", (384, 256)),
        {"packed": (256, 64, 64), "law": "xavier_truncated"},
    ),
    "packed, fan-in": (("dense", (384, 256)), {"packed": (256, 64, 64), "law": "lecun_normal"}),
    "experts": (("experts", (8, 40, 60)), {"activation": "silu"}),
    "experts, uniform": (("experts", (8, 40, 60)), {"law": "xavier_uniform"}),
    "embedding": (("embedding", (500, 64)), {}),
}
INPUTS = {"dense": lambda of: (1, of.inputs), "lstm": lambda of: (1, 5, of.inputs),
          "embedding": lambda of: (1,),
          "convolution": lambda of: (1, *[9] * len(of.window), of.inputs)}  # fmt: skip


def weights(frameworks, made, seed):
    """The parameters of the layer that the code of a counted call makes, by their last names."""
    f, framework, code = frameworks, made.framework, made.code
    code = code.replace("key(0)", f"key({seed})")
    f.torch.manual_seed(seed)
    f.keras.utils.set_random_seed(seed)
    layer = run(f, framework, code, seed)
    if made.layer.kind == "experts":
        value = layer.detach() if framework == "PyTorch" else getattr(layer, "value", layer)
        return {"weight": np.asarray(value)}
    if framework == "PyTorch":
        return {name: p.detach().numpy() for name, p in layer.named_parameters()}
    shape = INPUTS[made.layer.kind](made.layer)
    if framework == "Keras":
        layer.build((None, *shape[1:]))
        return {w.name: np.asarray(w) for w in layer.weights}
    if framework == "Flax linen":
        key, x = f.jax.random.key(seed), np.zeros(shape, "i4" if shape == (1,) else "f4")
        inputs = (layer.initialize_carry(key, x.shape), x) if made.layer.kind == "lstm" else (x,)
        tree = layer.init(key, *inputs)["params"]
    else:
        tree = f.nnx.to_pure_dict(f.nnx.state(layer, f.nnx.Param))
    flat = f.jax.tree_util.tree_flatten_with_path(tree)[0]
    return {"/".join(str(key.key) for key in path): np.asarray(w) for path, w in flat}


def weight_of(found):
    """The one parameter that is no bias."""
    (name,) = [name for name in found if not name.endswith("bias")]
    return found[name]


@pytest.mark.parametrize("framework", TARGETS)
@pytest.mark.parametrize("case", CASES)
def test_what_the_code_draws(frameworks, case, framework):
    """The code gives the layer's weights the law by counted fans, part by part; biases are 0."""
    given, options = CASES[case]
    made = call(*given, **options, framework=framework)
    shape = made.layer.stored(framework)
    found = weights(frameworks, made, 0)
    assert weight_of(found).shape == shape
    for name, bias in found.items():
        assert not name.endswith("bias") or not bias.any()
    axis = 0 if framework == "PyTorch" else -1
    ends = np.cumsum(made.layer.parts)[:-1] if made.layer.parts else []
    law = made.law
    for i, part in enumerate(made.layer.parts or (0,)):

        def drawn(seed, i=i):
            return np.split(weight_of(weights(frameworks, made, seed)), ends, axis)[i]

        theirs = samples(drawn, 10_000)
        std = np.sqrt(law.variance(*made.layer.fans(part)))
        # the same law for one input and one output, times the deviation
        ours = variance_scaling((theirs.size, 1), scale=std**2, distribution=law.distribution,
                                rng=np.random.default_rng(1))  # fmt: skip
        same_law(theirs, ours)


def own(frameworks, made, shape, seed):
    """What the framework's own call for the same law draws, given the weight's shape."""
    f, law = frameworks, made.law
    if made.framework == "PyTorch":
        f.torch.manual_seed(seed)
        fan_in, fan_out = f.torch.nn.init._calculate_fan_in_and_fan_out(f.torch.empty(shape))
        return np.random.default_rng(seed).normal(0, np.sqrt(law.variance(fan_in, fan_out)), shape)
    if made.framework == "Keras":
        f.keras.utils.set_random_seed(seed)
        scaling = f.keras.initializers.VarianceScaling
        return np.asarray(scaling(law.scale, law.mode, "untruncated_normal")(shape))
    scaling = f.jax.nn.initializers.variance_scaling
    return np.asarray(scaling(law.scale, law.mode, "normal")(f.jax.random.key(seed), shape))


@pytest.mark.parametrize("framework", TARGETS)
@pytest.mark.parametrize("case", CASES)
def test_how_far_the_own_call_is_off(frameworks, case, framework):
    """The framework's own call gives the counted variance times the factor that is told."""
    given, options = CASES[case]
    made = call(*given, **options, framework=framework)
    shape = made.layer.stored(framework)
    theirs = samples(lambda seed: own(frameworks, made, shape, seed), 20_000)
    for part, off in zip(made.layer.parts or (0,), made.off, strict=True):
        counted = made.law.variance(*made.layer.fans(part))
        assert theirs.var() / counted == pytest.approx(off, rel=5 * np.sqrt(2 / theirs.size))
    assert made.miscounts == ("own call reads" in str(made))


@pytest.mark.parametrize("framework", TARGETS)
def test_an_lstm_by_gate(frameworks, framework):
    """Xavier's bound and an orthogonal matrix for each gate; the forget gate's bias is 1."""
    made = call("lstm", (64, 48), framework=framework)
    found = weights(frameworks, made, 0)
    bound = np.sqrt(6 / (64 + 48))
    if framework == "Flax linen":
        inputs = [found[f"i{gate}/kernel"] for gate in "ifgo"]
        states = [found[f"h{gate}/kernel"] for gate in "ifgo"]
        space = {}
        exec(made.code, space)
        tree = {"hf": {"bias": np.zeros(64), "kernel": 1}, "hi": {"bias": np.zeros(64)}}
        opened = space["opened"](tree)
        assert (np.asarray(opened["hf"]["bias"]) == 1).all() and opened["hi"] is tree["hi"]
    else:
        names = {"PyTorch": ("weight_ih_l0", "weight_hh_l0", "bias_hh_l0"),
                 "Keras": ("kernel", "recurrent_kernel", "bias"),
                 "Flax nnx": ("dense_i/kernel", "dense_h/kernel", "dense_h/bias")}  # fmt: skip
        names = names[framework]
        axis = 0 if framework == "PyTorch" else 1
        inputs, states = (np.split(found[name], 4, axis) for name in names[:2])
        assert found[names[2]].reshape(4, -1).tolist() == [[0] * 64, [1] * 64, [0] * 64, [0] * 64]
        others = [w for name, w in found.items() if "bias" in name and name != names[2]]
        assert not any(w.any() for w in others)
    for gate in inputs:
        assert 0.98 * bound < np.abs(gate).max() <= bound * (1 + 1e-6)
    for gate in states:
        np.testing.assert_allclose(gate @ gate.T, np.eye(64), atol=1e-5)
    for gates in (inputs, states):
        assert len({gate.tobytes() for gate in gates}) == 4, "each gate is drawn for itself"


@pytest.mark.parametrize("framework", TARGETS)
def test_orthogonal_parts(frameworks, framework):
    """Each matrix of a packed weight is orthogonal, times the gain of the activation."""
    made = call("dense", (192, 64), packed=3, law="orthogonal", activation="tanh",
                framework=framework)  # fmt: skip
    found = weight_of(weights(frameworks, made, 0))
    gain = gain_second_moment("tanh")
    for part in np.split(found if framework == "PyTorch" else found.T, 3):
        np.testing.assert_allclose(part @ part.T, gain**2 * np.eye(64), atol=1e-5)
    assert made.off == pytest.approx([1 / 3] * 3)


def test_a_transposed_layer_keeps_its_signal(frameworks):
    """512 → 256 channels, 4 × 4, stride 2, under ReLU: E[z²] is 2 where kaiming gives half."""
    torch = frameworks.torch
    made = call("convolution", (256, 512, 4, 4), stride=2, transposed=True, activation="relu")
    layer = run(frameworks, "PyTorch", made.code, 0)
    x = torch.relu(torch.randn(2, 512, 12, 12)) * np.sqrt(2)
    inside = layer(x)[..., 3:-3, 3:-3]
    assert inside.square().mean().item() == pytest.approx(2, rel=0.05)
    torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    inside = layer(x)[..., 3:-3, 3:-3]
    assert inside.square().mean().item() == pytest.approx(2 * made.off[0], rel=0.05)
    assert made.off == (0.5,)
