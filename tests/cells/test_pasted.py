import pytest

from initdocs.cells import pasted
from initdocs.cells.pasted import understood


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (">>> x = 1\n>>> x\n1", "x = 1\nx\n"),
        (
            "\n>>> def f():\n...     return 1\n...\n>>> f()\n1\n",
            "\ndef f():\n    return 1\n\nf()\n\n",
        ),
        ("In [3]: x = 1\n   ...: y = 2\nIn [4]: x + y\nOut[4]: 3", "x = 1\ny = 2\nx + y\n"),
        ("In [3]: x = 1", "x = 1"),  # which is Python too, an annotation of In[3]
        ("if True:\n\u00a0\u00a0\u00a0\u00a0x\u00a0=\u00a01", "if True:\n    x = 1"),
        ("print(‘a’,\u200b “b”)", "print('a', \"b\")"),
        ("x = 5 − 3 × 2 – 1", "x = 5 - 3 * 2 - 1"),
        ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
        ("%matplotlib inline\nprint(“a”)", '# %matplotlib inline\nprint("a")'),
    ],
)
def test_pasted_code_is_plain_python_line_for_line(source, plain):
    """Prompts, commands that prepare a notebook, a word processor's characters."""
    found = understood(source)
    compile(found, "pasted", "exec")
    assert len(found.split("\n")) == len(source.split("\n"))
    assert found == plain


@pytest.mark.parametrize(
    "source",
    ["s = '“as it is”\u00a0'", "x = 3 % 2", "# >>> x", "x = (", '"""\n>>> x\n"""', ""],
)
def test_what_is_python_or_cannot_be_stays_as_it_is(source):
    """Nothing is guessed in code that runs, nor in code that stays wrong."""
    assert understood(source) == source


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("!pip install pandas", "write the import alone"),
        ("%pip install pandas\nimport pandas", "write the import alone"),
        ("!python -m pip install x", "write the import alone"),
        ("%timeit sum(range(9))", "timeit.timeit"),
        ("!ls", "no shell"),
        ("%%writefile x.py\nx = 1", "command of IPython"),
        ("np.linalg?", "help(np.linalg)"),
        ("x = (", ""),
        ("y = 3 %", ""),
    ],
)
def test_commands_of_a_notebook_are_answered(source, words):
    """In one sentence; an ordinary slip in Python is none of them."""
    with pytest.raises(SyntaxError) as caught:
        compile(understood(source), "pasted", "exec")
    said = pasted.advice(caught.value, source)
    assert words in said and bool(words) == bool(said)


@pytest.mark.parametrize(
    ("pasted_code", "plain"),
    [
        ("x = '>>> y'", "x = '>>> y'"),
        (
            ">>> def f():\n...     return 1\n...\n>>> f()\n1\n... 2",
            "def f():\n    return 1\n\nf()\n\n",
        ),
        ("%matplotlib inline\n%lost\nx", "%matplotlib inline\n%lost\nx"),
        ("In [1]: for n in 1, 2:\n   ...:     print(n)", "for n in 1, 2:\n    print(n)"),
    ],
)
def test_pasted_code_is_understood(pasted_code, plain):
    """Prompts go, with what was printed; what is Python already, or cannot be, stays."""
    got = pasted.understood(pasted_code)
    assert got == plain or (got == "# " + pasted_code and "%lost" in pasted_code)


@pytest.mark.parametrize(
    ("line", "words"),
    [("!ls", "no shell"), ("!!ls", "no shell"), ("%time f()", "timeit"), ("np.linalg?", "help("),
     ("%lost", "a command of IPython"), ("%pip install torch", "Nothing has to be installed")],
)  # fmt: skip
def test_what_only_ipython_understands(line, words):
    """Is said as what it is, for code that cannot be read; other errors are not about it."""
    assert words in pasted.advice(SyntaxError("invalid syntax"), line)
    assert pasted.advice(NameError("x"), line) == ""
