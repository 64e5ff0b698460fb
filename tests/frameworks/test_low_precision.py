"""What the page on low precision says of the installed PyTorch and JAX."""

import numpy as np
import pytest

from initdocs.precision import normal_quantile, rounded


def double(values):
    """In double precision, of either framework."""
    return np.asarray(values.float() if hasattr(values, "detach") else values).astype(float)


@pytest.mark.parametrize("form", ["bfloat16", "float16"])
def test_pytorch_draws_a_truncated_normal_in_few_digits(frameworks, form):
    """No weight lies on the far bound, and deviation and mean are those asked for."""
    torch = frameworks.torch
    torch.manual_seed(0)
    w = torch.empty(1000, 1000, dtype=getattr(torch, form))
    found = double(torch.nn.init.trunc_normal_(w, std=0.01))
    assert np.abs(found).max() < 0.06
    assert abs(found.std() / 0.01 - 1) < 5e-3 and abs(found.mean()) < 1e-4


@pytest.mark.parametrize(("form", "told"), [("bfloat16", "BFloat16"), ("float16", "Half")])
def test_pytorch_has_no_orthogonal_matrix_in_few_digits(frameworks, form, told):
    """It says which routine is missing, with the name that the page quotes."""
    torch = frameworks.torch
    with pytest.raises(NotImplementedError, match=f"\"geqrf_cpu\" not implemented for '{told}'"):
        torch.nn.init.orthogonal_(torch.empty(8, 8, dtype=getattr(torch, form)))


def test_jax_has_no_orthogonal_matrix_in_few_digits(frameworks):
    """Its QR refuses bfloat16."""
    jax = frameworks.jax
    with pytest.raises(NotImplementedError, match="bfloat16"):
        jax.lax.linalg.qr(jax.numpy.eye(3, dtype="bfloat16"))


def test_jax_draws_normal_numbers_of_seven_bits(frameworks):
    """128 values in bfloat16, those of the page's cell, and a mean a hundredth below zero."""
    jax = frameworks.jax
    found = double(jax.random.normal(jax.random.key(0), (1000, 1000), "bfloat16"))
    low = -1 + 2.0**-8
    u = rounded(rounded(np.arange(2**7) / 2**6, "bfloat16") + low, "bfloat16").astype(float)
    values = rounded(normal_quantile((1 + u) / 2), "bfloat16")
    assert len(np.unique(found)) == 128
    np.testing.assert_allclose(np.unique(found), values, rtol=2.0**-6, atol=2.0**-8)
    assert -0.015 < found.mean() < -0.009
