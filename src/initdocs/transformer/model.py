"""A small decoder-only transformer, forward and backward, for k networks at once.

Its parameters have the names of nanoGPT and nanochat, so that `initdocs.recipes` draws them and
`initdocs.doctor` reads them. There are no biases.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from initdocs import _check
from initdocs.transformer import parts

Array = NDArray[Any]
Parameters = dict[str, Array]
#: from the gradient behind a piece to that before it; writes those of the parameters
Back = Callable[[Array, Parameters], Array]


@dataclass(frozen=True)
class Architecture:
    """The shape of a transformer, and where its norms stand.

    `vocabulary` V, `context` T (places at most), `width` d, `heads` H, `blocks` L of two branches
    each. `hidden` is the MLP's width (4 d; with 'swiglu', which has a matrix more, ⅔ of that).
    `norm` is 'layer' or 'rms'; `place` 'pre', h + f(norm(h)), or 'post', norm(α h + f(h)), where
    α is `skip`, or 'none'. `mlp` is 'gelu', 'relu_squared' or 'swiglu'. `tied`: the head is the
    embedding of the tokens. `scale` multiplies q·k: `None` stands for 1/√(d/H). `qk_norm`: each
    query and key is divided by its root mean square.

    Errors: a `ValueError` for a size below 1, a width that the heads do not divide, a name.

    >>> Architecture(vocabulary=40, context=32, width=48, heads=4, blocks=2).hidden
    192
    """

    vocabulary: int
    context: int
    width: int
    heads: int
    blocks: int
    hidden: int | None = None
    norm: str = "layer"
    place: str = "pre"
    mlp: str = "gelu"
    tied: bool = True
    scale: float | None = None
    skip: float = 1.0
    qk_norm: bool = False

    def __post_init__(self) -> None:
        """Check, and put in what is not given."""
        for name in ("vocabulary", "context", "width", "heads", "blocks"):
            _check.integer(name, getattr(self, name), at_least=1)
        if self.width % self.heads:
            msg = f"heads: got {self.heads}, allowed: a divisor of the width, {self.width}"
            raise ValueError(msg)
        _check.one_of("norm", self.norm, ("layer", "rms"))
        _check.one_of("place", self.place, ("pre", "post", "none"))
        _check.one_of("mlp", self.mlp, parts.HIDDEN)
        whole = 8 * self.width // 3 if self.mlp == "swiglu" else 4 * self.width
        hidden = whole if self.hidden is None else self.hidden
        scale = (self.width / self.heads) ** -0.5 if self.scale is None else self.scale
        object.__setattr__(self, "hidden", _check.integer("hidden", hidden, at_least=1))
        object.__setattr__(self, "scale", _check.number("scale", scale, above=0))
        _check.number("skip", self.skip, above=0)

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of each parameter under its name: (n_out, n_in), (V, d), or (d,) for a gain."""
        d, n = self.width, self.hidden or 0
        block: dict[str, tuple[int, ...]] = {
            "attn.c_q.weight": (d, d), "attn.c_k.weight": (d, d), "attn.c_v.weight": (d, d),
            "attn.c_proj.weight": (d, d), "mlp.c_fc.weight": (n, d), "mlp.c_proj.weight": (d, n),
        }  # fmt: skip
        if self.mlp == "swiglu":
            block["mlp.c_gate.weight"] = (n, d)
        if self.place != "none":
            block |= {"ln_1.weight": (d,), "ln_2.weight": (d,)}
        shapes: dict[str, tuple[int, ...]] = {
            "wte.weight": (self.vocabulary, d), "wpe.weight": (self.context, d),
        }  # fmt: skip
        for i in range(self.blocks):
            shapes |= {f"h.{i}.{name}": shape for name, shape in block.items()}
        if self.place == "pre":
            shapes["ln_f.weight"] = (d,)
        return shapes if self.tied else {**shapes, "lm_head.weight": (self.vocabulary, d)}


@dataclass
class Trace:
    """What a forward pass leaves behind.

    `stream[j]` is the residual stream, (k, m·T, d): after the embeddings for j = 0, then after
    each branch, j = 1 … 2L. `branches[j]` is what branch j gave. `attention[i]` holds the weights
    of block i, (k, m, H, T, T), row t over the places up to t. `logits` is (k, m·T, V).
    """

    stream: list[Array] = field(default_factory=list)
    branches: list[Array] = field(default_factory=list)
    attention: list[Array] = field(default_factory=list)
    logits: Array = field(default_factory=lambda: np.empty(0))
    backs: list[Back] = field(default_factory=list, repr=False)


@dataclass
class Gradient:
    """Gradients of the cost: `flat` (k, P) holds all of them, `parameters` are views into it."""

    flat: Array
    parameters: Parameters


