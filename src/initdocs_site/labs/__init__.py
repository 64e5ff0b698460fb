"""A notebook as a page: its run in a kernel, its text and cells as Markdown, the list of all.

Imports `page`; no builder, and neither `publish` nor `maintain`.
"""
