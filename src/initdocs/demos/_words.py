"""Numbers as the sentences of demos have them."""

POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def times(factor: float) -> str:
    r"""A factor as it is read.

    >>> times(2.665836), times(33554432.0)
    ('2.67 times', '3.4\xa0·\xa010⁷ times')
    """
    if factor < 1e4:
        return f"{factor:.3g} times" if factor < 100 else f"{factor:.0f} times"
    digits, power = f"{factor:.1e}".split("e+")
    return f"{digits} · 10{str(int(power)).translate(POWERS)} times"


def per_cent(part: float) -> str:
    r"""A part of one in per cent.

    >>> per_cent(0.374), per_cent(0)
    ('37\xa0%', '0\xa0%')
    """
    return f"{100 * part:.0f} %"


def share(part: float) -> str:
    r"""A share in per cent.

    >>> share(0.374), share(3e-8), share(0)
    ('37\xa0%', 'less than 1\xa0%', 'nothing')
    """
    return "nothing" if part == 0 else "less than 1 %" if part < 0.01 else per_cent(part)


def number(value: float) -> str:
    r"""A number of two digits, in powers of ten where it is very large or small.

    >>> number(0.0136), number(2.9e-8), number(268.4)
    ('0.014', '2.9\xa0·\xa010⁻⁸', '268')
    """
    if value == 0 or 1e-3 <= value < 1e4:
        return f"{value:.2g}" if value < 100 else f"{value:.0f}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits.removesuffix('.0')} · 10{str(int(power)).translate(POWERS)}"
