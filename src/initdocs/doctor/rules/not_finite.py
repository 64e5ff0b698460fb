"""Values that nothing wrote: a parameter from `torch.empty` that no initializer reached."""

from collections.abc import Iterator

import numpy as np

from initdocs.doctor import mending
from initdocs.doctor.findings import Finding, Model

PAGE = "/reference/initializers/"
#: a rule that holds for trained tensors, too
TRAINED = True
#: no law of initializers reaches so far, or comes so near to 0
HUGE, TINY = 1e6, 1e-30


def rule(model: Model) -> Iterator[Finding]:
    """NaN, infinity, |w| above 10⁶, or a share of values that are not 0 and below 10⁻³⁰."""
    for row in model.rows:
        if row.array.dtype.kind not in "fc" or row.role == "buffer":
            continue
        values, of = row.array, row.moments
        wrong = of.count - of.finite
        huge = max(abs(of.least), abs(of.most)) > HUGE if of.finite else False
        # one product may underflow; memory that was never written is full of such numbers
        tiny = int(np.count_nonzero((np.abs(values) < TINY) & (values != 0)))
        if wrong or huge or tiny > max(1, of.count // 100):
            what = (
                f"{wrong} of {of.count} values are not finite" if wrong
                else f"values up to {max(abs(of.least), abs(of.most)):.3g}" if huge
                else f"{tiny} of {of.count} values are below {TINY:g} and not 0"
            )  # fmt: skip
            mend = mending.fresh([row]) if row.is_weight else mending.constant([row], 0)
            yield Finding("fail", (row.name,), f"{what}: was this ever written?", mend)
