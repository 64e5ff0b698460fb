"""Markdown extensions, one a module; `page` reads the blocks and hands each to its own."""
