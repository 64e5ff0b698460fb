"""Definitions at the word, and notes in reading order."""

from xml.etree.ElementTree import Element, fromstring, tostring

import markdown
import pytest

from initdocs_site import ROOT
from initdocs_site.page.blocks import terms
from initdocs_site.page.scanner import scan


def put(html, source="guide/x.md", latex=()):
    root = fromstring(f"<div>{html}</div>")
    found = terms.Definitions(source, lambda n: latex[n], lambda text: text, str)
    found.put(root)
    return root, [t.name for t, _ in found.found]


def buttons(root):
    return [b.text for b in root.iter("button")]


def test_a_term_is_defined_where_it_is_first_used():
    """Once a page, in reading order, in any form of the word; the text stays what it was."""
    html = (
        "<p>Gains <em>and a</em> variance, a gain.</p><ul><li>Variances of <b>gains</b></li></ul>"
    )
    root, names = put(html)
    assert names == ["Gain", "Variance"] and buttons(root) == ["Gains", "variance"]
    for note in [*root.iter("span")]:
        if note.get("class") == "term-note":
            note.text = ""
    assert root.find("section") is not None
    root.remove(root.find("section"))
    assert "".join(root.itertext()) == "Gains and a variance, a gain.Variances of gains"


@pytest.mark.parametrize("tag", ["a", "code", "h2", "summary", "table", "pre"])
def test_nothing_is_defined_inside_what_cannot_hold_it(tag):
    """A link, code, a heading or a table passes its word on to the next use."""
    root, names = put(f"<{tag}>a gain</{tag}><p>the gain</p>")
    assert names == ["Gain"] and not list(root[0].iter("button"))


def test_a_word_is_a_whole_word():
    """A part of a word or of a compound is another word; a name is written as it is."""
    assert put("<p>again, gainful, no-gain, relu, he's law, lsuv</p>")[1] == []
    assert put("<p>ReLU, He's law, LSUV</p>")[1] == ["ReLU", "He, Kaiming, MSRA", "LSUV"]


def test_a_symbol_is_known_with_any_layer_and_unit():
    """A formula that is one symbol is that symbol; a longer formula is none."""
    stash = "".join(f"<i>{'STX'}wzxhzdk:{n}{'ETX'}</i>" for n in range(5))
    root = fromstring(f"<p>{stash}</p>")
    for i in root:
        i.text = i.text.replace("STX", "\x02").replace("ETX", "\x03")
    latex = [r"\delta_k^{[l-1]}", r"\mathrm{Var}(W^{[l]})", "n", "J", "J = 2"]
    found = terms.Definitions("guide/x.md", lambda n: latex[n], lambda text: text, str)
    found.put(root)
    assert [t.name[:4] for t, _ in found.found] == [r"$\de", r"$\ma", "$J$"]


def letters(page, *formulas):
    """The names of the symbols that a page with these formulas defines."""
    root = fromstring("<p>x</p>")
    root.text = " ".join(f"\x02wzxhzdk:{n}\x03" for n in range(len(formulas)))
    own = terms.own(ROOT / "docs" / page)
    found = terms.Definitions(page, formulas.__getitem__, lambda text: text, str, own)
    found.put(root)
    return [t.name for t, _ in found.found]


def test_a_letter_of_a_pages_own_has_no_definition():
    """A singular value s is no slope, and an N without brackets is no normal distribution."""
    assert letters("beyond/relu-and-he.md", "s") == ["$s$"]
    assert letters("beyond/orthogonal.md", "s", r"\eta") == [r"$\eta$"]
    assert letters("beyond/orthogonal.md", "N", "N(0, 1/n)") == [r"$N(\mu, \sigma^2)$"]


def test_a_letter_is_kept_from_a_definition_that_there_is():
    """What a page calls its own letters are symbols of the notation, and stand in the page."""
    known = {f for t in terms.terms() for f in t.formulas}
    kept = {page: terms.own(page) for page in (ROOT / "docs").rglob("*.md")}
    assert sum(map(bool, kept.values())) > 5
    for page, own in kept.items():
        assert own <= known, page
        assert all(letter in page.read_text("utf-8") for letter in own)


def test_pages_that_define_use_no_term():
    """The glossary, the notation and the API explain themselves."""
    for source in (terms.GLOSSARY, terms.NOTATION, "reference/api/index.md"):
        assert put("<p>a gain</p>", source)[1] == []


def test_every_term_can_be_met():
    """Each entry of both pages has words or a symbol, and none has those of another."""
    words = [w for t in terms.terms() for w in t.words]
    assert len(words) == len(set(words)) and len(terms.terms()) > 50
    lone = [t.name for t in terms.terms() if not t.words and not t.formulas]
    assert lone == []
    text = (ROOT / "docs" / terms.GLOSSARY).read_text()
    assert len(terms.glossary(text)) == text.count("\n:   ")


def test_notes_are_numbered_as_they_are_read():
    """The first note of the page is 1, wherever it is written and whatever stands around it."""
    text = "- a[^late]\n\nb[^early] and[^late]\n\n[^early]: two\n[^late]: one\n[^never]: three\n"
    html = markdown.markdown(text, extensions=["initdocs_site.page.extension", "footnotes"])
    assert [n.split("</a>")[0] for n in html.split('footnote-ref" href="#fn:')[1:]] == [
        'late">1', 'early">2', 'late">1',
    ]  # fmt: skip
    assert html.index("one") < html.index("two") < html.index("three")


def test_nothing_is_hidden_from_the_scanner():
    """The pages of terms are sound Markdown."""
    for page in (terms.GLOSSARY, terms.NOTATION):
        assert scan((ROOT / "docs" / page).read_text())[1] == []


def test_the_tree_is_html():
    """What is put in is valid: a button and a note that it is described by."""
    root, _ = put("<p>a gain</p>")
    html = tostring(root, encoding="unicode")
    assert '<button type="button" aria-describedby="term-1">gain</button>' in html
    assert 'id="term-1" role="tooltip"' in html and isinstance(root, Element)


def test_a_symbol_has_a_name_that_is_heard():
    """A button that holds a formula alone says in text what it is."""
    root = fromstring("<p>rate</p>")
    root.text = "\x02wzxhzdk:0\x03"
    terms.Definitions("guide/x.md", lambda _: r"\eta", lambda text: text, str).put(root)
    (button,) = root.iter("button")
    assert "".join(button.itertext()).endswith("symbol")
