"""What MkDocs calls around the pages: each hook hands over to its own module."""

import re
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from initdocs_site import labs, llms, policy, previews, styles, wheel
from initdocs_site.markdown import lablist
from initdocs_site.report import log, report

ID = re.compile(r'\bid="([^"]+)"')
serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether pages are only served while somebody writes."""
    global serving  # noqa: PLW0603 - MkDocs calls plain functions
    del dirty
    serving = command == "serve"


def on_config(config: Any) -> Any:
    """Start a new report, and build the wheel so that every page can name it."""
    report.begin()
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
    if labs.is_lab(page.file):
        labs.wrap(page)
    return page


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
    if not serving:
        about = page.meta.get("description") or config.site_description
        picture = previews.picture(page.title, about, config.site_name)
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(picture)
    context["preview"] = f"{str(config.site_url or '').rstrip('/')}/{address}"
    return context


def on_env(env: Any, config: Any, files: Files) -> Any:
    """Tell everything that is wrong with the pages in one report, and stop."""
    del config, files
    lines = report.lines()
    if lines:
        for line in lines:
            log.error(line)
        msg = f"{len(lines)} problem{'s' if len(lines) > 1 else ''} in the pages, listed above"
        raise Abort(msg)
    return env


def on_post_build(config: Any) -> None:
    """Let no script hold a page up and one sheet do for all; write the policy into every page.

    No policy while writing: MkDocs puts an inline script into each page that it serves.
    """
    site = Path(config.site_dir)
    install = f"{config.site_url or ''}{config.extra['wheel'].address}"
    for lab in sorted(Path(config.docs_dir).glob("labs/*.py")):
        book = site / "labs" / lab.stem / f"{lab.stem}.ipynb"
        book.write_text(labs.notebook(lab, install), "utf-8")
        for name, svg in lablist.pictures(labs.drawn.get(lab.stem, lablist.BLANK)).items():
            (book.parent / name).write_text(svg, "utf-8")
    (site / "llms.txt").write_text(llms.text(config, config.extra["nav"]), "utf-8")
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        page.write_text(html.replace('<script src="', '<script defer src="'), "utf-8")
    styles.join(site)
    if not serving:
        policy.write(site)
