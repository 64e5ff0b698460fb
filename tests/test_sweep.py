"""A grid in parallel: here, in processes, and on a cluster that loses a worker."""

import os
import signal
import time
from pathlib import Path

import pytest

from initdocs.sweep import sweep

why = "distributed is not installed: pip install '.[labs]'"
distributed = pytest.importorskip("distributed", reason=why)


def square(x):
    return x * x


def where(x):
    return x, os.getpid()


def moment(x):
    return x, os.getpid(), time.monotonic_ns()


def slow(point):
    """A point that leaves a mark and takes its time, or ends its process at the first try."""
    folder, number, deadly = point
    marks = Path(folder)
    tries = len(list(marks.glob(f"{number}-*")))
    (marks / f"{number}-{os.getpid()}-{tries}").touch()
    if deadly and tries == 0:
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return number


def fails(x):
    if x == 3:
        msg = f"x: got {x}, allowed: another"
        raise ValueError(msg)
    return x


def test_in_order():
    """Results stand in the order of the grid, whatever finishes first."""
    assert sweep(square, range(20)) == [x * x for x in range(20)]


def test_in_other_processes():
    """The points are computed outside this process."""
    results = sweep(where, range(4))
    assert [x for x, _ in results] == [0, 1, 2, 3]
    assert os.getpid() not in {pid for _, pid in results}


def test_progress_and_errors():
    """Progress counts up to the end, and an error of the function is the caller's."""
    seen = []
    sweep(square, range(5), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(k, 5) for k in range(1, 6)]
    seen.clear()
    with pytest.raises(ValueError, match="x: got 3"):
        sweep(fails, range(5), progress=lambda done, total: seen.append(done))
    assert 5 not in seen or len(seen) < 5


def test_equal_points_are_two_computations():
    """A point may draw from the clock or the machine: no result is taken for another's."""
    stamps = sweep(moment, [0, 0, 0])
    assert len(set(stamps)) == 3


def test_off(monkeypatch):
    """Where the other cores are busy, all is computed in this process."""
    monkeypatch.setenv("INITDOCS_DASK", "off")
    assert sweep(where, range(3)) == [(x, os.getpid()) for x in range(3)]


def test_nothing_and_one():
    """An empty grid has an empty result; a single point needs no process."""
    assert sweep(square, []) == []
    assert sweep(where, [7]) == [(7, os.getpid())]


def test_a_cluster_that_loses_a_worker(tmp_path, monkeypatch):
    """On a cluster named by the environment, a worker dies in the middle: the sweep finishes,
    nothing is lost, and what was computed twice stands in the result once."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as cluster:
        monkeypatch.setenv("INITDOCS_DASK", cluster.scheduler_address)
        with distributed.Client(cluster) as client:
            before = {info["id"] for info in client.scheduler_info()["workers"].values()}
            pids = set(client.run(os.getpid).values())
        grid = [(str(tmp_path), number, number == 7) for number in range(24)]
        assert sweep(slow, grid) == list(range(24))
        marks = [mark.name.split("-") for mark in tmp_path.iterdir()]
        assert {int(number) for number, _, _ in marks} == set(range(24))
        killed = [pid for number, pid, _ in marks if number == "7"]
        assert len(killed) >= 2
        assert int(killed[0]) in pids or int(killed[1]) in pids
        assert len(before) == 2
