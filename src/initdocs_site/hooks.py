"""What MkDocs calls around the pages: each hook hands over to its own module."""

import logging
import re
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from initdocs_site import prepare, serving
from initdocs_site.labs import lablist, runs, text
from initdocs_site.page import compute
from initdocs_site.page.cache import live
from initdocs_site.page.report import report
from initdocs_site.publish import llms, policy, previews, styles, wheel

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
    """Compute what the pages will ask for; build the wheel so that every page can name it."""
    report.begin(keep=serving.on())
    if wrong := serving.broken() if serving.changed() else []:
        for line in wrong:
            log.error(line)
    elif live():
        compute.prepare(prepare.of_site(Path(config.docs_dir)))
    if serving.changed() and not wrong:
        serving.restart()
    config.extra["wheel"] = wheel.build()
    return config


def on_files(files: Files, config: Any) -> Files:
    """Serve the wheel beside the pages."""
    built = config.extra["wheel"]
    files.append(File.generated(config, built.address, content=built.content))
    return files


def on_nav(nav: Any, config: Any, files: Files) -> Any:
    """Keep the navigation, for the list of pages."""
    del files
    config.extra["nav"] = nav
    return nav


def on_pre_page(page: Any, config: Any, files: Files) -> Any:
    """Render a lab in the site's own contract, after mkdocs-jupyter has taken it over."""
    del config, files
    if page.file.src_uri.startswith("labs/") and page.file.src_uri.endswith(".py"):
        page.render = partial(_render_lab, page)
    return page


def _render_lab(page: Page, config: Any, files: Files) -> None:
    path = Path(page.file.abs_src_path or "")
    page.meta = {"description": text.claim(path)}
    page.markdown = text.markdown(path, runs.run(path)[0] if live() else [])
    Page.render(page, config, files)


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """Let links to an anchor inside a block of ours pass: MkDocs looks for anchors before it."""
    del config, files
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *ID.findall(html)}
    return html


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Draw the page's preview, and tell the template its address."""
    del nav
    name = page.url.strip("/").replace("/", "-") or "index"
    site = Path(config.site_dir)
    address = f"{previews.FOLDER}/{name}.png"
    if not serving.on():
        about = page.meta.get("description") or config.site_description
        picture = previews.picture(page.title, about, config.site_name)
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(picture)
    context["preview"] = f"{str(config.site_url or '').rstrip('/')}/{address}"
    return context


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
    """Write what stands beside the pages; let one sheet do for all, and no script hold a page up.

    Whoever writes is served the pages as MkDocs makes them: without a policy, since MkDocs puts an
    inline script into each, and with the sheets one by one, so that an edit of one shows.
    """
    site = Path(config.site_dir)
    install = f"{config.site_url or ''}{config.extra['wheel'].address}"
    for lab in sorted(Path(config.docs_dir).glob("labs/*.py")):
        book = site / "labs" / lab.stem / f"{lab.stem}.ipynb"
        book.write_text(text.notebook(lab, install), "utf-8")
        picture = runs.picture(lab) if live() else lablist.BLANK
        for name, svg in lablist.pictures(picture).items():
            (book.parent / name).write_text(svg, "utf-8")
    if serving.on():
        return
    (site / "llms.txt").write_text(llms.text(config, config.extra["nav"]), "utf-8")
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        page.write_text(html.replace('<script src="', '<script defer src="'), "utf-8")
    styles.join(site)
    policy.write(site)
