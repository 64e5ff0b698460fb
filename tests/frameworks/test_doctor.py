"""The doctor on state that the frameworks themselves made: layouts, roles, laws, files."""

import numpy as np
import pytest
from tests.frameworks.models import models

from initdocs.doctor import mending, read, tensors
from initdocs.testing import assert_initialized


@pytest.fixture
def torch_models(frameworks):
    nn = frameworks.torch.nn
    frameworks.torch.manual_seed(0)
    return {
        "convolutional": nn.Sequential(
            nn.Conv2d(3, 32, 3), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Conv2d(32, 64, 3, groups=4), nn.ReLU(), nn.ConvTranspose2d(64, 32, 4, stride=2),
            nn.Flatten(), nn.Linear(128, 10),
        ),
        "recurrent": nn.ModuleDict({"embed": nn.Embedding(300, 64), "lstm": nn.LSTM(64, 128),
                                    "head": nn.Linear(128, 300)}),
        "attention": nn.TransformerEncoderLayer(64, 4),
    }  # fmt: skip


def state_of(model):
    return {name: value.detach().numpy() for name, value in model.state_dict().items()}


def test_pytorch_layouts(torch_models):
    """Roles, counted fans and laws of the layers that PyTorch made."""
    model = torch_models["convolutional"]
    rows = {row.name: row for row in tensors(state_of(model), repr(model)).rows}
    assert {name: (row.role, row.fans) for name, row in rows.items() if row.is_weight} == {
        "0.weight": ("convolution", (27, 288)), "3.weight": ("grouped", (72, 144)),
        "5.weight": ("transposed", (256, 512)), "7.weight": ("dense", (128, 10)),
    }  # fmt: skip
    for name in ("0.weight", "3.weight", "3.bias", "7.weight"):
        assert "PyTorch's default" in rows[name].law, name
    assert rows["0.weight"].norm_after
    assert not rows["3.weight"].norm_after
    assert rows["3.weight"].activation == "relu"
    assert rows["1.weight"].role == "norm scale"
    assert rows["1.running_var"].role == "buffer"


def test_pytorch_recurrent_and_attention(torch_models):
    """A recurrent cell by its hidden size, a packed matrix by its parts."""
    model = torch_models["recurrent"]
    rows = {row.name: row for row in tensors(state_of(model), repr(model)).rows}
    assert rows["embed.weight"].role == "embedding"
    assert "standard normal" in rows["embed.weight"].law
    for name in ("lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.bias_ih_l0"):
        assert "PyTorch's recurrent default" in rows[name].law
    layer = torch_models["attention"]
    report = tensors(state_of(layer), repr(layer))
    assert [(f.level, f.rule, f.where) for f in report.findings] == [
        ("note", "miscounted", ("self_attn.in_proj_weight",))
    ]


def test_copied_layers(frameworks, torch_models):
    """`TransformerEncoder` copies its layer: every copy is named."""
    model = frameworks.torch.nn.TransformerEncoder(torch_models["attention"], 3)
    (found,) = [f for f in tensors(state_of(model)).findings if f.rule == "duplicates"]
    assert found.level == "warn"
    assert {name.split(".")[1] for name in found.where} == {"0", "1", "2"}


def test_the_code_that_mends(frameworks):
    """Each line runs on the model, and the finding is gone."""
    torch, nn = frameworks.torch, frameworks.torch.nn
    torch.manual_seed(0)
    model = nn.Sequential(*[part for _ in range(4) for part in (nn.Linear(64, 64), nn.ReLU())])
    with torch.no_grad():
        model[0].weight.fill_(0.1)
        model[2].weight.normal_()
        model[4].bias[3] = 80.0
        model[6].weight.copy_(model[4].weight)
    findings = tensors(state_of(model), repr(model)).findings
    assert {f.rule for f in findings if f.level != "note"} >= {
        "symmetric", "too-large", "large-bias", "duplicates",
    }  # fmt: skip
    for finding in findings:
        exec(finding.mend, {"nn": nn, "model": model})
    left = tensors(state_of(model), repr(model)).findings
    assert {(f.rule, f.where) for f in left} & {(f.rule, f.where) for f in findings} == set()


