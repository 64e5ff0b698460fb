"""The command line: answers, statuses, pipes, locales."""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points

import numpy as np
import pytest
from tests.doctor.support import printed, stack

from initdocs.commands import commands, main
from initdocs.frameworks import DEFAULTS, LAYERS, TARGETS, as_values, call, port
from initdocs.frameworks.table import ADDRESS
from initdocs.initializers import INITIALIZERS, fans
from initdocs.initializers import get as initializer
from initdocs.propagation import gain_second_moment
from initdocs.recipes import RECIPES, draw
from initdocs_site import ROOT

COMMAND = [sys.executable, "-m", "initdocs"]


def run(*arguments, **environment):
    """The command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture
def files(tmp_path, rng):
    """A sound state, a broken one, and the text of both."""
    state = stack(rng)
    np.savez(tmp_path / "sound.npz", **state)
    state["4.weight"][...] = 0.1
    state["18.weight"][...] = 0
    np.savez(tmp_path / "broken.npz", **state)
    (tmp_path / "model.txt").write_text(printed(), "utf-8")
    return tmp_path


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_a_sound_file(files, capsys):
    """Nothing is found, and the status is 0."""
    arguments = ["doctor", str(files / "sound.npz"), "--text", str(files / "model.txt")]
    assert main(arguments) == 0
    assert capsys.readouterr().out == "20 tensors: 0 fail, 0 warn, 0 note\n"


def test_a_broken_file(files, capsys):
    """Each finding on a line with the names of its tensors, then its code and page; status 1."""
    assert main(["doctor", str(files / "broken.npz"), "--tensors"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("fail symmetric: 4.weight: ")
    assert lines[1].startswith("  mend: nn.init.normal_(model.get_parameter(")
    assert lines[2] == f"  page: {ADDRESS}guide/importance/#constant-units-that-stay-twins"
    assert any(line.startswith("note zeros: 18.weight: ") for line in lines)
    assert any(line.startswith("cannot judge: no text") for line in lines)
    assert any(line.startswith(("*/weight", "0.weight")) for line in lines)


@pytest.mark.parametrize(("options", "status"), [
    (["--fail-on", "fail"], 1), (["--fail-on", "note"], 1), (["--ignore", "symmetric"], 1),
    (["--ignore", "symmetric", "--ignore", "odd-one-out:4.*"], 0),
    (["--ignore", "symmetric:18.*"], 1),
    (["--ignore", "symmetric:4.*", "--ignore", "odd-one-out", "--fail-on", "note"], 1),
])  # fmt: skip
def test_what_fails_and_what_is_ignored(files, options, status):
    """The status follows from what is left at the level or above."""
    assert main(["doctor", str(files / "broken.npz"), *options]) == status


def test_json(files, capsys):
    """The report as JSON, in letters that every terminal has."""
    assert main(["doctor", str(files / "broken.npz"), "--json"]) == 1
    out = capsys.readouterr().out
    assert out.isascii()
    told = json.loads(out)
    assert told["verdict"] == "fail"
    assert told["findings"][0]["where"] == ["4.weight"]


def test_diff(files, capsys):
    """Only what differs, and the status says whether anything does."""
    both = [str(files / "sound.npz"), str(files / "broken.npz")]
    assert main(["diff", *both]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "20 tensors: 18 equal, 2 law"
    assert [line.split()[1] for line in out[1:]] == ["4.weight", "18.weight"]
    assert main(["diff", both[0], both[0]]) == 0
    assert main(["diff", *both, "--json"]) == 1


def test_decode(capsys):
    """PyTorch's bound for 768 inputs, first; what has no name says so."""
    assert main(["decode", "0.0361", "--shape", "768,768"]) == 0
    assert capsys.readouterr().out.startswith("U(±1/√768): PyTorch's default  (the bound)\n")
    assert main(["decode", "0.12345", "--shape", "768,768"]) == 1
    assert "no law with a name" in capsys.readouterr().out
    assert main(["decode", "0.02"]) == 0
    assert "0.02, the transformers' constant" in capsys.readouterr().out


def test_laws_of_one_size_share_a_line(capsys):
    """Where the fans are equal a dozen laws are one: a line a meaning, all of them named."""
    main(["decode", "0.0361", "--shape", "768,768"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    for title in ("LeCun uniform", "Xavier normal", "LeCun, fan-out"):
        assert title in lines[1]


def test_a_file_of_text_that_is_none(files, capsys):
    """What is wrong with the second file is said of it, on stderr, with the status 2."""
    for name, told in (("nowhere.txt", "cannot be read"), ("sound.npz", "no text in UTF-8")):
        assert main(["doctor", str(files / "sound.npz"), "--text", str(files / name)]) == 2
        out, wrong = capsys.readouterr()
        assert not out and told in wrong and name in wrong


def test_code_of_two_lines_stays_code(tmp_path, capsys):
    """The lines of a mend stand under each other, indented as they are."""
    state = {f"h.{i}.{p}.weight": np.full((8, 8), 0.1) for i in range(3) for p in ("a", "b")}
    np.savez(tmp_path / "model.npz", **state)
    main(["doctor", str(tmp_path / "model.npz")])
    lines = capsys.readouterr().out.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("  mend: for i in"))
    code = "\n".join(line[8:] for line in lines[at : at + 2])
    compile(code, "mend", "exec")
    assert 'for part in ("a.weight", "b.weight")' in code


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own needs pty")
def test_a_message_is_written_over_progress(tmp_path):
    """On a terminal the line that tells how far it is gives way to what is wrong."""
    import pty  # noqa: PLC0415 - no module of Windows

    (tmp_path / "x.npz").write_bytes(b"damage")
    leader, follower = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "doctor", str(tmp_path / "x.npz")], stderr=follower, check=False
    )
    told = os.read(leader, 10_000).decode()
    assert done.returncode == 2
    before, _, message = told.rpartition("\r\x1b[K")
    assert "reading" in before and message.startswith("initdocs: ")


