import json

from initdocs_site.page import tried
from initdocs_site.page.scanner import scan

PAGE = """```python live id="draw"
import numpy as np
x = np.random.default_rng(0).random(100).mean()
print(x)
```

```output varies
0.5
```

```python holds
assert 0.3 < x < 0.7, "near a half"
assert x > 0.5, "above a half"
```

```python live id="same"
print(2)
```

```output
2
```
"""


def test_a_record_is_told_of_its_own_code_only(tmp_path):
    """Where the code has changed nothing is said: blank, not stale."""
    path = tmp_path / "page.md"
    path.write_text(PAGE)
    blocks, _ = scan(PAGE)
    page = tried.of_blocks("page.md", blocks)
    cells = {"draw": {"differs": 20, "fails": [], "statements": {"near a half": [], "x": [3]}}}
    record = {"seeds": 20, "code": page.code, "cells": cells}
    tried.place(path).write_text(json.dumps(record))
    found = tried.of_cell(path, "draw", blocks)
    assert found == tried.Tried(20, {"near a half": 20, "x": 19})
    assert tried.of_cell(path, "same", blocks) is None
    changed, _ = scan(PAGE.replace("random(100)", "random(101)"))
    assert tried.of_cell(path, "draw", changed) is None
    restated, _ = scan(PAGE.replace("x > 0.5", "x > 0.6"))
    assert tried.of_cell(path, "draw", restated) is None
