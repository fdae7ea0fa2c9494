"""Lengths that know their unit; OOXML measures in twips (1/1440 inch), half points and eighths of a point."""

from __future__ import annotations

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20


def mm_to_twips(length_mm: float) -> int:
    """Millimetres to twips, rounded."""
    return round(length_mm * TWIPS_PER_MM)


def pt_to_twips(length_pt: float) -> int:
    """Points to twips, rounded."""
    return round(length_pt * TWIPS_PER_PT)


def twips_to_mm(twips: float) -> float:
    """Twips to millimetres."""
    return twips / TWIPS_PER_MM


def half_points(size_pt: float) -> int:
    """Points to half points, the unit of `w:sz`."""
    return round(size_pt * 2)
