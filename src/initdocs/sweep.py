"""One function over a grid, in parallel processes: `pip install initdocs[labs]`.

The same call runs on a Dask cluster if the environment variable `INITDOCS_DASK` holds the
address of its scheduler. Where that is `off`, or Dask is not installed, as in a browser, it runs
in this process.
"""

import os
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import Any, TypeVar

Point = TypeVar("Point")
Result = TypeVar("Result")

#: how often a point is begun anew when the process that computed it is lost
RETRIES = 5


def sweep(
    function: Callable[[Point], Result],
    grid: Iterable[Point],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """`function` at every point of `grid`, as a list in the order of the grid.

    Each point is computed on its own, so a point must hold all that its result depends on, the
    seed included. `progress(done, total)` is called after each. A worker that dies loses nothing:
    its points are computed again elsewhere, and each stands in the result once.
    Errors: what `function` raises, for the first point at which it does.

    >>> sweep(abs, [-2, 1])
    [2, 1]
    """
    points = list(grid)
    address = os.environ.get("INITDOCS_DASK", "")
    here = not address and (len(points) < 2 or find_spec("distributed") is None)
    if not points or here or address == "off":
        return _alone(function, points, progress)
    from distributed import Client, LocalCluster, as_completed  # noqa: PLC0415 - an extra

    workers = min(len(points), os.cpu_count() or 1)
    cluster: Any = address or LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    )
    try:
        with Client(cluster) as client:
            # not pure: two equal points are two computations, and no result of another run is taken
            futures = client.map(function, points, pure=False, retries=RETRIES)
            for done, future in enumerate(as_completed(futures), start=1):
                if progress and future.status == "finished":
                    progress(done, len(points))
            return list(client.gather(futures))
    finally:
        if not address:
            cluster.close()


def _alone(
    function: Callable[[Point], Result],
    points: list[Point],
    progress: Callable[[int, int], None] | None,
) -> list[Result]:
    results = []
    for done, point in enumerate(points, start=1):
        results.append(function(point))
        if progress:
            progress(done, len(points))
    return results