def test_keras_layouts(frameworks):
    """Roles and fans of Keras's kernels, and what it miscounts."""
    layers, keras = frameworks.keras.layers, frameworks.keras
    keras.utils.clear_session()  # names count from the first
    keras.utils.set_random_seed(0)
    model = keras.Sequential([
        layers.Input((24, 24, 3)), layers.Conv2D(64, 3, activation="relu"),
        layers.DepthwiseConv2D(3), layers.Conv2DTranspose(16, 4), layers.BatchNormalization(),
        layers.Flatten(), layers.Dense(10),
    ])  # fmt: skip
    state = {w.path.partition("/")[2]: np.asarray(w) for w in model.weights}
    report = tensors(state)
    found = {row.name: (row.role, row.fans) for row in report.rows if row.is_weight}
    flat = state["dense/kernel"].shape[0]
    assert found == {
        "conv2d/kernel": ("convolution", (27, 576)),
        "depthwise_conv2d/kernel": ("depthwise", (9, 9)),
        "conv2d_transpose/kernel": ("transposed", (1024, 256)),
        "dense/kernel": ("dense", (flat, 10)),
    }
    assert [(f.level, f.rule, f.where) for f in report.findings] == [
        ("warn", "miscounted", ("depthwise_conv2d/kernel",))
    ]
    assert report.model.framework == "Keras"


def test_flax_layouts(frameworks):
    """Linen's kernels: LeCun's law by counted fans, in each of them."""
    linen, jax = frameworks.linen, frameworks.jax

    class Model(linen.Module):
        @linen.compact
        def __call__(self, x):
            x = linen.Conv(64, (3, 3))(x)
            x = linen.BatchNorm(use_running_average=False)(x)
            x = linen.Conv(64, (3, 3), feature_group_count=64)(x)
            x = linen.ConvTranspose(32, (4, 4))(x).reshape(1, -1, 32)
            x = linen.MultiHeadDotProductAttention(4)(x)
            return linen.Dense(10)(linen.LayerNorm()(x))

    tree = Model().init(jax.random.PRNGKey(0), np.zeros((1, 8, 8, 3)))
    leaves = jax.tree_util.tree_flatten_with_path(tree)[0]
    state = {"/".join(str(key.key) for key in path): np.asarray(w) for path, w in leaves}
    report = tensors(state)
    assert report.model.framework == "Flax"
    assert report.verdict == "ok"
    weights = [row for row in report.rows if row.is_weight]
    assert len(weights) == 8
    for row in weights:
        assert "LeCun truncated normal" in row.law, row.name
    assert {row.role for row in weights} == {"convolution", "depthwise", "transposed", "dense"}


def test_a_file_in_half_precision(frameworks, tmp_path):
    """bfloat16 and float16 from PyTorch, through the maintained package and back."""
    save = pytest.importorskip("safetensors.torch").save_file
    torch = frameworks.torch
    torch.manual_seed(0)
    layer = torch.nn.Linear(300, 200)
    for dtype in (torch.bfloat16, torch.float16):
        state = {f"fc.{k}": v.to(dtype) for k, v in layer.state_dict().items()}
        save(state, tmp_path / "w.safetensors")
        found = read(tmp_path / "w.safetensors")
        for name, tensor in state.items():
            np.testing.assert_array_equal(found[name].astype("f4"), tensor.float().numpy())
        row = next(row for row in tensors(found).rows if row.name == "fc.weight")
        assert row.law == "PyTorch's default"


def test_sound_recipes(frameworks):
    """Twelve public recipes, ten starts each, with and without the text: nothing above a note."""
    made = models(frameworks.torch)
    assert len(made) == 12
    for name, make in made.items():
        for seed in range(10):
            frameworks.torch.manual_seed(seed)
            model = make()
            for text in (repr(model), None):
                report = tensors(state_of(model), text)
                loud = [f for f in report.findings if f.level != "note"]
                assert loud == [], (name, seed, text is None)
                assert "no law that initializers draw from" not in report.unjudged, (name, seed)


def test_models_are_asserted_as_they_are(frameworks):
    """A PyTorch module with its text, a Keras model, a module of nnx: each gives its own state."""
    torch, nn, keras, nnx = frameworks.torch, frameworks.torch.nn, frameworks.keras, frameworks.nnx
    torch.manual_seed(0)
    up = nn.Sequential(nn.Linear(64, 64).to(torch.bfloat16), nn.ConvTranspose2d(64, 8, 3))
    nn.init.normal_(up[1].weight, std=(64 * 9) ** -0.5)
    laws = {"0.*": "pytorch_linear", "0.bias": "uniform(bound=1/8)", "1.weight": "lecun_normal"}
    report = assert_initialized(up, laws)
    assert report.rows[2].role == "transposed"
    nn.init.kaiming_normal_(up[1].weight, nonlinearity="linear")
    with pytest.raises(AssertionError, match=r"1\.weight: expected lecun_normal"):
        assert_initialized(up, laws)
    with pytest.raises(ValueError, match="meta device"):
        assert_initialized(nn.Linear(3, 4, device="meta"))

    keras.utils.clear_session()
    keras.utils.set_random_seed(0)
    layers = keras.layers
    seeded = keras.initializers.HeNormal(seed=1)
    twice = [layers.Dense(64, kernel_initializer=seeded, name=n) for n in ("first", "second")]
    model = keras.Sequential([layers.Input((64,)), *twice])
    with pytest.raises(AssertionError, match=r"duplicates: .*first/kernel, .*second/kernel"):
        assert_initialized(model, {"*kernel": "he_truncated"})
    assert_initialized(model, {"*kernel": "he_truncated"}, ignore=["duplicates"])

    class Net(nnx.Module):
        def __init__(self, rngs):
            self.first = nnx.Linear(64, 96, rngs=rngs)
            self.drop = nnx.Dropout(0.1, rngs=rngs)
            self.norm = nnx.LayerNorm(96, rngs=rngs)

    report = assert_initialized(Net(nnx.Rngs(0)), {"*kernel": "lecun_truncated", "*bias": 0})
    assert [row.name for row in report.rows] == [
        "first/bias", "first/kernel", "norm/bias", "norm/scale",
    ]  # fmt: skip


