"""Where a line ends: behind a title's colon; not before the mark after a formula, or a per cent."""

import re
from xml.etree.ElementTree import Element

from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

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


class Titles(Treeprocessor):
    """What a title says behind its colon stands together."""

    def run(self, root: Element) -> None:
        """Make one element of it, which is moved below what stands before where both are long."""
        for title in root.iter("h1"):
            name, colon, rest = (title.text or "").partition(": ")
            if colon:
                span = Element("span", {"class": "subtitle"})
                span.text = rest
                span.extend(list(title))
                for child in list(title):
                    title.remove(child)
                title.text = f"{name}: "
                title.append(span)
