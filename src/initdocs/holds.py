"""What a page says of a cell, as statements that are tried on whatever the cell has given.

The same function judges in the build, in the tests, under other seeds and in the browser after
a reader's own run.
"""

import ast
import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from initdocs.cells import NUMBER


@dataclass(frozen=True)
class Statement:
    """A sentence of the page, whether it holds (None: it cannot be judged), and why not."""

    text: str
    holds: bool | None
    why: str = ""


def texts(source: str) -> list[str]:
    """The statements of a `holds` fence: the messages of its assertions.

    A `ValueError` says what is wrong with its form: each assertion stands on its own, outside
    loops and functions, and has a plain string as its message.

    >>> texts('assert a > b, "He is ahead"')
    ['He is ahead']
    >>> texts("assert a > b")
    Traceback (most recent call last):
    ValueError: line 1: an assertion needs its statement: assert …, "what the page says"
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        msg = f"line {error.lineno}: {error.msg}"
        raise ValueError(msg) from None
    found = [_text(node) for node in tree.body if isinstance(node, ast.Assert)]
    if len(found) != sum(isinstance(node, ast.Assert) for node in ast.walk(tree)):
        msg = "line 1: an assertion inside a loop or a function is none of the page's statements"
        raise ValueError(msg)
    if not found:
        msg = 'line 1: nothing is asserted, allowed: assert …, "what the page says"'
        raise ValueError(msg)
    return found


def _text(node: ast.Assert) -> str:
    if isinstance(node.msg, ast.Constant) and isinstance(node.msg.value, str):
        return node.msg.value
    msg = f'line {node.lineno}: an assertion needs its statement: assert …, "what the page says"'
    raise ValueError(msg)


def judge(source: str, namespace: dict[str, Any], *, printed: str = "") -> list[Statement]:
    r"""Try each statement of a `holds` fence on `namespace`, which stays as it is.

    The fence sees the variables of the page, `printed`, what the cell has printed, and `shown`,
    the numbers in it from first to last. Every statement is tried, whichever failed before it.

    >>> source = 'assert x > 1, "x is large"\nassert y > 1, "y is large"'
    >>> [(s.text, s.holds) for s in judge(source, {"x": 0, "y": 2})]
    [('x is large', False), ('y is large', True)]
    >>> judge(source, {"x": 2})[1]
    Statement(text='y is large', holds=None, why="NameError: name 'y' is not defined")
    >>> judge('assert shown == [1, 2.5], "both"', {}, printed="1 and 2.5")[0].holds
    True
    """
    shown = [float(number) for number in NUMBER.findall(printed)]
    own = {**namespace, "printed": printed, "shown": shown}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return list(_judged(ast.parse(source), own))


def _judged(tree: ast.Module, own: dict[str, Any]) -> Iterator[Statement]:
    broken = ""
    for node in tree.body:
        try:
            if isinstance(node, ast.Assert):
                if broken:
                    yield Statement(_text(node), None, broken)
                    continue
                test = compile(ast.Expression(node.test), "<holds>", "eval")
                yield Statement(_text(node), bool(eval(test, own)))  # noqa: S307 - the page's code
            elif not broken:
                step = ast.Module([node], [])
                exec(compile(step, "<holds>", "exec"), own)  # noqa: S102 - likewise
        except Exception as error:  # noqa: BLE001 - a reader's variables may be anything
            why = f"{type(error).__name__}: {error}"
            if isinstance(node, ast.Assert):
                yield Statement(_text(node), None, why)
            else:
                broken = why
