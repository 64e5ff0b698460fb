import numpy as np
import pytest

from initdocs import demos, propagation
from initdocs.demos import cobweb
from initdocs.demos._words import number

DEMO = demos.load("cobweb")
AWAY = [start for start in cobweb.STARTS if start != 1]


def scene(activation, start):
    return cobweb.scene({"activation": activation, "start": start})


def said(activation, start):
    return cobweb.said({"activation": activation, "start": start})["verdict"]


def fate(activation, start):
    return cobweb.FATES[int(scene(activation, start)["fate"][0])]


@pytest.mark.parametrize("start", AWAY)
def test_tanh_returns(start):
    """From wherever it starts the variance is back at 1, in the map and nearly in a network."""
    shown = scene("tanh", start)
    assert fate("tanh", start) == "returns"
    assert shown["path"][-1] == pytest.approx(0, abs=1e-6)
    assert abs(shown["network"][-10:]).max() < 0.15


@pytest.mark.parametrize("start", AWAY)
def test_relu_stays(start):
    """The variance stays where it is put."""
    assert fate("relu", start) == "stays"
    np.testing.assert_allclose(scene("relu", start)["path"], np.log10(start), atol=1e-9)


@pytest.mark.parametrize("activation", ["gelu", "silu"])
@pytest.mark.parametrize("start", AWAY)
def test_gelu_leaves(activation, start):
    """Below 1 it dies out, above 1 it explodes; the network leaves on the same side."""
    end, network = (scene(activation, start)[name][-1] for name in ("path", "network"))
    assert fate(activation, start) == ("dies out" if start < 1 else "explodes")
    assert (end < -2 and network < -2) if start < 1 else (end > 2 and network > 1)


def test_chance_decides_at_one():
    """The map stays at 1, but a network of GELUs is never exactly there, and leaves."""
    shown = scene("gelu", 1.0)
    assert fate("gelu", 1.0) == "stays"
    assert abs(shown["path"]).max() < 1e-6
    assert abs(shown["network"][-1]) > 1
    assert "chance moves a network off it" in said("gelu", 1.0)
    assert "chance" not in said("relu", 1.0) + said("tanh", 1.0)


@pytest.mark.parametrize("activation", cobweb.ACTIVATIONS)
@pytest.mark.parametrize("start", cobweb.STARTS)
def test_the_sentence_of_the_page_is_true_at_every_stop(activation, start):
    """“From … the variance of … …”: each word that is live says what the path does."""
    told = cobweb.said({"activation": activation, "start": start})
    end = cobweb.path(activation, start)[-1]
    words = {
        "returns": "comes back to 1.00",
        "stays": f"stays at {start:g}",
        "dies out": f"dies out: {number(end)} after",
        "explodes": "explodes: " + ("more than" if end >= 10**cobweb.CEILING else number(end)),
    }
    assert told["name"] == cobweb.ACTIVATIONS[activation]
    assert told["becomes"].startswith(words[fate(activation, start)])
    assert (end < start, end > start)[fate(activation, start) == "explodes"] or abs(
        end - (1 if activation == "tanh" else start)
    ) < 1e-6


@pytest.mark.parametrize("activation", cobweb.ACTIVATIONS)
def test_the_curve_is_the_variance_map(activation):
    """It passes through (1, 1), and the stairs stand on it."""
    gain2, slope, curve = cobweb.curve(activation)
    q = np.linspace(0, cobweb.LARGEST, cobweb.POINTS)
    assert np.interp(1, q, curve) == pytest.approx(1, abs=1e-9)
    assert curve[40] == pytest.approx(propagation.variance_map(activation, q[40], gain2))
    assert f"slope at 1 is {slope:.2f}" in said(activation, 0.5)
    stairs = scene(activation, 0.4)["stairs"]
    inside = stairs[:-1] < cobweb.LARGEST
    np.testing.assert_allclose(
        np.interp(stairs[:-1], q, curve)[inside], stairs[1:][inside], atol=2e-3
    )


@pytest.mark.parametrize(
    ("activation", "start", "words"),
    [("tanh", 0.4, "from 0.4 the variance comes back to 1.00"), ("relu", 0.4, "stays at 0.4"),
     ("gelu", 0.9, "dies out: 2.9\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}10⁻⁸ after 50 layers"),
     ("gelu", 1.1, "explodes: 268 after 50 layers"), ("relu", 0.95, "stays at 0.95. The")],
)  # fmt: skip
def test_what_is_said(activation, start, words):
    """What becomes of the variance, with the numbers that the page prints."""
    assert words in said(activation, start)


def test_what_leaves_the_scale_is_told_as_more():
    """A start that the reader types may be gone long before the last layer."""
    assert (
        "more than 1\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}10⁸"
        in cobweb.said({"activation": "silu", "start": 30.0})["verdict"]
    )
