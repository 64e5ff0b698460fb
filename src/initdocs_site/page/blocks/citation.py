"""Citations: `[@key]` in a sentence, `[@@key]` in full, and threads as `pytorch#15314`."""

import re
from collections.abc import Callable
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.inlinepatterns import InlineProcessor

from initdocs_site.page import bibliography

#: where the threads of a project are
REPOSITORIES = {
    "cleanrl": "vwxyzjn/cleanrl",
    "flax": "google/flax",
    "jax": "jax-ml/jax",
    "keras": "keras-team/keras",
    "keras-hub": "keras-team/keras-hub",
    "LoRA": "microsoft/LoRA",
    "mad-lab": "athms/mad-lab",
    "pytorch": "pytorch/pytorch",
    "transformers": "huggingface/transformers",
}
THREAD = rf"(?<![\w/-])({'|'.join(sorted(REPOSITORIES, key=len, reverse=True))})#(\d+)\b"


def listed(said: Callable[[str], str]) -> str:
    """Every work of the bibliography, each under an id that citations lead to.

    `said` tells of a work's key what other rooms have to say of it, as HTML.
    """
    items = "".join(
        f'<li id="{w.key}">{w.full} {_links(w)}{said(w.key)}</li>'
        for w in bibliography.works().values()
    )
    return f'<ol class="works">{items}</ol>'


def _links(work: bibliography.Work) -> str:
    key = f'<code class="work-key">{escape(work.key)}</code>'
    if not work.eprint:
        return key
    return f'<a href="https://arxiv.org/abs/{work.eprint}">arXiv</a> {key}'


class References(ReferenceProcessor):
    """Definitions of links; `[@@key]: word` is none, but a work and what is said of it."""

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"\[(", r"\[(?!@)("), re.MULTILINE)


class Citation(InlineProcessor):
    """A link to the work's place in the bibliography, or a problem where there is no such work."""

    def __init__(
        self, md: Markdown, page: Callable[[], str], problem: Callable[[str, str], None]
    ) -> None:
        super().__init__(bibliography.CITATION, md)
        self._page, self._problem = page, problem

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Replace one citation, or report it."""
        del data
        try:
            work = bibliography.work(m[2])
        except ValueError as error:
            self._problem(m[0], str(error))
            return "", m.start(0), m.end(0)
        # a path as an author would write it: MkDocs and Zensical resolve it
        up = "../" * self._page().count("/")
        link = Element("a", {"href": f"{up}{bibliography.PAGE}#{work.key}"})
        if not m[1]:
            link.text = work.short
            return link, m.start(0), m.end(0)
        whole = Element("span", {"class": "work"})
        before, title, after = re.split(r"</?em>", work.full)
        whole.text, link.text, link.tail = before, title, after
        whole.append(link)
        return whole, m.start(0), m.end(0)


class Thread(InlineProcessor):
    """A link to the thread where something was discussed."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(THREAD, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Replace one thread."""
        del data
        link = Element("a", {"href": f"https://github.com/{REPOSITORIES[m[1]]}/issues/{m[2]}"})
        link.text = m[0]
        return link, m.start(0), m.end(0)
