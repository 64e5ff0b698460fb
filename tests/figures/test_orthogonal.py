import numpy as np
from tests.figures.support import close, drawing, expectation, plain, said


def derivative(power, q=1 / 64):
    """E[φ′^power] for tanh."""
    return expectation(lambda z: np.cosh(np.sqrt(q) * z) ** (-2.0 * power))


def test_jacobian_spectra():
    """Orthogonal tanh lies around 1; the two others fall off at once."""
    shown = drawing("jacobian_spectra")
    isometry, gauss, relu = plain(shown.series)
    assert list(shown.series)[2:] == ["orthogonal, tanh", "Gaussian, tanh", "orthogonal, ReLU"]
    assert all(len(s.x) == 200 and (np.diff(s.y) <= 0).all() for s in (isometry, gauss, relu))
    # off the edge by a tenth, a hundred layers would change the mean square by a factor of 10⁴
    squares = [(s.y**2).mean() for s in (isometry, gauss, relu)]
    assert said(shown, "On") == [100] and min(squares) > 0.05 and max(squares) < 20, (
        "The singular values of the input-output Jacobian in order, at depth 100 and width 200, "
        "all three networks on the edge of chaos."
    )
    assert close(shown.series["_root mean square"].y, [1, 1], 1e-6), (
        "Dashed: the theory's root mean square, the same for all three."
    )
    # Pennington et al., equation 22, with s₁ = 0: a layer adds μ₂/μ₁² − 1
    variance = 100 * (derivative(4) / derivative(2) ** 2 - 1)
    low, high = shown.series["_band"].y
    assert close([low**2, high**2], [1 - np.sqrt(variance), 1 + np.sqrt(variance)], 1e-3), (
        "Band: its standard deviation of the squared values for orthogonal weights with tanh."
    )
    assert abs(squares[0] - 1) < 0.15 and abs((isometry.y**2).std() / np.sqrt(variance) - 1) < 0.35
    assert shown.figure.axes[0].get_yscale() == "log", "On a logarithmic axis, for # layers."
    near = 100 * np.mean((isometry.y > low / 2) & (isometry.y < 2 * high))
    assert near > 90 and close(said(shown, "Orthogonal"), [round(near), low, high]), (
        "Orthogonal weights with tanh: # % of the directions lie in the theory's band, one "
        "standard deviation wide on either side, from # to #, or within a factor of two of it."
    )
    below = [100 * np.argmax(s.y < 1e-3) / 200 for s in (gauss, relu)]
    assert max(below) < 20 and below[1] < below[0]
    assert np.allclose(said(shown, "Gaussian"), below, atol=1), (
        "Gaussian weights with tanh fall below a thousandth after # % of the directions, "
        "and orthogonal weights with ReLU after # %."
    )
