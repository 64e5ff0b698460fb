import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import initdocs.activations
from initdocs import initializers
from initdocs.initializers import ALIASES, INITIALIZERS, table
from initdocs.initializers.table import LAYERS

rows = pytest.mark.parametrize("row", INITIALIZERS.values(), ids=lambda row: row.name)


def pairs():
    """Every row with each shape of a layer that it is meant for."""
    for row in INITIALIZERS.values():
        special = row.name in table.SHAPES
        for layer in row.layers[:1] if special else row.layers:
            yield pytest.param(
                row, row.shape if special else LAYERS[layer], id=f"{row.name}-{layer}"
            )


@pytest.mark.parametrize(("row", "shape"), list(pairs()))
def test_moments(row, shape):
    """The promised mean square, and mean 0 for a random law, to five standard errors."""
    w = row.draw(shape, rng=np.random.default_rng(3))
    law = row.mean_square(shape)
    assert w.shape == shape
    squares, n = (w**2).mean(), w.size
    if len(np.unique(w)) <= 2:
        assert squares == pytest.approx(law)
        return
    # of N entries, those that are not 0 count; a mean has the error √(law/N), a mean square
    # at most √(2/N) of itself, since no law here has heavier tails than the normal
    n = np.count_nonzero(w)
    assert abs(w.mean()) <= 5 * np.sqrt(law / w.size)
    assert squares == pytest.approx(law, rel=5 * np.sqrt(2 / n), abs=0)


#: the mean square of each law, from its paper, in n inputs, m outputs and k pixels of a window;
#: written here a second time, since a row's draw and its own law may be wrong together
WRITTEN = {
    "he_normal": lambda m, n, k: 2 / (n * k),
    "he_uniform": lambda m, n, k: 2 / (n * k),
    "he_truncated": lambda m, n, k: 2 / (n * k),
    "he_normal_fan_out": lambda m, n, k: 2 / (m * k),
    "he_leaky": lambda m, n, k: 2 / (1.04 * n * k),
    "xavier_normal": lambda m, n, k: 2 / ((n + m) * k),
    "xavier_uniform": lambda m, n, k: 2 / ((n + m) * k),
    "xavier_truncated": lambda m, n, k: 2 / ((n + m) * k),
    "packed_xavier": lambda m, n, k: 2 / (n + m / 3),
    "lecun_normal": lambda m, n, k: 1 / (n * k),
    "lecun_uniform": lambda m, n, k: 1 / (n * k),
    "lecun_truncated": lambda m, n, k: 1 / (n * k),
    "pytorch_linear": lambda m, n, k: 1 / (3 * n * k),
    "variance_scaling": lambda m, n, k: 1 / (n * k),
    "embedding_normal": lambda m, n, k: 1 / n,
    "mup_output": lambda m, n, k: 1 / n**2,
    "orthogonal": lambda m, n, k: 1 / max(m, n * k),
    "delta_orthogonal": lambda m, n, k: 1 / (m * k),
    "fixup": lambda m, n, k: 2 / (25 * n * k),
    "residual_scaling": lambda m, n, k: 0.0004 / 24,
    "sparse": lambda m, n, k: 15 / n,
}


def written():
    """Each of them with more outputs than inputs: as a matrix, and as a kernel where it has one."""
    for name in WRITTEN:
        if name != "delta_orthogonal":
            yield pytest.param(name, (600, 300), id=f"{name}-matrix")
        if {"convolution", "residual"} & set(INITIALIZERS[name].layers):
            yield pytest.param(name, (60, 40, 3, 3), id=f"{name}-kernel")


@pytest.mark.parametrize(("name", "shape"), list(written()))
def test_moments_as_the_papers_have_them(name, shape):
    """The mean square of what is drawn is the paper's, to five standard errors."""
    m, n, *window = shape
    w = INITIALIZERS[name].draw(shape, rng=np.random.default_rng(11))
    expected = WRITTEN[name](m, n, int(np.prod(window)))
    assert (w**2).mean() == pytest.approx(expected, rel=5 * np.sqrt(2 / np.count_nonzero(w)))


@pytest.mark.parametrize(
    "name", ["truncated_normal", "lecun_truncated", "xavier_truncated", "he_truncated"]
)
def test_a_truncated_form_has_no_outlier(name):
    """No entry lies further out than two deviations of the law before it was cut."""
    row, shape = INITIALIZERS[name], (300, 300)
    w = row.draw(shape, rng=np.random.default_rng(0))
    bound = 2 * np.sqrt(row.mean_square(shape)) / 0.87962566103423978
    assert 0.99 * bound < abs(w).max() <= bound


