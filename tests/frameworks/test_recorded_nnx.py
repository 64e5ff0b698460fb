"""The recorder on models of Flax nnx: what it sees, what it finds, what it leaves as it was."""

import numpy as np
import pytest


@pytest.fixture
def nnx(frameworks):
    return frameworks.nnx


@pytest.fixture
def jax(frameworks):
    return frameworks.jax


@pytest.fixture
def examine(nnx):  # noqa: ARG001 - Flax is there
    from initdocs.doctor.nnx import examine  # noqa: PLC0415 - it imports JAX

    return examine


def stack(nnx, depth=12, width=128, act=None, std=None, classes=10):
    """A plain stack, He's law by default, with a head of LeCun's."""
    normal, rngs, parts = nnx.initializers.normal, nnx.Rngs(0), []
    for i in range(depth):
        n = 32 if i == 0 else width
        draw = normal(std or (2 / n) ** 0.5)
        parts += [nnx.Linear(n, width, kernel_init=draw, rngs=rngs), act or nnx.relu]
    head = nnx.Linear(width, classes, kernel_init=normal(width**-0.5), rngs=rngs)
    return nnx.Sequential(*parts, head)


def data(n=128, classes=10):
    rng = np.random.default_rng(0)
    return rng.standard_normal((n, 32), dtype=np.float32), rng.integers(0, classes, n)


def rules_of(recording, level=None):
    return {f.rule for f in recording.findings if level in (None, f.level)}


def test_as_pytorch_says(frameworks, nnx, examine):
    """The same weights on the same batch: sizes, likeness, gradients and loss are PyTorch's."""
    from initdocs.doctor.torch import examine as other  # noqa: PLC0415 - it imports PyTorch

    torch = frameworks.torch
    model, (x, y) = stack(nnx, depth=5), data()
    layers = [part for part in model.layers if isinstance(part, nnx.Linear)]
    twins = []
    for layer in layers:
        twin = torch.nn.Linear(*layer.kernel.shape)
        with torch.no_grad():
            twin.weight.copy_(torch.tensor(np.array(layer.kernel[...]).T))
            twin.bias.zero_()
        twins += [twin, torch.nn.ReLU()]
    theirs = other(torch.nn.Sequential(*twins[:-1]), torch.tensor(x), torch.tensor(y))
    ours = examine(model, x, y)
    assert [n.kind for n in ours.nodes] == [n.kind for n in theirs.nodes]
    for name in ("mean_square", "predicted", "spread", "likeness", "dead", "gradient"):
        for one, two in zip(ours.nodes, theirs.nodes, strict=True):
            a, b = getattr(one, name), getattr(two, name)
            assert (a is None) == (b is None), name
            assert a is None or a == pytest.approx(b, rel=1e-3), name
    np.testing.assert_allclose(ours.losses, theirs.losses, rtol=1e-3)
    assert (ours.classes, ours.blocked, ours.unused) == (10, (), ())
    assert ours.likeness == pytest.approx(theirs.likeness, rel=1e-4)
    np.testing.assert_allclose(
        [ours.ratios[f"layers/{i}/kernel"] for i in range(0, 11, 2)],
        [theirs.ratios[f"{i}.weight"] for i in range(0, 11, 2)], rtol=1e-3,
    )  # fmt: skip


def test_a_sound_stack(nnx, examine):
    """Nothing is found; theory stands beside measurement in every layer."""
    recording = examine(stack(nnx), *data())
    assert recording.findings == () and recording.verdict == "ok"
    weights = [n for n in recording.nodes if n.kind == "weight"]
    assert [n.parameter for n in weights] == [f"layers/{i}/kernel" for i in range(0, 25, 2)]
    for node in weights:
        # one draw of 128 units, the inputs alike the deeper they are
        assert 0.5 < node.mean_square / node.predicted < 2


