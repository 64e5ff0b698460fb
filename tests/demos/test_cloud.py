import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import cloud
from initdocs.propagation import correlation_map

DEMO = demos.load("cloud")
#: of a mean over 1000 units: four standard errors of a ReLU's factor, whose variance is 5/n, and
#: those of the two inputs are nearly independent at first
ONE = 4 * np.sqrt(5 / cloud.UNITS)


def sizes(law):
    (row,) = (r for name, r in zip(cloud.LAWS, at(law, 0)["sizes"], strict=True) if name == law)
    return row


def at(law, step):
    return cloud.scene({"law": law, "step": step})


@pytest.mark.parametrize("law", cloud.LAWS)
def test_relu_halves_the_cloud(law):
    """Each ReLU takes half of the mean square, and no dot of it is left of zero or below."""
    row = sizes(law)
    np.testing.assert_allclose(row[1::2] / row[::2], 0.5, atol=ONE)
    for step in range(1, cloud.LAST, 2):
        assert at(law, step)["dots"].min() == 0


def test_weights_pay_or_do_not():
    """Weights of variance 2/n double what is left, those of 1/n keep it as it is."""
    for law, factor in {"lecun": 1, "he": 2}.items():
        row = sizes(law)
        np.testing.assert_allclose(row[2::2] / row[1:-1:2], factor, rtol=ONE)
        # nine times over what each has missed does not add up
        times = len(row) // 2 - 1
        assert abs(np.log(row[-2] / row[0] / (factor / 2) ** times)) < np.sqrt(times) * ONE


def test_a_thousandth_is_left():
    """After ten ReLUs: 1/1024 of a mean square of 1, or a half."""
    assert sizes("lecun")[-1] == pytest.approx(2.0**-10, rel=10**0.5 * ONE)
    assert sizes("he")[-1] == pytest.approx(0.5, rel=10**0.5 * ONE)


def test_the_cloud_grows_long():
    """Two unrelated inputs are alike in the end, along the path of the correlation map."""
    steps = cloud.passage("he")
    seen = [cloud.likeness(values) for values in steps[::2]]
    c, path = 0.0, []
    for _ in seen:
        path.append(c)
        c = float(correlation_map("relu", c, 1.0, 2.0))
    assert abs(np.array(seen) - path).max() < 0.1
    assert abs(seen[0]) < 0.1 and seen[-1] > 0.75


def test_both_laws_have_one_direction():
    """The size does not change what a ReLU makes of a direction: the inputs are as much alike."""
    for one, other in zip(cloud.passage("lecun"), cloud.passage("he"), strict=True):
        assert cloud.likeness(one) == pytest.approx(cloud.likeness(other), abs=1e-9)


@pytest.mark.parametrize(
    ("law", "step", "words"),
    [("lecun", 0, "Layer 1: each dot is a unit"), ("lecun", 1, "ReLU 1 folds the cloud and takes"),
     ("lecun", 2, "the half stays lost"), ("he", 2, "pay for the half"),
     ("he", 19, "ReLU 10 folds")],
)  # fmt: skip
def test_what_is_said(law, step, words):
    """What the step does, in numbers of the network that is drawn."""
    said = cloud.said({"law": law, "step": step})["verdict"]
    now = cloud.size(cloud.passage(law)[step])
    assert words in said
    assert cloud._told(now) in said
