"""Commands that answer with numbers: decode, fans, gain."""

import argparse
from math import sqrt

from initdocs import _check
from initdocs.activations import ACTIVATIONS
from initdocs.commands._command import Answer, Command, shape
from initdocs.doctor.names import decode
from initdocs.expressions import parse
from initdocs.initializers import fans
from initdocs.propagation import three_gains


def _layer_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("--groups", type=int, default=1)
    part.add_argument("--stride", type=int, default=1)
    part.add_argument("--transposed", action="store_true")


def _decode_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("number", help="a bound, a standard deviation or a variance, as you have it")
    part.add_argument("--shape", metavar="OUT,IN,...", help="(n_out, n_in / groups, *kernel)")
    _layer_arguments(part)


def _decode(given: argparse.Namespace) -> Answer:
    number = _check.number("number", given.number, above=0)
    # as exact as it was typed: half a unit in its last digit
    digits = given.number.lower().partition("e")
    places = len(digits[0].partition(".")[2])
    half = 0.5 * 10.0 ** (int(digits[2] or 0) - places)
    found = decode(number, _fans(given) if given.shape else None, slack=max(half, 1e-6 * number))
    for meaning in dict.fromkeys(meaning for meaning, _ in found):
        first, *rest = (law for of, law in found if of == meaning)
        # laws of one size: their formulas differ in letters, not in numbers
        titles = dict.fromkeys(law.rpartition(": ")[2] for law in rest)
        also = f", or {', '.join(titles)}" if titles else ""
        yield f"{first}{also}  (the {meaning})"
    if not found:
        hint = "" if given.shape else "; give its --shape, as 768,768"
        yield f"no law with a name has the size {given.number}{hint}"
    return 0 if found else 1


def _fans_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("shape", help="(n_out, n_in / groups, *kernel), as 64,32,3,3")
    _layer_arguments(part)


def _fans(given: argparse.Namespace) -> tuple[float, float]:
    return fans(
        shape(given.shape), groups=given.groups, stride=given.stride, transposed=given.transposed
    )


def _print_fans(given: argparse.Namespace) -> Answer:
    into, out = _fans(given)
    yield f"fan_in   {into:g}"
    yield f"fan_out  {out:g}"
    for name, variance in (("He", 2 / into), ("LeCun", 1 / into), ("Xavier", 2 / (into + out))):
        yield f"{name:7}  std {sqrt(variance):.4g}  bound {sqrt(3 * variance):.4g}"
    return 0


def _gain_arguments(part: argparse.ArgumentParser) -> None:
    part.add_argument("expression", help="a name, as gelu, or an expression, as 'x * tanh(x)'")


def _gain(given: argparse.Namespace) -> Answer:
    name = given.expression
    phi = ACTIVATIONS[name] if name in ACTIVATIONS else parse(name)
    found = three_gains(phi)
    known = False
    for label, gain in (
        ("second moment kept", found.second),
        ("variance kept", found.centred),
        ("gradient kept (chi_1 = 1 at q = 1)", found.critical),
    ):
        known = known or not gain.why
        # an error below the printed digits by far is told in one figure on every machine
        value = gain.why or f"{gain.value:.4f}  (error below {max(gain.error, 1e-9):.0e})"
        yield f"{label + ':':35} {value}"
    return 0 if known else 2


COMMANDS = {
    "decode": Command("which law a number is the size of", _decode_arguments, _decode,
                      "initdocs decode 0.0361 --shape 768,768"),
    "fans": Command("fan_in and fan_out of a shape, counted", _fans_arguments, _print_fans),
    "gain": Command("the three gains of an activation", _gain_arguments, _gain),
}  # fmt: skip
