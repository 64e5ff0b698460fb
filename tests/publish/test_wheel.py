import io
import os
import subprocess
import sys
import venv
import zipfile

import pytest

from initdocs_site.publish import wheel


def test_wheel_is_the_package_alone():
    """The reader receives initdocs with its data, without the machinery that makes pages."""
    built = wheel.build()
    names = zipfile.ZipFile(io.BytesIO(built.content)).namelist()
    assert {"initdocs/data/defaults.json", "initdocs/data/defaults.schema.json"} < set(names)
    assert "initdocs/data/digits.npz" in names and "initdocs/demos/playground.py" in names
    assert not any("initdocs_site" in name for name in names)
    assert built == wheel.build()


def test_one_wheel_in_a_site(built):
    """Every page names it with its hash; an older one goes, and its name with it."""
    site, _ = built
    old = site / "wheels/0/old.whl"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"")
    page = site / "index.html"
    meta = '<meta name="initdocs:wheel" content="wheels/0/old.whl" data-sha256="0">'
    page.write_text(page.read_text().replace("</head>", f"{meta}</head>"))
    made = wheel.write(site)
    assert list((site / "wheels").rglob("*.whl")) == [site / made.address]
    assert (site / made.address).read_bytes() == made.content
    for html in (page.read_text(), (site / "labs/a-lab/index.html").read_text()):
        assert html.count("initdocs:wheel") == 1
        assert f'content="{made.address}" data-sha256="{made.sha256}" data-megabytes="' in html


def oldest():
    """The oldest release of NumPy 2 that has a build for this Python."""
    return {11: "2.0.0", 12: "2.0.0", 13: "2.1.0", 14: "2.3.2"}.get(sys.version_info.minor, "2.3.2")


DOCTESTS = """
import doctest, importlib, pkgutil, numpy, initdocs
names = [m.name for m in pkgutil.walk_packages(initdocs.__path__, "initdocs.")]
tried = 0
for name in names:
    theirs = ("__main__", "testing.plugin", "doctor.nnx", "doctor.torch")
    if name.startswith("initdocs.figures") or name.endswith(theirs):
        continue  # they need matplotlib, run, or need pytest, PyTorch or JAX
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert not found.failed, name
    tried += found.attempted
print(numpy.__version__, tried)
"""


TYPED = "import importlib.resources as r; print((r.files('initdocs') / 'py.typed').is_file())"


@pytest.mark.slow
@pytest.mark.parametrize("release", [f"=={oldest()}", ">=2"], ids=["oldest", "newest"])
def test_the_wheel_stands_alone(tmp_path, release):
    """Installed by itself beside NumPy, every doctest passes and the command line answers."""
    built = wheel.build()
    path = tmp_path / built.address.rsplit("/", 1)[-1]
    path.write_bytes(built.content)
    venv.create(tmp_path / "v", with_pip=True)
    python = tmp_path / "v" / ("Scripts" if os.name == "nt" else "bin") / "python"

    def run(*arguments):
        command = [python, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)
        return done.stdout.strip()

    run("-m", "pip", "install", "--quiet", "--upgrade", str(path), f"numpy{release}")
    version, tried = run("-c", DOCTESTS).split()
    assert release == ">=2" or version == oldest()
    assert int(tried) > 100
    assert "1.4142" in run("-m", "initdocs", "gain", "relu")
    packages = run("-m", "pip", "list", "--format=freeze")
    names = {line.split("==")[0] for line in packages.split()}
    assert names <= {"initdocs", "numpy", "pip", "setuptools", "wheel"}
    assert run("-c", TYPED) == "True"
