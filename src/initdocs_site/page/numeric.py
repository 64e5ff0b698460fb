"""The numeric kernel: what decides, beside the code, about the last digits of a result."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module

import numpy as np
from threadpoolctl import ThreadpoolController, threadpool_limits


def threads() -> int:
    """The threads of BLAS that a computation has: one, or what OPENBLAS_NUM_THREADS says.

    Computations run side by side, a process a core: threads in each would wait for each other.
    """
    return int(os.environ.get("OPENBLAS_NUM_THREADS") or 1)


@contextmanager
def calm() -> Iterator[None]:
    """Within, BLAS has as many threads as `threads` says."""
    with threadpool_limits(limits=threads(), user_api="blas"):
        yield


@lru_cache(maxsize=1)
def libraries() -> list[str]:
    """The libraries of linear algebra that NumPy uses: name, version and kernel of each.

    NumPy's wheels bring one of their own, and another package that is imported here may bring
    another. Where none is known (Accelerate on macOS), what NumPy was built with.
    """
    known = [found for found in ThreadpoolController().info() if found["user_api"] == "blas"]
    own = [found for found in known if "numpy" in found["filepath"]] or known
    parts = ("internal_api", "version", "architecture")
    found = [" ".join(str(library.get(part) or "") for part in parts) for library in own]
    built = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return sorted(found) or [f"{built['name']} {built['version']}"]


@lru_cache(maxsize=1)
def instructions() -> list[str]:
    """The sets of vector instructions that NumPy uses on this processor."""
    # NumPy has no public name for it
    features = import_module("numpy._core._multiarray_umath").__cpu_features__
    return sorted(name for name, used in features.items() if used)


def kernel() -> str:
    """The numeric kernel of a computation here, in a line."""
    return (
        f"{platform.system()} {platform.machine()}; {', '.join(libraries())}; "
        f"{threads()} thread{'s' if threads() > 1 else ''}; {' '.join(instructions())}"
    )
