"""By data and by width: rows of the table."""

from math import prod

from initdocs.initializers.laws import fans
from initdocs.initializers.special import mup_output
from initdocs.initializers.structured import orthogonal
from initdocs.initializers.table.row import ACTIVATIONS, Initializer, scaling

ROWS = (
    Initializer(
        "lsuv", "LSUV", "data", orthogonal, lambda shape: 1 / max(shape[0], prod(shape[1:])),
        formula=r"W \leftarrow \frac{W}{\sqrt{\mathrm{Var}(Wa + b)}} \text{ layer by layer}, "
                r"\ W \text{ orthogonal at first}",
        keeps="The variance 1 of every layer's pre-activations, on your data.",
        use="Activations without a formula, unusual layers, inputs of any scale.",
        avoid="Where no batch of real data is at hand at the start.",
        source="mishkin2016, algorithm 1",
        activations=ACTIVATIONS, names=("layer-sequential unit-variance",),
        warning="Its draw here is the first step, orthogonal weights; "
                "`initdocs.data_dependent.lsuv` does both.",
    ),
    Initializer(
        "mup_output", "μP's output layer", "data", mup_output,
        lambda shape: 1 / fans(shape)[0] ** 2,
        formula=r"w \sim N\!\left(0, \frac{1}{n_{in}^2}\right)",
        keeps="What training adds, at any width: the random part of the output fades.",
        use="The output layer of a model whose learning rate was found at a smaller width.",
        avoid="Without μP's learning rates, which belong to it.",
        source="yang2021, table 3",
        layers=("head", "dense"), activations=ACTIVATIONS,
        names=("muP", "maximal update parametrization", "Tensor Programs"),
        calls=scaling("1.0 / n_in", "fan_in", "normal", "init.normal_(w, std=1 / n_in)"),
    ),
)  # fmt: skip
