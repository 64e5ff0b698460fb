"""What MkDocs calls around the pages: each hook hands over to its own module."""

import logging
import re
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from initdocs_site import prepare, serving
from initdocs_site.labs import runs, text
from initdocs_site.page import compute
from initdocs_site.page.cache import live
from initdocs_site.page.report import report
from initdocs_site.publish import steps

log = logging.getLogger("mkdocs.initdocs")
ID = re.compile(r'\bid="([^"]+)"')


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether pages are only served while somebody writes."""
    del dirty
    if command == "serve":
        serving.begin()
        # what a dirty build leaves as it is, a restart mends
        dirty_build = logging.getLogger("mkdocs.commands.build")
        dirty_build.addFilter(lambda record: "'dirty' build" not in record.getMessage())


def on_config(config: Any) -> Any:
    """Compute what the pages will ask for."""
    report.begin(keep=serving.on())
    if wrong := serving.broken() if serving.changed() else []:
        for line in wrong:
            log.error(line)
    elif live():
        compute.prepare(prepare.of_site(Path(config.docs_dir)))
    if serving.changed() and not wrong:
        serving.restart()
    return config


def on_pre_page(page: Any, config: Any, files: Files) -> Any:
    """Render a lab in the site's own contract, after mkdocs-jupyter has taken it over."""
    del config, files
    if page.file.src_uri.startswith("labs/") and page.file.src_uri.endswith(".py"):
        page.render = partial(_render_lab, page)
    return page


def _render_lab(page: Page, config: Any, files: Files) -> None:
    path = Path(page.file.abs_src_path or "")
    page.meta = {"description": text.claim(path)}
    page.markdown = text.markdown(path, *runs.shown(path))
    Page.render(page, config, files)


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """Let links to an anchor inside a block of ours pass: MkDocs looks for anchors before it."""
    del config, files
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *ID.findall(html)}
    return html


def on_env(env: Any, config: Any, files: Files) -> Any:
    """Tell everything that is wrong with the pages in one report, and stop a build.

    While somebody writes nothing stops: each problem stands in its page too.
    """
    del config, files
    lines = report.lines()
    for line in lines:
        log.error(line)
    if lines and not serving.on():
        msg = f"{len(lines)} problem{'s' if len(lines) > 1 else ''} in the pages, listed above"
        raise Abort(msg)
    return env


def on_post_build(config: Any) -> None:
    """Make the site ready for readers.

    Whoever writes is served the pages as MkDocs makes them: without a policy, since MkDocs puts an
    inline script into each, and with the sheets one by one, so that an edit of one shows.
    """
    finish = steps.beside if serving.on() else steps.publish
    finish(Path(config.site_dir), Path(config.docs_dir))
