"""Text that belongs to a demo: what it becomes, what it is checked against, what it is without."""

import pytest
from tests.page.test_extension import convert, fails

from initdocs import demos
from initdocs.demos import product
from initdocs_site.page import bound, extension
from initdocs_site.page.blocks import maths

DEMO = "```demo product\n```\n\n"


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch):
    """A demo is drawn elsewhere: here it is there."""
    monkeypatch.setattr(extension.demo, "render", lambda name, body: f"<section>{name}</section>")


def test_a_number_of_the_text_sets_a_parameter():
    """It stands as it is written, in an element that names the parameter; no link is left."""
    html = convert(DEMO + "After **[50](sets:product.layers)** layers.")
    assert '<strong><span data-sets="product.layers">50</span></strong> layers' in html
    assert "href" not in html


def test_a_word_of_the_text_shows_what_the_demo_says():
    """At its default settings: the build has asked the demo for it."""
    said = product.texts(demos.defaults(product.DEMO))["grown"]
    html = convert(DEMO + f"It is [{said}](shows:product.grown) times.")
    assert f'<span data-shows="product.grown">{said}</span>' in html


def test_a_word_of_the_text_lights_a_part():
    """Any words do, of a part that the demo has, or of one of its views."""
    html = convert(DEMO + "Look at [the paths](lights:product.paths).")
    assert '<span data-lights="product.paths">the paths</span>' in html


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[49](sets:product.layers)", "the page says “49”, the demo’s default is “50”"),
        ("[116](shows:product.grown)", "the page says “116”, the demo’s default is “117”"),
        ("[50](sets:product.lost)", "number: got 'lost', allowed: 'factor', 'layers', 'width'"),
        ("[1](shows:product.lost)", "text: got 'lost', allowed: "),
        ("[x](lights:product.lost)", "part: got 'lost', allowed: 'paths'"),
        ("[x](lights:lost.paths)", "demo: got 'lost', allowed: "),
        (r"$\htmlData{lights=product.lost}{n}$", "part: got 'lost', allowed: 'paths'"),
        (r"$\htmlData{id=n}{n}$", "\\htmlData: got 'id=n', allowed: lights=DEMO.PART"),
    ],
)
def test_what_is_bound_wrongly_stops_the_build(text, why):
    """The line is told, what stands there, and what would be right."""
    told = fails(f"{DEMO}One.\n\n{text} is bound.")
    assert why in told and ":6: " in told


def test_a_page_has_the_demos_that_its_text_belongs_to():
    """Without the demo nothing could be set, and in a caption nothing is bound."""
    assert "the page has no demo 'product'" in fails("[50](sets:product.layers)")
    formula = r"$\htmlData{lights=product.paths}{n}$"
    assert "the page has no demo 'product'" in fails(formula)
    caption = "```figure forget_bias\n[50](sets:product.layers) layers.\n```"
    assert "nothing is bound" in fails(DEMO + caption)


def test_a_term_of_a_formula_is_a_group_that_knows_its_part():
    """Wherever it stands in the formula, and more than one; the rest of it is as without."""
    latex = r"\underset{\htmlData{lights=product.paths}{m^2}}{\htmlData{lights=gain.map}{n}} x"
    html = maths.to_mathml(latex)
    assert '<mrow data-lights="product.paths"><msup><mi>m</mi><mn>2</mn></msup></mrow>' in html
    assert '<mrow data-lights="gain.map"><mi>n</mi></mrow>' in html
    assert "menclose" not in html and "mtext" not in html and html.endswith("<mi>x</mi></math>")
    assert html.startswith("<math data-search-exclude>")


def test_where_no_demo_is_the_text_is_plain():
    """A notebook has the words and the formulas alone."""
    text = r"[50](sets:a.b) [x y](lights:a.b), $\htmlData{lights=a.b}{n^2}$, [a](b.md)"
    assert bound.unbound(text) == "50 x y, ${n^2}$, [a](b.md)"
