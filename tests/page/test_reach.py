"""The imports of our modules, followed as Python follows them."""

from initdocs_site.page import reach


def test_imports_are_followed_as_python_does(package):
    """Relative imports, submodules and packages count; what is not ours does not."""
    package("initdocs/part/__init__.py", "from .inner import C\n")
    package("initdocs/part/inner.py", "from ..low import A as C\n")
    assert reach.reached(["initdocs.part"]) == {
        "initdocs", "initdocs.part", "initdocs.part.inner", "initdocs.low",
    }  # fmt: skip
    assert reach.imported("import numpy, os.path\nimport initdocs.part.inner") == {
        "initdocs", "initdocs.part", "initdocs.part.inner",
    }  # fmt: skip
