import numpy as np
from matplotlib.colors import to_hex
from tests.figures.support import artists, first, poster

from initdocs import demos
from initdocs.colours import BACKWARD, EXPLODES, FADES, FORWARD, PAPER


def test_network():
    """A cell a unit, a column a layer, twice; of all of them the input alone is there yet."""
    scene, _ = first("depth")
    settings = demos.defaults(demos.load("depth"))
    shown = poster("depth", "network")
    layers, width = settings["depth"] + 1, settings["width"]
    assert len(shown.series) == 2 * layers * width
    cells = {k: (to_hex(a.get_facecolor()), a) for k, a, _ in artists(shown.figure)}
    for name, powers in (("activation", scene["units_up"]), ("gradient", scene["units_down"])):
        for layer in range(layers):
            for unit in range(width):
                label = f"_{name} {layer}, {unit}"
                power, (colour, cell) = powers[layer, unit], cells[label]
                assert shown.series[label].z == power
                there = name == "activation" and layer == 0
                assert colour == ((FADES if power < 0 else EXPLODES) if there else PAPER)
                left, right = cell.get_x(), cell.get_x() + cell.get_width()
                assert left < layer < right


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
