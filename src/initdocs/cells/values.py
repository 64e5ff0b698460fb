"""The last value of a cell as a notebook shows it: a figure, a picture, a table, or its text."""

import base64
from collections.abc import Callable
from typing import Any

#: where pictures go: number, kind ("svg", "png" or "html"), data, text for those who do not see
#: it, and for a picture of an animation the milliseconds that it stays
Draw = Callable[[int, str, str, str, int], None]

#: the methods by which an object shows itself, the best first
_WAYS = (("html", "_repr_html_"), ("svg", "_repr_svg_"), ("png", "_repr_png_"))
#: letters of an object's text that stand for its picture
_SAID = 200


def rich(value: object) -> tuple[str, str] | None:
    """How an object shows itself beside text, if it does: the kind and its data.

    >>> class Table:
    ...     def _repr_html_(self): return "<table></table>"
    >>> rich(Table()), rich(1)
    (('html', '<table></table>'), None)
    """
    for kind, name in _WAYS:
        try:
            data = getattr(value, name)()
        except Exception:  # noqa: BLE001, S112 - it has no such way, or it fails: the next one
            continue
        if isinstance(data, bytes):
            return kind, base64.b64encode(data).decode()
        if isinstance(data, str):
            return kind, data
    return None


class Display:
    """Shows values of one run: beside the text what can be seen, the others as text."""

    def __init__(
        self, write: Callable[[str], None], draw: Draw | None, own: Callable[[Any], bool]
    ) -> None:
        self._write, self._draw, self._own = write, draw, own
        self._number = 0

    def __call__(self, *values: object) -> None:
        """Show `values`, as `display` does in a notebook."""
        for value in values:
            self._show(value)

    def _show(self, value: object) -> None:
        if self._draw and self._own(value):
            return
        if self._draw and (way := rich(value)):
            self._number -= 1  # apart from the figures, which have numbers from 1
            said = type(value).__name__ if way[0] == "html" else repr(value)[:_SAID]
            self._draw(self._number, *way, said, 0)
        else:
            self._write(f"{value!r}\n")
