"""The mathematics font, cut down to the glyphs that the site's formulas use.

python -m initdocs_site.maintain.font      write docs/assets/fonts/ anew from the npm package
"""

import re
from html import unescape
from io import BytesIO

from initdocs.frameworks import DEFAULTS
from initdocs.initializers import INITIALIZERS
from initdocs_site import ROOT
from initdocs_site.page.blocks.maths import to_mathml
from initdocs_site.page.scanner import CODE_SPAN, INLINE_MATHS, scan
from initdocs_site.publish import npm

PACKAGE = "@fontsource/stix-two-math@5.3.0"
FOLDER = ROOT / "docs" / "assets" / "fonts"
FONT = FOLDER / "stix-two-math.woff2"
# What a new formula most likely needs, beyond what the pages use already.
ALWAYS = "0123456789+−=<>()[]{}|,.·√∑∏∫∂≈≠≤≥→∞∈"


def used() -> set[str]:
    """The characters of every formula in the pages and in the tables."""
    tables = [*(r.formula for r in INITIALIZERS.values()), *(r.formula for r in DEFAULTS)]
    letters = _letters([(latex, True) for latex in tables])
    for page in sorted((ROOT / "docs").rglob("*.md")):
        text = page.read_text("utf-8")
        blocks, _ = scan(text)
        formulas = [(b.body, True) for b in blocks if b.kind == "maths"]
        prose = CODE_SPAN.sub("", text)
        formulas += [(m[1], False) for m in INLINE_MATHS.finditer(prose) if "\n\n" not in m[1]]
        letters |= _letters(formulas)
    return letters - set(" \n\t")


def _letters(formulas: list[tuple[str, bool]]) -> set[str]:
    letters: set[str] = set()
    for latex, display in formulas:
        try:
            mathml = to_mathml(latex, display=display)
        except ValueError:
            continue  # the page's own build reports it
        letters |= set(unescape(re.sub(r"<[^>]+>", "", mathml)))
        # a single letter in <mi> is shown in mathematical italic
        letters |= {italic(c) for c in re.findall(r"<mi>(.)</mi>", mathml)}
    return letters


def italic(letter: str) -> str:
    """The mathematical italic that MathML shows for a letter that stands alone.

    >>> italic("h"), italic("x") == chr(0x1D465), italic("+")
    ('ℎ', True, '+')
    """
    if letter == "h":
        return "ℎ"
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return letter


def write() -> None:
    """Subset the font of the npm package and write it with its licence."""
    from fontTools import subset  # noqa: PLC0415 - a tool of the maintainer, not of the build

    files = npm.contents(PACKAGE)
    options = subset.Options(flavor="woff2", layout_features=["ssty", "dtls", "flac"])
    loaded = subset.load_font(BytesIO(files["files/stix-two-math-latin-400-normal.woff2"]), options)
    letters = used() | set(ALWAYS)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, letters))
    cutter.subset(loaded)
    FOLDER.mkdir(parents=True, exist_ok=True)
    subset.save_font(loaded, FONT, options)
    (FOLDER / "LICENSE").write_bytes(files["LICENSE"])


if __name__ == "__main__":
    write()
