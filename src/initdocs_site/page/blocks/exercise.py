"""An exercise as HTML: a cell with a check, hints in steps, and a solution to open."""

from collections.abc import Callable
from html import escape

from initdocs_site.page.blocks.live import SHARING, code, highlighted
from initdocs_site.page.pages import Exercise


def render(exercise: Exercise, inline: Callable[[str], str]) -> str:
    """One exercise; `inline` turns the text of a hint into HTML."""
    name = exercise.starter.options.get("id", "")
    hints = "".join(f"<li hidden>{inline(hint.body)}</li>" for hint in exercise.hints)
    solution = highlighted(exercise.solution.body)
    return (
        f'<div class="cell exercise" data-exercise="{name}" data-state="idle" data-verdict="" '
        f"data-search-exclude>{code(exercise.starter.body)}"
        '<div class="cell-bar">'
        '<button type="button" class="md-button md-button--primary" data-check>Check</button>'
        '<button type="button" class="md-button" data-run>Run</button>'
        '<button type="button" class="md-button" data-stop hidden>Stop</button>'
        '<button type="button" class="md-button" data-reset hidden>Reset</button>'
        '<button type="button" class="md-button" data-hint>Hint</button>'
        '<button type="button" class="md-button" data-solution aria-expanded="false">Solution'
        f'</button>{SHARING}<span class="cell-status" data-status></span></div>'
        '<pre class="cell-output" data-output tabindex="0" role="group" aria-label="Output"></pre>'
        '<p class="exercise-why" data-why></p>'
        f'<ol class="exercise-hints" data-hints aria-label="Hints">{hints}</ol>'
        '<div class="exercise-solution highlight" data-solution-code hidden tabindex="0" '
        f'role="group" aria-label="Solution"><pre><code>{solution}</code></pre></div>'
        f"<template data-check-source>{escape(exercise.check.body)}</template></div>"
    )
