"""Bad input: every public function answers with a `ValueError` that says what is allowed."""

import inspect
import subprocess
import sys
from importlib import import_module

import numpy as np
import pytest

import initdocs
from initdocs.initializers import INITIALIZERS, get, he_leaky, he_normal, packed_xavier
from initdocs.network import Network
from initdocs.propagation import critical_point, fixed_point, gain_critical

MODULES = (
    "activations", "data_dependent", "datasets", "expressions", "frameworks", "frameworks.fans",
    "initializers", "network", "propagation", "recipes", "testing",
)  # fmt: skip

#: what no argument but one that takes such a thing may have
JUNK = {
    "none": None, "text": "x", "negative": -1, "zero": 0, "nan": np.nan, "infinite": np.inf,
    "huge": 10**6, "vast": 1e300, "true": True, "complex": 1j, "empty": [], "map": {},
    "array": np.ones(3), "no values": np.ones((0, 2)), "text array": np.array("a"),
    "old generator": np.random.RandomState(0), "seed": np.int64(3), "half": np.float16(1),
    "bytes": b"x", "object": object(), "words": lambda x: "a",
}  # fmt: skip

#: a value of each argument that has to be there
GOOD = {
    "phi": "tanh", "q": 1.0, "sigma_w2": 1.5, "sigma_b2": 0.05, "c": 0.5, "widths": [10, 10],
    "alphas": [0.1], "depth": 5, "orthogonal": True, "layer": "hidden", "fan_in": 10, "fan_out": 10,
    "optimizer": "sgd", "shape": (4, 4), "f": np.tanh, "text": "x", "source": "PyTorch",
    "target": "Keras", "framework": "Keras", "kind": "dense", "n": 10, "name": "circle",
    "labels": np.array([0, 1]), "initializer": "zeros", "activation": "relu",
    "rng": np.random.default_rng(0),
}  # fmt: skip
#: the layer of `port` and of `mup` are not the same
OTHER = {"port": {"layer": "dense"}}
#: φ(z) and its like are formulas: whatever NumPy computes they compute, and what it refuses they do
FORMULAS = "initdocs.activations"


def functions():
    for part in MODULES:
        module = import_module(f"initdocs.{part}")
        names = getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")])
        for name in names:
            function = getattr(module, name)
            if not inspect.isfunction(function):
                continue
            listed = hasattr(module, "__all__") or function.__module__ == module.__name__
            if listed and (function.__module__ != FORMULAS or name == "get"):
                yield pytest.param(function, id=f"{part}.{name}")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
@pytest.mark.parametrize("function", [*functions()])
def test_no_public_function_fails_otherwise(function, junk):
    """Each argument in turn: an answer that is no NaN, or a `ValueError` in our own words."""
    parameters = inspect.signature(function).parameters
    good = {**GOOD, **OTHER.get(function.__name__, {})}
    needed = {n for n, p in parameters.items() if p.default is p.empty}
    if not needed <= set(good):
        pytest.skip(f"{function.__name__} is told with {needed - set(good)} below")
    for name in parameters:
        if name == "source" and isinstance(junk, str) and function.__name__ == "read_idx":
            continue  # a path: that there is no such file is told by the system
        given = {n: good[n] for n in needed} | {name: junk}
        try:
            answer = function(**given)
        except ValueError as error:
            told = str(error)
        else:
            told = "allowed"
            if isinstance(answer, float | np.ndarray) and not callable(junk):
                assert not np.isnan(np.asarray(answer, float)).any(), (name, answer)
        assert "allowed" in told or function.__name__ == "parse", (name, told)


@pytest.mark.parametrize("dtype", ["int32", "bool", "uint8", "complex64", "U5", "datetime64[s]", 3])
@pytest.mark.parametrize("name", [n for n, row in INITIALIZERS.items() if row.shape])
def test_a_draw_is_of_floating_type(name, dtype):
    """Cast to integers a draw would be 0, without a word."""
    row = INITIALIZERS[name]
    with pytest.raises(ValueError, match=r"^dtype: got .*, allowed: a floating type"):
        row.draw(row.shape, rng=np.random.default_rng(0), dtype=dtype)


@pytest.mark.parametrize(("call", "told"), [
    (lambda: Network(5), "sizes: got 5"), (lambda: Network([2, 0]), r"sizes\[1\]: got 0"),
    (lambda: Network([2, 3, 1], hidden=np.tanh), "hidden: got <ufunc"),
    (lambda: Network([2, 1], dtype="int32"), "dtype: got 'int32'"),
    (lambda: Network([2, 1]).forward([[1.0], [2.0]]), "x: got list"),
    (lambda: critical_point(np.sign, 1.0), "E.φ′². at q = 1"),
    (lambda: fixed_point(lambda x: x * np.nan, 2.0), "allowed: a finite one"),
    (lambda: gain_critical(lambda x: max(0, x)), "fails on an array"),
    (lambda: get("kaiming"), "he_normal, he_uniform"),
    (lambda: get("he_norml"), "did you mean 'he_n"),
    (lambda: he_normal((3, 4)), "^rng: got nothing, allowed: a numpy.random.Generator"),
    (lambda: he_leaky((3, 4), slope="a", rng=np.random.default_rng(0)), "slope: got 'a'"),
    (lambda: packed_xavier((10, 4), rng=np.random.default_rng(0)), "parts: got 3"),
])  # fmt: skip
def test_what_it_says(call, told):
    """The argument, the value, what is allowed, and the nearest name."""
    with pytest.raises(ValueError, match=told):
        call()


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_function_in_less_precision_is_refused(dtype):
    """Its slope would be the rounding of a difference: 1.11 where tanh has 1.47."""
    with pytest.raises(ValueError, match=f"phi: got a function that computes in {dtype.__name__}"):
        gain_critical(lambda x: np.tanh(x.astype(dtype)))


def test_modules_are_found_by_their_names():
    """`import initdocs` is enough; what is not there is said."""
    code = "import initdocs; print(initdocs.initializers.get('he_normal').name, *dir(initdocs))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("he_normal")
    assert "doctor" in done.stdout
    with pytest.raises(AttributeError, match="'initdocs' has no attribute 'initialisers'"):
        initdocs.initialisers  # noqa: B018
