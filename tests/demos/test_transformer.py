"""What the transformer demo lets a reader find: from its scene, its frames and its presets."""

from itertools import islice

import numpy as np
import pytest

from initdocs import demos, recipes
from initdocs.demos import transformer
from initdocs.demos.transformer import CONTENDERS, HEADS, KINDS, MOST, PLACES

DEMO = demos.load("transformer")
USUAL = demos.defaults(DEMO)
PRESETS = {each.slug: each.settings.get("start", "gpt2") for each in DEMO.presets}


def scene(seed=0, **more):
    """The first loss and the stream of every start, by its name, and ln V."""
    shown = transformer.scene(USUAL | {"seed": seed} | more)
    first = dict(zip(CONTENDERS, shown["first"], strict=True))
    return first, dict(zip(CONTENDERS, shown["stream"], strict=True)), float(shown["even"][0])


def run(start, count, **more):
    return list(islice(DEMO.frames(USUAL | {"start": start} | more), count))


def moved(frame):
    return dict(zip(KINDS, frame["updates"][0], strict=True))


seeds = pytest.mark.parametrize("seed", [0, 1, 2])


def test_gpt2_is_the_recipe():
    """The deviation of each parameter is that of the recipe, whose source is the model's code."""
    net = transformer.drawn("gpt2", USUAL | {"blocks": 8})
    laws = recipes.laws("gpt2", net.architecture.shapes)
    state = {name: values for name, values in net.state().items() if "ln_" not in name}
    for name, values in state.items():
        std = transformer.deviation("gpt2", name, values.shape, 8)
        assert laws[name] == f"normal(std={std:.8g})"
    assert recipes.check("gpt2", net.state()) == ()


def test_deepnorm_is_the_papers():
    """For a decoder of M blocks α = (2M)^¼, and β = (8M)^−¼ at values, MLP and outputs."""
    net = transformer.drawn("deepnorm", USUAL)
    assert net.architecture.place == "post" and net.architecture.skip == (2 * 4) ** 0.25
    for name, shape in net.architecture.shapes.items():
        if len(shape) == 2:
            beta = 1 if any(part in name for part in ("wte", "wpe", "c_q", "c_k")) else 32**-0.25
            std = transformer.deviation("deepnorm", name, shape, 4)
            assert std == pytest.approx(beta * np.sqrt(2 / sum(shape)))


@seeds
def test_a_start_is_told_before_the_first_step(seed):
    """An even guess where the logits are small; five times ln V where the tied table is not."""
    first, _, even = scene(seed)
    for name in ("gpt2", "flat", "zero", "zeros", "mup"):
        assert abs(first[name] - even) < 0.1
    for name in ("xavier", "he", "deepnorm"):
        assert even + 0.2 < first[name] < even + 2.5
    assert first["tied"] > 5 * even


@seeds
@pytest.mark.parametrize("blocks", [4, 12])
def test_without_the_factor_the_stream_is_larger(seed, blocks):
    """At the last block; with it the growth hardly depends on the depth, at zero there is none."""
    _, stream, _ = scene(seed, blocks=blocks)
    grown = {name: sizes[-1] / sizes[0] for name, sizes in stream.items()}
    assert grown["flat"] > 1.2 * grown["gpt2"]
    assert grown["gpt2"] < 1.2
    assert abs(grown["zero"] - 1) < 1e-6 and abs(grown["zeros"] - 1) < 1e-6
    assert grown["he"] > grown["xavier"] > 3
    # behind a norm the stream has the size 1
    np.testing.assert_allclose(stream["deepnorm"][1:], 1, rtol=1e-3)


@seeds
def test_without_the_root_each_head_looks_at_few_places(seed):
    """Its entropy is lower than that of the same weights with 1/√d, in every block."""
    bare, usual = (
        run(name, 1, seed=seed)[0]["entropy"][0].reshape(-1, HEADS).mean(axis=1)
        for name in ("unscaled", "xavier")
    )
    assert (bare < usual - 0.15).all()
    assert run("gpt2", 1, seed=seed)[0]["entropy"].min() > 0.99


@seeds
def test_a_rate_means_the_same_at_every_width_with_mup(seed):
    """After ten steps the loss at width 16 is that at 64; GPT-2's falls sooner the wider it is."""
    ten = {
        start: np.array([run(start, 6, seed=seed, width=w)[-1]["cost"][0] for w in ("16", "64")])
        for start in ("mup", "gpt2")
    }
    assert abs(np.diff(ten["mup"])[0]) < 0.05
    assert np.diff(ten["gpt2"])[0] < -0.2


