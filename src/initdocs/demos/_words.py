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


def share(part: float) -> str:
    r"""A share in per cent.

    >>> share(0.374), share(3e-8), share(0)
    ('37\xa0%', 'less than 1\xa0%', 'nothing')
    """
    return "nothing" if part == 0 else "less than 1 %" if part < 0.01 else f"{100 * part:.0f} %"
