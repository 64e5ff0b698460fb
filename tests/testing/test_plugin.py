"""The plugin in a project of its own: pytest finds it, and its options are read."""

import subprocess
import sys
import tomllib

import pytest

from initdocs_site import ROOT

TEST = """
import numpy as np

from initdocs.initializers import he_normal


def state():
    rng = np.random.default_rng(0)
    made = {f"{i}.weight": he_normal((64, 64), rng=rng) for i in range(4)}
    made["1.weight"] = made["0.weight"].copy()
    return made


def test_start(assert_initialized):
    assert_initialized(state(), {"*": "he_normal"})


def test_another_level(assert_initialized):
    assert_initialized(state(), fail_on="fail")
"""


def run(folder, *options):
    """Pytest on a project, with the plugin as the entry point names it."""
    (plugin,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "entry-points"
    ]["pytest11"].values()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    # not twice: where the package is installed, pytest finds the entry point itself
    command += ["-p", "no:initdocs", "-p", plugin]
    return subprocess.run(
        [*command, "-p", "no:xdist", *options], cwd=folder, capture_output=True, text=True,
        check=False, env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )  # fmt: skip


@pytest.fixture
def project(tmp_path):
    (tmp_path / "test_it.py").write_text(TEST, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    return tmp_path


def test_the_fixture(project):
    """A copied layer fails the test that stops at warnings, and says which tensors are equal."""
    found = run(project)
    assert found.returncode == 1
    assert "1 failed, 1 passed" in found.stdout
    assert "warn duplicates: 0.weight, 1.weight: 2 tensors start with the same" in found.stdout


@pytest.mark.parametrize(
    "line", ["initdocs_ignore = duplicates:1.* duplicates:0.*", "initdocs_fail_on = fail"]
)
def test_the_options(project, line):
    """A project's configuration leaves findings out, or lets warnings pass."""
    (project / "pytest.ini").write_text(f"[pytest]\n{line}\n", "utf-8")
    found = run(project)
    assert found.returncode == 0, found.stdout
