import base64

from initdocs.cells import run_cell

CLASS = """
class Shown:
    def __init__(self, **ways): self.__dict__.update({f"_repr_{k}_": v for k, v in ways.items()})
    def __repr__(self): return "shown"
def fails(): raise RuntimeError
"""


def run(source, *, draws=True):
    shown, drawn = [], []
    draw = (lambda *picture: drawn.append(picture)) if draws else None
    failure = run_cell(CLASS + source, {}, write=shown.append, draw=draw)
    assert failure is None
    return "".join(shown), drawn


def test_a_value_is_shown_by_its_best_way():
    """A table before a picture, a picture before text; bytes cross as text."""
    table = run("Shown(html=lambda: '<b>1</b>', svg=lambda: '<svg/>')")
    assert table == ("", [(-1, "html", "<b>1</b>", "Shown", 0)])
    assert run("Shown(svg=lambda: '<svg/>')")[1][0][1:4] == ("svg", "<svg/>", "shown")
    png = run("Shown(png=lambda: b'png')")[1][0]
    assert png[1:3] == ("png", base64.b64encode(b"png").decode())


def test_what_shows_itself_in_no_way_is_text():
    """Also where a way fails or gives nothing, and where nothing is drawn, as in the build."""
    assert run("Shown(html=fails, svg=lambda: None)") == ("shown\n", [])
    assert run("class T:\n    def _repr_html_(self): return ''\nT")[1] == []
    assert run("Shown(html=lambda: '<b>1</b>')", draws=False) == ("shown\n", [])


def test_display_shows_in_the_middle():
    """As in a notebook; each value has a place of its own."""
    shown, drawn = run("display(1, Shown(html=lambda: 'a'))\ndisplay(Shown(html=lambda: 'b'))\n2")
    assert shown == "1\n2\n"
    assert [(number, data) for number, _, data, *_ in drawn] == [(-1, "a"), (-2, "b")]


class Seen:
    """What shows itself in two ways."""

    def _repr_html_(self):
        return "<table></table>"

    def _repr_svg_(self):
        return "<svg/>"

    def __repr__(self):
        return "seen"


def test_a_value_that_can_be_seen_is_drawn():
    """Its best way, under a number below those of figures; without a place to draw it is text."""
    drawn, shown = [], []
    source = "display(seen, seen)\ndisplay(Seen)\nseen"
    space = {"seen": Seen(), "Seen": Seen}
    run_cell(source, space, write=shown.append, draw=lambda *p: drawn.append(p))
    assert [(number, kind, said) for number, kind, _, said, _ in drawn] == [
        (-1, "html", "Seen"), (-2, "html", "Seen"), (-3, "html", "Seen"),
    ]  # fmt: skip
    assert "".join(shown) == f"{Seen!r}\n"
    text = []
    run_cell("seen", {"seen": Seen()}, write=text.append)
    assert "".join(text) == "seen\n"
