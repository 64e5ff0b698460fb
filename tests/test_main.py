"""The command line."""

import subprocess
import sys

import pytest

from initdocs.__main__ import main
from initdocs.initializers import INITIALIZERS
from initdocs.propagation import gain_second_moment


def test_table(capsys):
    """One line for each initializer, its name first."""
    assert main(["initializers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(INITIALIZERS)


@pytest.mark.parametrize("of", ["gelu", "tanh(x)", "leaky_relu"])
def test_gain(capsys, of):
    """The first number is the package's own; a name and an expression both do."""
    assert main(["gain", of]) == 0
    first = float(capsys.readouterr().out.splitlines()[0].split()[-1])
    assert first == pytest.approx(gain_second_moment(of.removesuffix("(x)")), abs=5e-5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gain", "tanh(x"], "'tanh(x': "),
        (["gain", "__import__('os')"], "initdocs: "),
        (["gain", ""], "initdocs: "),
    ],
)
def test_a_wrong_expression(capsys, arguments, message):
    """A wrong expression gets a message and the status 2."""
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_help_and_no_command():
    """Help is short and names every command; no command is an error."""
    command = [sys.executable, "-m", "initdocs"]
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)
    assert "initializers" in done.stdout
    assert "gain" in done.stdout
    assert len(done.stdout.splitlines()) < 20
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2
