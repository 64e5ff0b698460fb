"""The blocks of a page as HTML, a module each; `extension` hands each block to its own.

Imports the modules of `page` around it, and is imported by `page.extension` and the rooms above.
"""
