"""A recording as curves over depth: what arrives forward, what comes back, how alike it is."""

from collections.abc import Mapping, Sequence
from html import escape
from math import floor, log10
from typing import Any

Told = Mapping[str, Any]
WIDE, TALL = 320, 120
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 8, 18
#: what a logarithm takes for nothing
LEAST = 1e-12


def depth(told: Told) -> str:
    """The curves of a recording's nodes, in the order of the forward pass.

    Equation: E[z²] of what comes out, ‖∂L/∂z‖² of what comes back, the mean cosine of two
    examples; dashed is what input and weights predict for E[z²].
    """
    nodes = [node for node in told["nodes"] if node["kind"] in ("weight", "module", "activation")]
    if len(nodes) < 2:
        return ""
    signal = [node["mean_square"] for node in nodes]
    predicted = [node["predicted"] for node in nodes]
    charts = [
        ("What arrives: E[z²]", [("forward", signal), ("ink", predicted)], True),
        ("What comes back: ‖∂L/∂z‖²", [("backward", [n["gradient"] for n in nodes])], True),
        ("How alike two examples are", [("network", [n["likeness"] for n in nodes])], False),
    ]
    figures = "".join(_chart(*chart) for chart in charts)
    losses = ", ".join("not finite" if loss is None else f"{loss:.4g}" for loss in told["losses"])
    return (
        '<h2 class="doctor-title">By depth</h2>'
        f'<div class="doctor-curves">{figures}</div>'
        f"<p>Loss at the start and after each step: {losses}. Dashed in the first chart: what "
        "input and weights predict.</p>"
    )


def _chart(name: str, lines: Sequence[tuple[str, Sequence[Any]]], logarithmic: bool) -> str:
    known = [
        v for _, values in lines for v in values if v is not None and (v > 0 or not logarithmic)
    ]
    if not known:
        return ""
    levels = [log10(max(v, LEAST)) for v in known] if logarithmic else known
    low, high = (floor(min(levels)), floor(max(levels)) + 1) if logarithmic else (
        min(0.0, *levels), 1.0
    )  # fmt: skip
    count = len(lines[0][1])

    def place(i: int, value: float) -> str:
        level = log10(max(value, LEAST)) if logarithmic else value
        x = LEFT + (WIDE - LEFT - RIGHT) * i / max(count - 1, 1)
        y = TALL - BOTTOM - (TALL - TOP - BOTTOM) * (level - low) / (high - low)
        return f"{x:.1f} {min(max(y, TOP), TALL - BOTTOM):.1f}"

    drawn = "".join(
        f'<path class="doctor-line" data-line="{colour}" d="{_path(values, place)}"/>'
        for colour, values in lines
    )
    ends = [f"10{_power(low)}", f"10{_power(high)}"] if logarithmic else [f"{low:g}", f"{high:g}"]
    first, last = (next((v for v in values if v is not None), 0)
                   for values in (lines[0][1], list(reversed(lines[0][1]))))  # fmt: skip
    label = f"{name}, from {first:.3g} to {last:.3g} over {count} functions"
    return (
        f'<figure><svg viewBox="0 0 {WIDE} {TALL}" role="img" aria-label="{escape(label)}">'
        f'<path class="doctor-axis" d="M{LEFT} {TOP}V{TALL - BOTTOM}H{WIDE - RIGHT}"/>'
        f'<text x="{LEFT - 5}" y="{TOP + 8}" text-anchor="end">{ends[1]}</text>'
        f'<text x="{LEFT - 5}" y="{TALL - BOTTOM}" text-anchor="end">{ends[0]}</text>'
        f'<text x="{LEFT}" y="{TALL - 4}">first</text>'
        f'<text x="{WIDE - RIGHT}" y="{TALL - 4}" text-anchor="end">last function</text>'
        f"{drawn}</svg><figcaption>{escape(name)}</figcaption></figure>"
    )


def _path(values: Sequence[Any], place: Any) -> str:
    """A line with a gap where nothing is known."""
    parts, open_ = [], False
    for i, value in enumerate(values):
        if value is None:
            open_ = False
            continue
        parts.append(f"{'L' if open_ else 'M'}{place(i, value)}")
        open_ = True
    return "".join(parts)


def _power(power: float) -> str:
    digits = dict(zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
    return "".join(digits[letter] for letter in str(int(power)))
