"""The command line: `initdocs COMMAND`, or `python -m initdocs COMMAND`.

Each module but those with an underscore holds `COMMANDS`: the names of commands, each with its
help, its arguments and the function that answers. A function yields lines of text and returns the
status. What is wrong goes to stderr in one line, with the status 2; nothing ends in a traceback.
"""

# It imports all that computes.

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from initdocs import __version__
from initdocs.commands._command import Command
from initdocs.commands._text import fitting

MODULES = ("tensors", "numbers", "tables")


def commands() -> dict[str, Command]:
    """Every command by its name."""
    found: dict[str, Command] = {}
    for name in MODULES:
        found |= import_module(f"{__name__}.{name}").COMMANDS
    return found


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, and where help is."""
        _complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="initdocs", description="Initializing neural networks, in NumPy.")
    parser.add_argument("--version", action="version", version=f"initdocs {__version__}")
    parts = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=_Parser
    )
    for name, command in commands().items():
        part = parts.add_parser(
            name, help=command.help, description=command.help, epilog=command.more,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        command.arguments(part)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its status: 0, 1 for a finding, 2 after a message of what was wrong.

    >>> main(["fans", "64,32,3,3", "--groups", "2"])
    fan_in   288
    fan_out  288
    He       std 0.08333  bound 0.1443
    LeCun    std 0.05893  bound 0.1021
    Xavier   std 0.05893  bound 0.1021
    0
    """
    parser = _parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        print(fitting(parser.format_help(), sys.stderr.encoding), end="", file=sys.stderr)
        return 2
    given = parser.parse_args(_expression_last(arguments))
    try:
        answer = commands()[given.command].answer(given)
        try:
            while True:
                print(fitting(next(answer), sys.stdout.encoding))
        except StopIteration as end:
            sys.stdout.flush()
            return int(end.value or 0)
    except BrokenPipeError:
        # whoever read has read enough; the interpreter flushes once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ValueError, OSError, MemoryError, ArithmeticError) as error:
        _complain(str(error) or type(error).__name__)
        return 2
    except KeyboardInterrupt:
        return 130


def _expression_last(arguments: Sequence[str] | None) -> list[str]:
    """`gain -x` means minus x: what begins with a minus and is no option is no option."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = ("-h", "--help", "--")
    if len(given) == 2 and given[0] in ("gain", "decode") and given[1] not in options:
        given.insert(1, "--")
    return given


def _complain(message: str) -> None:
    # over the line that told how far it was, where someone watches
    start = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(start, end="", file=sys.stderr)
    print(fitting(f"initdocs: {message}", sys.stderr.encoding), file=sys.stderr)
