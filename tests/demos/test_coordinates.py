"""What a fresh network of one coordinate lets a reader discover, from what the demo records."""

from itertools import product

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import coordinates
from initdocs.propagation import chi_1, variance_map

DEMO = coordinates.DEMO
GRID = DEMO.axes[0].grid
ALL = [dict(zip(GRID, chosen, strict=True)) for chosen in product(*GRID.values())]


def at(**given):
    return demos.defaults(DEMO) | given


def drawn(**given):
    return coordinates.drawn(*(at(**given)[p.name] for p in coordinates.PARAMETERS))


def typical(**given):
    return coordinates.typical(*drawn(**given)[:2])


@pytest.mark.parametrize("settings", ALL, ids=lambda s: "-".join(map(str, s.values())))
def test_what_is_drawn(settings):
    """All is finite; a curve has mean 0 and deviation 1, and shares are at most one."""
    scene = coordinates.scene(at(**settings))
    assert all(np.isfinite(values).all() for values in scene.values())
    assert abs(scene["curve"].mean()) < 1e-9
    assert abs(scene["curve"].std() - 1) < 1e-9
    assert coordinates.FLOOR <= scene["power"].min() <= scene["power"].max() <= 0


@pytest.mark.parametrize("kind", ["sine", "fourier", "relu"])
def test_the_slope_is_the_derivative(kind):
    """Its sum by trapezia gives the curve back, to 5 % of its deviation, kinks and all."""
    curves, slopes, _ = drawn(kind=kind, omega=3)
    steps = (slopes[:, 1:] + slopes[:, :-1]) / coordinates.POINTS
    wrong = curves[:, 1:] - curves[:, :1] - steps.cumsum(axis=1)
    assert abs(wrong).max() < 0.05 * curves.std()


def test_a_pure_tone_is_told():
    """cos(2πk x/2) has its variance at k periods, and this typical frequency."""
    x = 2 * np.arange(coordinates.POINTS) / coordinates.POINTS - 1
    for k in (3, 10, 40):
        tone, slope = np.cos(np.pi * k * x)[None], -np.pi * k * np.sin(np.pi * k * x)[None]
        assert abs(coordinates.typical(tone, slope) / k - 1) < 1e-9
        shares = coordinates.spectrum(tone)
        assert shares.argmax() + 1 == k
        assert shares[k - 2 : k + 1].sum() > 0.999


@pytest.mark.parametrize("omega", [10, 30, 100])
def test_the_first_layer_sets_the_frequencies(omega):
    """Its root mean square is ω₀/√3 and no frequency is above ω₀; 2,048 sines: to 5 %."""
    curves, slopes, before = drawn(omega=omega, depth=1)
    assert abs(coordinates.typical(curves, slopes) / coordinates.first(at(omega=omega)) - 1) < 0.12
    assert abs(before / (omega * np.sqrt(4 / 9)) - 1) < 0.05
    edge = int(np.ceil(omega / np.pi))
    assert coordinates.spectrum(curves)[edge + 2 :].sum() < 1e-3


def test_each_layer_adds_a_tenth():
    """The slope's square grows by χ₁, 1.203 at the fixed point: its root, 1.10 a layer.

    From layer to layer of 32 networks of 64 units, to 4 %.
    """
    q, slope2 = 1.0, 30.0**2 / 3
    for depth in range(2, 9):
        wanted = np.sqrt(slope2 * (1 + np.exp(-2 * q)) / (1 - np.exp(-2 * q))) / np.pi
        assert abs(typical(depth=depth) / wanted - 1) < 0.08
        slope2 *= chi_1(np.sin, q, 2.0)
        q = variance_map(np.sin, q, 2.0)
    assert abs(np.sqrt(chi_1(np.sin, q, 2.0)) - 1.10) < 0.01
    assert abs(drawn(depth=8)[2] - np.sqrt(q)) < 0.02


@pytest.mark.parametrize("depth", coordinates.DEPTHS)
def test_relu_is_blind_to_the_factor(depth):
    """The same curve at every ω₀ but for its size, and less than one period."""
    curves = [coordinates.scene(at(kind="relu", depth=depth, omega=omega))["curve"]
              for omega in coordinates.OMEGAS]  # fmt: skip
    for curve in curves[1:]:
        np.testing.assert_allclose(curve, curves[0], atol=1e-9)
    assert typical(kind="relu", depth=depth) < 1


@pytest.mark.parametrize("omega", [10, 30, 100])
def test_features_do_what_sines_do(omega):
    """With σ of the same spread the typical frequency is SIREN's, within a fifth."""
    for depth in (1, 2, 4):
        both = [typical(kind=kind, omega=omega, depth=depth) for kind in ("fourier", "sine")]
        assert abs(both[0] / both[1] - 1) < 0.2
    assert abs(2 * np.pi * coordinates.sigma(omega) - omega / np.sqrt(3)) < 1e-9


def test_a_tenth_leaves_one_wave():
    """At ω₀ = 3 four layers draw about one period, at 30 seven to eight."""
    assert 0.8 < typical(omega=3) < 1.4
    assert 7 < typical() < 8


def test_undivided_layers_multiply():
    """By √(1 + σ_w²/2) ≈ 30 a layer, to a fifth."""
    two, three = (typical(kind="undivided", depth=depth) for depth in (2, 3))
    assert abs(three / two / 30 - 1) < 0.2


def test_what_is_said():
    """Frequencies with those of the first layer beside them, and what the last sines get."""
    said = {p.slug: coordinates.texts(at(**p.settings))["verdict"] for p in DEMO.presets}
    assert (
        "the first layer alone has 5.5. The last sines get a standard deviation of 0.9"
        in (said["siren"])
    )
    assert "what you see is noise" in said["not-divided"]
    assert "no other at any ω₀" in said["relu"]
    assert "σ = 2.8" in said["fourier-features"]
    assert coordinates.texts(at(depth=1))["verdict"].endswith("from −1 to 1.")


def test_the_opening_names_the_activation():
    """Sines where it draws by sines, ReLUs where it draws by ReLUs."""
    for kind in coordinates.KINDS:
        told = coordinates.texts(at(kind=kind))["kind"]
        assert told.startswith("ReLUs" if kind in ("relu", "fourier") else "sines")
