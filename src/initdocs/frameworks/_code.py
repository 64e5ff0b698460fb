"""What code of all frameworks has in common: how fans, sizes and kernels are written."""

from initdocs.frameworks.counted import Law, Layer

TRUNCATION = "0.87962566103423978"


def number(value: float) -> str:
    """A number as short as it is exact to eight digits."""
    return f"{value:.8g}"


def fan_lines(of: Layer, law: Law) -> list[str]:
    """The counts that the law needs, as one computes them by hand."""
    if law.distribution == "orthogonal":
        return []
    into, out = _fan_in(of), _fan_out(of)
    lines = [f"fan_in = {into}", f"fan_out = {out}"]
    return [line for line in lines if law.mode == "fan_avg" or line.startswith(law.mode)]


def _fan_in(of: Layer) -> str:
    if of.kind != "convolution":
        return str(of.shape[-1])
    channels = f"{of.inputs} // {of.groups}" if of.groups > 1 else str(of.inputs)
    return _times_window(channels, of, skipped=of.transposed)


def _fan_out(of: Layer) -> str:
    if of.kind != "convolution":
        return str(of.shape[-2])
    channels = f"{of.shape[0]} // {of.groups}" if of.groups > 1 else str(of.shape[0])
    return _times_window(channels, of, skipped=not of.transposed)


def _times_window(channels: str, of: Layer, *, skipped: bool) -> str:
    product = " * ".join([channels, *map(str, of.window)])
    return f"{product} / {of.stride}**{len(of.window)}" if skipped and of.stride > 1 else product


def size_lines(law: Law, into: str = "fan_in", out: str = "fan_out") -> list[str]:
    """The bound or the standard deviation; none for an orthogonal matrix, whose size is a gain."""
    if law.distribution == "orthogonal":
        return []
    uniform = law.distribution == "uniform"
    scale = law.scale * (3 if uniform else 1) * (2 if law.mode == "fan_avg" else 1)
    n = {"fan_in": into, "fan_out": out}.get(law.mode, f"({into} + {out})")
    lines = [f"{'bound' if uniform else 'std'} = sqrt({number(scale)} / {n})"]
    if law.distribution == "truncated_normal":
        lines += [f"s = std / {TRUNCATION}  # cutting at 2s makes it smaller"]
    return lines


def kernel(of: Layer) -> str:
    """The window as one number where its sides are equal."""
    sides = of.window
    return str(sides[0]) if len(set(sides)) == 1 else f"({', '.join(map(str, sides))})"


def in_parts(of: Layer, law: Law) -> bool:
    """Whether the matrices of a packed weight must be drawn one by one."""
    return bool(of.parts) and (law.mode != "fan_in" or law.distribution == "orthogonal")


def root(lines: list[str]) -> list[str]:
    """The import that the lines need."""
    return ["from math import sqrt", ""] if any("sqrt(" in line for line in lines) else []


def made(start: str, options: list[str]) -> list[str]:
    """The call that makes the layer, on one line where it fits."""
    line = f"layer = {start}, {', '.join(options)})"
    if len(line) <= 88:
        return [line]
    name, _, given = start.partition("(")
    return [f"layer = {name}(", *(f"    {option}," for option in (given, *options)), ")"]
