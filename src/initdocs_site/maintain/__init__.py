"""What only maintainers run: other processors, other seeds, tolerances, mutants, outputs, the font.

Imports all other rooms; nothing imports it.
"""
