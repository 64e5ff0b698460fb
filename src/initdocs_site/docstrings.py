"""Docstrings as Markdown: labels stand out, and doctests are code, not quotations."""

import re
from typing import Any

from griffe import Extension, Object

#: what a docstring's paragraphs begin with
LABELS = ("Equation", "Shape", "Shapes", "Errors", "Source")
#: code, a word set apart, or a star that is one: that of q* opens nothing and closes nothing
STARS = re.compile(r"`[^`]*`|(?<![\w})])\*(?=\w)[^*`]*(?<=\w)\*(?!\w)|\*")


def as_markdown(text: str) -> str:
    """A docstring of this project as Markdown."""
    prose, prompt, examples = text.partition(">>> ")
    prose = STARS.sub(lambda found: r"\*" if found[0] == "*" else found[0], prose)
    labels = "|".join(LABELS)
    prose = re.sub(rf"(?:^|\n+)({labels}): ", r"\n\n**\1:** ", prose.rstrip()).strip()
    return f"{prose}\n\n```pycon\n{prompt}{examples.rstrip()}\n```" if prompt else prose


class Docstrings(Extension):  # type: ignore[misc]
    """What mkdocstrings shows of each object."""

    def on_object(self, *, obj: Object, **rest: Any) -> None:
        """Rewrite the docstring of an object that was loaded."""
        del rest
        if obj.docstring:
            obj.docstring.value = as_markdown(obj.docstring.value)
