"""One colour grammar for figures, demos and labs: a thing keeps its colour on every page.

Colour is never alone: a line has dashes or marks beside it, a class the shape of its points.
Those that stand side by side (`BESIDE`) stay apart for readers who lack one kind of cones, and
all that draws a line or a point has a contrast of at least 3 with the paper of each scheme.
"""

from typing import NamedTuple, Self


class Colour(str):
    """A colour, told to matplotlib as its hexadecimal code in the light scheme.

    `dark` is its code in the dark scheme, `both` one that reads on either paper, for pictures
    that cannot follow the scheme. No two colours have the same light code, by which a drawing
    finds the name again.

    >>> HE, HE.name, HE.means
    ('#8b6429', 'he', 'He')
    """

    __slots__ = ("both", "dark", "means", "name")
    name: str
    dark: str
    both: str
    means: str

    def __new__(cls, name: str, light: str, dark: str, both: str, means: str) -> Self:
        """Keep what is told beside the light code."""
        made = super().__new__(cls, light)
        made.name, made.dark, made.both, made.means = name, dark, both, means
        return made


# a unit less blue than white: white that a reader asks for stays white in the dark scheme
PAPER = Colour("paper", "#fffffe", "#1b212b", "#e8e8e8", "the paper")
GRID = Colour("grid", "#dfe3e8", "#3a424e", "#8a919b", "the grid")
INK = Colour("ink", "#22272e", "#e3e7ee", "#7c7f83", "text, axes, and what only leads the eye")

#: a picture of ink on paper, in either scheme
SHEET = (PAPER.both, "#1d2733")

# what becomes of a signal
KEPT = Colour("kept", "#117859", "#48cfa0", "#2a8e6c", "kept")
FADES = Colour("fades", "#dd6f0b", "#f78f0d", "#c06808", "fades")
EXPLODES = Colour("explodes", "#b44390", "#c24ba1", "#b7619c", "explodes")
NETWORK = Colour("network", "#888c91", "#8d9092", "#7c7f82", "one network of many")

# which side of zero, and so which class
NEGATIVE = Colour("negative", "#c5293a", "#f15f6c", "#dd4b58", "negative, class 0, wrong")
ZERO = Colour("zero", "#606265", "#caced2", "#7c7f81", "zero")
POSITIVE = Colour("positive", "#0367a6", "#62b2f6", "#3e83bd", "positive, class 1, right")

# which way through the network
FORWARD = Colour("forward", "#2f7f81", "#5ec4bb", "#3d8a86", "forward: activations, φ")
BACKWARD = Colour("backward", "#824a98", "#bf8dda", "#9c6cb3", "backward: gradients, φ′")

# starts that have no other name of these
LECUN = Colour("lecun", "#3997d2", "#8cd7fc", "#4c85a6", "LeCun, variance 1/n")
XAVIER = Colour("xavier", "#8050e0", "#a394fc", "#856dda", "Xavier (Glorot)")
HE = Colour("he", "#8b6429", "#f5dd7c", "#917d42", "He")
ORTHOGONAL = Colour("orthogonal", "#20358d", "#606aeb", "#7077cb", "orthogonal")
OWN = Colour("own", "#6a3b23", "#ae8967", "#997861", "your own")

# what has an order and no place above: layers, widths, a bias
STEPS = (
    Colour("step1", "#6d95a5", "#587783", "#618492", "the least"),
    Colour("step2", "#49798c", "#7096a5", "#5c8494", "less"),
    Colour("step3", "#215d72", "#88b6c9", "#5b8495", "the middle"),
    Colour("step4", "#004256", "#a7d6ea", "#628392", "more"),
    Colour("step5", "#002434", "#cdf6ff", "#6b8388", "the most"),
)

COLOURS = (
    PAPER, GRID, INK, KEPT, FADES, EXPLODES, NETWORK, NEGATIVE, ZERO, POSITIVE, FORWARD, BACKWARD,
    LECUN, XAVIER, HE, ORTHOGONAL, OWN, *STEPS,
)  # fmt: skip
#: what a series without a place in the grammar takes, in order
CYCLE = (ORTHOGONAL, FADES, LECUN, EXPLODES, HE, XAVIER, OWN, ZERO)


class Line(NamedTuple):
    """How a start's line is drawn: its colour, and its dashes in units of length, on and off."""

    colour: Colour
    dashes: tuple[int, ...]

    @property
    def style(self) -> str | tuple[int, tuple[int, ...]]:
        """The dashes as matplotlib's line style."""
        return (0, self.dashes) if self.dashes else "-"

    @property
    def told(self) -> tuple[str, tuple[int, ...]]:
        """The name of its colour and its dashes, as a page's drawing takes them."""
        return self.colour.name, self.dashes


#: every start that the pages race; what is wrong with a start by its name has that fate's colour
STARTS = {
    "zero": Line(ZERO, (1, 3)),
    "small": Line(FADES, (6, 3)),
    "large": Line(EXPLODES, (2, 2)),
    "lecun": Line(LECUN, ()),
    "xavier": Line(XAVIER, (8, 3, 2, 3)),
    "he": Line(HE, (10, 3)),
    "orthogonal": Line(ORTHOGONAL, (4, 2)),
    "own": Line(OWN, (12, 3, 2, 3, 2, 3)),
    # the pages' own examples of too small and too large
    "uniform": Line(FADES, (6, 3)),
    "normal": Line(EXPLODES, (2, 2)),
}
#: the mark of a measured point, by what becomes of the signal
MARKS = {KEPT: "o", FADES: "v", EXPLODES: "^"}

#: colours that stand side by side in one drawing
BESIDE = (
    (KEPT, FADES, EXPLODES, NETWORK),
    (NEGATIVE, ZERO, POSITIVE),
    (FORWARD, BACKWARD, INK),
    (LECUN, XAVIER, HE, ORTHOGONAL, OWN, ZERO, FADES, EXPLODES),
)
