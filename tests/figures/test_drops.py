import numpy as np
from tests.figures.support import poster

from initdocs.figures.drops import COUNT


def test_drops():
    """Paths that begin at 1, most of which end below it, and the law's median."""
    shown = poster("drops", "drops").series
    ends = [s.y[-1] for label, s in shown.items() if label != "_law"]
    assert len(ends) == COUNT
    assert all(s.y[0] == 1 for label, s in shown.items() if label != "_law")
    assert sum(end < 1 for end in ends) > COUNT / 2
    np.testing.assert_allclose(shown["_law"].y, np.exp(-2.5), rtol=1e-6)
