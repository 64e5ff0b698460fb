"""What is looked at in a transformer."""

import numpy as np
from tests.transformer.test_model import model, text

from initdocs.transformer import attention_entropy, stream_size, update_ratios


def test_zero_queries_look_everywhere_alike():
    """A head whose queries are zero has the largest entropy; a huge scale leaves it none."""
    net = model(networks=2)
    net.parameters["h.0.attn.c_q.weight"][0] = 0
    entropy = attention_entropy(net.forward(text()[0]))
    assert entropy.shape == (2, 2, 2)
    np.testing.assert_allclose(entropy[0, 0], 1, rtol=1e-12)
    assert (entropy[1, 0] < 1).all()
    sharp = model(networks=1, scale=1e4, std=1.0)
    assert (attention_entropy(sharp.forward(text()[0])) < 0.05).all()


def test_stream_size_is_the_root_mean_square():
    """A branch that gives zero leaves the stream's size; post-norm sets it to its gain."""
    net = model(networks=1)
    net.parameters["h.0.attn.c_proj.weight"][...] = 0
    sizes = stream_size(net.forward(text()[0]))
    assert sizes.shape == (1, 5)
    assert sizes[0, 1] == sizes[0, 0]
    post = model("deepnorm", networks=1, std=0.3)
    for name, gain in post.parameters.items():
        if "ln_" in name:
            gain[...] = 2
    np.testing.assert_allclose(stream_size(post.forward(text()[0]))[0, 1:], 2, rtol=1e-2)


def test_update_ratios():
    """|step| over |parameter|, ∞ for one that leaves zero, 0 for one that stays there."""
    before = {"a": np.array([[3.0, 4.0]]), "b": np.zeros((1, 2)), "c": np.zeros((1, 2))}
    after = {"a": np.array([[3.0, 4.5]]), "b": np.ones((1, 2)), "c": np.zeros((1, 2))}
    ratios = update_ratios(before, after)
    assert ratios["a"].tolist() == [0.1]
    assert ratios["b"].tolist() == [np.inf]
    assert ratios["c"].tolist() == [0.0]
