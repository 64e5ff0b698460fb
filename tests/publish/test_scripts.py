import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from initdocs_site import ROOT
from initdocs_site.publish.scripts import defer, home, name, shrink, small

#: the way from a page to the site; the page that is shown for any other address has a whole one
UP = {"index.html": "", "labs/a-lab/index.html": "../../", "404.html": "/initdocs/"}


@pytest.fixture
def scripted(built):
    """A small site whose pages name a module that has another beside it."""
    site, _ = built
    for page, up in UP.items():
        html = (site / page).read_text("utf-8")
        theme = f'<script src="{up}assets/javascripts/bundle.js"></script>'
        module = f'<script type="module" src="{up}javascripts/main.js"></script>'
        (site / page).write_text(html + theme + module, "utf-8")
    for path, text in {"main.js": 'import "./cell/cell.js";', "cell/cell.js": "1"}.items():
        (site / "javascripts" / path).parent.mkdir(parents=True, exist_ok=True)
        (site / "javascripts" / path).write_text(text, "utf-8")
    return site


def files(site):
    folder = site / "javascripts"
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_modules_stand_in_a_folder_named_by_content(scripted):
    """Every page names it; nothing stays outside; again it changes nothing."""
    name(scripted)
    hashed = home(scripted).name
    assert len(hashed) == 12 and files(scripted) == [f"{hashed}/cell/cell.js", f"{hashed}/main.js"]
    for page, up in UP.items():
        html = (scripted / page).read_text("utf-8")
        assert f'src="{up}javascripts/{hashed}/main.js"' in html
        assert f'src="{up}assets/javascripts/bundle.js"' in html
    before = files(scripted)
    name(scripted)
    assert files(scripted) == before


def test_a_changed_module_changes_the_folder(scripted):
    """One byte in any of them, also after publishing: a new name, in every page."""
    name(scripted)
    first = home(scripted)
    (first / "cell/cell.js").write_text("2", "utf-8")
    name(scripted)
    second = home(scripted)
    assert second != first and not first.exists()
    assert f"javascripts/{second.name}/main.js" in (scripted / "index.html").read_text("utf-8")


def test_a_script_with_an_address_waits(built):
    """One of its own stays where it is: it may have to run before the page is seen."""
    site, _ = built
    defer(site)
    html = (site / "index.html").read_text()
    assert '<script defer src="a.js"></script><script>var a = 1</script>' in html
    defer(site)
    assert (site / "index.html").read_text() == html


def test_readers_get_no_comments(scripted):
    """Neither words nor types of a module are sent, what is in its strings is; twice is once."""
    source = '// why\nexport const a = "// kept"; /** @type {number} */ export let b;\n'
    (home(scripted) / "a.js").write_text(source)
    (scripted / "sw.js").write_text(source)
    for _ in range(2):
        shrink(scripted)
        for path in (home(scripted) / "a.js", scripted / "sw.js"):
            assert path.read_text() == 'export const a="// kept";export let b;'


NODE = shutil.which("node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("source", "small_"),
    [
        ("let a = b\n// why\n(c)", "let a=b\n(c)"),  # as it was read before
        ("let a = b +\n  -c - -d;", "let a=b +\n-c - -d;"),
        (
            "let a = `x  ${ b ? ` ${ c } ` : /* d */ 1 }  /* y */`",
            "let a=`x  ${b?` ${c} `:1}  /* y */`",
        ),
        ("return /\\/\\* [/]/g.test( a ) // b", "return /\\/\\* [/]/g.test(a)"),
        ("a / b / c\nlet d", "a / b / c\nlet d"),
    ],
)
def test_blanks_that_say_something_stay(source, small_):
    """The end of a line, between two signs, in a string, a template in a template, a pattern."""
    assert small(source) == small_


MODULES = sorted((ROOT / "docs").rglob("*.js"))
TOKENS = """
import ts from "typescript";
import { readFileSync } from "node:fs";
const tokens = (path) => {
  const found = [];
  const walk = (node) => {
    if (ts.isJSDoc(node)) return;
    const below = node.getChildren(file);
    below.forEach(walk);
    if (!below.length) found.push(node.getText(file));
  };
  const file = ts.createSourceFile(path, readFileSync(path, "utf-8"), ts.ScriptTarget.Latest);
  walk(file);
  return JSON.stringify(found.filter(Boolean));
};
const wrong = process.argv.slice(1).filter((pair) => {
  const [one, two] = pair.split("|");
  return tokens(one) !== tokens(two);
});
process.stdout.write(wrong.join("\\n"));
"""


def test_a_module_says_the_same_without_them(tmp_path):
    """Word for word, as TypeScript reads it: nothing but comments and blanks is gone."""
    pairs = []
    for i, path in enumerate(MODULES):
        other = tmp_path / f"{i}.js"
        other.write_text(small(path.read_text("utf-8")), "utf-8")
        pairs.append(f"{path}|{other}")
    command = [NODE, "--input-type=module", "--eval", TOKENS, *pairs]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "" and len(pairs) > 80
