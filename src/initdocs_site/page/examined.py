"""What the doctor says of its examples, as the page shows it: examined once, when it is built."""

import hashlib
import json

from initdocs.doctor import markup
from initdocs.recipes import patients
from initdocs_site.page.recorded import FOLDER


def report(name: str) -> str:
    """The report of an example as HTML."""
    return markup.page(json.loads(patients.get(name).report().to_json()))


def content(html: str) -> bytes:
    """A report as a file of the site's own."""
    return json.dumps({"html": html}).encode()


def address(name: str, html: str) -> str:
    """Where it lies, below the site: a name by its content never grows old.

    >>> address("odd", "").rpartition("-")[0]
    'recordings/doctor/odd'
    """
    return f"{FOLDER}/doctor/{name}-{hashlib.sha256(content(html)).hexdigest()[:12]}.json"
