import numpy as np
from matplotlib.colors import to_hex
from tests.figures.support import artists, poster

from initdocs import demos
from initdocs.colours import BACKWARD, FORWARD, PAPER


def test_network():
    """Every unit of a layer is joined to every one of the next; the input is filled."""
    settings = demos.defaults(demos.load("depth"))
    shown = poster("depth", "network")
    layers, width = settings["depth"] + 1, settings["width"]
    units = {k: s for k, s in shown.series.items() if k.startswith("_unit")}
    assert len(units) == layers * width
    assert len(shown.series) - len(units) == settings["depth"] * width**2
    for i in range(width):
        for j in range(width):
            s = shown.series[f"_from 0, {i} to {j}"]
            ends = [units[f"_unit 0, {i}"], units[f"_unit 1, {j}"]]
            assert list(s.x) == [e.x for e in ends] and list(s.y) == [e.y for e in ends]
    discs = {k: to_hex(a.get_facecolor()) for k, a, _ in artists(shown.figure) if k in units}
    assert {c for k, c in discs.items() if k.startswith("_unit 0,")} == {FORWARD}
    assert {c for k, c in discs.items() if not k.startswith("_unit 0,")} == {PAPER}


def test_norms():
    """Powers of r: activations in blue on from the input, the signal back in orange."""
    settings = demos.defaults(demos.load("depth"))
    shown = poster("depth", "norms")
    up, down = (shown.series[k] for k in ("activations", "signal back"))
    assert len(up.x) == len(down.x) == settings["depth"] + 1
    assert np.isclose(up.y[0], 1) and np.isclose(down.y[-1], 1)
    # the same matrices in both directions: one factor a layer
    growth = up.y[1:] / up.y[:-1]
    assert np.allclose(growth, growth[0]) and np.allclose(down.y[:-1] / down.y[1:], growth[0])
    assert settings["matrix"] == "diagonal" and settings["activation"] == "identity"
    assert np.isclose(growth[0], settings["alpha"]) and growth[0] != 1
    colours = {k: to_hex(a.get_color()) for k, a, _ in artists(shown.figure)}
    assert colours == {"activations": FORWARD, "signal back": BACKWARD}
