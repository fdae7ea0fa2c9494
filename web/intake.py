"""Files that people bring: a document that docgen made, or a data file. Both may be hostile, both become answers of a form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Engine

from docgen.docx.package import open_package
from docgen.docx.payload import Payload, read_payload
from docgen.docx.text import body_lines, fingerprint
from docgen.errors import DataError, DocgenError, UnsafeFileError
from docgen.kinds import KINDS, Kind
from docgen.messages import validate
from docgen.pipeline import generate, render
from docgen.reading import read_data
from docgen.store.documents import Listed, data_of_day
from web.comparing import Comparison, compare
from web.fields import VARIANT_FIELD
from web.refilling import Leftovers
from web.work import Work

_ZIP = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as a form. `left` has no place in it; `edited`: the words were changed in Word since.

    `changes` says where, unless the document cannot be made again to compare with. `issued` is the document of the archive that
    it is, where somebody has looked (`issued_as`).
    """

    work: Work
    left: Leftovers
    edited: bool = False
    draft: bool = False
    changes: Comparison | None = None
    issued: Listed | None = None


def open_file(raw: bytes, kind: str = "", variant: str = "") -> Opened:
    """The form of an uploaded file. `kind` and `variant` are where the user stands; a file may know better."""
    if not raw:
        raise UnsafeFileError(_("Tệp rỗng."), hint=_("Chọn lại tệp."))
    if raw.startswith((_ZIP, _OLD_OFFICE)):
        return _document(raw)
    data = read_data(raw, _("Tệp"))
    if not isinstance(data, dict):
        raise DataError(_("Tệp không phải dữ liệu của một văn bản."), hint=_("Chọn tệp .yaml, .json lấy từ chương trình này."))
    found = _kind_of(data, kind)
    work, left = Work.of_data(found, _variant_of(data, found, variant), data)
    return Opened(work, left)


def issued_as(engine: Engine, opened: Opened) -> Listed | None:
    """The document of the archive that was made of the same facts; the newest of several, None where there is none."""
    work = opened.work
    try:
        document = validate(work.data, work.kind)
    except DocgenError:
        return None
    same_day = data_of_day(engine, work.kind.code, work.variant, document.ngay_ban_hanh)
    return next((listed for listed, data in same_day if _is(document, data, work.kind)), None)


def _is(document: Any, data: Mapping[str, Any], kind: Kind) -> bool:
    try:
        return bool(validate(data, kind) == document)
    except DocgenError:  # issued by another version of the program, which took other data
        return False


def _document(raw: bytes) -> Opened:
    parts = open_package(raw)
    payload = read_payload(parts)
    if payload is None:
        raise UnsafeFileError(
            _("Tệp Word này không do chương trình làm ra nên không có dữ liệu để mở lại."),
            hint=_("Chọn tệp .docx đã tải về từ đây, hoặc tệp dữ liệu .yaml, .json."),
        )
    if payload.kind not in KINDS:
        raise UnsafeFileError(
            _("Tệp thuộc loại văn bản “%(kind)s” mà bản này không có.", kind=payload.kind[:40]), hint=_("Cập nhật chương trình.")
        )
    try:
        data: Any = json.loads(payload.data)
    except (ValueError, RecursionError) as error:
        raise UnsafeFileError(_("Dữ liệu trong tệp bị hỏng."), hint=_("Dùng tệp dữ liệu gốc.")) from error
    if not isinstance(data, dict):
        raise UnsafeFileError(_("Dữ liệu trong tệp bị hỏng."), hint=_("Dùng tệp dữ liệu gốc."))
    kind = KINDS[payload.kind]
    work, left = Work.of_data(kind, _variant_of(data, kind, ""), data)
    words = body_lines(parts)
    if payload.fingerprint == fingerprint(words):
        return Opened(work, left, draft=payload.draft)
    return Opened(work, left, edited=True, draft=payload.draft, changes=_changes(payload, data, kind, words))


def _changes(payload: Payload, data: dict[str, Any], kind: Kind, words: list[str]) -> Comparison | None:
    """What stands in the file and not in the document made of its data, and the other way round."""
    try:
        made = generate(data, kind, draft=True).docx if payload.draft else render(validate(data, kind), kind)
    except DocgenError:  # another version of the program may have taken other data
        return None
    before = body_lines(open_package(made))
    return compare(before, words, exact=fingerprint(before) == payload.fingerprint)


def _kind_of(data: dict[str, Any], wanted: str) -> Kind:
    """The kind of a data file: the one asked for when it has the file's variant, else the one whose fields fit best."""
    variant = data.get(VARIANT_FIELD)
    if wanted in KINDS and (variant is None or variant in KINDS[wanted].variants):
        return KINDS[wanted]
    fitting = [kind for kind in KINDS.values() if variant in kind.variants]
    if not fitting:
        raise DataError(
            _("Không nhận ra tệp này là dữ liệu của loại văn bản nào."),
            hint=_("Chọn loại văn bản trước, rồi mở tệp ở trang của loại đó."),
        )
    return max(fitting, key=lambda kind: len(data.keys() & kind.variants[str(variant)].model_fields.keys()))


def _variant_of(data: dict[str, Any], kind: Kind, wanted: str) -> str:
    said = data.get(VARIANT_FIELD)
    if said in kind.variants:
        return str(said)
    return wanted if wanted in kind.variants else next(iter(kind.variants))