def test_a_law_that_says_nothing_else_is_normal():
    """LeCun's: over the fan-in, with tails beyond every bound of the other two forms."""
    w = initializers.variance_scaling((100, 400), rng=np.random.default_rng(0))
    assert w.var() == pytest.approx(1 / 400, rel=5 * np.sqrt(2 / w.size))
    assert abs(w).max() > 3.5 / 20


def test_names_of_the_frameworks_and_the_papers():
    """Whoever knows a law as Glorot's or Kaiming's finds it."""
    for theirs, ours in (("glorot", "xavier"), ("kaiming", "he")):
        for form in ("normal", "uniform"):
            assert initializers.get(f"{theirs}_{form}").name == f"{ours}_{form}"
    assert initializers.get("kaiming_normal_fan_out").name == "he_normal_fan_out"
    assert initializers.get("eye").name == "identity"


def test_calls_name_the_frameworks_own_laws():
    """Keras calls a normal law that is not cut untruncated; a framework without a call has none."""
    calls = INITIALIZERS["he_normal"].calls
    assert '"fan_in", "untruncated_normal")' in calls["Keras"]
    assert '"fan_in", "normal")' in calls["JAX"]
    assert set(INITIALIZERS["dirac"].calls) == {"PyTorch"}


@rows
def test_same_seed_same_draw(row):
    """A generator with the same seed gives the same weights; float32 is the same, rounded."""
    types = (float, float, "f4")
    draws = [row.draw(row.shape, rng=np.random.default_rng(1), dtype=t) for t in types]
    np.testing.assert_array_equal(draws[0], draws[1])
    assert draws[2].dtype == np.float32
    np.testing.assert_array_equal(draws[0].astype("f4"), draws[2])


@rows
def test_a_row_is_whole(row):
    """A row says what it is for, in words that the table knows, and cites a place in a source."""
    assert set(row.layers) <= set(LAYERS)
    assert row.layers
    assert set(row.activations) <= set(table.ACTIVATIONS)
    assert set(row.calls) <= set(table.FRAMEWORKS)
    assert all((row.formula, row.keeps, row.use, row.avoid))
    assert row.source == "" or re.fullmatch(r"[a-z]+\d{4}, .+", row.source)


@pytest.mark.parametrize("name", ["lecun_uniform", "xavier_uniform", "he_uniform"])
def test_uniform_bound(name):
    """A uniform form fills U(±√(3·Var)) and never leaves it."""
    row, shape = INITIALIZERS[name], (200, 200)
    bound = np.sqrt(3 * row.mean_square(shape))
    w = row.draw(shape, rng=np.random.default_rng(0))
    assert 0.999 * bound < abs(w).max() <= bound


def test_truncation_bound_and_constant():
    """Truncated at two of its own σ; 0.87962566… is what two σ leave of the deviation."""
    w = initializers.truncated_normal((400, 400), std=1, rng=np.random.default_rng(0))
    assert abs(w).max() <= 2 / initializers.TRUNCATED_STD
    assert pytest.approx(0.87962566103423978, rel=1e-15) == initializers.TRUNCATED_STD


@given(st.integers(1, 12), st.integers(1, 12), st.floats(-3, 3))
def test_orthogonal(n_out, n_in, gain):
    """Rows or columns are orthonormal up to the gain, whichever is the smaller set."""
    w = initializers.orthogonal((n_out, n_in), gain=gain, rng=np.random.default_rng(0))
    square = w @ w.T if n_out <= n_in else w.T @ w
    np.testing.assert_allclose(square, gain**2 * np.eye(min(n_out, n_in)), atol=1e-12)


def test_orthogonal_is_uniform():
    """A 1×1 orthogonal matrix is a fair coin: QR alone would always give the same sign."""
    rng = np.random.default_rng(0)
    signs = [initializers.orthogonal((1, 1), rng=rng)[0, 0] for _ in range(400)]
    assert abs(np.mean(signs)) < 5 / np.sqrt(400)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 5))
def test_fans(n_out, n_in, kernel):
    """A kernel multiplies both fans."""
    assert initializers.fans((n_out, n_in, kernel)) == (n_in * kernel, n_out * kernel)


@given(st.integers(1, 4), st.integers(1, 6), st.integers(1, 6), st.integers(1, 3))
def test_fans_of_groups(groups, outs, ins, kernel):
    """The fans are what a grouped convolution sums: ones in, ones for weights."""
    shape = (groups * outs, ins, kernel, kernel)
    fan_in, fan_out = initializers.fans(shape, groups=groups)
    # each of the groups·outs outputs sums fan_in terms; each input stands in fan_out of them
    assert fan_in * groups * outs == fan_out * groups * ins == np.prod(shape)