def keras_layers(layers):
    """Layers with the parameter that a line mends, and the input that builds each."""
    return {
        "dense/kernel": (lambda **o: layers.Dense(64, **o), (None, 96)),
        "dense/bias": (lambda **o: layers.Dense(64, **o), (None, 96)),
        "conv2d/kernel": (lambda **o: layers.Conv2D(64, 3, **o), (None, 9, 9, 8)),
        "depthwise_conv2d/kernel": (lambda **o: layers.DepthwiseConv2D(9, **o), (None, 9, 9, 64)),
        "embedding/embeddings": (lambda **o: layers.Embedding(100, 64, **o), (None,)),
        "lstm/lstm_cell/recurrent_kernel": (lambda **o: layers.LSTM(64, **o), (None, 5, 48)),
        "layer_normalization/gamma": (layers and layers.LayerNormalization, (None, 96)),
    }


LINES = {
    "normal": (lambda rows: mending.normal(rows, 0.05), "normal(std=0.05)"),
    "uniform": (lambda rows: mending.uniform(rows, 0.07), "uniform(bound=0.07)"),
    "constant": (lambda rows: mending.constant(rows, 0.3), 0.3),
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", [*keras_layers(None)])
def test_kerass_lines_that_mend(frameworks, name, line):
    """Each line is an option of the layer, by its right name, and draws what it says."""
    keras = frameworks.keras
    keras.utils.set_random_seed(0)
    make, shape = keras_layers(keras.layers)[name]

    def state_of_layer(**options):
        layer = make(**options)
        layer.build(shape)
        prefix = name.rpartition("/")[0]
        made = {f"{prefix}/{w.path.rpartition('/')[2]}": np.asarray(w) for w in layer.weights}
        # beside a kernel, by which the names are known to be Keras's
        return {"other/kernel": np.random.default_rng(0).normal(size=(9, 7)), **made}

    rows = [r for r in tensors(state_of_layer()).rows if r.name == name]
    mend, law = LINES[line]
    code, _, of = mend(rows).partition("  # of ")
    assert name.startswith(of)
    options = eval(f"dict({code})", {"keras": keras})
    tensors(state_of_layer(**options)).expect({name: law})


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", ["Dense_0/kernel", "Dense_0/bias", "Conv_0/kernel",
                                  "Embed_0/embedding", "LayerNorm_0/scale"])  # fmt: skip
def test_flaxs_lines_that_mend(frameworks, name, line):
    """As in Keras, by linen's options."""
    nn, jax = frameworks.linen, frameworks.jax
    make, x = {
        "Dense": (lambda **o: nn.Dense(64, **o), np.zeros((1, 96))),
        "Conv": (lambda **o: nn.Conv(64, (3, 3), **o), np.zeros((1, 9, 9, 8))),
        "Embed": (lambda **o: nn.Embed(100, 64, **o), np.zeros(1, "i4")),
        "LayerNorm": (nn.LayerNorm, np.zeros((1, 96))),
    }[name.partition("_")[0]]

    def state_of_layer(**options):
        path, leaf = name.split("/")
        tree = make(**options).init(jax.random.key(0), x)["params"]
        other = np.random.default_rng(0).normal(size=(9, 7))
        return {"params/Dense_9/kernel": other, f"params/{path}/{leaf}": np.asarray(tree[leaf])}

    rows = [r for r in tensors(state_of_layer()).rows if r.name == f"params/{name}"]
    mend, law = LINES[line]
    code, _, of = mend(rows).partition("  # of ")
    assert of == f"params/{name.split('/')[0]}"
    options = eval(f"dict({code})", {"nn": nn, "jax": jax})
    tensors(state_of_layer(**options)).expect({f"params/{name}": law})


def test_several_paths_of_one_line():
    """The first three, and how many more."""
    rng = np.random.default_rng(0)
    state = {f"dense_{i}/kernel": rng.normal(size=(8, 8)) for i in range(5)}
    line = mending.normal(tensors(state).rows, 0.1)
    assert line.endswith("  # of dense_0, dense_1, dense_2 and 2 more")
