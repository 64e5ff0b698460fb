"""What the ticks of a logarithmic axis say: powers in letters, which are as large as other type."""

import math
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatterSciNotation

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power(value: float, base: float = 10) -> str:
    """A power of `base` as a tick says it, and what is none as a number.

    >>> power(1e-7), power(1.0), power(10.0), power(-1e3), power(0.0)
    ('10⁻⁷', '1', '10', '−10³', '0')
    >>> power(0.3), power(2e-5), power(2.0**9, 2)
    ('0.3', '2 · 10⁻⁵', '2⁹')
    """
    if value <= 0:
        return f"−{power(-value, base)}" if value else "0"
    exponent = math.log(value) / math.log(base)
    if not math.isclose(exponent, round(exponent), abs_tol=1e-6):
        if 1e-2 <= value < 1e4 or base != 10:
            return f"{value:.4g}"
        digits, exp = f"{value:.0e}".split("e")
        return f"{digits} · {power(10.0 ** int(exp))}"
    if round(exponent) in (0, 1):
        return f"{value:.4g}"
    return f"{base:g}{str(round(exponent)).translate(_RAISED)}"


class Powers(LogFormatterSciNotation):
    """Matplotlib's choice of the ticks that have a label, which `power` writes."""

    def set_base(self, base: float) -> None:
        """Set the base of the powers."""
        super().set_base(base)
        self.base = float(base)

    def set_locs(self, locs: Any = None) -> None:
        """Choose the ticks with a label: of matplotlib's 1, 2, 3, 4 and 6 the last ones collide."""
        super().set_locs(locs)
        chosen: set[float] = vars(self)["_sublabels"] or {1}
        if max(chosen) > 1 and len(chosen) < self.base:
            self._sublabels = {1, 2, 5}

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label of the tick at `x`, empty where matplotlib gives it none."""
        chosen = super().__call__(x, pos)
        return power(float(x), self.base) if chosen else ""


def plain(figure: Figure) -> None:
    """Write the powers on the figure's logarithmic axes in letters.

    Matplotlib sets them as mathematics, whose exponents are 0.7 of the size of other type.
    """
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            for ticks in (axis.major, axis.minor):
                own = ticks.formatter
                if type(own) is LogFormatterSciNotation:
                    base = axis.get_transform().base  # type: ignore[attr-defined]
                    powers = Powers(base, own.labelOnlyBase, own.minor_thresholds)
                    powers.set_axis(axis)
                    ticks.formatter = powers