@pytest.mark.parametrize(("kernel", "stride"), [(4, 2), (3, 1), (6, 3), (3, 3)])
def test_fans_of_strides(kernel, stride):
    """Counted on a long line: terms of one output, and outputs that one input reaches."""
    shape, length = (5, 7, kernel), 60
    reach = np.zeros((length, length * stride))
    for i in range(length):
        reach[i, i * stride : i * stride + kernel] += 1
    middle = slice(kernel, -kernel)
    seen = reach[:, 2 * kernel : -3 * kernel].sum(axis=0).mean()
    assert reach[middle].sum(axis=1).mean() == kernel
    _, fan_out = initializers.fans(shape, stride=stride)
    assert fan_out == pytest.approx(5 * seen)
    fan_in, _ = initializers.fans(shape, stride=stride, transposed=True)
    assert fan_in == pytest.approx(7 * seen)


@pytest.mark.parametrize("groups", [1, 4])
def test_dirac_hands_channels_on(groups):
    """A Dirac convolution copies its input, group by group."""
    c, length = 8, 9
    w = initializers.dirac((c, c // groups, 3), groups=groups)
    x = np.random.default_rng(0).standard_normal((c, length))
    y = np.zeros((c, length - 2))
    for o in range(c):
        first = o // (c // groups) * (c // groups)
        for i in range(c // groups):
            y[o] += np.convolve(x[first + i], w[o, i, ::-1], mode="valid")
    np.testing.assert_array_equal(y, x[:, 1:-1])


@given(st.integers(1, 6), st.integers(0, 6), st.sampled_from([1, 3, 5]))
def test_delta_orthogonal(n_in, more, window):
    """The middle of the window keeps lengths; everything else is zero."""
    w = initializers.delta_orthogonal((n_in + more, n_in, window), rng=np.random.default_rng(0))
    middle = w[:, :, window // 2]
    np.testing.assert_allclose(middle.T @ middle, np.eye(n_in), atol=1e-12)
    assert np.count_nonzero(w) == np.count_nonzero(middle)


@given(st.integers(1, 4), st.integers(0, 3), st.integers(1, 4), st.integers(1, 3))
def test_convolutional_orthogonal(n_in, more, height, width):
    """On a ring every image keeps its length, and every entry of the window is used."""
    rng = np.random.default_rng(0)
    shape = (n_in + more, n_in, height, width)
    w = initializers.convolutional_orthogonal(shape, gain=1.5, rng=rng)
    x = rng.standard_normal((n_in, 6, 5))
    y = sum(
        np.tensordot(w[:, :, i, j], np.roll(x, (i, j), axis=(1, 2)), 1)
        for i in range(height)
        for j in range(width)
    )
    np.testing.assert_allclose((y**2).sum(), 1.5**2 * (x**2).sum())
    if n_in > 1:
        assert (np.abs(w).max(axis=(0, 1)) > 1e-3).all()


def twins(name, widths, window=()):
    """A product of orthogonal maps: `name` between layers of mirrored weights, on one input."""
    rng, phi = np.random.default_rng(0), initdocs.activations.get(name).phi
    sides = ["outputs", *["both"] * (len(widths) - 3), "inputs"]
    a = x = rng.standard_normal(widths[0])
    for n_in, n_out, mirrored in zip(widths, widths[1:], sides, strict=False):
        w = initializers.looks_linear((n_out, n_in, *window), mirrored=mirrored, rng=rng)
        # one pixel with nothing beside it sees the middle of the window
        z = w.reshape(n_out, n_in, -1)[:, :, int(np.prod(window)) // 2] @ a
        a = phi(z) if mirrored != "inputs" else z
    return (a**2).sum(), (x**2).sum()


@pytest.mark.parametrize("name", ["relu", "gelu", "silu"])
@pytest.mark.parametrize("window", [(), (3, 3)], ids=["dense", "convolution"])
def test_looks_linear(name, window):
    """Through any activation with φ(z) − φ(−z) = z, from input to output, every length is kept."""
    after, before = twins(name, (6, *[12] * 20, 6), window)
    assert after == pytest.approx(before)


def test_looks_linear_is_not_for_tanh():
    """tanh(z) − tanh(−z) is twice a tanh: such a network keeps no length."""
    after, before = twins("tanh", (6, *[12] * 20, 6))
    assert after != pytest.approx(before, rel=0.1)


@given(st.integers(1, 9), st.integers(1, 40), st.integers(1, 20))
def test_sparse(n_out, n_in, nonzero):
    """Every unit listens to the same number of inputs."""
    w = initializers.sparse((n_out, n_in), nonzero=nonzero, rng=np.random.default_rng(0))
    assert ((w != 0).sum(axis=1) == min(nonzero, n_in)).all()


def test_packed_parts_are_alone():
    """Packing changes nothing: the bound is that of one part, whatever the number of parts."""
    rng = np.random.default_rng(0)
    for parts in (1, 2, 3):
        w = initializers.packed_xavier((parts * 100, 50), parts=parts, rng=rng)
        assert 0.99 * np.sqrt(6 / 150) < abs(w).max() <= np.sqrt(6 / 150)


@given(st.integers(1, 400), st.integers(2, 6))
def test_fixup_is_he_at_one_block(blocks, layers):
    """The variance falls as blocks^(−1/(m−1)) from He's, and the last layer is zero."""
    shape, rng = (40, 30), np.random.default_rng
    scaled = initializers.fixup(shape, blocks=blocks, layers=layers, rng=rng(0))
    plain = initializers.he_normal(shape, rng=rng(0))
    np.testing.assert_allclose(scaled, plain * blocks ** (-1 / (2 * layers - 2)))
    last = initializers.fixup(shape, blocks=blocks, layers=layers, last=True, rng=rng(0))
    assert not last.any()


@given(st.floats(1e-6, 1 - 1e-6))
def test_prior_bias(prior):
    """The sigmoid of the bias is the prior."""
    b = initializers.prior_bias((1,), prior=prior)
    np.testing.assert_allclose(1 / (1 + np.exp(-b)), prior, rtol=1e-9)


@pytest.mark.parametrize("alias", ALIASES)
def test_aliases(alias):
    """An alias is the same row, and no alias hides a name."""
    assert alias not in INITIALIZERS
    assert initializers.get(alias) is INITIALIZERS[ALIASES[alias]]


@pytest.mark.parametrize("name", [*INITIALIZERS, *ALIASES])
def test_a_row_can_be_imported_by_each_of_its_names(name):
    """It is the row's draw, or the function that the row gives its numbers to."""
    assert name in dir(initializers)
    draw = initializers.get(name).draw
    assert getattr(initializers, name) in (draw, getattr(draw, "func", draw))


def test_no_other_name_can_be_imported():
    """A misspelled one is found where it is imported."""
    with pytest.raises(AttributeError, match="no attribute 'he_norml'"):
        initializers.he_norml  # noqa: B018


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda r: initializers.get("he"), r"initializer: got 'he', which .* called: he_normal"),
        (lambda r: initializers.normal((2, 2), std=-1, rng=r), r"std: got -1, .*at least 0"),
        (lambda r: initializers.normal((2, 2), std=np.nan, rng=r), r"std: got nan, .*finite"),
        (lambda r: initializers.he_normal((2, 0), rng=r), r"shape\[1\]: got 0, .*at least 1"),
        (lambda r: initializers.he_normal((2, 2.5), rng=r), r"shape\[1\]: got 2.5, .*integer"),
        (lambda r: initializers.he_normal((7,), rng=r), r"shape: got \(7,\), .*at least 2 axes"),
        (lambda r: initializers.he_normal(7, rng=r), r"shape: got 7"),
        (lambda r: initializers.he_normal((2, 2), rng=0), r"rng: got 0, .*Generator"),
        (lambda r: initializers.variance_scaling((2, 2), mode="x", rng=r), r"mode: got 'x'"),
        (
            lambda r: initializers.variance_scaling((2, 2), distribution="x", rng=r),
            r"distribution: got 'x'",
        ),
        (lambda r: initializers.variance_scaling((2, 2), scale=-1, rng=r), r"scale: got -1"),
        (lambda r: initializers.constant((2, 2), value=np.inf), r"value: got inf"),
        (lambda r: initializers.fans((6, 2), groups=4), r"groups: got 4, .*divisor of the 6"),
        (lambda r: initializers.fans((6, 2), stride=0), r"stride: got 0, .*at least 1"),
        (lambda r: initializers.identity((2, 2, 2)), r"shape: got \(2, 2, 2\)"),
        (lambda r: initializers.dirac((2, 2)), r"shape: got \(2, 2\), .*at least 3 axes"),
        (lambda r: initializers.dirac((3, 2, 3), groups=2), r"groups: got 2, .*divisor"),
        (
            lambda r: initializers.delta_orthogonal((2, 3, 3), rng=r),
            r"shape: got .*at most as many inputs",
        ),
        (lambda r: initializers.delta_orthogonal((3, 2, 4), rng=r), r"shape: got .*odd"),
        (
            lambda r: initializers.convolutional_orthogonal((2, 3, 3), rng=r),
            r"shape: got .*at most as many inputs",
        ),
        (lambda r: initializers.looks_linear((3, 2), rng=r), r"shape: got .*even .*outputs"),
        (
            lambda r: initializers.looks_linear((3, 5), mirrored="inputs", rng=r),
            r"shape: got .*even .*inputs",
        ),
        (lambda r: initializers.looks_linear((2, 2), mirrored="x", rng=r), r"mirrored: got 'x'"),
        (lambda r: initializers.delta_orthogonal((3, 2, 3, 4), rng=r), r"shape: got .*odd"),
        (lambda r: initializers.fans((7,)), r"shape: got \(7,\), .*at least 2 axes"),
        (lambda r: initializers.sparse((3, 2, 4), rng=r), r"shape: got"),
        (lambda r: initializers.sparse((3, 2), nonzero=0, rng=r), r"nonzero: got 0"),
        (lambda r: initializers.packed_xavier((4, 2), rng=r), r"parts: got 3, .*divisor"),
        (lambda r: initializers.fixup((4, 2), layers=1, rng=r), r"layers: got 1, .*at least 2"),
        (lambda r: initializers.forget_bias((6,)), r"shape: got \(6,\), .*four gates"),
        (lambda r: initializers.prior_bias((6,), prior=1), r"prior: got 1.*between 0 and 1"),
    ],
)
def test_bad_input(call, message):
    """The error names the argument, the value and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(np.random.default_rng(0))


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_strides_skip_along_every_axis(axes):
    """A stride of 2 leaves an input half of the windows along each axis of the kernel."""
    shape = (6, 5, *[4] * axes)
    assert initializers.fans(shape, stride=2) == (5 * 4**axes, 6 * 4**axes / 2**axes)
    assert initializers.fans(shape, stride=2, transposed=True) == (5 * 2**axes, 6 * 4**axes)


@pytest.mark.parametrize("window", [2, 4, 6])
def test_the_middle_of_an_even_window(window):
    """It is the entry after the middle, as PyTorch has it."""
    w = initializers.dirac((2, 2, window, window + 1))
    assert np.argwhere(w[0, 0]).tolist() == [[window // 2, (window + 1) // 2]]


def test_sparse_inputs_are_drawn():
    """Each unit has inputs of its own, and over many units every input is as likely."""
    w = initializers.sparse((4000, 20), nonzero=5, rng=np.random.default_rng(0)) != 0
    assert len(np.unique(w[:20], axis=0)) > 10
    share = w.mean(axis=0)
    assert (abs(share - 0.25) <= 5 * np.sqrt(0.25 * 0.75 / 4000)).all()


def test_gains_are_factors():
    """Of the identity and of a delta kernel too."""
    rng = np.random.default_rng(0)
    np.testing.assert_array_equal(initializers.identity((2, 3), gain=3), 3 * np.eye(2, 3))
    middle = initializers.delta_orthogonal((4, 3, 3), gain=2, rng=rng)[:, :, 1]
    np.testing.assert_allclose(middle.T @ middle, 4 * np.eye(3), atol=1e-12)


def test_forget_gates_are_the_second_quarter():
    """Gates stand in the order input, forget, cell, output; a matrix is no bias."""
    assert initializers.forget_bias((8,), value=2).tolist() == [0, 0, 2, 2, 0, 0, 0, 0]
    with pytest.raises(ValueError, match=r"shape: got \(8, 4\), .*four gates"):
        initializers.forget_bias((8, 4))


def test_mup_is_lecun_at_its_base():
    """At the width that the learning rate was found for both are one law."""
    shape = (10, 256)
    ours, lecun = (
        draw(shape, rng=np.random.default_rng(0))
        for draw in (lambda *a, **k: initializers.mup_output(*a, base=256, **k),
                     initializers.lecun_normal)
    )  # fmt: skip
    np.testing.assert_allclose(ours, lecun)


@pytest.mark.parametrize("slope", [0.0, 0.1, 0.2, 0.5, -1.0])
def test_he_for_any_slope(slope):
    """The variance 2/((1 + a²) n) of the slope that is given; without one it is 0.2."""
    he_leaky = initializers.get("he_leaky").draw
    w = he_leaky((300, 400), slope=slope, rng=np.random.default_rng(0))
    same = he_leaky((300, 400), rng=np.random.default_rng(0))
    assert 400 * w.var() == pytest.approx(2 / (1 + slope**2), rel=5 * np.sqrt(2 / w.size))
    np.testing.assert_allclose(w / same, np.sqrt(1.04 / (1 + slope**2)))
