"""The register of numbers: every series, its book line by line, what is missing in it, and the book as a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from docgen.book_file.excel import book_xlsx
from docgen.book_file.lines import TITLE, kind_name, parts_of, runs_of, series_name
from docgen.book_file.word import book_docx
from docgen.store.book import BookRow, all_series, book_page, count_lines, report
from docgen.store.columns import today
from docgen.store.numbers import Series, unissued
from docgen.store.units import all_units
from web import downloads
from web.desk import store
from web.paging import Pages
from web.series import series_shown

pages = Blueprint("register", __name__, url_prefix="/so")

LINES_OF_A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS = {"docx": (book_docx, downloads.DOCX), "xlsx": (book_xlsx, XLSX)}


def series_with(key: int) -> Series:
    """The series with this id; no such page when there is none."""
    line = all_series(store()).get(key)
    if line is None:
        abort(404)
    return line


def number_text(row: BookRow) -> str:
    """How a line of the book is called: as printed, or by its number while it has no document."""
    return row.so_ky_hieu or f"{row.so:02d}{row.suffix}"


@pages.get("")
def overview() -> str:
    """Every series with what needs a look."""
    told = {one.series: one for one in report(store())}
    lines = [(key, line, told[line]) for key, line in all_series(store()).items() if line in told]
    units = {unit.id: unit.ten for unit in all_units(store())}
    return render_template("register.html", lines=lines, units=units, kind_name=kind_name, runs_of=runs_of)


@pages.get("/<int:key>")
def book(key: int) -> str:
    """One series: the report on top, then the lines, the newest number first."""
    line = series_with(key)
    told = report(store(), line)[0]
    shown = Pages.of(request.args.get("trang", ""), count_lines(store(), line), LINES_OF_A_PAGE)
    waiting = [held for held in unissued(store()) if held.series == line]
    unit = next(unit for unit in all_units(store()) if unit.id == line.unit_id)
    return render_template(
        "book.html",
        key=key,
        line=line,
        told=told,
        unit=unit,
        name=series_shown(line),
        waiting=waiting,
        pages=shown,
        rows=book_page(store(), line, limit=shown.size, offset=shown.offset),
        number_text=number_text,
        runs_of=runs_of,
    )


@pages.get("/tai/<ending>", defaults={"key": None})
@pages.get("/<int:key>/tai/<ending>")
def fetch(key: int | None, ending: str) -> Response:
    """The book of one series or of all as a file to print."""
    if ending not in _WRITERS:
        abort(404)
    line = series_with(key) if key is not None else None
    write, mimetype = _WRITERS[ending]
    day = today()
    name = " ".join((TITLE, series_name(line) if line else "")).strip()
    content = write(parts_of(store(), line), day)
    return downloads.download(content, downloads.file_name(name, f"{day:%d-%m-%Y}", ending), mimetype)
