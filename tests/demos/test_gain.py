import re

import numpy as np
import pytest

from initdocs import demos, propagation
from initdocs.demos import gain

DEMO = demos.load("gain")


def settings(**changed):
    result, notes = demos.read_settings(DEMO, changed)
    assert not notes
    return result


@pytest.mark.parametrize(
    ("text", "second", "centred", "critical"),
    [("tanh(x)", 1.5925, 1.5925, 1.4674), ("gelu(x)", 1.5335, 1.7009, 1.4811),
     ("silu(x)", 1.6765, 1.7872, 1.6233), ("elu(x)", 1.2452, 1.2708, 1.2234),
     ("x * tanh(softplus(x))", 1.4868, 1.5920, 1.4448), ("selu(x)", 1.0, 1.0, 0.9660)],
)  # fmt: skip
def test_the_table_of_gains(text, second, centred, critical):
    """The three gains of the table in *Any activation*, from what a reader would type."""
    numbers = gain.scene(settings(phi=text))["numbers"]
    np.testing.assert_allclose(numbers[:3], [second, centred, critical], atol=6e-5)


@pytest.mark.parametrize("text", ["gelu(x)", "silu(x)", "x * tanh(softplus(x))"])
def test_an_unstable_fixed_point_is_told(text):
    """For GELU, SiLU and Mish the slope at 1 is above 1, and the verdict says what follows."""
    assert gain.gains(text)[1].slope.value > 1
    assert "will not stay there" in gain.verdict(settings(phi=text))


@pytest.mark.parametrize(
    ("text", "said"),
    [("tanh(x)", ["1.667", "1.178", "1.2098"]), ("selu(x)", ["0.75", "0.02", "1.003"]),
     ("relu(x)", ["gives the same"]), ("gelu(x)", ["raises an error"]),
     ("maximum(x, 0)", ["gives the same"]), ("sin(x)", []), ("softsign(x)", [])],
)  # fmt: skip
def test_what_pytorch_says(text, said):
    """The verdict explains 5/3 and 3/4 by what happens with them, whatever its name."""
    verdict = gain.verdict(settings(phi=text))
    assert all(part in verdict for part in said)
    assert ("PyTorch" in verdict) == bool(said)


@pytest.mark.parametrize("text", ["tanh(x)", "gelu(x)", "where(x > 0, x, 0.2 * x)"])
def test_the_line_of_numpy_keeps_the_second_moment(text):
    """Executed as written: a pre-activation of variance 1 is followed by one of variance 1."""
    n, rng = 2000, np.random.default_rng(0)
    names = {"np": np, "rng": rng, "n_in": n, "n_out": n}
    exec(gain.texts(settings(phi=text, fan_in=n))["numpy"], names)
    a = gain.parse(text).phi(rng.standard_normal((n, 1)))
    size = ((names["W"] @ a + names["b"]) ** 2).mean()
    # both the weights and the inputs are draws: about √(2/n) and √(Var a² / n) each
    assert abs(size - 1) < 5 * np.sqrt(2 / n + (a**2).var() / (a**2).mean() ** 2 / n)


def test_the_variance_is_the_gain_squared_by_fan_in():
    """Var(W) to use is g²/n."""
    small = gain.scene(settings(phi="relu(x)", fan_in=50))["small"]
    np.testing.assert_allclose(small[0], 2 / 50, rtol=1e-6)


def test_a_wrong_expression_keeps_its_place():
    """The run goes on with the default, and says what is wrong from which letter to which."""
    run = demos.Run("gain", '{"phi": "2 * tanhh(x)"}')
    assert run.settings["phi"] == "tanh(x)"
    assert run.errors["phi"]["start"] == 4
    assert run.errors["phi"]["end"] == 9
    assert "did you mean tanh" in run.errors["phi"]["message"]


def test_each_gain_has_its_error():
    """What is shown beside the numbers are the errors of these three, and the variance."""
    scene = gain.scene(settings(phi="clip(7 * x, -1, 1)", fan_in=10))
    _, found = gain.gains("clip(7 * x, -1, 1)")
    three = [found.second, found.centred, found.critical]
    assert scene["small"].tolist() == [found.second.value**2 / 10, *(each.error for each in three)]
    assert scene["numbers"].tolist() == [*(each.value for each in three), found.slope.value]


@pytest.mark.parametrize(
    ("text", "said"),
    [("relu(x)", "every variance is kept"), ("where(x > 0, x, 0.2 * x)", "every variance is kept"),
     ("tanh(x)", "shrinks to 0.46 of itself"), ("x**2", "grows by a factor 2.00 a layer: a deep"),
     ("sin(30*x)", "is gone after one layer"), ("x * exp(-x*x)", "shrinks, turned round, to 0.20"),
     ("where(abs(x) < 0.3, 1, 0)", "No gain has χ₁ = 1. E[φ′²]: no finite value")],
)  # fmt: skip
def test_what_becomes_of_a_deviation(text, said):
    """V is in proportion to q for ReLU and its kin, to q² for a square; else its slope tells."""
    assert said in gain.verdict(settings(phi=text))


