"""Make a finished site ready to be served to readers.

python -m initdocs_site.publish [SITE]      SITE is site/ unless given
"""

import sys
from pathlib import Path

from initdocs_site import ROOT
from initdocs_site.publish.steps import publish


def main(site: str = "") -> None:
    """Publish the site in that folder."""
    publish(Path(site) if site else ROOT / "site")


if __name__ == "__main__":
    main(*sys.argv[1:])