BROKEN = {
    "vanishing": ({"depth": 30, "std": 0.02}, {"forward", "gradient"}),
    "exploding": ({"depth": 30, "std": 0.5}, {"forward", "first-loss"}),
    "saturated": ({"act": "tanh", "std": 1.0}, {"saturated"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_stack(nnx, examine, name):
    """What is wrong is told, at its level."""
    options, expected = BROKEN[name]
    act = options.get("act")

    def looked_up(x):
        # as most code calls it: when it runs
        return getattr(nnx, act or "relu")(x)

    recording = examine(stack(nnx, **{**options, "act": looked_up}), *data())
    assert expected <= rules_of(recording, "fail"), str(recording)


def test_functions_are_seen(nnx, jax, examine):
    """Parameters of a module's own, and activations by the name that code calls them by: each
    once, whatever it is made of inside, with the bias that follows."""
    jnp = jax.numpy

    class Net(nnx.Module):
        def __init__(self, rngs):
            self.embed = nnx.Embed(11, 16, rngs=rngs)
            self.conv = nnx.Conv(16, 32, (3,), rngs=rngs)
            self.conv.bias[...] = jnp.ones(32)
            self.norm, self.drop = nnx.LayerNorm(32, rngs=rngs), nnx.Dropout(0.5, rngs=rngs)
            self.mix = nnx.Param(jax.random.normal(rngs(), (32, 32)) / 32**0.5)
            self.heads = nnx.MultiHeadAttention(4, 32, decode=False, rngs=rngs)
            self.spare = nnx.Linear(3, 3, rngs=rngs)
            self.last = nnx.Linear(32, 5, rngs=rngs)
            self.act = nnx.relu

        def __call__(self, tokens):
            h = self.act(self.norm(self.conv(self.embed(tokens))))
            h = jnp.tanh(self.drop(h) @ self.mix)
            return self.last(jax.nn.gelu(self.heads(h)))

    model = Net(nnx.Rngs(0))
    tokens = np.random.default_rng(0).integers(0, 11, (8, 12))
    recording = examine(model, tokens, tokens % 5)
    seen = [(n.function, n.parameter) for n in recording.nodes]
    assert seen[:5] == [
        ("embedding", "embed/embedding"), ("conv", "conv/kernel"), ("relu", ""),
        ("linear", "mix"), ("tanh", ""),
    ]  # fmt: skip
    assert {p for _, p in seen[5:-2]} == {
        f"heads/{part}/kernel" for part in ("query", "key", "value", "out")
    }
    assert seen[-2:] == [("gelu", ""), ("linear", "last/kernel")]
    conv = recording.nodes[1]
    without = conv.mean_square - conv.spread
    assert without > 0.5, "its bias of 1 is a part of what comes out"
    assert set(recording.unused) == {"spare/kernel", "spare/bias"} and recording.blocked == ()


def test_a_loop_is_one_node(nnx, examine):
    """What a recurrence of JAX does inside is told as a whole."""
    rngs = nnx.Rngs(0)
    model = nnx.Sequential(nnx.RNN(nnx.LSTMCell(16, 24, rngs=rngs)), nnx.Linear(24, 5, rngs=rngs))
    x = np.random.default_rng(0).standard_normal((8, 12, 16), dtype=np.float32)
    recording = examine(model, x, np.zeros((8, 12), int))
    assert [(n.function, n.kind) for n in recording.nodes] == [
        ("scan", "module"), ("linear", "weight"),
    ]  # fmt: skip
    assert recording.nodes[0].path == "layers/0/cell"
    assert recording.nodes[0].gradient > 0 and recording.blocked == ()


def test_dead_units(nnx, examine):
    """Units that no example switches on."""
    model = stack(nnx, depth=3)
    bias = model.layers[2].bias
    bias[...] = bias[...].at[:100].set(-100.0)
    (finding,) = [f for f in examine(model, *data()).findings if f.rule == "dead"]
    assert (finding.level, finding.where) == ("warn", ("layers/2",))
    assert "78%" in finding.text


def test_zeros_on_purpose_and_not(nnx, examine):
    """A zero at a branch's end gets its gradient at once; two zeros in series never do."""

    class Residual(nnx.Module):
        def __init__(self, rngs, *, both):
            zeros = nnx.initializers.zeros
            more = {"kernel_init": zeros} if both else {}
            self.fc1 = nnx.Linear(32, 32, rngs=rngs, **more)
            self.fc2 = nnx.Linear(32, 32, kernel_init=zeros, rngs=rngs)

        def __call__(self, x):
            return x + self.fc2(nnx.relu(self.fc1(x)))

    def model(*, both):
        rngs = nnx.Rngs(0)
        return nnx.Sequential(Residual(rngs, both=both), nnx.Linear(32, 10, rngs=rngs))

    assert examine(model(both=False), *data()).blocked == ()
    recording = examine(model(both=True), *data())
    at = "layers/0"
    assert set(recording.blocked) == {f"{at}/fc1/kernel", f"{at}/fc1/bias", f"{at}/fc2/kernel"}
    assert rules_of(recording, "fail") == {"blocked", "dead"}


def test_everything_is_as_it_was(nnx, jax, examine):
    """Parameters, statistics of a batch and counts of generators; the functions of JAX too."""
    rngs = nnx.Rngs(0)
    model = nnx.Sequential(nnx.Linear(32, 16, rngs=rngs), nnx.BatchNorm(16, rngs=rngs),
                           nnx.Dropout(0.5, rngs=rngs), nnx.Linear(16, 10, rngs=rngs))  # fmt: skip
    functions = (nnx.relu, jax.nn.relu, jax.numpy.tanh)

    def everything():
        leaves = jax.tree.leaves(nnx.state(model))
        keys = [jax.numpy.issubdtype(v.dtype, jax.dtypes.prng_key) for v in leaves]
        return [
            np.array(jax.random.key_data(v) if key else v)
            for v, key in zip(leaves, keys, strict=True)
        ]

    before, modes = everything(), model.layers[2].deterministic
    recording = examine(model, *data())
    assert recording.losses[0] != recording.losses[1]
    for one, two in zip(before, everything(), strict=True):
        np.testing.assert_array_equal(one, two)
    assert model.layers[2].deterministic is modes
    assert functions == (nnx.relu, jax.nn.relu, jax.numpy.tanh)


def test_losses(nnx, examine):
    """A target of numbers, a loss of one's own, and a projection where there is neither."""
    model, (x, _) = stack(nnx, depth=4, classes=3), data(16)
    y = np.random.default_rng(1).standard_normal((16, 3), dtype=np.float32)
    out = np.asarray(model(x))
    assert examine(model, x, y).losses[0] == pytest.approx(np.square(out - y).mean(), rel=1e-4)
    own = examine(model, (x,), y, loss=lambda a, b: abs(a - b).mean(), steps=0)
    assert own.losses[0] == pytest.approx(np.abs(out - y).mean(), rel=1e-4)
    bare = examine(model, x)
    assert bare.classes == 0 and "first-loss" not in rules_of(bare)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda n, e, x: e(5, x), "model: got int, allowed: a flax.nnx.Module"),
        (lambda n, e, x: e(n.Dropout(0.5), x), "model: got one without parameters"),
        (lambda n, e, x: e(n.Linear(3, 2, rngs=n.Rngs(0)), x, steps=-1), "steps: got -1"),
        (lambda n, e, x: e(n.Linear(3, 2, rngs=n.Rngs(0)), x, loss=lambda *_: x),
         "loss: got an array"),
        (lambda n, e, x: e(n.Linear(3, 2, rngs=n.Rngs(0)), x, np.ones(4, "f")),
         r"target: got \(4,\), allowed: the output"),
        (lambda n, e, x: e(n.Linear(3, 2, rngs=n.Rngs(0)), x, np.ones(5, int)),
         r"target: got \(5,\), allowed: a class"),
    ],
)  # fmt: skip
def test_bad_input(nnx, examine, call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(nnx, examine, np.ones((4, 3), np.float32))
