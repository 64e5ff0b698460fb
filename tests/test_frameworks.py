"""The data about frameworks, as far as it needs none of them."""

import ast
import tomllib
from itertools import permutations

import numpy as np
import pytest

from initdocs.frameworks import (
    DEFAULTS,
    LAYERS,
    READINGS,
    TARGETS,
    VERSIONS,
    Default,
    call,
    port,
    reading,
)
from initdocs.frameworks.fans import KINDS
from initdocs.frameworks.port import _TRUNCATION, MISCOUNTS, _sizes
from initdocs.initializers import TRUNCATED_STD
from initdocs_site import ROOT


def test_the_releases_that_pages_name_are_those_that_are_installed():
    """What `make frameworks` installs is what the tables are held against."""
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    installed = dict(one.split("==") for one in extra["optional-dependencies"]["frameworks"])
    assert VERSIONS.items() <= installed.items()


@pytest.mark.parametrize("row", DEFAULTS, ids=lambda row: f"{row.framework}-{row.layer}")
def test_rows(row):
    """A row's size is a number of its counts, and its flag names a thread or a fact."""
    assert row.value >= 0
    assert row.law in (
        "uniform", "normal", "truncated_normal", "constant", "orthogonal", "forget_bias",
    )  # fmt: skip
    assert row.kept == 0 or row.terms


def test_pytorch_keeps_a_third():
    """PyTorch's dense and convolutional layers keep a third of the variance; Flax's keep it."""
    kept = {(r.framework, r.layer): r.kept for r in DEFAULTS if r.terms}
    for layer in ("Linear", "Conv2d", "Conv2d, 4 groups", "Conv2d, depthwise"):
        assert kept["PyTorch", layer] == pytest.approx(1 / 3)
    for layer in ("Dense", "Conv", "Conv, 4 groups", "Conv, depthwise", "ConvTranspose"):
        assert kept["Flax linen", layer] == pytest.approx(1)
    assert kept["Keras", "DepthwiseConv2D"] == pytest.approx(0.031, abs=5e-4)


def test_readings():
    """Dense and plain convolutions are read right; groups and directions are not."""
    wrong = {(r.framework, r.kind): r.miscounts for r in READINGS if r.miscounts}
    assert wrong == {
        ("PyTorch", "grouped"): ("fan_out",),
        ("PyTorch", "depthwise"): ("fan_out",),
        ("PyTorch", "transposed"): ("fan_in", "fan_out"),
        ("Keras", "grouped"): ("fan_out",),
        ("Keras", "depthwise"): ("fan_in",),
        ("Keras", "transposed"): ("fan_in", "fan_out"),
        ("Flax", "grouped"): ("fan_out",),
        ("Flax", "depthwise"): ("fan_out",),
    }


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("target", TARGETS)
def test_ports_compile(layer, target):
    """Every snippet is Python."""
    for source in TARGETS:
        if source != target:
            compile(port(layer, source=source, target=target), "snippet", "exec")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: port("dense", source="Keras", target="Keras"), "target: got 'Keras', .*another"),
        (lambda: port("gru", source="Keras", target="PyTorch"), "layer: got 'gru', .*'dense'"),
        (lambda: port("dense", source="Caffe", target="PyTorch"), "framework: got 'Caffe'"),
        (lambda: reading("Keras", "gru"), "kind: got 'gru'"),
    ],
)
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call()


def test_a_row_draws_its_own_law():
    """A forget bias opens one gate of four; a uniform law fills its bound."""
    rng = np.random.default_rng(0)
    bias = next(r for r in DEFAULTS if r.law == "forget_bias")
    assert bias.draw()((8,), rng=rng).tolist() == [0, 0, 1, 1, 0, 0, 0, 0]
    uniform = next(r for r in DEFAULTS if r.law == "uniform" and r.terms)
    drawn = abs(uniform.draw()((100, 100), rng=rng)).max()
    assert 0.99 * uniform.value < drawn <= uniform.value


def test_counts_behind_the_readings():
    """What one output sums, and one gradient of an input, for 64 outputs and windows of 3 and 4."""
    counted = {r.kind: r.counted for r in READINGS}
    assert counted == {
        "dense": (300, 200),
        "convolution": (32 * 9, 64 * 9),
        "grouped": (8 * 9, 16 * 9),
        "depthwise": (9, 9),
        "transposed": (32 * 16, 64 * 16),
    }


class Told:
    """Stands for a framework: remembers what was called, and gives itself for every attribute."""

    def __init__(self, log, name=""):
        self.log, self.name = log, name

    def __getattr__(self, name):
        return Told(self.log, f"{self.name}.{name}".lstrip("."))

    def __call__(self, *given, **named):
        self.log.append((self.name, given, named))
        return Told(self.log, f"{self.name}()")


def said(layer, source, target):
    """What a snippet calls when it is run, where PyTorch's modules are stand-ins."""
    code = port(layer, source=source, target=target)
    log = []
    code = code.replace("from torch import nn", "")
    code = code.replace("for part in layer.in_proj_weight.chunk(3):", "for part in [layer]:")
    exec(code, {"nn": Told(log, "nn")})
    return [(name.removeprefix("nn.init."), given[1:], named) for name, given, named in log[1:]]


