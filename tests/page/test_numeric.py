"""The numeric kernel: threads, libraries, instructions."""

import threadpoolctl

from initdocs_site.page import numeric


def test_computations_have_one_thread_each(monkeypatch):
    """Or what the environment says; within `calm` BLAS has no more."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert numeric.threads() == 1
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "")
    assert numeric.threads() == 1
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    assert numeric.threads() == 2
    monkeypatch.setattr(numeric, "threads", lambda: 1)
    with threadpoolctl.threadpool_limits(limits=2, user_api="blas"):
        with numeric.calm():
            inside = [lib["num_threads"] for lib in threadpoolctl.threadpool_info()
                      if lib["user_api"] == "blas"]  # fmt: skip
        assert set(inside) <= {1}


def test_a_kernel_is_one_line():
    """System, libraries, threads and the instructions in use: not those that are merely known."""
    features = numeric.import_module("numpy._core._multiarray_umath").__cpu_features__
    line = numeric.kernel()
    assert "\n" not in line
    assert line.split("; ")[-1].split() == sorted(name for name, used in features.items() if used)
