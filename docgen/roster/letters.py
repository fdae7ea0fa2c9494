"""Letters of before Unicode in a list.

A column written in them throughout, and a cell in a font of theirs, is turned into Unicode; another single cell is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docgen.docx.texts_of_cells import OldText
from docgen.roster.table import Cell
from docgen.vietnamese.legacy import Encoding, detect, has_unicode_letters, to_unicode

_FEWEST_CELLS = 2
_AGAINST_ONE = 4
"""Cells in old letters for each one that is not, for a column to be in old letters throughout."""

Columns = Mapping[int, Encoding]


def old_columns(rows: Iterable[tuple[Cell, ...]]) -> Columns:
    """The columns that are in old letters throughout, told by the first rows."""
    texts: dict[int, list[str]] = {}
    for cells in rows:
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and not cell.isascii():
                texts.setdefault(place, []).append(cell)
    sure = {place: found for place, cells in texts.items() if (found := _encoding(cells)) is not None}
    if len(set(sure.values())) != 1:
        return sure
    one = next(iter(sure.values()))  # with it known, “N÷” alone says enough
    return sure | {place: one for place, cells in texts.items() if place not in sure and _outweighs(cells, one)}


def _encoding(cells: list[str]) -> Encoding | None:
    found = detect(" ".join(cells))
    sure = isinstance(found, Encoding) and len(cells) >= _FEWEST_CELLS and _outweighs(cells, found)
    return found if sure and isinstance(found, Encoding) else None


def _outweighs(cells: list[str], encoding: Encoding) -> bool:
    old = sum(detect(cell, 1) is encoding for cell in cells)
    return old > 0 and old >= _AGAINST_ONE * (len(cells) - old)


def in_unicode(cells: tuple[Cell, ...], columns: Columns, *, fonts: bool = False) -> tuple[Cell, ...]:
    """A row with the columns of old letters turned into Unicode, and with `fonts` each text in a font of old letters.

    The very same row when nothing is turned.
    """
    if not columns and not fonts:
        return cells
    return tuple(_turned(cell, columns.get(place)) if isinstance(cell, str) else cell for place, cell in enumerate(cells))


def encoding_of(cell: Cell, encoding: Encoding | None) -> str:
    """The old letters of a cell that was turned: those of its font before those of its column."""
    return str(cell.encoding if isinstance(cell, OldText) else encoding or "")


def _turned(cell: str, encoding: Encoding | None) -> str:
    if isinstance(cell, OldText):
        return _by_font(cell)
    return cell if encoding is None or cell.isascii() else to_unicode(cell, encoding)


def _by_font(cell: OldText) -> str:
    """As its font shows it; what was typed in Unicode is shown in another font, and what is mixed stays to be refused."""
    if has_unicode_letters(cell):
        return cell if detect(cell, 1) == "mixed" else str(cell)
    text = to_unicode(cell, cell.encoding)
    return text.upper() if cell.capitals else text


def old_letters(cell: Cell) -> str:
    """What to say of a cell in old letters; empty when it is in none."""
    if not isinstance(cell, str) or cell.isascii():
        return ""
    found = detect(cell, 1)
    if found is None:
        return ""
    if found == "mixed":
        return f"“{cell[:60]}” lẫn bảng mã cũ với Unicode; gõ lại ô này"
    return f"“{cell[:60]}” ở bảng mã cũ ({found.upper()}), có lẽ là “{to_unicode(cell, found)[:60]}”; gõ lại ô này"
