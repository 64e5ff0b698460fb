"""What a preset's sentence says holds of its recorded run, and what is asked has an answer."""

from math import log

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import digits, phase, playground

ALL = [(name, each.slug) for name in demos.NAMES for each in demos.load(name).presets]


def run(name, slug):
    """The scene of a preset, and the frames of it that are recorded."""
    demo = demos.load(name)
    settings = demos.defaults(demo) | dict(demos.preset(name, slug).settings)
    return demo.scene(settings), demos.recorded_frames(demo, demo.frames(settings))


def race(module, slug, field):
    """A field of the last frame by the name of the start, and the same of all frames."""
    _, frames = run(module.__name__.rpartition(".")[2], slug)
    names = list(module.CONTENDERS)
    return (
        dict(zip(names, frames[-1][field], strict=True)),
        {name: np.array([f[field][i] for f in frames]) for i, name in enumerate(names)},
        frames,
    )


@pytest.mark.parametrize(("name", "slug"), ALL)
def test_a_preset_is_recorded(name, slug):
    """Its settings are allowed, and the page has them without Python."""
    demo = demos.load(name)
    chosen = dict(demos.preset(name, slug).settings)
    settings, notes = demos.read_settings(demo, chosen)
    assert not notes
    live = {p.name for p in demo.parameters if p.live}
    changed = {k: v for k, v in chosen.items() if k not in live and v != demos.defaults(demo)[k]}
    axes = [{**axis.files, **axis.grid} for axis in demo.axes]
    assert not changed or any(
        changed.keys() <= axis.keys() and all(settings[k] in axis[k] for k in changed)
        for axis in axes
    )


def test_slugs_are_told_apart():
    """No two presets of a demo share an address."""
    assert len(set(ALL)) == len(ALL)


@pytest.mark.parametrize("name", [n for n in demos.NAMES if demos.load(n).question])
def test_what_is_asked_has_an_answer(name):
    """What came out is one of the answers, and the sentence has the numbers of the run."""
    demo = demos.load(name)
    settings = demos.defaults(demo)
    frames = demos.recorded_frames(demo, demo.frames(settings))
    answer, sentence = demo.question.came(demo.scene(settings), frames)
    assert answer in demo.question.answers and len(demo.question.answers) > 2
    assert sentence.endswith(".")


def test_zero_never_moves():
    """Its cost stays at ln 2, an even guess."""
    _, costs, _ = race(playground, "zero-never-moves", "cost")
    np.testing.assert_allclose(costs["zero"], log(2), atol=2e-3)


def test_too_small_wakes_late():
    """Nothing happens for a long time, and then all at once."""
    _, costs, frames = race(playground, "too-small-wakes-late", "cost")
    epochs = np.array([f["epoch"][0] for f in frames])
    small = costs["small"]
    woken = epochs[small < 0.6][0]
    assert woken >= 200 and small[-1] < 0.05
    assert epochs[small < 0.2][0] < 1.5 * woken


def test_dead_relu():
    """One unlucky draw for all normal laws: no gradient comes back. Orthogonal learns."""
    costs, _, frames = race(playground, "dead-relu", "cost")
    norms = dict(zip(playground.CONTENDERS, frames[-1]["norms"], strict=True))
    for name in ("small", "appropriate", "xavier", "he"):
        assert norms[name][0] < 1e-12 and abs(costs[name] - log(2)) < 1e-3
    assert costs["orthogonal"] < 0.1


def test_saturated():
    """Far from 0 a tanh is flat, and the cost comes down slowly."""
    costs, all_, _ = race(playground, "saturated", "cost")
    assert all_["large"][-1] < all_["large"][0]
    assert costs["large"] > 5 * costs["appropriate"]


def test_sigmoid_layers():
    """No start has learned in the end."""
    costs, _, _ = race(playground, "sigmoid-layers", "cost")
    assert min(costs.values()) > 0.6


def test_fifty_layers_fade():
    """A tenth less in each layer, and not a hundredth arrives."""
    scene, _ = run("depth", "fifty-layers-fade")
    assert 10 ** scene["law_up"][-1] < 0.01 and 10 ** scene["up"][-1, 1] < 0.01


def test_one_factor_too_large():
    """117 times in the end."""
    scene, _ = run("depth", "one-factor-too-large")
    assert round(10 ** scene["up"][-1, 1]) == 117


