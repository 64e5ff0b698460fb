"""Where a line may not end: before the punctuation after a formula, before a sign of per cent."""

import re

from markdown.postprocessors import Postprocessor

#: what is no running text, and the tags
_KEPT = re.compile(r"(<(pre|code|script|style|template|svg)\b.*?</\2>|<[^>]*>)", re.DOTALL)
#: a formula, or a word with its definition, both of which a browser lays out as it does a picture
_PICTURE = re.compile(r"(</math>|</span></span>)((?:</(?:a|em|strong)>)*)(?=[.,;:!?)\]’”…])")


def joined(html: str) -> str:
    """The page, with what belongs together in one line.

    >>> joined("<math><mi>n</mi></math>, <em><math></math></em>.").count("&#8288;")
    2
    >>> joined("it is 9 % of it <code>9 %</code>")
    'it is 9&nbsp;% of it <code>9 %</code>'
    """
    parts = _KEPT.split(_PICTURE.sub(r"\1\2&#8288;", html))
    # a split with two groups: text, what is kept, its name, text, …
    parts[::3] = [re.sub(r"(?<=\d) (?=%)", "&nbsp;", text) for text in parts[::3]]
    return "".join(text for i, text in enumerate(parts) if i % 3 != 2 and text is not None)


class Breaks(Postprocessor):
    """Join what belongs together, once formulas are in their places."""

    def run(self, text: str) -> str:
        """The page, with what belongs together in one line."""
        return joined(text)
