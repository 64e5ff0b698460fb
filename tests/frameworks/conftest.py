"""The installed frameworks, in the releases that the package names."""

import os
import warnings
from importlib import import_module
from importlib.metadata import version
from types import SimpleNamespace

import pytest

from initdocs.frameworks import VERSIONS

os.environ.setdefault("KERAS_BACKEND", "jax")


@pytest.fixture(scope="session")
def frameworks():
    """Modules by the names that the code of rows and snippets uses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in VERSIONS:
            pytest.importorskip(name, reason=f"{name} is not installed: run `make frameworks`")
        modules = SimpleNamespace(
            torch=import_module("torch"), keras=import_module("keras"), jax=import_module("jax"),
            linen=import_module("flax.linen"), nnx=import_module("flax.nnx"),
        )  # fmt: skip
    found = {name: version(name).partition("+")[0] for name in VERSIONS}
    assert found == VERSIONS, "another release: assert every row again, then change VERSIONS"
    return modules


@pytest.fixture(autouse=True)
def quiet():
    """A framework's deprecations of its own are not ours to fix."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
