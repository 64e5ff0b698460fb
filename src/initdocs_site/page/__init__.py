"""One page to HTML, whatever builds the site: its blocks, what they compute, what they look like.

Imports `initdocs` and Python-Markdown, no other room of this package and no builder.
"""
