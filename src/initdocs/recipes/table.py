"""The recipes by name."""

from initdocs import _check
from initdocs.recipes import language, others, vision
from initdocs.recipes.recipe import Recipe

RECIPES: dict[str, Recipe] = {
    recipe.name: recipe for part in (language, vision, others) for recipe in part.RECIPES
}


def get(name: str) -> Recipe:
    """A recipe by its name; a `ValueError` names the nearest.

    >>> get("gpt2").sources[0].repository
    'karpathy/nanoGPT'
    """
    return RECIPES[_check.one_of("recipe", name, RECIPES)]
