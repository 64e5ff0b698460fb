"""Run a cell of a page: the same function in the build, in the tests and in the browser."""

# It imports nothing of the subject but the backend of `figures`, where a cell draws.

from initdocs.cells.failures import Failure
from initdocs.cells.outputs import NUMBER, RTOL, difference, same_output
from initdocs.cells.packages import imports
from initdocs.cells.run import run_cell
from initdocs.cells.streams import OUTPUT_LIMIT

__all__ = [
    "NUMBER",
    "OUTPUT_LIMIT",
    "RTOL",
    "Failure",
    "difference",
    "imports",
    "run_cell",
    "same_output",
]
