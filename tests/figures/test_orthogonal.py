import numpy as np
from tests.figures.support import close, drawing, expectation, said


def derivative(power, q=1 / 64):
    """E[φ′^power] for tanh."""
    return expectation(lambda z: np.cosh(np.sqrt(q) * z) ** (-2.0 * power))


def test_jacobian_spectra():
    """Orthogonal tanh lies around 1 but for one direction; the two others fall off at once."""
    shown = drawing("jacobian_spectra")
    isometry, gauss, relu, same, larger = list(shown.series.values())[:5]
    names = ["orthogonal, tanh", "Gaussian, tanh", "orthogonal, ReLU", "q* = 1/64", "q* = 1/16"]
    assert list(shown.series)[:5] == names
    lines = (isometry, gauss, relu, same, larger)
    assert all(len(s.x) == 200 and (np.diff(s.y) <= 0).all() for s in lines)
    # off the edge by a tenth, a hundred layers would change the mean square by a factor of 10⁴
    squares = [(s.y**2).mean() for s in lines]
    assert said(shown, "Above") == [100] and min(squares) > 0.05 and max(squares) < 20, (
        "The singular values of the input-output Jacobian in order, at depth 100 and width 200, "
        "all networks on the edge of chaos."
    )
    above, below = shown.figure.axes
    assert (above.get_yscale(), below.get_yscale()) == ("log", "linear"), (
        "Above, on a logarithmic axis, for # layers."
    )
    assert close(shown.series["_root mean square"].y, [1, 1], 1e-6), (
        "Dashed: the theory's root mean square."
    )
    # Pennington et al., equation 22, with s₁ = 0: a layer adds μ₂/μ₁² − 1
    variance = 100 * (derivative(4) / derivative(2) ** 2 - 1)
    low, high = shown.series["_band"].y
    assert close([low**2, high**2], [1 - np.sqrt(variance), 1 + np.sqrt(variance)], 1e-3), (
        "Band: for $q^* = 1/64$, one standard deviation of the squared values on either side."
    )
    assert abs(squares[0] - 1) < 0.15 and abs((isometry.y**2).std() / np.sqrt(variance) - 1) < 0.35
    assert isometry.y[-2] > 0.5 and isometry.y[-1] < 0.1, (
        "At $q = 1/64$ orthogonal weights with tanh shrink one direction; in the two other "
        "networks most are lost."
    )
    ends = [isometry.y[0], isometry.y[-2], isometry.y[-1]]
    assert close(said(shown, "Orthogonal"), ends, 0.01), (
        "Orthogonal weights with tanh: from # down to #, and the last at #."
    )
    below_thousandth = [100 * np.argmax(s.y < 1e-3) / 200 for s in (gauss, relu)]
    assert max(below_thousandth) < 20 and below_thousandth[1] < below_thousandth[0]
    assert np.allclose(said(shown, "Gaussian"), below_thousandth, atol=1), (
        "Gaussian weights with tanh fall below a thousandth after # % of the directions, "
        "and orthogonal weights with ReLU after # %."
    )
    assert (same.y == isometry.y).all() and larger.y[0] > 1.5 * same.y[0]
    assert larger.y[-2] < same.y[-2] / 4, (
        "Below: orthogonal weights with tanh alone, which stay nearer to 1 the smaller $q^*$ is."
    )
    assert close(said(shown, "Below"), [larger.y[0], larger.y[-2]], 0.01), (
        "Below, on a plain axis: with the larger signal orthogonal weights with tanh spread "
        "from # to #, the last one left out."
    )