@pytest.mark.parametrize(
    ("text", "why"),
    [("tan(x)", "1.57"), ("1/(x - 0.001)", "see x = 0.001"), ("1e-200*x", "is 0"),
     ("exp(x*x/4)", "beyond 12"), ("exp(20*x)", "beyond 12"), ("1e200*x", "no finite value"),
     ("sin(1e5*x)", "turns too often")],
)  # fmt: skip
def test_what_no_gain_can_keep_is_refused(text, why):
    """The second moment is infinite, 0, or cannot be told: the reader is told why, not a number."""
    taken, notes = demos.read_settings(DEMO, {"phi": text})
    assert taken["phi"] == "tanh(x)"
    assert "no gain keeps a signal through this" in notes[0] and why in notes[0]


def test_the_lines_of_code_say_one_variance():
    """g²/n everywhere: PyTorch and NumPy are told a deviation, Keras and Flax a scale."""
    said = gain.texts(settings(phi="tanh(x)"))
    g = propagation.gain_second_moment("tanh")
    for name in ("keras", "flax"):
        (scale,) = re.findall(r"(?:scale=|scaling\()([\d.]+)", said[name])
        assert float(scale) == pytest.approx(g * g, abs=5e-5)
    for name in ("pytorch", "numpy"):
        assert f"{g:.4f} / " in said[name]


def test_two_lines_of_the_map():
    """V(q) with the second-moment gain passes through (1, 1); with the critical gain elsewhere."""
    scene = gain.scene(settings(phi="tanh(x)"))
    q = np.linspace(0, 3, 61)
    assert np.interp(1, q, scene["second"]) == pytest.approx(1, abs=1e-9)
    critical = propagation.gain_critical("tanh") ** 2 * propagation.second_moment("tanh")
    assert np.interp(1, q, scene["critical"]) == pytest.approx(critical, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "a", "second"),
    [("where(x > 0, x, a * x)", 0.5, np.sqrt(2 / 1.25)), ("where(x > 0, x, a * x)", 1.0, 1.0),
     ("where(x > 0, x, a * x)", 0.05, np.sqrt(2 / 1.0025)),
     ("x * sigmoid(a * x)", 1.0, 1.6765), ("tanh(a * x)", 1.0, 1.5925)],
)  # fmt: skip
def test_a_number_to_slide(text, a, second):
    """The gain of the expression with its number put in; verdict and code belong to it."""
    given = settings(phi=text, a=a)
    assert gain.scene(given)["numbers"][0] == pytest.approx(second, abs=6e-5)
    assert f"std={second:.3f}"[:-1] in gain.texts(given)["pytorch"]


def test_an_expression_without_the_number_is_the_same_for_all():
    """So the page answers it from its recording, wherever the slider stands."""
    one, other = (gain.scene(settings(phi="gelu(x)", a=a)) for a in (0.05, 3.0))
    for name in one:
        np.testing.assert_array_equal(one[name], other[name])
    assert DEMO.axes[0].free == ("a", "b", "c") and DEMO.axes[1].free == ("b", "c")
    assert not any(gain.left_open(text) for text in gain.EXPRESSIONS)
    assert all(gain.left_open(text) == ["a"] for text in gain.SLIDING)


@pytest.mark.parametrize(
    ("text", "numbers", "same"),
    [("a * tanh(b * x)", {"a": 3.0, "b": 0.5}, "3 * tanh(0.5 * x)"),
     ("leaky_relu(x, a)", {"a": 0.3}, "where(x > 0, x, 0.3 * x)"),
     ("where(x > 0, x, a * (exp(b * x) - c))", {"a": 0.5, "b": 2.0, "c": 1.25},
      "where(x > 0, x, 0.5 * (exp(2 * x) - 1.25))")],
)  # fmt: skip
def test_three_numbers_to_slide(text, numbers, same):
    """Each stands for its value, and those that are missing begin at their own."""
    assert gain.left_open(text) == list(numbers)
    np.testing.assert_allclose(
        gain.scene(settings(phi=text, **numbers))["numbers"],
        gain.scene(settings(phi=same))["numbers"], rtol=1e-6,
    )  # fmt: skip
    begun = re.sub(r"\b[abc]\b", lambda found: f"{gain.OPEN[found[0]]:g}", text)
    assert gain.scene(settings(phi=text))["numbers"][0] == pytest.approx(
        gain.scene(settings(phi=begun))["numbers"][0], rel=1e-6
    )


def test_numbers_that_give_no_function_are_told():
    """With their values, whichever of the settings was read first; others of them are right."""
    for asked in (
        '{"phi": "log(x**2 + a - b)", "a": 0.5}',
        '{"a": 0.5, "phi": "log(x**2 + a - b)"}',
    ):
        run = demos.Run("gain", asked)
        assert run.settings["phi"] == "tanh(x)"
        said = run.errors["phi"]["message"]
        assert said.startswith("for a = 0.5, b = 1: this gives no finite number at x = 0")
    good = demos.Run("gain", '{"phi": "log(x**2 + a - b)", "a": 3, "b": 0.5}')
    assert good.errors == {} and good.settings["phi"] == "log(x**2 + a - b)"
    broken = demos.Run("gain", '{"phi": "a * tanhh(x)"}').errors["phi"]
    assert (broken["start"], broken["end"]) == (4, 9) and "for a" not in broken["message"]


def test_other_names_are_told_which_there_are():
    """A name that is no number of the expression is told those that may be."""
    run = demos.Run("gain", '{"phi": "k * x"}')
    assert run.errors["phi"]["message"].endswith("functions like tanh, or a, b, c for a number")
