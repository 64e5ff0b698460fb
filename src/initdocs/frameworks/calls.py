"""Code that starts a layer by fans that were counted, not read off the shape of its weight."""

import ast
from dataclasses import dataclass
from math import isclose
from textwrap import wrap
from typing import Any

from initdocs.frameworks import _flax, _keras, _torch
from initdocs.frameworks.counted import Law, Layer
from initdocs.frameworks.counted import law as law_of
from initdocs.frameworks.counted import layer as layer_of
from initdocs.initializers import Shape

_WRITERS = {"PyTorch": _torch.write, "Keras": _keras.write}


@dataclass(frozen=True)
class Call:
    """A counted call: its `code`, and what the framework's own call would do instead.

    `fans` are counted and `read` those that the framework takes off the shape; `off` is the
    *variance* of the framework's own call by that of the counted law, a factor for each matrix in
    the weight. `code` makes the layer, called `layer`.
    """

    framework: str
    layer: Layer
    law: Law
    code: str

    @property
    def fans(self) -> tuple[float, float]:
        """Counted, of the first matrix."""
        return self.layer.fans(self.layer.parts[0] if self.layer.parts else 0)

    @property
    def read(self) -> tuple[float, float]:
        """As the framework reads them."""
        return self.layer.read(self.framework)

    @property
    def off(self) -> tuple[float, ...]:
        """The own call's *variance* by the counted one, for each matrix: 1 where it is right."""
        # linen's gates are layers of their own
        apart = self.layer.kind == "lstm" and self.framework == "Flax linen"
        read = self.fans if apart else self.read
        parts = self.layer.parts or (0,)
        return tuple(
            self.law.variance(*read) / self.law.variance(*self.layer.fans(part)) for part in parts
        )

    @property
    def miscounts(self) -> bool:
        """Whether the framework's own call gives another variance."""
        return not all(isclose(each, 1) for each in self.off)

    @property
    def told(self) -> str:
        """What the framework's own call would give, empty where it is right."""
        if not self.miscounts:
            return ""
        used = {"fan_in": "fan_in {0:g}", "fan_out": "fan_out {1:g}"}.get(
            self.law.mode if self.law.distribution != "orthogonal" else "",
            "fan_in {0:g} and fan_out {1:g}",
        )
        read, counted = used.format(*self.read), used.format(*self.fans)
        factors = " and ".join(dict.fromkeys(f"{each:.3g}" for each in self.off))
        return (
            f"{self.framework}'s own call reads {read} where counting gives {counted}: "
            f"its variance is {factors} of this one"
        )

    @property
    def line(self) -> str:
        """The statement of `code` that draws the weights, with its numbers written in.

        >>> call("convolution", (64, 32, 3, 3), activation="relu").line
        'nn.init.normal_(layer.weight, std=sqrt(2 / (32 * 3 * 3)))'
        """
        known: dict[str, ast.expr] = {}
        drawn = ""
        for statement in ast.parse(self.code).body:
            names = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                name = statement.targets[0].id
                if name != "layer":
                    known[name] = _Written(known).visit(statement.value)
                    continue
            if names & set(known):
                drawn = ast.unparse(_Written(known).visit(statement))
        return drawn

    def __str__(self) -> str:
        note = [f"# {line}" for line in wrap(self.told, 86)]
        return "\n".join([*note, self.code])


class _Written(ast.NodeTransformer):
    """Puts what a name stands for in its place."""

    def __init__(self, known: dict[str, ast.expr]) -> None:
        self._known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._known.get(node.id, node)


def call(
    layer: str,
    shape: Shape,
    *,
    groups: int = 1,
    stride: int = 1,
    transposed: bool = False,
    packed: int | tuple[int, ...] | None = None,
    activation: Any = None,
    law: str | None = None,
    framework: str = "PyTorch",
) -> Call:
    """Code for `framework` that starts a layer by counted fans; `str` of it is what to paste.

    `layer` is 'dense', 'convolution', 'experts' (matrices in one array), 'embedding' or 'lstm'.
    The weights have the *variance* gain²/fan_in, with the gain that keeps the second moment
    through `activation` (a name or a function, linear if none is given), or those of `law`, a row
    of the table as 'xavier_uniform', or 'orthogonal'. `packed` is the number of matrices in a
    dense weight, or the outputs of each: then fan_out is that of a part. An LSTM is drawn by gate:
    `law` for the inputs, by default Xavier's, orthogonal for the state, and an open forget gate.
    Biases are 0.

    Shape: dense (n_out, n_in); convolution (c_out, c_in / groups, *kernel), transposed or not;
    experts (experts, n_out, n_in); embedding (tokens, features); lstm (hidden, n_in).
    Errors: a `ValueError` that names the argument, the value and what is allowed.

    >>> print(call("convolution", (256, 512, 4, 4), stride=2, transposed=True, activation="relu"))
    # PyTorch's own call reads fan_in 4096 where counting gives fan_in 2048: its variance is
    # 0.5 of this one
    from math import sqrt
    <BLANKLINE>
    from torch import nn
    <BLANKLINE>
    layer = nn.ConvTranspose2d(512, 256, 4, stride=2)
    fan_in = 512 * 4 * 4 / 2**2
    std = sqrt(2 / fan_in)
    nn.init.normal_(layer.weight, std=std)
    nn.init.zeros_(layer.bias)
    """
    of = layer_of(
        layer, shape, groups=groups, stride=stride, transposed=transposed, packed=packed,
        framework=framework,
    )  # fmt: skip
    drawn = law_of(of, activation, law)
    write = _WRITERS.get(framework)
    code = write(of, drawn) if write else _flax.write(of, drawn, nnx=framework == "Flax nnx")
    return Call(framework, of, drawn, "\n".join(code))