class Transformer:
    """k transformers of one architecture that differ in their parameters.

    `parameters[name]` has shape (k, *shape) and is a view into `theta`, (k, P). Gains start at 1,
    all other parameters at zero: `initialize` draws them.

    >>> from initdocs import recipes
    >>> net = Transformer(Architecture(vocabulary=40, context=8, width=48, heads=4, blocks=2))
    >>> rng = np.random.default_rng(0)
    >>> net.initialize(recipes.draw("gpt2", net.architecture.shapes, layers=2, rng=rng))
    >>> tokens = rng.integers(0, 40, (9, 5))
    >>> trace = net.forward(tokens[:-1])
    >>> bool(abs(net.cost(trace, tokens[1:])[0] - np.log(40)) < 0.1)  # all tokens as likely
    True
    """

    def __init__(
        self, architecture: Architecture, *, networks: int = 1, dtype: DTypeLike = np.float64
    ) -> None:
        self.architecture = architecture
        self.networks = _check.integer("networks", networks, at_least=1)
        sizes = [int(np.prod(shape)) for shape in architecture.shapes.values()]
        self.theta = np.zeros((self.networks, sum(sizes)), _check.floating("dtype", dtype))
        self.parameters = self._views(self.theta)
        for name, gain in self.parameters.items():
            if "ln_" in name:
                gain[...] = 1

    def _views(self, flat: Array) -> Parameters:
        views, start = {}, 0
        for name, shape in self.architecture.shapes.items():
            end = start + int(np.prod(shape))
            views[name] = flat[:, start:end].reshape(-1, *shape)
            start = end
        return views

    def initialize(self, state: Mapping[str, ArrayLike], network: int | None = None) -> None:
        """Take a state, an array under each name: for one of the networks, or for all.

        Errors: a `ValueError` for a name too many or too few, or another shape.
        """
        _same_names(state, self.parameters)
        which = slice(None) if network is None else network
        for name, values in state.items():
            shape = self.architecture.shapes[name]
            if np.shape(values) != shape:
                msg = f"state[{name!r}]: got shape {np.shape(values)}, allowed: {shape}"
                raise ValueError(msg)
            self.parameters[name][which] = values

    def state(self, network: int = 0) -> Parameters:
        """The parameters of one network, copied: what the doctor reads."""
        return {name: values[network].copy() for name, values in self.parameters.items()}

    def forward(self, x: Array) -> Trace:
        """From tokens to logits. `x` holds integers below V, (T, m), an example a column."""
        a, p = self.architecture, self.parameters
        ids = self._tokens("x", x)
        places = len(x)
        if places > a.context:
            msg = f"x: got {places} places, allowed: at most {a.context}"
            raise ValueError(msg)
        trace = Trace()
        tokens, pull_tokens = parts.embed(ids, p["wte.weight"])
        where = np.arange(ids.size) % places
        positions, pull_positions = parts.embed(where, p["wpe.weight"])

        def to_tables(dh: Array, g: Parameters) -> Array:
            g["wte.weight"] += pull_tokens(dh)[0]
            g["wpe.weight"] += pull_positions(dh)[0]
            return dh

        trace.backs.append(to_tables)
        trace.stream.append(tokens + positions)
        for i in range(a.blocks):
            self._branch(trace, f"h.{i}.ln_1.weight", partial(self._attend, trace, i, places))
            self._branch(trace, f"h.{i}.ln_2.weight", partial(self._mlp, i))
        h = trace.stream[-1]
        if a.place == "pre":
            h, through_norm = self._norm("ln_f.weight", h)
            trace.backs.append(through_norm)
        trace.logits, through_head = self._linear("wte.weight" if a.tied else "lm_head.weight", h)
        trace.backs.append(through_head)
        return trace

    def _branch(self, trace: Trace, gain: str, f: Callable[[Array], tuple[Array, Back]]) -> None:
        """The residual stream after one branch, and the way back through it."""
        a, h = self.architecture, trace.stream[-1]
        read, before = self._norm(gain, h) if a.place == "pre" else (h, _as_it_is)
        given, through = f(read)
        out = a.skip * h + given
        after: Back = _as_it_is
        if a.place == "post":
            out, after = self._norm(gain, out)

        def back(dh: Array, g: Parameters) -> Array:
            dh = after(dh, g)
            return a.skip * dh + before(through(dh, g), g)

        trace.branches.append(given)
        trace.stream.append(out)
        trace.backs.append(back)

    def _attend(self, trace: Trace, i: int, places: int, x: Array) -> tuple[Array, Back]:
        a = self.architecture
        (q, back_q), (k, back_k), (v, back_v) = (
            self._linear(f"h.{i}.attn.c_{name}.weight", x) for name in "qkv"
        )
        if a.qk_norm:
            q, pull_q = self._each_head(q)
            k, pull_k = self._each_head(k)
        assert a.scale
        y, weights, pull = parts.attention(
            q, k, v, heads=a.heads, places=places, scale=a.scale
        )  # fmt: skip
        trace.attention.append(weights)
        out, back_out = self._linear(f"h.{i}.attn.c_proj.weight", y)

        def back(dout: Array, g: Parameters) -> Array:
            dq, dk, dv = pull(back_out(dout, g))
            if a.qk_norm:
                dq, dk = pull_q(dq)[0], pull_k(dk)[0]
            return back_q(dq, g) + back_k(dk, g) + back_v(dv, g)

        return out, back

    def _each_head(self, x: Array) -> tuple[Array, parts.Pull]:
        """RMSNorm over the features of each head."""
        apart = (*x.shape[:-1], self.architecture.heads, -1)
        y, pull = parts.norm(x.reshape(apart))
        return y.reshape(x.shape), lambda dy: (pull(dy.reshape(apart))[0].reshape(x.shape),)

    def _mlp(self, i: int, x: Array) -> tuple[Array, Back]:
        names = ["c_fc", "c_gate"] if self.architecture.mlp == "swiglu" else ["c_fc"]
        read = [self._linear(f"h.{i}.mlp.{name}.weight", x) for name in names]
        act, pull = parts.HIDDEN[self.architecture.mlp](*(y for y, _ in read))
        out, back_out = self._linear(f"h.{i}.mlp.c_proj.weight", act)

        def back(dout: Array, g: Parameters) -> Array:
            pulled = pull(back_out(dout, g))
            dx = np.zeros_like(x)
            for (_, back_in), d in zip(read, pulled, strict=True):
                dx += back_in(d, g)
            return dx

        return out, back

    def _linear(self, name: str, x: Array) -> tuple[Array, Back]:
        y, pull = parts.linear(x, self.parameters[name])

        def back(dy: Array, g: Parameters) -> Array:
            dx, dw = pull(dy)
            g[name] += dw
            return dx

        return y, back

    def _norm(self, name: str, x: Array) -> tuple[Array, Back]:
        gain = self.parameters[name][:, None]
        y, pull = parts.norm(x, gain, centre=self.architecture.norm == "layer")

        def back(dy: Array, g: Parameters) -> Array:
            dx, dgain = pull(dy)
            g[name] += dgain[:, 0]
            return dx

        return y, back

    def backward(self, trace: Trace, y: Array, out: Gradient | None = None) -> Gradient:
        """The gradient of the cost at the parameters and tokens of `trace`.

        `y`, (T, m), holds the tokens that come next. `out`, from `gradient()`, is overwritten.
        """
        gradient = self.gradient() if out is None else out
        gradient.flat[...] = 0
        ids = self._tokens("y", y)
        dh = parts.softmax(trace.logits)
        dh[:, np.arange(ids.size), ids] -= 1
        dh /= ids.size
        for back in reversed(trace.backs):
            dh = back(dh, gradient.parameters)
        return gradient

    def gradient(self) -> Gradient:
        """An empty gradient of this architecture's shape."""
        flat = np.zeros_like(self.theta)
        return Gradient(flat, self._views(flat))

    def cost(self, trace: Trace, y: Array) -> Array:
        """The mean cross-entropy of the next token in nats, shape (k,): ln V for a guess."""
        ids = self._tokens("y", y)
        z = trace.logits
        top = z.max(axis=-1)
        total = np.log(np.exp(z - top[..., None]).sum(axis=-1)) + top
        return (total - z[:, np.arange(ids.size), ids]).mean(axis=-1)  # type: ignore[no-any-return]

    def _tokens(self, argument: str, x: Array) -> Array:
        """The tokens of one example after another."""
        ids = np.asarray(x)
        v = self.architecture.vocabulary
        if ids.ndim != 2 or ids.dtype.kind not in "iu" or not ids.size:
            msg = f"{argument}: got {ids.dtype} of shape {ids.shape}, allowed: integers, (T, m)"
            raise ValueError(msg)
        if ids.min() < 0 or ids.max() >= v:
            msg = f"{argument}: got {ids.min()} to {ids.max()}, allowed: from 0 to {v - 1}"
            raise ValueError(msg)
        return ids.T.reshape(-1)


def _as_it_is(dh: Array, g: Parameters) -> Array:
    """The way back through a norm that is not there."""
    del g
    return dh


def _same_names(state: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    missing, foreign = wanted.keys() - state.keys(), state.keys() - wanted.keys()
    if missing or foreign:
        told = [*(f"no {name!r}" for name in sorted(missing)), *map(repr, sorted(foreign))]
        msg = f"state: got {', '.join(told)}, allowed: the names of the architecture's shapes"
        raise ValueError(msg)