def test_a_truncated_law_in_pytorch_is_cut_at_two_deviations():
    """Flax cuts at two of its own σ and keeps the variance 1/n; PyTorch is told both."""
    (name, _, named), bias = said("dense", "Flax linen", "PyTorch")
    deviation = 1 / np.sqrt(300) / TRUNCATED_STD
    assert name == "trunc_normal_" and bias[0] == "zeros_"
    assert float(_TRUNCATION) == pytest.approx(TRUNCATED_STD, rel=1e-15, abs=0)
    assert named == pytest.approx({"std": deviation, "a": -2 * deviation, "b": 2 * deviation})


def test_what_a_snippet_sets():
    """Each parameter of the layer, by the source's law and size."""
    assert said("embedding", "Flax linen", "PyTorch") == [("normal_", (), {"std": 1 / 8})]
    bound = np.sqrt(6 / 512)
    assert said("attention", "Keras", "PyTorch") == [
        ("uniform_", (-bound, bound), {}), ("zeros_", (), {}),
        ("uniform_", (-bound, bound), {}), ("zeros_", (), {}),
    ]  # fmt: skip
    dense = port("dense", source="PyTorch", target="Keras")
    assert "kernel_initializer=initializers.RandomUniform(-bound, bound)" in dense
    assert "bias_initializer=initializers.RandomUniform(-bound, bound)" in dense
    # Keras has one initializer for all kernels of attention; PyTorch's last bound is another one
    attention = port("attention", source="PyTorch", target="Keras")
    assert "out_bound = 1 / sqrt(n)" in attention
    assert "out = initializers.RandomUniform(-out_bound, out_bound)" in attention


@pytest.mark.parametrize("layer", LAYERS)
def test_a_snippet_imports_what_it_uses(layer):
    """And nothing else."""
    for source, target in permutations(TARGETS, 2):
        tree = ast.parse(port(layer, source=source, target=target))
        imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
        imported = {alias.asname or alias.name for n in imports for alias in n.names}
        used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        given = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        made = {n.id for n in ast.walk(tree) if isinstance(getattr(n, "ctx", None), ast.Store)}
        made |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        assert imported == used - made - given, (source, target)


def test_two_sizes_of_a_layer_have_two_names():
    """A bound and a deviation are what they are; the second of a kind is the output's."""

    def row(law, size):
        return Default("PyTorch", "a", "nn.A()", "weight", law, size, "", (("n", "4"),))

    rows = [row("uniform", "1 / n"), row("normal", "2 / n"), row("uniform", "3 / n")]
    lines, names = _sizes([*rows, row("constant", "0"), rows[0]])
    assert lines == ["n = 4", "bound = 1 / n", "std = 2 / n", "out_bound = 3 / n"]
    assert names == ["bound", "std", "out_bound", "", "bound"]


#: what a framework's own default does with the two fans, up to a factor
OWN = {"PyTorch": lambda n, _: 1 / n, "Keras": lambda n, m: 1 / (n + m), "Flax": lambda n, _: 1 / n}


def test_a_port_names_the_miscount_that_it_copies():
    """For each kind of kernel whose default has another variance by counted fans, and no other."""
    found = {}
    for row in READINGS:
        counted, read = (
            OWN[row.framework](*row.counted),
            OWN[row.framework](row.fan_in, row.fan_out),
        )
        if counted != pytest.approx(read):
            layer = row.kind if row.kind == "convolution" else f"{row.kind} convolution"
            found[row.framework, layer] = counted / read
    # three matrices of E by E in one, read as (3E, E)
    found["PyTorch", "attention"] = (256 + 768) / (256 + 256)
    assert pytest.approx(found) == MISCOUNTS
    for layer, source in ((layer, source) for layer in LAYERS for source in TARGETS):
        for target in set(TARGETS) - {source}:
            told = "a miscount of" in port(layer, source=source, target=target)
            assert told == ((source, layer) in MISCOUNTS), (layer, source, target)


@pytest.mark.parametrize("framework", TARGETS)
def test_counted_calls_agree_with_the_table_of_readings(framework):
    """The shape in the framework's layout, and the fans that it reads off it, are those of the
    table."""
    reader = framework.split()[0]
    for kind, (shape, groups) in KINDS.items():
        layer = "dense" if kind == "dense" else "convolution"
        made = call(layer, shape, groups=groups, transposed=kind == "transposed",
                    framework=framework)  # fmt: skip
        row = next(r for r in READINGS if (r.framework, r.kind) == (reader, kind))
        assert made.layer.stored(framework) == row.shape
        assert made.read == (row.fan_in, row.fan_out)
        assert made.fans == row.counted
        compile(made.code, "snippet", "exec")


