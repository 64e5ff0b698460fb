"""The key of a result is all that it depends on, and nothing else."""

import pytest

from initdocs_site.page import cache, numeric


def key(*roots):
    return cache.key(["page", "1 + 1"], roots)


def test_a_change_of_what_is_reached_is_a_change(package):
    """A module counts for all that import it, however far away, and for nobody else."""
    low, high, reader = key("initdocs.low"), key("initdocs.high"), key("initdocs.reader")
    package("initdocs/low.py", "A = 2\n")
    assert key("initdocs.low") != low
    assert key("initdocs.high") != high
    assert key("initdocs.reader") == reader
    low = key("initdocs.low")
    package("initdocs/high.py", "from initdocs.low import A\n\nB = A + 2\n")
    assert key("initdocs.low") == low


def test_a_comment_changes_nothing(package):
    """The syntax tree counts: no comment, no blank line, but a docstring, which may be printed."""
    before = key("initdocs.high")
    package("initdocs/low.py", "# why\n\n\nA = 1  # one\n")
    assert key("initdocs.high") == before
    package("initdocs/low.py", '"""Low."""\nA = 1\n')
    assert key("initdocs.high") != before


def test_data_that_is_named_counts(package):
    """A file beside the code counts for the module that names it."""
    reader, high = key("initdocs.reader"), key("initdocs.high")
    package("initdocs/data/table.txt", "1 3\n")
    assert key("initdocs.reader") != reader
    assert key("initdocs.high") == high


@pytest.mark.usefixtures("package")
def test_the_source_itself_counts():
    """Another cell is another result."""
    assert cache.key(["page", "1 + 1"], []) != cache.key(["page", "1 + 2"], [])


@pytest.mark.usefixtures("package")
def test_versions_and_kernel_count(monkeypatch):
    """A result belongs to the NumPy and to the processor that gave it."""
    before = key()
    with monkeypatch.context() as patch:
        patch.setattr(cache, "version", lambda name: "0.0")
        assert key() != before
    installed = cache.version
    for package in ("numpy", "matplotlib"):
        with monkeypatch.context() as patch:
            patch.setattr(cache, "version", lambda n, p=package: "0" if n == p else installed(n))
            assert key() != before
    with monkeypatch.context() as patch:
        patch.setattr(cache.sys, "version", "3.99")
        assert key() != before
    for part in ("libraries", "instructions"):
        with monkeypatch.context() as patch:
            patch.setattr(numeric, part, lambda: ["another"])
            assert key() != before
    with monkeypatch.context() as patch:
        patch.setenv("OPENBLAS_NUM_THREADS", "7")
        assert key() != before
    assert key() == before


def test_broken_code_has_a_key_too(package):
    """Whoever imports it says what is wrong: the build does not stop before."""
    before = key("initdocs.high")
    package("initdocs/low.py", "A = (\n")
    broken = key("initdocs.high")
    package("initdocs/low.py", "A = ((\n")
    assert len({before, broken, key("initdocs.high")}) == 3


def test_cached(tmp_path, monkeypatch):
    """What was made is kept; what is damaged is made anew."""
    monkeypatch.setenv("INITDOCS_CACHE", str(tmp_path))
    made = []

    def make():
        made.append(1)
        return {"n": len(made)}

    assert cache.cached("a", make) == cache.cached("a", make) == {"n": 1}
    assert cache.cached("b", make) == {"n": 2}
    for path in tmp_path.iterdir():
        path.write_text("{")
    assert cache.cached("a", make) == {"n": 3}
    assert cache.cached("empty", list) == cache.cached("empty", make) == []


def test_pages_are_live_unless_switched_off(monkeypatch):
    """By one variable, which has two values."""
    monkeypatch.delenv("INITDOCS_LIVE", raising=False)
    assert cache.live()
    for value, on in (("on", True), ("off", False)):
        monkeypatch.setenv("INITDOCS_LIVE", value)
        assert cache.live() is on
    monkeypatch.setenv("INITDOCS_LIVE", "maybe")
    with pytest.raises(ValueError, match="INITDOCS_LIVE: got 'maybe', allowed: 'on', 'off'"):
        cache.live()


def test_a_kernel_is_numpys(monkeypatch):
    """What another package brings to the process is none of the key."""
    own = {"user_api": "blas", "internal_api": "openblas", "version": "1", "architecture": "Zen",
           "filepath": "/env/numpy.libs/libopenblas.so"}  # fmt: skip
    other = {**own, "version": "2", "filepath": "/env/scipy.libs/libopenblas.so"}
    for loaded, said in (([own], "1"), ([other, own], "1"), ([other], "2")):
        monkeypatch.setattr(numeric.ThreadpoolController, "info", lambda _, loaded=loaded: loaded)
        assert numeric.libraries.__wrapped__() == [f"openblas {said} Zen"]