def test_a_typical_draw_falls_away():
    """The root mean square stays at 1, and the median does not."""
    scene, _ = run("depth", "a-typical-draw-falls-away")
    assert abs(scene["law_up"][-1]) < 1e-9 and scene["up"][-1, 1] < -1


def test_orthogonal_keeps_every_length():
    """The dots stand on the line, and there are no bars."""
    scene, _ = run("depth", "orthogonal-keeps-every-length")
    np.testing.assert_allclose(scene["up"], 0, atol=1e-9)
    np.testing.assert_allclose(scene["law_up"], 0, atol=1e-9)


def test_relu_takes_half():
    """Half of the second moment is lost in each layer."""
    scene, _ = run("depth", "relu-takes-half")
    np.testing.assert_allclose(np.diff(scene["law_up"][:-1]), np.log10(1 / np.sqrt(2)))


@pytest.mark.parametrize(
    ("slug", "verdict"),
    [("order", phase.ORDER), ("edge-of-chaos", phase.CRITICAL), ("chaos", phase.CHAOS),
     ("he-s-relu", phase.CRITICAL), ("gelu-has-no-rest", phase.DIES)],
)  # fmt: skip
def test_phases_are_what_they_are_called(slug, verdict):
    """Each point has the verdict that its name says."""
    scene, _ = run("phase", slug)
    assert scene["verdict"][0] == verdict


def test_what_is_said_of_the_phases():
    """Inputs become alike or part, scales are long, every variance is kept, or none."""
    assert run("phase", "order")[0]["c"][-1] > 0.999
    assert (run("phase", "edge-of-chaos")[0]["scales"] > 100).all()
    assert run("phase", "chaos")[0]["c"][-1] < phase.START_C
    np.testing.assert_allclose(run("phase", "he-s-relu")[0]["q"], 0, atol=1e-9)
    assert phase.facts("gelu", 2.5, 0.0)[0] == phase.EXPLODES


def test_walls_of_tanh():
    """With variance 1 most activations stand at one of the ends of tanh."""
    _, frames = run("digits", "walls-of-tanh")
    place = list(digits.CONTENDERS).index("normal")
    bars = frames[0]["histograms"][place].reshape(len(digits.KINDS), -1, digits.BINS)[0]
    assert (bars[:, [0, -1]].min(axis=1) > 2 * bars[:, 1:-1].max(axis=1)).all()


def test_nothing_arrives():
    """The activations of the eighth layer are a spike at 0."""
    _, frames = run("digits", "nothing-arrives")
    place = list(digits.CONTENDERS).index("uniform")
    bars = frames[0]["histograms"][place].reshape(len(digits.KINDS), -1, digits.BINS)[0][-1]
    middle = digits.BINS // 2
    assert np.delete(bars, [middle - 1, middle]).max() < 0.01


def test_eight_sigmoid_layers():
    """Of the six with sigmoids only Normal, the largest, has begun to learn."""
    errors, _, _ = race(digits, "eight-sigmoid-layers", "held_out")
    del errors["he"]
    assert errors.pop("normal") < 0.75
    assert min(errors.values()) > 0.85


def test_what_is_said_of_the_gains():
    """GELU leaves its fixed point, SELU needs no gain, and ReLU squared doubles a deviation."""
    numbers = {slug: run("gain", slug)[0]["numbers"] for slug in ("gelu", "selu", "relu-squared")}
    assert numbers["gelu"][3] > 1
    assert abs(numbers["selu"][0] - 1) < 1e-6
    assert abs(numbers["relu-squared"][3] - 2) < 1e-3


def test_normalization():
    """Too small a start mends its size in the first step, too large a one keeps it for ten."""
    ways = {}
    for slug in ("too-small", "too-large"):
        scene, _ = run("normalization", slug)
        ways[slug] = scene["weights"], scene["move"], scene["path"]
    (small, first, path), (large, _, slow) = ways.values()
    norm = np.linalg.norm
    assert norm(first) > norm(small) and norm(path[0]) > 1.4 * norm(small), (
        "The first step is long, and mends the size."
    )
    cosine = large @ slow[-1] / norm(large) / norm(slow[-1])
    assert cosine > np.cos(np.deg2rad(20)) and norm(slow[-1]) < 1.01 * norm(large), (
        "Ten steps hardly turn the weights, and their size stays."
    )
