"""Where a line may not end: before the punctuation after a formula, before a sign of per cent."""

import re

from markdown.postprocessors import Postprocessor

#: what is no running text, and the tags
_KEPT = re.compile(r"(<(pre|code|script|style|template|svg)\b.*?</\2>|<[^>]*>)", re.DOTALL)
#: what a browser lays out as it does a picture, and so may part from what follows: a formula, also
#: one that is a link or stressed, and a word with its definition
_FORMULA = r"<math\b(?:(?!</math>).)*</math>"
_TERM = r'<span class="term">(?:(?!</button>).)*</button><span class="term-note"'
_PICTURE = re.compile(
    rf"({_FORMULA}|<(a|em|strong)\b[^>]*>{_FORMULA}</\2>"
    rf"|{_TERM}(?:(?!</span></span>).)*</span></span>)([.,;:!?)\]’”…]+)",
    re.DOTALL,
)


def joined(html: str) -> str:
    """The page, with what belongs together in one line.

    >>> joined("<math><mi>n</mi></math>, <em><math></math></em>.").count('class="together"')
    2
    >>> joined("it is 9 % of it <code>9 %</code>")
    'it is 9&nbsp;% of it <code>9 %</code>'
    """
    parts = _KEPT.split(_PICTURE.sub(r'<span class="together">\1\3</span>', html))
    # a split with two groups: text, what is kept, its name, text, …
    parts[::3] = [re.sub(r"(?<=\d) (?=%)", "&nbsp;", text) for text in parts[::3]]
    return "".join(text for i, text in enumerate(parts) if i % 3 != 2 and text is not None)


class Breaks(Postprocessor):
    """Join what belongs together, once formulas are in their places."""

    def run(self, text: str) -> str:
        """The page, with what belongs together in one line."""
        return joined(text)
