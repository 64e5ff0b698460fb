import numpy as np
import pytest

from initdocs import demos, propagation
from initdocs.demos import phase

DEMO = demos.load("phase")
NAMES = list(DEMO.parameters[0].options)


def settings(**changed):
    result, notes = demos.read_settings(DEMO, changed)
    assert not notes
    return result


@pytest.mark.parametrize(
    ("sigma_w2", "verdict", "scales"),
    [(2.0, phase.CHAOS, (21.5, 25.2)), (4.0, phase.CHAOS, (3.4, 7.0)), (1.761, phase.CRITICAL, ())],
)
def test_the_facts_are_those_of_the_theory(sigma_w2, verdict, scales):
    """At σ_b² = 0.05 tanh has the verdicts and depth scales of Schoenholz's theory."""
    found = phase.facts("tanh", sigma_w2, 0.05)
    assert found[0] == verdict
    if scales:
        np.testing.assert_allclose(found[4:], scales, atol=0.05)


@pytest.mark.parametrize(
    ("activation", "point", "verdict"),
    [("relu", (2.2, 0.0), phase.EXPLODES), ("relu", (1.8, 0.0), phase.DIES),
     ("gelu", (2.5, 0.0), phase.EXPLODES), ("tanh", (0.8, 0.0), phase.DIES),
     ("tanh", (0.8, 0.1), phase.ORDER), ("relu", (2.0, 0.0), phase.CRITICAL)],
)  # fmt: skip
def test_where_there_is_no_fixed_point_it_says_so(activation, point, verdict):
    """A variance that goes to 0 or to infinity is called what it is, with no scales."""
    found = phase.facts(activation, *point)
    assert found[0] == verdict
    if verdict in (phase.DIES, phase.EXPLODES):
        assert (found[2:] == -1).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_line_is_critical(name):
    """On the drawn line χ₁ is 1, within what 48 columns can show; left of it less, right more."""
    shades, (weights, biases) = phase.plane(name)
    assert shades.shape == (phase.CELLS, phase.CELLS)
    for w, b in zip(weights[1:-1:6], biases[1:-1:6], strict=True):
        if w < 0:
            continue
        left, right = (
            propagation.phase_diagram(name, [w + d], [b]).chi_1[0, 0] for d in (-0.1, 0.1)
        )
        assert left < 1.002
        assert right > 0.998


@pytest.mark.parametrize("name", ["tanh", "softsign", "elu"])
def test_a_point_of_the_line_has_chi_1_of_one(name):
    """Between two of its 240 columns ln χ₁ is nearly straight: to a part in two thousand."""
    weights, biases = phase.plane(name)[1]
    points = [(w, b) for w, b in zip(weights[:-1:5], biases[:-1:5], strict=True) if w > 0]
    assert len(points) > 3
    for w, b in points:
        q = propagation.fixed_point(name, w, b)
        assert propagation.chi_1(name, q, w) == pytest.approx(1, abs=1e-3)


def test_a_row_without_a_critical_point_says_so():
    """Softsign is ordered all over the plane where biases are large: −1 in the place of σ_w²."""
    weights, biases = phase.plane("softsign")[1]
    lost = biases[weights <= 0]
    assert len(lost) > 5
    assert (weights[weights <= 0] == -1).all()
    for b in lost:
        assert propagation.phase_diagram("softsign", [0.1, 4.0], [b]).chi_1.max() < 1


def test_each_network_is_another():
    """A run draws anew, the same run the same; scales follow the settings exactly."""
    q = [phase.network(settings(), number)[0] for number in (0, 1, 0)]
    assert abs(q[0] - q[1]).max() > 1e-3
    np.testing.assert_array_equal(q[0], q[2])


@pytest.mark.parametrize("name", ["tanh", "relu", "elu"])
def test_wide_networks_follow_the_lines(name):
    """The mean over 10 networks of 300 units lies within five standard errors of the theory."""
    chosen = settings(activation=name, sigma_w2=1.5, sigma_b2=0.1, width=300, depth=6)
    drawn = np.array([phase.network(chosen, number) for number in range(10)])
    error = drawn.std(axis=0, ddof=1) / np.sqrt(len(drawn))
    # at finite width the mean is off by a few parts in n
    allowed = 5 * error + 10 / 300
    for measured, theory, slack in zip(
        drawn.mean(axis=0), phase.theory(chosen), allowed, strict=True
    ):
        assert (np.abs(measured - theory) <= slack * np.maximum(1, theory)).all()


def test_both_start_at_the_stated_correlation():
    """The two inputs have the variance and the correlation of the theory's first point."""
    for measured, theory in zip(
        phase.network(settings(), 3), phase.theory(settings()), strict=True
    ):
        assert abs(measured[0] - theory[0]) < 1e-5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sigma_w2", [0.1, 4.0])
def test_every_corner_can_be_drawn(name, sigma_w2):
    """Nothing is NaN at the corners of the plane, for any activation."""
    for sigma_b2 in (0.0, 0.6):
        chosen = settings(activation=name, sigma_w2=sigma_w2, sigma_b2=sigma_b2, depth=60, width=20)
        run = {**demo_scene(chosen), **next(phase.frames(chosen))}
        assert not any(np.isnan(values).any() for values in run.values())


def demo_scene(chosen):
    return {f"scene_{name}": values for name, values in phase.scene(chosen).items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_curves_of_a_plane_are_those_of_its_points(name):
    """The table over the plane draws what the theory gives point by point: to a pixel."""
    weights, biases = np.array([0.8, 1.5, 2.0, 3.9]), np.array([0.0, 0.05, 0.3, 0.6])
    found = phase.curves(name, weights, biases)
    for i, (w, b) in enumerate(zip(weights, biases, strict=True)):
        chosen = settings(activation=name, sigma_w2=w, sigma_b2=b, depth=phase.DEEPEST)
        q, c = (line[phase.LAYERS] for line in phase.theory(chosen))
        np.testing.assert_allclose(np.log10(found[0][i]), np.log10(q), atol=3e-3)
        np.testing.assert_allclose(found[1][i], c, atol=5e-3)
