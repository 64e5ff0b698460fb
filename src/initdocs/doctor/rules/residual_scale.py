"""The last matrix of every branch, which deep residual networks scale down by their depth."""

import re
from collections.abc import Iterator
from math import sqrt
from statistics import median

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model
from initdocs.doctor.rows import Row

PAGE = "/reference/bugs/#never-applied"
#: names of matrices that write into the residual stream
LAST = re.compile(
    r"(c_proj|out_proj|o_proj|down_proj|attn\.proj|mlp\.proj|linear2|fc2|\bwo|\bw2|output\.dense)"
    r"\.weight$|attention_output/kernel$|/out/kernel$"
)
#: matrices between which they are compared, and that scaling is never meant for
_NOTE, _WARN = 12, 36


def rule(model: Model) -> Iterator[Finding]:
    """From 12 branches note, from 36 warn: the last matrices are as wide as all others.

    A matrix of another role that is scaled in their place is a warning at any depth.
    """
    groups = [[row for row in group if row.is_weight] for group in model.siblings]
    groups = [group for group in groups if len(group) >= 3]
    last = [group for group in groups if LAST.search(group[0].name)]
    others = [group for group in groups if not LAST.search(group[0].name)]
    branches = sum(map(len, last))
    has_scale = any(row.role == "layer scale" for row in model.rows)
    if not last or not others or has_scale or any(row.is_zero for group in last for row in group):
        return
    usual = max(_width(group) for group in others)
    wide = [row for group in last if _width(group) > 0.7 * usual for row in group]
    least = 1.4 / sqrt(branches) * usual
    # of other fans a law has another spread: only its like tells what was scaled
    alike = {g[0].fans for g in others if _width(g) > 0.7 * usual}
    narrow = [g for g in others
              if _width(g) < least and not g[0].is_zero and g[0].fans in alike]  # fmt: skip
    scaled = usual / sqrt(branches)
    if narrow and wide:
        factor = usual / _width(narrow[0])
        text = f"scaled down by {factor:.3g}, where it writes into no residual stream"
        yield Finding("warn", tuple(r.name for g in narrow for r in g), text,
                      mending.normal(narrow[0], usual))  # fmt: skip
    if wide and branches >= _NOTE:
        level = "warn" if branches >= _WARN or narrow else "note"
        text = (
            f"{branches} branches end in matrices as wide as all others; "
            f"GPT-2 divides theirs by √{branches}"
        )
        yield Finding(level, tuple(row.name for row in wide), text, mending.normal(wide, scaled))


def _width(group: list[Row]) -> float:
    return median(row.moments.std for row in group)
