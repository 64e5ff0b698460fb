"""What a cell imports, and what is told of what cannot be had."""

import ast
import sys
from importlib.util import find_spec

Link = tuple[str, str]

FRAMEWORKS = ("What the frameworks do by default", "reference/frameworks/")
IMPORTS = ("What can be imported", "reference/live-pages/#what-can-be-imported")
#: modules that no browser runs, and what this site offers in their place
ABSENT: dict[str, tuple[str, Link]] = {
    "distributed": ("Dask runs on your own machine; initdocs.sweep uses it there.", IMPORTS)
}
for _modules, _name in (
    ("torch torchvision torchaudio", "PyTorch"),
    ("tensorflow", "TensorFlow"),
    ("keras", "Keras"),
    ("jax jaxlib", "JAX"),
    ("flax optax", "Flax"),
):
    _words = (
        f"{_name} has no version for browsers. This site computes its defaults in NumPy and "
        "writes the code for your own machine."
    )
    ABSENT |= dict.fromkeys(_modules.split(), (_words, FRAMEWORKS))
for _module in ("micropip", "pip", "piplite"):
    _words = (
        f"{_module} is not needed here: write the import itself, and the cell offers to load what "
        "it needs."
    )
    ABSENT[_module] = (_words, IMPORTS)
#: what an interpreter in a browser has no system for, by the kind of the error and words in it
_NO_SOCKETS = (
    "Python has no sockets in the browser. pyodide.http.open_url(address) reads text from servers "
    "that allow it."
)
SYSTEM = {
    ("RuntimeError", "can't start new thread"): "There are no threads in the browser's Python: "
    "call the function itself, or await a coroutine.",
    ("OSError", "does not support processes"): "There are no other processes in the browser: what "
    "a command would do, do it in Python.",
    ("RuntimeError", "TLS not supported"): _NO_SOCKETS,
    ("URLError", ""): _NO_SOCKETS,
    ("MaxRetryError", ""): _NO_SOCKETS,
    ("ConnectionError", ""): _NO_SOCKETS,
}

#: what the distribution that runs here offers, by the name that is imported; none natively
OFFERED: set[str] = set()


def imported(source: str) -> list[str]:
    r"""The modules that a cell imports, dotted, in order; none where it cannot be read.

    >>> imported("import numpy as np, pandas\nfrom scipy.stats import norm\nx = 'import this'")
    ['numpy', 'pandas', 'scipy.stats']
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.append(node.module or "")
    return names


def imports(source: str, package: str) -> bool:
    """Whether a cell imports `package` or a part of it.

    >>> imports("import matplotlib.pyplot as plt", "matplotlib")
    True
    >>> imports("x = 'import matplotlib'", "matplotlib")
    False
    """
    return any(n == package or n.startswith(f"{package}.") for n in imported(source))


def missing(source: str) -> list[str]:
    r"""The top modules that a cell needs and that are not there, in order.

    >>> missing("import numpy, lost_module.part\nimport lost_module")
    ['lost_module']
    """
    tops = [name.partition(".")[0] for name in imported(source)]
    if imports(source, "initdocs.figures"):
        tops.append("matplotlib")
    return [name for name in dict.fromkeys(tops) if name and name not in ABSENT and not _has(name)]


def _has(module: str) -> bool:
    try:
        return module in sys.modules or find_spec(module) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def advice(error: BaseException) -> tuple[str, Link | None]:
    """What a reader may do about a module or a part of a machine that is not there.

    >>> advice(ModuleNotFoundError("No module named 'lost_module'", name="lost_module"))[1]
    ('What can be imported', 'reference/live-pages/#what-can-be-imported')
    """
    if isinstance(error, ModuleNotFoundError) and error.name:
        return _absent(error.name.partition(".")[0])
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - a __str__ written by the reader may raise anything
        return "", None
    for (kind, part), words in SYSTEM.items():
        if type(error).__name__ == kind and part in text:
            return words, None
    return "", None


def _absent(module: str) -> tuple[str, Link | None]:
    if _has(module):
        return "", None
    if module in ABSENT:
        return ABSENT[module]
    if module in OFFERED:
        return f"{module} could not be loaded: the network did not give it. Run again.", None
    if module in sys.stdlib_module_names:
        name = module.lstrip("_")
        return f"The browser's Python has no {name}: it needs what only a system gives.", None
    return f"{module} is not among the packages that run in a browser.", IMPORTS
