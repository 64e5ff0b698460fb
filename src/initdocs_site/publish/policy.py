"""One content security policy for all pages, from the hashes of their inline scripts."""

import hashlib
import re
from base64 import b64encode
from pathlib import Path

from initdocs_site.publish import cdn, finished

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
#: blocks of data are not run
DATA = re.compile(r"""\btype=["']?(?:application/json|application/ld\+json|text/template)""")
#: Where the policy stands, and one that stands there already. The character set stays before
#: it: browsers look for it in the first 1,024 bytes of a page, and the policy is longer.
HEAD = re.compile(
    r"(<head[^>]*>(?:\s*<meta charset=[^>]*>)?)"
    r'(?:<meta http-equiv="Content-Security-Policy"[^>]*>)?'
)


def hashes(html: str) -> set[str]:
    """The hash of each inline script of a page, as a policy writes it.

    >>> hashes('<script>1</script><script src="a.js"></script>')
    {"'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"}
    """
    return {
        f"'sha256-{b64encode(hashlib.sha256(m['code'].encode()).digest()).decode()}'"
        for m in SCRIPT.finditer(html)
        if not re.search(r"\bsrc=", m["attributes"]) and not DATA.search(m["attributes"])
    }


def policy(allowed: set[str]) -> str:
    """The policy: scripts of the site and those of the hashes, everything else from the site.

    The editor of the cells comes from the CDN, checked by hash: its address, and no other,
    is allowed beside the site's. Styles may be inline: figures and formulas carry them. The
    worker that runs Python has its own global scope, which a page's policy does not govern.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(["script-src 'self'", cdn.EDITOR_BASE, *sorted(allowed)]),
            f"style-src 'self' 'unsafe-inline' {cdn.EDITOR_BASE}",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def write(site: Path) -> None:
    """Put the policy, the same everywhere, into the head of every page, before what loads.

    Under instant navigation the first page's policy governs the tab, so it must know the
    scripts of all pages.
    """
    allowed = set().union(*(hashes(html) for _, html in finished.pages(site)))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(allowed)}">'
    finished.rewrite(site, lambda _, html: HEAD.sub(lambda m: m[1] + meta, html, count=1))
