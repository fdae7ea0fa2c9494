"""The office's own templates: handed in, tried, approved, put aside. Bytes that came in are never changed or deleted."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from docgen.errors import ConflictError, NotInStoreError, StoreError, TemplateError, UsageError
from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.documents import Document
from docgen.store.engine import reading, writing
from docgen.store.tables import audit, own_templates


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """One template without its bytes. `variant` is empty where one template serves all variants of its kind.

    `state` is waiting, approved or stopped; `report` is what the judgement said: under `issues` what keeps it from approval.
    """

    id: int
    kind: str
    variant: str
    name: str
    sha256: str
    report: Mapping[str, Any]
    state: str
    uploaded_by: str
    uploaded_at: dt.datetime
    approved_by: str | None
    approved_at: dt.datetime | None
    stopped_by: str | None
    stopped_at: dt.datetime | None


_COLUMNS = [column for column in own_templates.c if column.name != "docx"]


def hand_in(engine: Engine, kind: str, variant: str, name: str, docx: bytes, report: Mapping[str, Any], *, by: str) -> int:
    """Keep a template that waits for approval; the id. The same bytes waiting or in use already are refused."""
    sha256 = hashlib.sha256(docx).hexdigest()
    column = own_templates.c
    same = select(column.id).where(
        column.kind == kind, column.variant == variant, column.sha256 == sha256, column.state != "stopped"
    )
    values: dict[str, Any] = {
        "kind": kind,
        "variant": variant,
        "name": name,
        "docx": docx,
        "sha256": sha256,
        "report": dict(report),
    }
    values |= {"state": "waiting", "uploaded_by": by, "uploaded_at": now()}
    with writing(engine) as connection:
        if (known := connection.scalar(same)) is not None:
            raise ConflictError("Tệp này đã có trong danh sách mẫu.", hint=f"Mở mẫu số {known}.", current=known)
        key: int = connection.execute(insert(own_templates).values(values).returning(column.id)).scalar_one()
        note(connection, by, "add", "own_templates", key, kind=kind, variant=variant, sha256=sha256)
    return key


def template_of(engine: Engine, template_id: int) -> OwnTemplate:
    """The template with this id."""
    with reading(engine) as connection:
        return _row(connection, template_id)


def all_templates(engine: Engine) -> tuple[OwnTemplate, ...]:
    """Every template that was ever handed in, the newest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(*_COLUMNS).order_by(own_templates.c.id.desc())).mappings()
        return tuple(OwnTemplate(**row) for row in rows)


def approved(engine: Engine, kind: str, variant: str) -> OwnTemplate | None:
    """The template that documents of this variant are made with; None where it is the shipped one."""
    column = own_templates.c
    query = select(*_COLUMNS).where(column.kind == kind, column.variant == variant, column.state == "approved")
    with reading(engine) as connection:
        row = connection.execute(query).mappings().first()
    return OwnTemplate(**row) if row else None


def own_template_of(engine: Engine, document: Document) -> OwnTemplate | None:
    """The own template that a document was made with; None for a shipped one, and where nobody knows."""
    column = own_templates.c
    approved_then = (column.sha256 == document.template_sha256, column.kind == document.listed.kind)
    query = select(*_COLUMNS).where(*approved_then, column.approved_at <= document.listed.issued_at)
    with reading(engine) as connection:
        row = connection.execute(query.order_by(column.approved_at.desc()).limit(1)).mappings().first()
    return OwnTemplate(**row) if row else None


def docx_of(engine: Engine, template_id: int) -> bytes:
    """The bytes as they were handed in; `StoreError` when somebody changed them in the database."""
    query = select(own_templates.c.docx, own_templates.c.sha256).where(own_templates.c.id == template_id)
    with reading(engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        raise _no_template(template_id)
    if hashlib.sha256(row.docx).hexdigest() != row.sha256:
        raise StoreError(
            f"Tệp của mẫu số {template_id} không còn đúng như khi nộp.", hint="Ngừng dùng mẫu này rồi nộp lại tệp gốc."
        )
    return bytes(row.docx)


def note_trial(engine: Engine, template_id: int, *, by: str) -> None:
    """Remember that `by` has been given the trial document: nobody approves what he or she has not seen."""
    with writing(engine) as connection:
        _row(connection, template_id)
        note(connection, by, "try", "own_templates", template_id)


def has_tried(engine: Engine, template_id: int, *, by: str) -> bool:
    """Whether `by` has been given the trial document."""
    with reading(engine) as connection:
        return _tried(connection, template_id, by)


def approve(engine: Engine, template_id: int, *, by: str, alone: bool) -> None:
    """Let documents be made with it from now on; the one used before is put aside.

    Refused while it has faults or `by` has not seen the trial, and to the one who handed it in unless nobody logs in (`alone`).
    """
    with writing(engine) as connection:
        row = _row(connection, template_id)
        _refuse_unfit(row)
        if row.uploaded_by == by and not alone:
            raise UsageError("Người nộp mẫu không tự duyệt mẫu đó.", hint="Nhờ người khác có quyền văn thư duyệt.")
        if not _tried(connection, template_id, by):
            raise UsageError("Chưa xem văn bản thử của mẫu này.", hint="Tải văn bản thử, xem kỹ trong Word rồi duyệt.")
        column = own_templates.c
        before = select(column.id).where(column.kind == row.kind, column.variant == row.variant, column.state == "approved")
        for other in connection.scalars(before).all():
            _stop(connection, other, by)
        values = {"state": "approved", "approved_by": by, "approved_at": now()}
        connection.execute(update(own_templates).where(column.id == template_id).values(values))
        note(connection, by, "approve", "own_templates", template_id)


def stop(engine: Engine, template_id: int, *, by: str) -> None:
    """Use it no longer, or refuse it; its bytes stay. Once stopped, it has to be handed in again."""
    with writing(engine) as connection:
        if _row(connection, template_id).state == "stopped":
            raise ConflictError("Mẫu này đã ngừng dùng.", hint="Muốn dùng lại thì nộp lại tệp.")
        _stop(connection, template_id, by)


def _refuse_unfit(row: OwnTemplate) -> None:
    if row.state != "waiting":
        raise ConflictError("Mẫu này không còn chờ duyệt.", hint="Tải lại trang để xem trạng thái mới.")
    if count := len(row.report["issues"]):
        raise TemplateError(f"Mẫu còn {count} lỗi nên chưa duyệt được.", hint="Sửa mẫu trong Word rồi nộp lại.")


def _stop(connection: Connection, template_id: int, by: str) -> None:
    values = {"state": "stopped", "stopped_by": by, "stopped_at": now()}
    connection.execute(update(own_templates).where(own_templates.c.id == template_id).values(values))
    note(connection, by, "stop", "own_templates", template_id)


def _row(connection: Connection, template_id: int) -> OwnTemplate:
    row = connection.execute(select(*_COLUMNS).where(own_templates.c.id == template_id)).mappings().first()
    if row is None:
        raise _no_template(template_id)
    return OwnTemplate(**row)


def _tried(connection: Connection, template_id: int, by: str) -> bool:
    column = audit.c
    lines = select(column.id).where(
        column.what == "own_templates", column.what_id == template_id, column.action == "try", column.actor == by
    )
    return connection.scalar(lines.limit(1)) is not None


def _no_template(template_id: int) -> NotInStoreError:
    return NotInStoreError(f"Không có mẫu số {template_id}.", hint="Tải lại danh sách mẫu rồi chọn lại.")
