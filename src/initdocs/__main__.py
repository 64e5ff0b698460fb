"""The package on the command line: `python -m initdocs`."""

import argparse
import sys
from collections.abc import Sequence

from initdocs import __version__
from initdocs.activations import ACTIVATIONS
from initdocs.expressions import parse
from initdocs.initializers import INITIALIZERS
from initdocs.propagation import gain_centred, gain_critical, gain_second_moment


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m initdocs", description="Initializing neural networks, in NumPy."
    )
    parser.add_argument("--version", action="version", version=f"initdocs {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("initializers", help="the table of initializers")
    gain = commands.add_parser("gain", help="the three gains of an activation")
    gain.add_argument("expression", help="a name, as gelu, or an expression, as 'x * tanh(x)'")
    return parser


def _table() -> None:
    name, title = (max(len(getattr(row, part)) for row in INITIALIZERS.values())
                   for part in ("name", "title"))  # fmt: skip
    for row in INITIALIZERS.values():
        print(f"{row.name:{name}}  {row.title:{title}}  {row.keeps.replace('$', '')}")


def _gain(expression: str) -> None:
    phi = ACTIVATIONS[expression] if expression in ACTIVATIONS else parse(expression)
    for label, gain in (
        ("second moment kept", gain_second_moment),
        ("variance kept", gain_centred),
        ("gradient kept (chi_1 = 1 at q = 1)", gain_critical),
    ):
        print(f"{label + ':':35} {gain(phi):.4f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 after a message about what was wrong.

    >>> main(["gain", "relu"])
    second moment kept:                 1.4142
    variance kept:                      1.7129
    gradient kept (chi_1 = 1 at q = 1): 1.4142
    0
    """
    given = _parser().parse_args(arguments)
    if given.command == "initializers":
        _table()
        return 0
    try:
        _gain(given.expression)
    except ValueError as error:
        print(f"initdocs: {given.expression!r}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
