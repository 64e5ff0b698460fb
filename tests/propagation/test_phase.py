"""The phase diagram against its points, one by one."""

import numpy as np
import pytest

from initdocs import propagation as mf


@pytest.mark.parametrize("name", ["tanh", "relu", "gelu", "selu", "elu", "silu", "softsign"])
def test_a_phase_diagram_is_its_points(name):
    """The diagram from one table agrees with the fixed point and χ₁ of each pair alone."""
    weights, biases = np.linspace(0.1, 4, 9), np.linspace(0, 0.6, 7)
    diagram = mf.phase_diagram(name, weights, biases)
    for row, b in enumerate(biases):
        for column, w in enumerate(weights):
            q = mf.fixed_point(name, w, b)
            if not 0 < q < np.inf:
                assert diagram.q_star[row, column] == q
                continue
            np.testing.assert_allclose(diagram.q_star[row, column], q, rtol=3e-3)
            chi = mf.chi_1(name, q, w)
            np.testing.assert_allclose(diagram.chi_1[row, column], chi, rtol=3e-3)


@pytest.mark.parametrize("bad", [[-1.0], [np.nan], [np.inf], 1.0])
def test_a_phase_diagram_refuses_what_is_no_variance(bad):
    """Negative, NaN or not a list: the error names the argument."""
    with pytest.raises(ValueError, match="sigma_b2: got"):
        mf.phase_diagram("tanh", [1.0], bad)


def test_where_every_variance_is_fixed():
    """ReLU at 2 without biases keeps the variance that it starts from."""
    diagram = mf.phase_diagram("relu", [2.0], [0.0])
    assert diagram.q_star[0, 0] == pytest.approx(1, rel=1e-9)
    assert diagram.chi_1[0, 0] == pytest.approx(1, rel=1e-9)
