"""The mathematics font, cut down to the glyphs that the site's formulas use.

python -m initdocs_site.maintain.font      write docs/assets/fonts/ anew from the npm package
"""

import copy
import re
from html import unescape
from io import BytesIO
from typing import Any

from initdocs.frameworks import DEFAULTS
from initdocs.initializers import INITIALIZERS
from initdocs_site import ROOT
from initdocs_site.page.blocks.maths import to_mathml
from initdocs_site.page.scanner import CODE_SPAN, INLINE_MATHS, scan
from initdocs_site.publish import npm

PACKAGE = "@fontsource/stix-two-math@5.3.0"
FOLDER = ROOT / "docs" / "assets" / "fonts"
FONT = FOLDER / "stix-two-math.woff2"
FAMILY = "Initdocs Math"
#: the heights of the roots, in thousandths of the type's size, and the width of all of them
ROOTS = (680, 770, 860, 950, 1040, 1130, 1230, 1340, 1460, 1590, 1720, 1980, 2110, 2240)
ROOT_WIDTH = 620
#: what is free between a radicand and the bar
GAP = 120
# What a new formula most likely needs, beyond what the pages use already.
ALWAYS = "0123456789+−=<>()[]|,.·√∑∏∫∂≈≤≥∞"


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


def shorten_roots(font: Any) -> None:
    """Give the root sizes below its own, and one width to all of them.

    Browsers take the smallest root that is tall enough, and hang it from the bar: one that is
    taller than its radicand asks sinks below the line. Chromium keeps as much room as the widest
    takes, whichever is drawn.
    """
    from fontTools.ttLib.tables import otTables  # noqa: PLC0415 - as above

    root = font.getBestCmap()[ord("√")]
    font["MATH"].table.MathConstants.RadicalVerticalGap.Value = GAP
    variants = font["MATH"].table.MathVariants
    order = font.getGlyphOrder()
    at = variants.VertGlyphCoverage.glyphs.index(root)
    construction = variants.VertGlyphConstruction[at]
    own = construction.MathGlyphVariantRecord
    given = {record.AdvanceMeasurement: record.VariantGlyph for record in own}
    parts = [part.glyph for part in construction.GlyphAssembly.PartRecords]
    shortest = min(given)
    ladder: dict[int, str] = {height: given[height] for height in given if height > shortest}
    for height in ROOTS[1:]:
        # drawn from the tallest of the font's own that is not taller, else from the shortest
        of = max((h for h in given if h <= height), default=shortest)
        ladder[height] = f"radical.{height}"
        font["glyf"][ladder[height]] = copy.deepcopy(font["glyf"][given[of]])
        font["hmtx"][ladder[height]] = font["hmtx"][given[of]]
        _scale(font, ladder[height], ROOT_WIDTH, height / of)
    font.setGlyphOrder([*order, *(ladder[height] for height in ROOTS[1:])])
    for name in (*(n for h, n in given.items() if h > shortest), *parts):
        _scale(font, name, ROOT_WIDTH, 1)
    _scale(font, root, ROOT_WIDTH, ROOTS[0] / shortest)
    ladder[ROOTS[0]] = root
    records = []
    for height in sorted(ladder):
        record = otTables.MathGlyphVariantRecord()
        record.VariantGlyph, record.AdvanceMeasurement = ladder[height], height
        records.append(record)
    construction.MathGlyphVariantRecord = records
    construction.VariantCount = len(records)


def _scale(font: Any, name: str, width: int, up: float) -> None:
    """Scale a glyph to an advance of `width`, and its height by `up`."""
    glyph, (advance, _) = font["glyf"][name], font["hmtx"][name]
    across = width / advance
    glyph.coordinates.scale((across, up))
    glyph.coordinates.toInt()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)


def write() -> None:
    """Subset the font of the npm package and write it with its licence."""
    from fontTools import subset  # noqa: PLC0415 - a tool of the maintainer, not of the build

    files = npm.contents(PACKAGE)
    # instructions for screens of few pixels are a third of the bytes (record 0047)
    options = subset.Options(
        flavor="woff2", layout_features=["ssty", "dtls", "flac"], hinting=False
    )
    loaded = subset.load_font(BytesIO(files["files/stix-two-math-latin-400-normal.woff2"]), options)
    letters = used() | set(ALWAYS)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, letters))
    cutter.subset(loaded)
    shorten_roots(loaded)
    for record in loaded["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = FAMILY
    FOLDER.mkdir(parents=True, exist_ok=True)
    subset.save_font(loaded, FONT, options)
    (FOLDER / "LICENSE").write_bytes(files["LICENSE"])


if __name__ == "__main__":
    write()
