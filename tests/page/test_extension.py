"""The Markdown extension, as Python-Markdown calls it."""

import re
import subprocess
import sys

import markdown
import pytest

from initdocs_site.page.report import PageError, report


def convert(text):
    report.deferred = False
    extensions = ["initdocs_site.page.extension", "tables", "admonition", "footnotes", "toc"]
    html = markdown.markdown(text, extensions=extensions)
    assert "<!--block" not in html
    return html


def fails(text):
    with pytest.raises(PageError) as error:
        convert(text)
    return str(error.value)


def test_live_cell():
    """A live cell is the public contract: state, buttons, code and the output it documents."""
    html = convert('```python live id="two"\nprint(1 + 1)\n```\n\n```output\n2\n```')
    assert 'data-cell="two"' in html and 'data-state="idle"' in html
    for name in ("data-run", "data-stop", "data-reset", "data-code"):
        assert name in html
    assert re.search(r"data-output[^>]*>2</pre>", html)


def test_a_title_breaks_behind_its_colon():
    """What stands behind the colon is one piece; a title without one stays as it is."""
    title = convert("# Gain: what *tanh* asks for, $n$\n\n## a: b").partition("</h1>")[0]
    assert 'Gain: <span class="subtitle">what <em>tanh</em> asks for, ' in title
    assert title.endswith("</math></span>")
    assert "subtitle" not in convert("# Gain\n\n## a: b")


def test_no_line_begins_with_what_follows_a_formula():
    """A mark after a formula or a term stays with it, and a number with its sign of per cent."""
    html = convert("With $n$, *or $m$*: 9 % of `9 %`.")
    assert html.count('<span class="together">') == 1
    assert "</math>,</span> <em>or <math" in html
    linked = convert("The [$m$](a.md), and **$k$**.")
    assert '<span class="together"><a href="a.md"><math' in linked and "</strong>.</span>" in linked
    assert "9&nbsp;% of <code>9 %</code>" in html


def test_statements_of_a_cell():
    """What the page says stands below the output; digits that vary are those of this run."""
    page = (
        '```python live id="v"\nx = 2\nprint("x", x)\n```\n\n```output varies\nx 1\n```\n\n'
        '```python holds\nassert x > {}, "x is large"\n```'
    )
    html = convert(page.format(1))
    assert re.search(r"data-output[^>]*>x 2</pre>", html)
    assert "<li data-statement>x is large</li>" in html
    assert "Digits differ by machine" in html
    assert "this does not hold: x is large" in fails(page.format(3))
    assert "the output differs" in fails(page.format(1).replace("x 1", "y 1"))


def test_cells_share_a_page():
    """Cells of a page run in order in one namespace; another page starts afresh."""
    page = "```python live\nx = 1\n```\n\n```python live\nx + 1\n```\n\n```output\n2\n```"
    convert(page)
    assert "NameError" in fails("```python live\nx + 2\n```")


def test_silent_cell_and_missing_output():
    """A cell that prints must say what it prints."""
    assert "prints and no output fence follows" in fails("```python live\n1 + 1\n```")


def test_rtol():
    """Numbers agree to 1e-6 or to the fence's own tolerance."""
    cell = "```python live\nprint(1.001)\n```\n\n```output{}\n1.0\n```"
    assert "the output differs" in fails(cell.format(""))
    convert(cell.format(' rtol="0.01"'))


def test_plain_fences_stay_plain():
    """```python without live is only highlighted by what the site uses for that."""
    html = convert("```python\nx = 1\n```")
    assert "data-cell" not in html


@pytest.mark.parametrize(
    "text",
    [
        "## Heading $x^2$",
        "| a |\n|---|\n| $x^2$ |",
        "note[^1]\n\n[^1]: with $x^2$",
        "!!! note\n    with $x^2$",
        "- item $x^2$",
        "**bold $x^2$**",
    ],
)
def test_inline_formulas_everywhere(text):
    """Formulas survive headings, tables, footnotes, admonitions, lists and emphasis."""
    html = convert(text)
    assert "<math" in html and "$" not in html


@pytest.mark.parametrize("indent", ["", "    "])
def test_blocks_in_containers(indent):
    """Cells and display formulas work inside an admonition, and a lost one is an error."""
    body = "```python live\n1\n```\n\n```output\n1\n```\n\n$$\nx\n$$"
    text = "\n".join(indent + line for line in body.split("\n"))
    html = convert(("!!! note\n" if indent else "") + text)
    assert "data-cell" in html and 'display="block"' in html


def test_block_that_became_text():
    """An indented block after a plain paragraph is code to Markdown: that is an error."""
    assert "became text" in fails(
        "para\n\n    ```python live\n    1\n    ```\n\n    ```output\n    1\n    ```"
    )


def test_html_is_escaped():
    """Output is text, whatever it contains."""
    html = convert("```python live\nprint('<b>&')\n```\n\n```output\n<b>&\n```")
    assert "&lt;b&gt;&amp;" in html


def test_pages_are_made_without_mkdocs():
    """The extension that makes pages must load where only Python-Markdown is installed."""
    program = (
        "import sys, initdocs_site.page.extension as page;"
        "sys.exit(any(name.partition('.')[0] == 'mkdocs' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_problem_of_form_stops_the_cells():
    """Their results would mislead: an error of code stands beside no error of form."""
    told = fails("costs $5\n\n```python live\n1 / 0\n```")
    assert "unpaired $" in told and "ZeroDivisionError" not in told


def test_code_stays_code():
    """A formula's dollars in a code span are dollars; a backslash in a formula is LaTeX's."""
    html = convert("`$x^2$` and $\\{x\\}$")
    assert "<code>$x^2$</code>" in html
    assert html.count("<math") == 1 and "{" in html.partition("<math")[2]


def test_a_formula_that_cannot_be_read_has_its_line():
    """The line of the source, whatever stands before it."""
    assert "page:5: the formula $\\nonsense$ cannot be read" in fails("# P\n\na\n\nb $\\nonsense$")


def test_markup_inside_a_cell_is_code():
    """A cell is taken out of the page before raw HTML is looked for."""
    html = convert('```python live\nx = """\n\n<div>\n\na\n\n</div>\n\n"""\n```')
    assert html.count("data-cell=") == 1
    assert html.count("&lt;div&gt;") == 1 and "<div>" not in html
