from matplotlib.colors import to_hex
from tests.figures.support import artists, drawing

from initdocs.colours import BESIDE, COLOURS, GRID, INK, PAPER, STARTS, STEPS


def test_colour_grammar():
    """Every colour that means something stands there once, beside its name."""
    shown = drawing("colour_grammar")
    looks, words = {}, {}
    for label, artist, s in artists(shown.figure):
        if label.startswith("_line: "):
            looks[label.removeprefix("_line: ")] = (artist, float(s.y[0]), float(s.x[-1]))
        else:
            words[label] = (float(s.x), float(s.y))
    assert all(
        words[name][1] == y and 0 < words[name][0] - end < 0.5
        for name, (_, y, end) in looks.items()
    ), "Beside each name stands its line."
    drawn = {name: to_hex(line.get_color()) for name, (line, *_) in looks.items()}
    assert {c for c in COLOURS if c not in (PAPER, GRID, INK)} == set(drawn.values())
    # the marks and the dashes do not leave colour alone, within each group
    groups = [[name.strip() for name in told.split(";")] for told in (
        "kept; fades; explodes; one network of many",
        "negative, class 0, wrong; zero; positive, class 1, right",
        "forward: activations, φ; backward: gradients, φ′",
        ("zero weights; too small; too large; LeCun, variance 1/n; Xavier (Glorot); He; "
         "orthogonal; your own"),
        "the least; less; the middle; more; the most",
    )]  # fmt: skip
    for group in groups:
        forms = {
            (str(line._dash_pattern), line.get_linestyle(), line.get_marker())
            for line in (looks[name][0] for name in group)
        }
        assert len(forms) == len(group), (
            "A thing has one colour on every page, and in its group a dash or mark of its own."
        )
    assert [drawn[name] for name in groups[0]] == [str(c) for c in BESIDE[0]], (
        "What becomes of a signal: kept; fades; explodes; one network of many."
    )
    assert [drawn[name] for name in groups[1]] == [str(c) for c in BESIDE[1]], (
        "Which side of zero: negative, class #, wrong; zero; positive, class #, right."
    )
    assert [drawn[name] for name in groups[2]] == [str(c) for c in BESIDE[2][:2]], (
        "Which way it goes: forward: activations, φ; backward: gradients, φ′."
    )
    starts = ("zero", "small", "large", "lecun", "xavier", "he", "orthogonal", "own")
    assert [drawn[name] for name in groups[3]] == [str(STARTS[s].colour) for s in starts], (
        "Which start: zero weights; too small; too large; LeCun, variance 1/n; Xavier (Glorot); "
        "He; orthogonal; your own."
    )
    assert [drawn[name] for name in groups[4]] == [str(step) for step in STEPS], (
        "What has an order: the least; less; the middle; more; the most."
    )
