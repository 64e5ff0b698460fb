import pytest

from initdocs.cells import packages, run_cell
from initdocs_site import ROOT


def told(source):
    failure = run_cell(source, {}, write=lambda _: None)
    return failure.advice, failure.link


def test_what_cannot_be_had_is_answered(monkeypatch):
    """A framework by what the site offers, a package of the distribution, any other by its name."""
    monkeypatch.setattr(packages, "_has", lambda module: False)
    monkeypatch.setattr(packages, "OFFERED", {"pandas"})
    error = ModuleNotFoundError("No module named 'jax'", name="jax.numpy")
    assert packages.advice(error) == packages.ABSENT["jax"]
    words, link = told("import lost_package.part")
    assert words == "lost_package is not among the packages that run in a browser."
    assert link == packages.IMPORTS
    missing = ModuleNotFoundError("No module named 'pandas'", name="pandas")
    assert "the network did not give it" in packages.advice(missing)[0]
    assert "tkinter" in packages.advice(ModuleNotFoundError("x", name="_tkinter"))[0]


def test_what_no_browser_has_is_not_asked_for(monkeypatch):
    """What could be loaded is, by its top module; a framework is answered when the cell fails."""
    monkeypatch.setattr(packages, "_has", lambda module: False)
    assert packages.missing("import torch, scipy.stats, flax\nfrom jax import numpy") == ["scipy"]


@pytest.mark.parametrize("source", ["import numpy.lost", "from numpy import lost", "1 / 0"])
def test_a_readers_own_mistake_is_none_of_a_package(source):
    """NumPy is there: nobody is sent to a list of packages."""
    assert told(source) == ("", None)


def test_links_lead_to_pages_of_the_site():
    """Each page is there, and so is the place on it."""
    for _, href in {link for _, link in packages.ABSENT.values()}:
        page, _, anchor = href.partition("#")
        text = (ROOT / "docs" / f"{page.rstrip('/')}.md").read_text("utf-8")
        headings = [line.lower().strip("# ") for line in text.splitlines() if line.startswith("#")]
        assert not anchor or anchor.replace("-", " ") in headings


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("can't start new thread"), "threads"),
        (OSError(138, "emscripten does not support processes."), "processes"),
        (RuntimeError("TLS not supported in this environment"), "sockets"),
    ],
)
def test_what_a_browser_has_no_system_for_is_said(error, words):
    """One sentence, and what to do instead."""
    assert words in packages.advice(error)[0]


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("import numpy, matplotlib", True),
        ("from matplotlib import pyplot", True),
        ("def f():\n    import matplotlib.cm", True),
        ("import matplotlibs", False),
        ("from .matplotlib import pyplot", False),
        ("import (", False),
    ],
)
def test_what_a_cell_imports(source, asks):
    """The package or a part of it, wherever it is imported; no name that only begins like it."""
    assert packages.imports(source, "matplotlib") is asks


def test_what_is_missing():
    """In the order of the code, each once; what no browser has is not asked for."""
    source = "import zzz.part, aaa_lost\nimport torch, numpy\nfrom zzz import more"
    assert packages.missing(source) == ["zzz", "aaa_lost"]


def test_advice_on_what_is_not_there(monkeypatch):
    """By the kind of the error and its words; a package that is offered may be tried again."""
    assert packages.advice(RuntimeError("another one")) == ("", None)
    assert "no threads" in packages.advice(RuntimeError("can't start new thread"))[0]
    error = ModuleNotFoundError("No module named 'lost_one'", name="lost_one")
    monkeypatch.setattr(packages, "OFFERED", {"lost_one"})
    assert "Run again" in packages.advice(error)[0]
    monkeypatch.setattr(packages, "OFFERED", set())
    assert packages.advice(error)[1] == packages.IMPORTS
