"""What is done to numbers by hand: enter one given elsewhere or on paper, begin a series; use again, give back, void one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from docgen.book_file.lines import kind_name
from docgen.errors import ConflictError, RegisterError, UsageError
from docgen.hand_numbers import HandNumber, enter_hand_number
from docgen.kinds import KINDS
from docgen.standard import standard_on
from docgen.store.book import BookRow, Entry, all_series, book_row, enter_late, enter_other
from docgen.store.columns import today
from docgen.store.documents import document_with
from docgen.store.drafts import open_drafts
from docgen.store.numbers import CONGRESS, Reservation, Series, open_series, release, reuse, unissued, void
from docgen.store.units import all_units
from docgen.store.users import Role
from docgen.vietnamese.dates import short
from web.desk import needs, store, who
from web.register_forms import DungLai, GhiBoSung, HuySo, SoDau, SoGhiTay, SoHeThongKhac, number_of
from web.series import series_shown
from web.small_form import SmallForm
from web.views.register import number_text, series_with

pages = Blueprint("numbering", __name__, url_prefix="/so")

Answer = Response | tuple[str, int]
"""A page with its status, or the way to another one."""
_REFUSED = (RegisterError, ConflictError, UsageError)


@pages.get("/<int:key>/ghi-bo-sung")
@needs(Role.ISSUES)
def late(key: int) -> Answer:
    """The form for a number that was given on paper."""
    return _entry_page(key, SmallForm.blank(GhiBoSung), "late")


@pages.post("/<int:key>/ghi-bo-sung")
@needs(Role.ISSUES)
def add_late(key: int) -> Answer:
    """Enter it."""
    return _enter(key, SmallForm.sent(GhiBoSung), "late", lambda line, entry, _read: enter_late(store(), line, entry, by=who()))


@pages.get("/<int:key>/he-thong-khac")
@needs(Role.ISSUES)
def other(key: int) -> Answer:
    """The form for a number that another system has given."""
    return _entry_page(key, SmallForm.blank(SoHeThongKhac), "other")


@pages.post("/<int:key>/he-thong-khac")
@needs(Role.ISSUES)
def add_other(key: int) -> Answer:
    """Enter it."""

    def put(line: Series, entry: Entry, read: Any) -> int:
        return enter_other(store(), line, entry, system=read.he_thong, by=who(), duplicate=read.trung)

    return _enter(key, SmallForm.sent(SoHeThongKhac), "other", put)


def _enter(key: int, form: SmallForm[Any], what: str, put: Callable[[Series, Entry, Any], int]) -> Answer:
    line, read = series_with(key), form.read()
    if read is not None:
        so, suffix = number_of(read.so_ky_hieu)
        printed = read.so_ky_hieu.removeprefix("Số").lstrip(" :")
        signer, recipients = read.nguoi_ky or "", read.noi_nhan or ""
        try:
            put(line, Entry(so, printed, read.ngay, read.trich_yeu, read.ly_do, suffix, signer, recipients), read)
        except _REFUSED as error:
            form.refused(error, "ngay" if isinstance(error, UsageError) else "so_ky_hieu")
        else:
            flash(_("Đã ghi số %(number)s vào sổ.", number=printed))
            return _to(url_for("register.book", key=key))
    return _entry_page(key, form, what)


def _entry_page(key: int, form: SmallForm[Any], what: str) -> Answer:
    return form.page("number_entry.html", key=key, name=series_shown(series_with(key)), what=what)


@pages.get("/van-ban/<int:document>/ghi-so")
@needs(Role.ISSUES)
def written(document: int) -> Answer:
    """The form for the number that was written on a document issued with its number left open."""
    return _written_page(document, SmallForm.blank(SoGhiTay, ngay=short(document_with(store(), document).listed.ngay)))


@pages.post("/van-ban/<int:document>/ghi-so")
@needs(Role.ISSUES)
def add_written(document: int) -> Answer:
    """Enter it."""
    form = SmallForm.sent(SoGhiTay)
    read = form.read()
    if read is None:
        return _written_page(document, form)
    so, suffix = number_of(read.so_tren_giay)
    try:
        enter_hand_number(store(), document, HandNumber(so, read.ngay, suffix, duplicate=read.trung), by=who())
    except _REFUSED as error:
        form.refused(error, "ngay" if isinstance(error, UsageError) else "so_tren_giay")
        return _written_page(document, form)
    flash(_("Đã ghi số %(number)s vào sổ.", number=document_with(store(), document).listed.so_ky_hieu))
    return _to(url_for("archive.show", key=document))


def _written_page(key: int, form: SmallForm[SoGhiTay]) -> Answer:
    return form.page("number_written.html", document=document_with(store(), key).listed)


@pages.get("/so-dau")
@needs(Role.ISSUES)
def first() -> Answer:
    """The form for the first number of a series."""
    unit = next(iter(all_units(store())), None)
    known = {"don_vi": str(unit.id), "nhiem_ky": unit.nhiem_ky or ""} if unit else {}
    return SmallForm.blank(SoDau, _series_choices(), **known).page("number_first.html")


@pages.post("/so-dau")
@needs(Role.ISSUES)
def set_first() -> Answer:
    """Begin the series."""
    form = SmallForm.sent(SoDau, _series_choices())
    read = form.read()
    if read is not None:
        line = Series(int(read.don_vi), read.loai, read.nhiem_ky)
        try:
            open_series(store(), line, last_used=read.da_dung, by=who())
        except _REFUSED as error:
            form.refused(error, "da_dung")
        else:
            flash(_("%(series)s: số tiếp theo là %(number)s.", series=series_shown(line), number=f"{read.da_dung + 1:02d}"))
            return _to(url_for("register.overview"))
    return form.page("number_first.html")


def _series_choices() -> dict[str, list[tuple[str, str]]]:
    kinds = [one for one in standard_on(today()).kinds.values() if one.symbol and one.group == "the_loai"]
    kinds_of_ours = {kind.the_loai_of(variant) for kind in KINDS.values() for variant in kind.variants}
    ordered = sorted(kinds, key=lambda one: (one.id not in kinds_of_ours, one.name))
    return {
        "don_vi": [(str(unit.id), unit.ten) for unit in all_units(store())],
        "loai": [*((one.id, _(one.name)) for one in ordered), (CONGRESS, _(kind_name(CONGRESS)))],
    }


@pages.get("/dong/<int:number>")
def line_of(number: int) -> Answer:
    """One number: what became of it and what can be done."""
    row = _row(number)
    return _line_page(row, SmallForm.blank(DungLai, _drafts_for(row)))


def _line_page(row: BookRow, form: SmallForm[Any]) -> Answer:
    held = _held(row)
    return form.page("number.html", row=row, number=number_text(row), name=series_shown(row.series), held=held, key=_key(row))


@pages.get("/dong/<int:number>/huy")
@needs(Role.ISSUES)
def ask_void(number: int) -> Answer:
    """What voiding means, and the reason for it."""
    row = _row(number)
    return _void_page(row, SmallForm.blank(HuySo))


@pages.post("/dong/<int:number>/huy")
@needs(Role.ISSUES)
def make_void(number: int) -> Answer:
    """Void it."""
    row, form = _row(number), SmallForm.sent(HuySo)
    read = form.read()
    if read is not None:
        try:
            void(store(), number, reason=read.ly_do, by=who())
        except _REFUSED as error:
            form.refused(error)
        else:
            flash(_("Đã hủy số %(number)s. Số vẫn ở trong sổ với lý do.", number=number_text(row)))
            return _to(url_for("numbering.line_of", number=number))
    return _void_page(row, form)


def _void_page(row: BookRow, form: SmallForm[Any]) -> Answer:
    return form.page("number_void.html", row=row, number=number_text(row), name=series_shown(row.series))


@pages.post("/dong/<int:number>/tra")
@needs(Role.ISSUES)
def give_back(number: int) -> Answer:
    """Give back a number that was taken and not used."""
    row, form = _row(number), SmallForm.blank(DungLai, _drafts_for(_row(number)))
    held = _held(row)
    try:
        if held is None:
            raise RegisterError(
                _("Số %(number)s đã cấp hoặc đã hủy, không trả lại được.", number=number_text(row)),
                hint=_("Cần bỏ số này thì hủy, có ghi lý do."),
            )
        free = release(store(), held, by=who())
    except _REFUSED as error:
        form.refused(error)
        return _line_page(row, form)
    if free:
        flash(_("Đã trả số %(number)s; văn bản sau sẽ lấy số này.", number=number_text(row)))
        return _to(url_for("register.book", key=_key(row)))
    flash(_("Số %(number)s không phải số cuối nên còn trong sổ; dùng lại hoặc hủy.", number=number_text(row)))
    return _to(url_for("numbering.line_of", number=number))


@pages.post("/dong/<int:number>/dung-lai")
@needs(Role.ISSUES)
def use_again(number: int) -> Answer:
    """Let a draft take over a number that waits."""
    row = _row(number)
    form = SmallForm.sent(DungLai, _drafts_for(row))
    read = form.read()
    if read is not None:
        try:
            reuse(store(), number, by=who(), draft_id=int(read.du_thao))
        except _REFUSED as error:
            form.refused(error, "du_thao")
        else:
            flash(_("Bản nháp này sẽ lấy số %(number)s khi ban hành.", number=number_text(row)))
            return _to(f"/nhap/{int(read.du_thao)}")
    return _line_page(row, form)


def _row(number: int) -> BookRow:
    row = book_row(store(), number_id=number)
    if row is None:
        abort(404)
    return row


def _held(row: BookRow) -> Reservation | None:
    return next((held for held in unissued(store()) if held.id == row.id), None)


def _key(row: BookRow) -> int:
    return next(key for key, line in all_series(store()).items() if line == row.series)


def _drafts_for(row: BookRow) -> dict[str, list[tuple[str, str]]]:
    """Open drafts that take their number from the series of this one: of its unit, and of its kind unless it is a congress's."""
    found = []
    for draft in open_drafts(store()):
        kind = KINDS.get(draft.kind)
        if kind is None or draft.unit_id not in {None, row.series.unit_id}:
            continue
        if row.series.the_loai in {CONGRESS, kind.the_loai_of(draft.variant)}:
            found.append((str(draft.id), draft.title or _(kind.title)))
    return {"du_thao": found}


def _to(address: str) -> Response:
    """See Other: the page that shows what was done is fetched by GET."""
    return redirect(address, 303)
