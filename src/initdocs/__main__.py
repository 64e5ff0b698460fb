"""`python -m initdocs`: the same as the console script `initdocs`."""

import sys

from initdocs.commands import main

if __name__ == "__main__":
    sys.exit(main())
