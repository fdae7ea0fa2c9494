"""Small workbooks for tests."""

from __future__ import annotations

import io

import openpyxl


def saved(made: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def book(*rows: list[object], title: str = "Danh sách", merged: tuple[str, ...] = ()) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    return saved(made)