def test_mup_is_the_recipe():
    """Tables of variance 1, matrices of 1/d by the stream's width, a readout of zero."""
    net = transformer.drawn("mup", USUAL | {"width": "64"})
    assert net.architecture.scale == HEADS / 64 and not net.architecture.tied
    for name, shape in net.architecture.shapes.items():
        if len(shape) == 2:
            table, head = name in ("wte.weight", "wpe.weight"), name == "lm_head.weight"
            std = 1 if table else 0 if head else 64**-0.5
            assert transformer.deviation("mup", name, shape, 4) == pytest.approx(std)
    rates = transformer.rate("mup", net, 0.01)
    assert rates.shape == (net.theta.shape[1],)
    np.testing.assert_allclose(np.unique(rates), [0.005, 0.01])
    slower = {n: v for n, v in net.parameters.items() if v[0].ndim == 2 and n[:3] != "wte"}
    del slower["wpe.weight"]
    assert np.isclose(rates, 0.005).sum() == sum(v[0].size for v in slower.values())


def test_one_zero_moves_all_and_two_move_nothing():
    """The zero moves first, then all; behind a second zero no branch has ever a gradient."""
    first, second = run("zero", 2, speed=1)
    still = ("queries, keys", "values", "into the MLP")
    assert moved(first)["last of a branch"] == MOST
    for kind in still:
        assert moved(first)[kind] == pytest.approx(transformer.LEAST)
        assert moved(second)[kind] > 1e-3
    for frame in run("zeros", 12):
        assert all(v == pytest.approx(transformer.LEAST) for k, v in moved(frame).items()
                   if k != "tables")  # fmt: skip
        assert moved(frame)["tables"] > 1e-3
        np.testing.assert_allclose(np.diff(frame["stream"][0]), 0, atol=1e-9)


def test_a_tied_table_of_variance_one_repeats_what_it_reads():
    """It is sure of the letter that it has just read, and the passage has no double letter."""
    (frame,) = run("tied", 1)
    x, y = (each[:, 0] for each in transformer.told())
    np.testing.assert_array_equal(frame["guess"], x)
    assert frame["chance"].min() > 0.99
    assert (x != y).all() and len(x) == PLACES


def test_gpt2_runs_beside():
    """The second run is GPT-2's, whatever the first one is; beside itself it runs once."""
    (own,), (other,) = run("gpt2", 1), run("he", 1)
    for name in ("cost", "stream", "entropy", "updates"):
        np.testing.assert_array_equal(own[name][0], own[name][1])
        np.testing.assert_array_equal(own[name][1], other[name][1])
        assert not np.array_equal(other[name][0], other[name][1])


def test_it_learns_and_what_it_is_told_on_is_held_out():
    """In twenty steps the loss falls by half a nat; no letter of the passages is learned from."""
    frames = run("gpt2", 11)
    assert [int(frame["step"][0]) for frame in frames] == [2 * i for i in range(11)]
    assert frames[-1]["cost"][0] < frames[0]["cost"][0] - 0.5
    learned, held_out, alphabet = transformer.text()
    assert len(learned) == transformer.HELD_OUT and len(held_out) > 2000
    x, y = transformer.told()
    assert "".join(alphabet[i] for i in [*x[:, 0], y[-1, 0]]).startswith(transformer.PASSAGE)
    assert x.shape == y.shape == (PLACES, transformer.TOLD)
    np.testing.assert_array_equal(x[1:], y[:-1])


@pytest.mark.parametrize("start", CONTENDERS)
def test_what_is_said(start):
    """The sentence has the first loss, ln V, the growth and the entropy."""
    first, stream, even = scene()
    said = transformer.said(USUAL | {"start": start})
    grown = stream[start][-1] / stream[start][0]
    looks = run(start, 1)[0]["entropy"][0].mean()
    assert (said["first"], said["even"], said["grown"], said["looks"]) == (
        f"{first[start]:.2f}", f"{even:.2f}", f"{grown:.2f}", f"{looks:.2f}",
    )  # fmt: skip
    assert ("an even guess (ln V" in said["verdict"]) == (abs(first[start] - even) < 0.1) or (
        "above an even guess" in said["verdict"]
    )
    for name in ("first", "even", "grown", "looks"):
        assert said[name] in said["verdict"]


def test_the_broken_starts_have_names():
    """A preset for each, and for what they are broken from."""
    assert set(PRESETS.values()) == {"gpt2", "flat", "unscaled", "tied", "zero", "zeros", "mup"}
