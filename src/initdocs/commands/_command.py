"""What a command is, and how what is typed becomes a value."""

import argparse
from collections.abc import Callable, Generator
from dataclasses import dataclass

Answer = Generator[str, None, int]


@dataclass(frozen=True)
class Command:
    """A command: one line of help, its arguments, what answers, and more help below."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace], Answer]
    more: str = ""


def shape(text: str) -> tuple[int, ...]:
    """A shape as one types it: 64,32,3,3 or 64x32x3x3 or (64, 32).

    Errors: a `ValueError` that says what is allowed.

    >>> shape("64x32x3x3")
    (64, 32, 3, 3)
    """
    parts = text.strip("()[] ").replace("x", ",").replace("×", ",").split(",")
    try:
        return tuple(int(part) for part in parts if part.strip())
    except ValueError:
        msg = f"shape: got {text!r}, allowed: numbers with commas, as 64,32,3,3"
        raise ValueError(msg) from None
