"""Scripts that hold no page up: each is loaded beside the page and run after it."""

from pathlib import Path

from initdocs_site.publish import finished


def defer(site: Path) -> None:
    """Let the scripts of every page below `site` wait until the page is read."""
    finished.rewrite(site, lambda _, html: html.replace('<script src="', '<script defer src="'))
