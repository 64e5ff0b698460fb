"""Plain text for any terminal: no LaTeX, and no letter that the locale does not have."""

import re
from collections.abc import Iterator, Sequence

_ASCII = {
    "σ": "sigma", "φ": "phi", "χ₁": "chi_1", "μ": "mu", "ω₀": "w0", "λ": "lambda", "π": "pi",
    "√": "sqrt ", "±": "+-", "²": "^2", "·": "*", "′": "'", "×": "x", "∞": "inf", "–": "-",
    "…": "...", "→": "->", "“": '"', "”": '"', "≤": "<=", "≥": ">=", "⁻": "-", "−": "-",
}  # fmt: skip


def fitting(text: str, encoding: str | None) -> str:
    """`text` in letters that `encoding` has.

    >>> fitting("U(±1/√768)", "ascii")
    'U(+-1/sqrt 768)'
    """
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for letter, spelled in _ASCII.items():
            text = text.replace(letter, spelled)
        return text.encode(encoding, "replace").decode(encoding)
    except LookupError:
        return text.encode("ascii", "replace").decode("ascii")
    return text


def prose(text: str) -> str:
    """A sentence of the atlas without its marks of mathematics and of code.

    >>> prose("exactly where $n_{in} = n_{out}$, by `mirrored`")
    'exactly where n_in = n_out, by mirrored'
    """
    text = re.sub(r"\\(?:sqrt|mathrm|text)\b", lambda m: "√" if "sqrt" in m[0] else "", text)
    text = re.sub(r"\\tfrac(\d)(\d)", r"\1/\2", text)
    text = text.replace(r"\pm", "±").replace(r"\cdot", "·").replace(r"\sigma", "σ")
    return re.sub(r"[${}`\\]", "", text)


def table(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as what stands in them."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (f"{cell:{width}}" for cell, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()
