import numpy as np
from tests.figures.support import first, plain, poster

from initdocs.demos.memory import ASKED, STATES, WAYS


def test_plane():
    """Every drawn eigenvalue is within the circle, and those that hold half are the outermost."""
    shown = poster("memory", "plane").series
    keep, fade = (np.hypot(*shown[name][:2]) for name in ("_keep", "_fade"))
    assert len(keep) + len(fade) == STATES
    assert fade.max() <= keep.min() <= keep.max() < 1
    assert fade.max() ** ASKED < 0.5 <= keep.min() ** ASKED


def test_held():
    """A line a way, which falls from where it begins to 0; the dot lies on the chosen one."""
    shown = poster("memory", "held").series
    scene, _ = first("memory")
    lines = plain(shown)
    assert [name for name in shown if not name.startswith("_")] == list(WAYS.values())
    for line in lines:
        assert (np.diff(line.y) <= 0).all()
        assert line.y[-1] == 0
    dot = shown["_asked"]
    assert dot.y[0] == scene["share"][0]
    assert abs(np.interp(2, np.log10(lines[0].x), lines[0].y) - dot.y[0]) < 0.01
