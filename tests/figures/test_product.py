import numpy as np
from matplotlib.colors import to_hex
from tests.figures.support import artists, first, poster

from initdocs.colours import EXPLODES, INK, NETWORK
from initdocs.demos import product
from initdocs.figures.product import SHOWN


def test_paths():
    """The law is a straight line on its axis in ink, the median dashed, the networks grey."""
    shown = poster("product", "paths")
    law, median = shown.series["root mean square"], shown.series["median"]
    factor = product.FACTOR.default
    np.testing.assert_allclose(law.y, factor**law.x, rtol=1e-6)
    assert law.x[-1] == product.DEPTH.default
    scene, _ = first("product")
    np.testing.assert_allclose(median.y, law.y * 10 ** scene["median"][: len(law.x)])
    networks = [s for label, s in shown.series.items() if label.startswith("_networks")]
    assert len(networks) == SHOWN
    looks = {k: (to_hex(a.get_color()), a.get_linestyle()) for k, a, _ in artists(shown.figure)}
    assert looks["root mean square"] == (INK, "-") and looks["median"] == (EXPLODES, "--")
    assert looks["_networks: 0"] == (NETWORK, "-")
