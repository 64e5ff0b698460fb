"""The modules of a model, from the text of `print(model)` or of a Keras summary."""

import re
from dataclasses import dataclass, field

NORMS = re.compile(r"norm", re.IGNORECASE)
#: modules that compute φ, as the package spells them
ACTIVATIONS = {
    "relu": "relu", "relu6": "relu", "leakyrelu": "leaky_relu", "prelu": "prelu", "elu": "elu",
    "selu": "selu", "gelu": "gelu", "geluactivation": "gelu", "newgeluactivation": "gelu_tanh",
    "quickgelu": "gelu", "silu": "silu", "swish": "silu", "tanh": "tanh", "sigmoid": "sigmoid",
    "softplus": "softplus", "softsign": "softsign", "mish": "mish", "identity": "identity",
}  # fmt: skip
_LINE = re.compile(r"^(?P<indent> *)\((?P<name>[^)]+)\): (?P<type>\w+)\(?(?P<options>.*)$")
_REPEATED = re.compile(r"^(?P<count>\d+) x (?P<type>\w+)\(?")
_OPTION = re.compile(r"(\w+)=(\([^)]*\)|[^,()]+)")
_KERAS = re.compile(r"^[│|┃]?\s*(?P<name>[\w/.]+) \((?P<type>[A-Z]\w*)\)")


@dataclass(frozen=True)
class Module:
    """A module by its path: its type, its options as they are printed, and whether it has parts."""

    path: str
    type: str
    options: dict[str, str] = field(default_factory=dict)
    leaf: bool = True

    def number(self, option: str, default: int = 1) -> int:
        """An option that is a number, or the first of a tuple."""
        found = re.search(r"\d+", self.options.get(option, ""))
        return int(found.group()) if found else default

    @property
    def activation(self) -> str:
        """The name of the activation that the module is, empty where it is none."""
        return ACTIVATIONS.get(self.type.lower(), "")

    @property
    def is_norm(self) -> bool:
        """Whether the module normalizes."""
        return bool(NORMS.search(self.type))


def modules(text: str | None) -> dict[str, Module]:
    """Every module of a printed model by its path, in the order of the text.

    Errors: a `ValueError` for a text in which no module is found.

    >>> lines = ["Net(", "  (body): Sequential(", "    (0): ReLU()", "  )", ")"]
    >>> list(modules(chr(10).join(lines)))
    ['body', 'body.0']
    """
    if text is None:
        return {}
    if not isinstance(text, str):
        msg = f"text: got {text!r}, allowed: the text of print(model) or model.summary()"
        raise ValueError(msg)  # noqa: TRY004 - as for every other argument
    found = _torch(text) or _keras(text)
    if not found and text.strip():
        start = text.strip().splitlines()[0][:60]
        msg = f"text: got {start!r}, allowed: the text of print(model) or model.summary()"
        raise ValueError(msg)
    return found


def _torch(text: str) -> dict[str, Module]:
    found: dict[str, Module] = {}
    # what encloses a line: its indentation, and the paths that it stands for
    above: list[tuple[int, list[str]]] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        indent = len(match["indent"])
        while above and above[-1][0] >= indent:
            above.pop()
        rest, kind = match["options"], match["type"]
        repeated = _REPEATED.match(line[match.end("indent") :].partition("): ")[2])
        if repeated:
            kind, rest = repeated["type"], ""
        names = _names(match["name"])
        paths = [f"{top}.{name}" if top else name for top in (above[-1][1] if above else [""])
                 for name in names]  # fmt: skip
        whole = rest.endswith(")") or (not line.rstrip().endswith("("))
        for path in paths:
            found[path] = Module(path, kind, dict(_OPTION.findall(rest)), leaf=whole)
        above.append((indent, paths))
    return _in_order(found)


def _names(name: str) -> list[str]:
    """PyTorch folds equal modules: (0-11) stands for twelve."""
    folded = re.fullmatch(r"(\d+)-(\d+)", name)
    if not folded:
        return [name]
    first, last = map(int, folded.groups())
    return [str(i) for i in range(first, min(last, first + 9_999) + 1)]


def _in_order(found: dict[str, Module]) -> dict[str, Module]:
    """Folded modules unfolded: each block's modules together, blocks in turn."""
    places: dict[str, int] = {}
    for path in found:
        for end in [*(m.start() for m in re.finditer(r"\.", path)), len(path)]:
            places.setdefault(path[:end], len(places))

    def key(path: str) -> list[int]:
        parts = path.split(".")
        return [places[".".join(parts[: i + 1])] for i in range(len(parts))]

    return {path: found[path] for path in sorted(found, key=key)}


def _keras(text: str) -> dict[str, Module]:
    lines = (_KERAS.match(line.strip()) for line in text.splitlines())
    return {m["name"]: Module(m["name"], m["type"]) for m in lines if m}


def follows(known: dict[str, Module], path: str) -> tuple[str, bool | None]:
    """The activation after a module and whether a norm follows, before the next weights.

    An empty name where there is none; `None` where the text does not name the module.
    """
    # a norm may hold its activation
    paths = [p for p, m in known.items() if m.leaf or m.is_norm]
    if path not in known:
        return "", None
    activation, norm = "", False
    for later in paths[paths.index(path) + 1 :] if path in paths else []:
        module = known[later]
        # a place that is kept free computes nothing
        if activation in ("", "identity"):
            activation = module.activation or activation
        norm = norm or (module.is_norm and not activation)
        if not module.activation and not module.is_norm and "Drop" not in module.type:
            break
    return activation, norm
