"""LaTeX as MathML."""

import pytest

from initdocs_site.page.blocks import maths


def test_a_display_formula_is_one():
    """It stands in a box that scrolls, in display style, and the search does not read it."""
    html = maths.display(r"\sum_i x_i")
    assert html.startswith('<div class="maths" tabindex="0" role="group" aria-label="Formula">')
    assert 'display="block"' in html and html.count("data-search-exclude") == 1
    assert 'display="block"' not in maths.to_mathml(r"\sum_i x_i")


def test_formulas_beside_each_other_are_several():
    """A wide space parts them where no braces hold them: they may stand below each other."""
    assert maths.display(r"a = b, \qquad c = d").count("<math") == 2
    whole = r"\begin{aligned} a &= b, \qquad c \\ d &= e \end{aligned}"
    assert maths.display(whole).count("<math") == 1
    assert maths.display(r"x \quad y").count("<math") == 1


def test_the_converter_has_no_memory():
    """What one formula defines is unknown to the next."""
    maths.to_mathml(r"\def\own{x}\own")
    with pytest.raises(ValueError, match=r"the formula \$\\own\$ cannot be read: "):
        maths.to_mathml(r"\own")
