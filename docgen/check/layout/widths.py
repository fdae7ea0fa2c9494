"""How much room letters take on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docgen.docx.metrics import text_width_pt
from docgen.docx.units import TWIPS_PER_MM, TWIPS_PER_PT
from docgen.docx.view import Run

PT_PER_MM = TWIPS_PER_MM / TWIPS_PER_PT
LINE_HEIGHT = 1.15
"""Height of a single line of Times New Roman as a share of its size."""


def width_mm(runs: Sequence[Run]) -> float:
    """How long a line of these runs is, the spaces at its ends left out."""
    return sum(_run_width_pt(run) for run in _stripped(list(runs))) / PT_PER_MM


def _stripped(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return runs


def _run_width_pt(run: Run) -> float:
    look = run.format
    style = "bold" if look.bold else "italic" if look.italic else "upright"
    return text_width_pt(run.text, look.size_pt, style) * look.scale_percent / 100 + look.char_spacing_pt * len(run.text)
