"""Citations and threads as links."""

import markdown
import pytest

from initdocs_site.page.blocks.citation import REPOSITORIES, Citation, References, Thread


def html(text, page="guide/a.md"):
    problems = []
    md = markdown.Markdown()
    citation = Citation(md, lambda: page, lambda *wrong: problems.append(wrong))
    md.inlinePatterns.register(citation, "citation", 175)
    md.inlinePatterns.register(Thread(md), "thread", 174)
    md.parser.blockprocessors.register(References(md.parser), "reference", 15)
    return md.convert(text), problems


@pytest.mark.parametrize(
    ("page", "up"),
    [("index.md", ""), ("guide/a.md", "../"), ("reference/initializers/he.md", "../../")],
)
def test_a_citation_leads_to_the_list(page, up):
    """From wherever it stands, in a sentence or in full."""
    address = f'href="{up}reference/bibliography.md#he2015"'
    short, _ = html("As [@he2015] says.", page)
    assert f"<a {address}>He et al. 2015</a>" in short
    full, _ = html("[@@he2015]", page)
    assert f"<a {address}>Delving" in full
    assert '<span class="work">K. He' in full and "</a>, ICCV 2015, arXiv:1502.01852</span>" in full


def test_a_word_about_a_work_is_no_definition_of_a_link():
    """Markdown takes `[name]: word` for one and drops it; definitions themselves still work."""
    items, _ = html("- [@@he2015]: SELU.\n- [here][a]\n\n[a]: b.html")
    assert "</span>: SELU.</li>" in items and '<a href="b.html">here</a>' in items


def test_an_unknown_work_is_a_problem():
    """With what the page says, and the key."""
    _, ((found, text),) = html("[@nobody2020]")
    assert found == "[@nobody2020]" and text.startswith("citation: got 'nobody2020'")


def test_threads_of_the_projects():
    """Each project's number leads to its own repository; part of a longer word does not."""
    for name, repository in REPOSITORIES.items():
        linked, _ = html(f"see {name}#12")
        assert f'<a href="https://github.com/{repository}/issues/12">{name}#12</a>' in linked
    assert {r.partition("/")[0] for r in REPOSITORIES.values()} == {
        "athms", "google", "huggingface", "jax-ml", "keras-team", "microsoft", "pytorch", "vwxyzjn",
    }  # fmt: skip
    for text in ("mypytorch#1", "a/keras#2", "my-flax#3", "pytorch#x"):
        assert "<a " not in html(text)[0], text