@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        (("densee", (3, 4)), {}, "layer: got 'densee', .*did you mean 'dense'"),
        (("dense", (3, 4, 5)), {}, r"shape: got \(3, 4, 5\), allowed: \(n_out, n_in\)"),
        (("dense", (3, 4)), {"groups": 2}, "groups: got 2, allowed: 1, as the layer is no conv"),
        (("dense", (3, 4)), {"transposed": True}, "transposed: got True, allowed: False"),
        (("dense", (3, 4)), {"packed": 2}, "packed: got 2, allowed: parts of the 3 outputs"),
        (("dense", (3, 4)), {"packed": (2, 2)}, r"packed: got \(2, 2\), allowed: parts"),
        (("lstm", (3, 4)), {"packed": 3}, "packed: got 3, allowed: None"),
        (("convolution", (6, 4, 3)), {"groups": 4}, "groups: got 4, allowed: a divisor of the 6"),
        (("convolution", (6, 4, 3)), {"stride": 0}, "stride: got 0"),
        (("convolution", (6, 4, 3)), {"groups": 2, "transposed": True, "framework": "Keras"},
         "groups: got 2, allowed: 1, as Keras transposes"),
        (("convolution", (6, 4, 3)), {"law": "orthogonal"}, "law: got 'orthogonal', allowed: for"),
        (("dense", (3, 4)), {"law": "zeros"}, "law: got 'zeros', allowed"),
        (("dense", (3, 4)), {"law": "he_normal", "activation": "relu"}, "activation: .* beside"),
        (("dense", (3, 4)), {"activation": "rellu"}, "did you mean 'relu'"),
        (("embedding", (9, 4)), {"law": "xavier_normal"}, "law: .*an embedding sums nothing"),
        (("dense", (3, 4)), {"framework": "Flax"}, "framework: got 'Flax'"),
    ],
)  # fmt: skip
def test_a_counted_call_that_cannot_be(given, options, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(*given, **options)


@pytest.mark.parametrize(
    ("given", "options", "off"),
    [
        (("dense", (200, 300)), {}, [1]),
        (("convolution", (64, 1, 3, 3)), {"groups": 64, "framework": "Keras"}, [1 / 64]),
        (("convolution", (3, 128, 4, 4)), {"transposed": True}, [128 / 3]),
        (("dense", (6144, 4096)), {"packed": (4096, 1024, 1024), "law": "xavier_uniform"},
         [0.8, 0.5, 0.5]),
        (("experts", (8, 20, 30)), {}, [1 / 20]),
        (("lstm", (128, 64)), {"framework": "Flax linen"}, [1] * 4),
    ],
)  # fmt: skip
def test_how_far_off_an_own_call_is(given, options, off):
    """The variance by the fans that are read, by that of the fans that are counted."""
    made = call(*given, **options)
    assert made.off == pytest.approx(off)
    assert made.miscounts == (set(off) != {1})
    assert ("own call reads" in str(made)) == made.miscounts


def drawn(*given, **options):
    """The layer that a counted call makes in PyTorch, and the draws of its weights."""
    log = []
    code = call(*given, **options).code.replace("from torch import nn", "")
    exec(code, {"nn": Told(log, "nn")})
    return log[0], [(name, given[1:], named) for name, given, named in log[1:]]


def test_what_a_counted_call_makes():
    """The layer's own sizes, and a deviation by the counts, for groups, strides and directions."""
    made, ((_, _, named), *_) = drawn("convolution", (64, 8, 3, 3), groups=4, activation="relu")
    assert made == ("nn.Conv2d", (32, 64, 3), {"groups": 4})
    assert named["std"] == pytest.approx(np.sqrt(2 / 72))
    made, ((_, given, _), *_) = drawn("convolution", (64, 8, 3, 5), groups=4, stride=2,
                                      law="xavier_uniform")  # fmt: skip
    assert made == ("nn.Conv2d", (32, 64, (3, 5)), {"stride": 2, "groups": 4})
    assert given[1] == pytest.approx(np.sqrt(6 / (8 * 15 + 16 * 15 / 4)))
    made, ((_, given, _), *_) = drawn("convolution", (64, 8, 4), transposed=True, groups=4,
                                      stride=2, law="xavier_uniform")  # fmt: skip
    assert made == ("nn.ConvTranspose1d", (32, 64, 4), {"stride": 2, "groups": 4})
    assert given[1] == pytest.approx(np.sqrt(6 / (8 * 4 / 2 + 16 * 4)))


def test_counted_laws():
    """A scale by the mean of the fans; the columns of an orthogonal matrix have its gain."""
    made = call("dense", (20, 30), law="xavier_normal")
    assert made.law.variance(*made.fans) == pytest.approx(2 / 50)
    made = call("dense", (60, 30), packed=2, law="orthogonal", activation="relu")
    assert made.layer.parts == (30, 30)
    assert made.law.variance(60, 20) == pytest.approx(2 / 60)
    assert made.off == pytest.approx([1 / 2] * 2)
    assert "nn.init.orthogonal_(part, 1.4142136)" in made.code
    # one part of two is wrong: the whole call is
    assert call("dense", (60, 30), packed=(60,), law="xavier_normal").miscounts is False
    grouped = call("convolution", (64, 8, 3), groups=4, transposed=True)
    assert grouped.layer.stored("PyTorch") == (32, 16, 3)
    assert call("convolution", (32, 8, 3), groups=2).layer.inputs == 16
