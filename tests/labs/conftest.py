"""A small lab, for the tests of how labs are made."""

import pytest

LAB = """# %% [markdown]
# # A lab
#
# One and one are two.

# %% id="setup"
x = 1

# %% id="sum" varies=true
print(x + 1)

# %% id="picture"
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.show()
print("drawn")

# %% id="table"
from initdocs.comparison import comparison

print(comparison([("sum", 2.0, 2.0, "within 1.1", ""), ("order *", None, 2.0, "below 1", "")]))
"""


@pytest.fixture
def lab(tmp_path):
    path = tmp_path / "a-lab.py"
    path.write_text(LAB)
    return path
