"""Recipes: which law well-known models draw each tensor from, as data, with its source.

A recipe is a list of rules, a pattern of names and a law each; the last that matches decides.
`draw` draws a state, `check` says what is otherwise in a state, `laws` gives the laws with their
numbers put in, for `initdocs.testing.assert_initialized`.

>>> import numpy as np
>>> shapes = {"transformer.h.0.mlp.c_proj.weight": (64, 256), "transformer.ln_f.bias": (64,)}
>>> laws("gpt2", shapes, layers=12)["transformer.h.0.mlp.c_proj.weight"]
'normal(std=0.0040824829)'
>>> state = draw("gpt2", shapes, layers=12, rng=np.random.default_rng(0))
>>> check("gpt2", state, layers=12)
()
"""

# It imports the doctor.

from initdocs.recipes.applied import check, draw, laws
from initdocs.recipes.recipe import Recipe, Rule, Source
from initdocs.recipes.table import RECIPES, get

# as one reads it: the page of the API keeps this order
__all__ = ["RECIPES", "get", "draw", "check", "laws", "Recipe", "Rule", "Source"]  # noqa: RUF022
