"""All that is done to a finished site, in order; done again, it changes nothing."""

from pathlib import Path

from initdocs_site import ROOT
from initdocs_site.publish import (
    colours,
    cut,
    data,
    labs,
    llms,
    notebooks,
    policy,
    previews,
    recordings,
    scripts,
    search,
    styles,
    teaching,
    version,
    wheel,
)


def beside(site: Path, docs: Path = ROOT / "docs") -> None:
    """Write what the pages below `site` ask for: whoever writes needs it too."""
    colours.write(site)
    data.write(site)
    cut.write(site)
    package = wheel.write(site).address
    labs.write(site, docs, package)
    notebooks.write(site, docs, package)
    teaching.write(site, docs, package)
    recordings.write(site)


def publish(site: Path, docs: Path = ROOT / "docs") -> None:
    """Make the folder `site`, built from `docs`, ready to be served to readers.

    Errors: a `ValueError` if there is no site.
    """
    if not (site / "index.html").is_file():
        msg = f"site: got {site}, allowed: the folder of a built site (make build)"
        raise ValueError(msg)
    beside(site, docs)
    previews.write(site)
    llms.write(site)
    search.write(site)
    scripts.defer(site)
    scripts.shrink(site)
    scripts.name(site)
    styles.join(site)
    # after all that writes scripts, since it names the hash of each that stands in a page
    policy.write(site)
    # last, since it names what a page has become
    version.write(site)
