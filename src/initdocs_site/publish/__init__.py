"""Steps on a finished `site/`, whatever has built it, and what the reader's browser is sent.

Imports `page`, but no block of it, and `labs`; no builder, and not `maintain`.
"""