def test_defaults_of_a_layer(capsys):
    """A part of its name, in any case; one that is no layer's is refused with all of them."""
    assert main(["defaults", "PyTorch", "conv2d"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert lines and all("Conv2d" in line for line in lines)
    assert main(["defaults", "PyTorch", "nothing"]) == 2
    assert "Linear" in capsys.readouterr().err


def test_without_a_command_there_is_help(capsys):
    """On stderr, with every command in a line, and the status 2."""
    assert main([]) == 2
    out, told = capsys.readouterr()
    assert not out and all(f"\n    {name}" in told for name in commands())


@pytest.mark.parametrize("name", ["he_normal", "xavier_uniform", "lecun_truncated"])
def test_decode_knows_what_is_drawn(capsys, name):
    """The deviation of a row of the table, in three digits, is that row's."""
    std = np.sqrt(initializer(name).mean_square((200, 300)))
    assert main(["decode", f"{std:.3g}", "--shape", "200,300"]) == 0
    assert INITIALIZERS[name].title.lower() in capsys.readouterr().out.lower()


@pytest.mark.parametrize(("typed", "shape", "options"), [
    ("64,32,3,3", (64, 32, 3, 3), {}), ("64x1x3x3", (64, 1, 3, 3), {"groups": 64}),
    ("(64, 32, 4, 4)", (64, 32, 4, 4), {"stride": 2, "transposed": True}),
])  # fmt: skip
def test_fans(capsys, typed, shape, options):
    """The package's own counts."""
    flags = [f"--{k}" if v is True else f"--{k}={v}" for k, v in options.items()]
    assert main(["fans", typed, *flags]) == 0
    into, out = fans(shape, **options)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"fan_in   {into:g}", f"fan_out  {out:g}"]


@pytest.mark.parametrize("of", ["gelu", "tanh(x)", "leaky_relu", "-x", "-relu(x)"])
def test_gain(capsys, of):
    """The first number is the package's own, with its error; a minus may come first."""
    assert main(["gain", of]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    name = {"-x": "identity", "-relu(x)": "relu"}.get(of, of.removesuffix("(x)"))
    assert float(first.split()[3]) == pytest.approx(gain_second_moment(name), abs=5e-5)
    assert "error below" in first


def test_a_gain_that_is_not_there(capsys):
    """Why, and the status 2 where there is none at all."""
    assert main(["gain", "sign(x)"]) == 0
    assert "jumps" in capsys.readouterr().out
    assert main(["gain", "exp(x*x/4)"]) == 2
    assert "no finite value" in capsys.readouterr().out


def test_port_and_defaults(capsys):
    """The package's code, and a line for each default."""
    for layer in LAYERS:
        assert main(["port", layer, "--from", TARGETS[0], "--to", TARGETS[1]]) == 0
        expected = port(layer, source=TARGETS[0], target=TARGETS[1])
        assert capsys.readouterr().out.rstrip("\n") == expected
    assert main(["defaults"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(DEFAULTS) + 1
    assert main(["defaults", "Keras"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + sum(row.framework == "Keras" for row in DEFAULTS)


def test_initializers(capsys):
    """One line for each initializer, its name first; and each one by its own name."""
    assert main(["initializers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(INITIALIZERS)
    assert main(["initializers", "kaiming_normal"]) == 0
    assert capsys.readouterr().out.startswith("he_normal: He normal\n")


@pytest.mark.parametrize("name", [None, *INITIALIZERS])
def test_no_latex(capsys, name):
    """Outside code there is no dollar, brace or backslash."""
    main(["initializers", *([name] if name else [])])
    for line in capsys.readouterr().out.splitlines():
        if not re.match(r"(PyTorch|Keras|JAX): |  ", line):
            assert not re.search(r"[\\${}]", line), line


@pytest.mark.parametrize(("arguments", "message"), [
    (["gain", "tanh(x"], "expression"), (["gain", "__import__('os')"], "initdocs: "),
    (["gain", ""], "initdocs: "), (["initializers", "kaiming"], "he_normal, he_uniform"),
    (["initializers", "he_norml"], "did you mean 'he_normal'"),
    (["fans", "3,a"], "shape: got '3,a'"),
    (["fans", "3"], "at least 2 axes"), (["fans", "64,32", "--groups", "7"], "groups: got 7"),
    (["decode", "x"], "number: got 'x'"), (["decode", "-1"], "number: got"),
    (["port", "dens", "--from", "Keras", "--to", "PyTorch"], "did you mean 'dense'"),
    (["port", "dense", "--from", "Keras", "--to", "Keras"], "target: got 'Keras'"),
    (["defaults", "Torch"], "did you mean 'PyTorch'"),
    (["doctor", "no.npz"], "no.npz: cannot be read"),
    (["doctor", "no.npz", "--fail-on", "warning"], "did you mean 'warn'"),
    (["doctor", "no.npz", "--ignore", "zero"], "did you mean 'zeros'"),
    (["diff", "no.npz", "no.npz"], "no.npz: cannot be read"),
])  # fmt: skip
def test_wrong_input(capsys, arguments, message):
    """One line on stderr, nothing on stdout, the status 2."""
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert message in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["foo"], ["fans"], ["fans", "3,3", "--stride", "x"]])
def test_wrong_usage(capsys, arguments):
    """One line, too, and the status 2."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_help():
    """Help is short and names every command; the doctor's has the lines that make its input."""
    done = run("--help")
    assert done.returncode == 0
    for name in commands():
        assert name in done.stdout.decode()
    assert len(done.stdout.splitlines()) < 25
    told = run("doctor", "--help").stdout.decode()
    assert "np.savez" in told
    assert "repr(model)" in told


def test_a_text_that_is_none(files):
    """A text that is no model, or no text, is told as everything else is."""
    (files / "other.txt").write_text("hello", "utf-8")
    (files / "bytes.txt").write_bytes(b"\xff\xfe\x00")
    for text in ("other.txt", "bytes.txt", "none.txt"):
        done = run("doctor", files / "sound.npz", "--text", files / text)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["initializers"], ["decode", "0.0361", "--shape", "768,768"],
                                       ["gain", "sign(x)"], ["gain", "ψ(x)"]])  # fmt: skip
def test_any_locale(arguments):
    """A terminal of ASCII gets spelled-out letters, not an error."""
    done = run(*arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert b"Traceback" not in done.stderr
    assert (done.stdout + done.stderr).isascii()


def test_a_pipe_that_closes():
    """A reader that has read enough is no error."""
    first = subprocess.Popen([*COMMAND, "defaults"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first.stdout.close()
    assert first.wait() == 0
    assert first.stderr.read() == b""
    first.stderr.close()


def test_the_console_script_is_declared():
    """The name `initdocs`, once the package is installed with it."""
    declared = [e for e in entry_points(group="console_scripts") if e.name == "initdocs"]
    for entry in declared:
        assert entry.load() is main
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"initdocs": "initdocs.commands:main"}


def test_a_counted_call(capsys):
    """What `call` gives, by the same options; a wrong one is told, with the status 2."""
    assert main(["call", "convolution", "64,1,3,3", "--groups", "64", "--framework", "Keras",
                 "--activation", "maximum(x, 0)"]) == 0  # fmt: skip
    made = call("convolution", (64, 1, 3, 3), groups=64, framework="Keras", activation="relu")
    assert capsys.readouterr().out == f"{made}\n"
    assert main(["call", "dense", "96,64", "--packed", "64,16,16", "--law", "xavier_normal"]) == 0
    made = call("dense", (96, 64), packed=(64, 16, 16), law="xavier_normal")
    assert capsys.readouterr().out == f"{made}\n"
    assert main(["call", "dense", "96,64", "--packed", "5"]) == 2
    assert "packed: got 5, allowed: parts of the 96 outputs" in capsys.readouterr().err


def test_defaults_as_json(capsys):
    """The whole table, as the file in the package has it."""
    assert main(["defaults", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == as_values()


def test_recipes(capsys, tmp_path, rng):
    """The list, the rules of one with its source, and a file beside it: status 1 if otherwise."""
    assert main(["recipe"]) == 0
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == set(RECIPES)
    assert main(["recipe", "gpt2"]) == 0
    out = capsys.readouterr().out
    assert "normal(std=0.02/sqrt(2*layers))" in out and "karpathy/nanoGPT, model.py" in out
    state = draw("gpt2", RECIPES["gpt2"].shapes, rng=rng)
    np.savez(tmp_path / "w.npz", **state)
    assert main(["recipe", "gpt2", str(tmp_path / "w.npz")]) == 0
    assert capsys.readouterr().out == "as the recipe has it\n"
    state["transformer.ln_f.bias"] += 1
    np.savez(tmp_path / "w.npz", **state)
    assert main(["recipe", "gpt2", str(tmp_path / "w.npz")]) == 1
    assert capsys.readouterr().out == "transformer.ln_f.bias: expected 0, found constant 1\n"
    assert main(["recipe", "gpt"]) == 2
