"""Code as readers paste it: with prompts, IPython's commands, and a word processor's characters."""

import ast
import re

_PROMPT = re.compile(r"^[ \t\u00a0]*(?:>>>|In \[\d*\]:)[ \u00a0]?")
_MORE = re.compile(r"^[ \t\u00a0]*(?:\.\.\.:?|\.{3,}:)(?:[ \u00a0]|$)")
_COMMAND = re.compile(r"^[ \t]*([%!]{1,2})[ \t]*(\w+)?(.*)$")
_QUIET = {"matplotlib", "pylab", "config", "load_ext", "autoreload", "reload_ext"}
#: what a word processor makes of Python's characters, and what the web makes of a space
_LETTERS = str.maketrans({
    **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u3000", " "),
    **dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad", ""),
    **dict.fromkeys("“”„‟″＂", '"'),
    **dict.fromkeys("‘’‚‛′＇", "'"),
    "–": "-", "−": "-", "×": "*",
})  # fmt: skip

NO_INSTALL = (
    "Nothing has to be installed here: write the import alone, and the cell offers to load it."
)


def _fails(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return False


def understood(source: str) -> str:
    r"""The same code as plain Python, line for line; as it is, where it already is or cannot be.

    >>> understood(">>> x = 1\n>>> for i in range(2):\n...     x += i\n>>> x\n2")
    'x = 1\nfor i in range(2):\n    x += i\nx\n'
    >>> understood("%matplotlib inline\nprint(“half”)")
    '# %matplotlib inline\nprint("half")'
    >>> understood("print('“as it is”')")
    "print('“as it is”')"
    """
    for change in (_without_prompts, _without_quiet_commands, _plain_letters):
        source = change(source)
        if not _fails(source):
            break
    return source


def _without_prompts(source: str) -> str:
    lines = source.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if not _PROMPT.match(first):
        return source
    kept, inside = [], False
    for line in lines:
        mark = _PROMPT.match(line) or (inside and _MORE.match(line))
        inside = bool(mark)
        kept.append(line[mark.end() :] if mark else "")  # what is no prompt was printed
    return "\n".join(kept)


def _without_quiet_commands(source: str) -> str:
    """Commands that only prepare a notebook for what this page does by itself."""
    lines = source.split("\n")
    for at, line in enumerate(lines):
        if (found := _COMMAND.match(line)) and found[1] == "%" and found[2] in _QUIET:
            lines[at] = f"# {line}"
    return "\n".join(lines)


def _plain_letters(source: str) -> str:
    return source.translate(_LETTERS)


def advice(error: BaseException, source: str) -> str:
    """A sentence for code that only IPython understands, or that waits for what comes elsewhere.

    >>> advice(SyntaxError("invalid syntax"), "!pip install torch") == NO_INSTALL
    True
    """
    if not isinstance(error, SyntaxError):
        return ""
    said = (_said(line) for line in source.split("\n"))
    return next(filter(None, said), "")


def _said(line: str) -> str:
    if (asked := line.strip()).endswith("?") and re.fullmatch(r"[\w.]+\?{1,2}", asked):
        return f"A question mark is IPython's way to ask: use help({asked.strip('?')})."
    if not (found := _COMMAND.match(line)):
        return ""
    sign, name, rest = found[1], found[2] or "", found[3]
    if name in ("pip", "conda", "mamba", "uv") or " pip " in f" {name}{rest} ":
        return NO_INSTALL
    if name in ("time", "timeit"):
        return f"{sign}{name} is IPython's: use timeit.timeit(lambda: …, number=10)."
    if sign.startswith("!"):
        return "There is no shell in the browser: what the command does, do it in Python."
    return f"{sign}{name} is a command of IPython; this cell runs Python alone." if name else ""
