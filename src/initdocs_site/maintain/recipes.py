"""The pages of the recipes, a page a recipe, written from the data.

python -m initdocs_site.maintain.recipes
"""

# ruff: noqa: E501 - a page has a sentence a line

from pathlib import Path

import numpy as np

from initdocs import recipes
from initdocs.recipes import RECIPES, Recipe
from initdocs_site import ROOT

FOLDER = ROOT / "docs/reference/recipes"

INDEX = """\
---
title: Recipes
description: Which law well-known models draw each of their tensors from, read in their code, as tables and as data that draws and checks.
---

# Recipes

Which standard deviation for which matrix?
The answer stands in the code of each model, in a routine that few read.
These pages hold {count} of them: a law for each pattern of names, with the file and the commit where it was read.

{table}

They are data of the package.
`recipes.draw` draws a state, `recipes.check` compares a model with a recipe, and `recipes.laws` gives the laws with their numbers put in.

```python live id="recipes"
import numpy as np

from initdocs import recipes

shapes = {{"h.0.mlp.c_fc.weight": (256, 64), "h.0.mlp.c_proj.weight": (64, 256)}}
for name, law in recipes.laws("gpt2", shapes, layers=12).items():
    print(name, law)
state = recipes.draw("gpt2", shapes, layers=12, rng=np.random.default_rng(0))
print(recipes.check("gpt2", state, layers=12))
print(*recipes.check("gpt2", state, layers=48))
```

```output
{output}
```

```python holds
assert recipes.check("gpt2", state, layers=12) == (), "The draw is as the recipe has it."
assert len(recipes.check("gpt2", state, layers=48)) == 1, "Of another depth one matrix differs."
```

A check knows how many values each tensor has: it tells what the values show, and nothing else.
It takes a PyTorch module, a Keras model, a module of Flax nnx, a file, or names with arrays:

```python
def test_the_start():
    problems = recipes.check("gpt2", make_model())
    assert not problems, "\\n".join(problems)
```

*Not run here: it is for your own tests, with your own model.*

A recipe is what a project chose, not what is best.
[Any activation](../../beyond/any-activation.md) and [Residual networks](../../beyond/residual.md) derive what these constants stand for.
"""

PAGE = """\
---
title: "Recipe: {title}"
description: "Which law {plain} draws each of its tensors from, read in its code, with a draw and a check that run."
---

# {title}

{about}

Read in {sources}.
{note}

{table}

The last pattern that matches a name decides.
{names}

## Draw it, check it {{ #try-it }}

The example has the shapes of a small model.
A tensor that is otherwise is told with the law that was meant:

```python live id="recipe-{name}"
import numpy as np

from initdocs import recipes

recipe = recipes.get("{name}")
state = recipes.draw("{name}", recipe.shapes, rng=np.random.default_rng(0))
print(recipe.key, recipes.laws("{name}", recipe.shapes)[recipe.key])
print(len(state), "tensors,", len(recipes.check("{name}", state)), "otherwise")

state[recipe.key] = np.full(recipe.shapes[recipe.key], 0.3)
print(*recipes.check("{name}", state))
```

```output
{output}
```

```python holds
assert len(recipes.check("{name}", state)) == 1, "One tensor is otherwise, and it is told."
```

For your own model: `recipes.check("{name}", model{options})`.
All recipes are in the [list](index.md).
"""


def page(recipe: Recipe) -> str:
    """The page of a recipe, without its output."""
    rows = [f"| `{rule.pattern}`{_axes(rule.axes)} | {_law(rule.law)} | {rule.why} |"
            for rule in recipe.rules]  # fmt: skip
    sources = " and ".join(
        f"[{s.repository}, `{s.path}`]({s.address}) at `{s.commit[:8]}`" for s in recipe.sources
    )
    return PAGE.format(
        name=recipe.name, title=recipe.title, plain=recipe.title.replace("`", ""),
        about=recipe.about, sources=sources, output=_output(recipe), names=_names(recipe),
        table="\n".join(["| tensors | law | what they are |", "| --- | --- | --- |", *rows]),
        note="".join(f"\n{sentence}" for sentence in _sentences(recipe.note)),
        options="".join(f", {name}=…" for name in recipe.options),
    )  # fmt: skip


def _axes(axes: int) -> str:
    return {0: "", 1: ", vectors"}.get(axes, f", of {axes} axes")


def _law(law: str | float) -> str:
    return str(law) if isinstance(law, int | float) else law if "⁻¹" in law else f"`{law}`"


def _names(recipe: Recipe) -> str:
    """The names in the laws that are no fans."""
    told = {
        "layers": "`layers` is the number of blocks, as the names count them",
        "layer+1": "`layer` is the index of the block, from 0",
        "width": "`width` is the number of features of the first embedding",
        "outputs": "`outputs` is the first axis of the tensor",
        "d_kv": "`d_kv` is the size of a head, 64 unless given",
    }
    text = " ".join(str(rule.law) for rule in recipe.rules).replace("width_multiplier", "")
    lines = [f"{words}." for name, words in told.items() if name in text]
    lines += [
        f"`{name}` is an option, {value:g} unless given."
        for name, value in recipe.options.items() if name not in told
    ]  # fmt: skip
    return "\n".join(lines)


def _sentences(text: str) -> list[str]:
    """One sentence a line, as in every page."""
    return text.replace(". ", ".\n").split("\n") if text else []


def _output(recipe: Recipe) -> str:
    state = recipes.draw(recipe.name, recipe.shapes, rng=np.random.default_rng(0))
    state[recipe.key] = np.full(recipe.shapes[recipe.key], 0.3)
    (told,) = recipes.check(recipe.name, state)
    return "\n".join([
        f"{recipe.key} {recipes.laws(recipe.name, recipe.shapes)[recipe.key]}",
        f"{len(recipe.shapes)} tensors, 0 otherwise",
        told,
    ])  # fmt: skip


def index() -> str:
    """The page that lists all recipes."""
    rows = [f"| [{r.title}]({r.name}.md) | {r.about} |" for r in RECIPES.values()]
    shapes = {"h.0.mlp.c_fc.weight": (256, 64), "h.0.mlp.c_proj.weight": (64, 256)}
    laws = recipes.laws("gpt2", shapes, layers=12)
    state = recipes.draw("gpt2", shapes, layers=12, rng=np.random.default_rng(0))
    told = recipes.check("gpt2", state, layers=48)
    output = "\n".join([*(f"{name} {law}" for name, law in laws.items()), "()", *told])
    return INDEX.format(
        count=len(RECIPES), output=output,
        table="\n".join(["| recipe | in a sentence |", "| --- | --- |", *rows]),
    )  # fmt: skip


def write(folder: Path = FOLDER) -> None:
    """Write the index and a page for each recipe."""
    (folder / "index.md").write_text(index(), "utf-8")
    for recipe in RECIPES.values():
        (folder / f"{recipe.name}.md").write_text(page(recipe), "utf-8")


if __name__ == "__main__":
    write()
