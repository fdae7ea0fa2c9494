"""Drafts: saved while typing, never over somebody else's words, every saved state kept as a version. A draft takes no number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update

from docgen.errors import ConflictError, NotInStoreError
from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import reading, writing
from docgen.store.tables import draft_versions, drafts

VERSIONS_KEPT = 200
"""Older versions of a draft are dropped; autosave makes one each time something has changed."""
HOLD = dt.timedelta(minutes=2)
"""How long a draft counts as being edited after the last sign of life."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is now. `version` goes up with every saved change; `state` is open, issued or removed."""

    id: int
    unit_id: int | None
    kind: str
    variant: str
    title: str
    data: Mapping[str, Any]
    version: int
    state: str
    created_by: str
    created_at: dt.datetime
    saved_by: str
    saved_at: dt.datetime
    held_by: str | None
    held_until: dt.datetime | None

    def holder(self, moment: dt.datetime | None = None) -> str | None:
        """Who is editing it at `moment` (now); None when nobody has given a sign of life lately."""
        alive = self.held_until is not None and self.held_until > (moment or now())
        return self.held_by if alive else None


@dataclass(frozen=True, slots=True)
class Version:
    """One saved state of a draft; its data comes with `version_data`."""

    version: int
    title: str
    saved_by: str
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Summary:
    """A draft in a list, without its data."""

    id: int
    unit_id: int | None
    kind: str
    variant: str
    title: str
    version: int
    state: str
    saved_by: str
    saved_at: dt.datetime
    held_by: str | None
    held_until: dt.datetime | None


def create_draft(
    engine: Engine,
    kind: str,
    variant: str,
    data: Mapping[str, Any],
    *,
    by: str,
    title: str = "",
    unit_id: int | None = None,
) -> Draft:
    """A new draft, version 1."""
    moment = now()
    values = {
        "unit_id": unit_id,
        "kind": kind,
        "variant": variant,
        "title": title,
        "data": data,
        "version": 1,
        "state": "open",
        "created_by": by,
        "created_at": moment,
        "saved_by": by,
        "saved_at": moment,
    }
    with writing(engine) as connection:
        key = connection.execute(insert(drafts).values(values).returning(drafts.c.id)).scalar_one()
        _keep_version(connection, key, values)
        note(connection, by, "add", "drafts", key, kind=kind, variant=variant)
        return _draft(connection, key)


def draft_with(engine: Engine, draft_id: int) -> Draft:
    """The draft with this id, whatever its state."""
    with reading(engine) as connection:
        return _draft(connection, draft_id)


def open_drafts(engine: Engine, *, kind: str | None = None, limit: int = 200) -> tuple[Summary, ...]:
    """Drafts that are being worked on, the one saved last first. One without a title is a form in which nothing was typed yet."""
    query = _summaries("open").limit(limit)
    if kind is not None:
        query = query.where(drafts.c.kind == kind)
    with reading(engine) as connection:
        return tuple(Summary(**row) for row in connection.execute(query).mappings())


def removed_drafts(engine: Engine, *, limit: int, offset: int = 0) -> tuple[Summary, ...]:
    """Drafts that were taken off the list, the one saved last first; those in which nothing was typed are left out."""
    with reading(engine) as connection:
        return tuple(Summary(**row) for row in connection.execute(_summaries("removed").limit(limit).offset(offset)).mappings())


def count_removed(engine: Engine) -> int:
    """How many they are."""
    with reading(engine) as connection:
        return int(connection.scalar(select(func.count()).select_from(_summaries("removed").subquery())) or 0)


def _summaries(state: str) -> Select[*tuple[Any, ...]]:
    columns = [drafts.c[name] for name in Summary.__dataclass_fields__]
    newest = (drafts.c.saved_at.desc(), drafts.c.id.desc())
    return select(*columns).where(drafts.c.state == state, drafts.c.title != "").order_by(*newest)


def save_draft(
    engine: Engine,
    draft_id: int,
    data: Mapping[str, Any],
    *,
    base: int,
    by: str,
    title: str | None = None,
) -> Draft:
    """Save what was typed on top of version `base`; the draft with its new version.

    Refused with `ConflictError` when the draft has moved on since `base`. The same words again are no new version, so a save
    whose answer was lost on the way can be repeated.
    """
    with writing(engine) as connection:
        draft = _draft(connection, draft_id, lock=True)
        _require_open(draft)
        new_title = draft.title if title is None else title
        if (draft.data, draft.title) == (data, new_title):
            return draft
        if draft.version != base:
            raise ConflictError(
                f"Bản nháp đã được {draft.saved_by} lưu thành bản {draft.version} trong khi bạn sửa bản {base}.",
                hint="Mở lại bản mới nhất, chép phần vừa gõ sang rồi lưu; phần của người kia vẫn còn nguyên.",
                current=draft.version,
            )
        return _next_version(connection, draft, data, new_title, by)


def versions_of(engine: Engine, draft_id: int) -> tuple[Version, ...]:
    """The saved states of a draft, the newest first."""
    columns = [draft_versions.c[name] for name in Version.__dataclass_fields__]
    query = select(*columns).where(draft_versions.c.draft_id == draft_id).order_by(draft_versions.c.version.desc())
    with reading(engine) as connection:
        return tuple(Version(**row) for row in connection.execute(query).mappings())


def version_data(engine: Engine, draft_id: int, version: int) -> Mapping[str, Any]:
    """What a draft said in one of its versions."""
    with reading(engine) as connection:
        return _version(connection, draft_id, version)[0]


def restore_version(engine: Engine, draft_id: int, version: int, *, base: int, by: str) -> Draft:
    """Undo: what the draft said in `version` becomes its newest version; nothing in between is lost."""
    with reading(engine) as connection:
        data, title = _version(connection, draft_id, version)
    return save_draft(engine, draft_id, data, base=base, by=by, title=title)


def hold_draft(engine: Engine, draft_id: int, *, by: str, take_over: bool = False) -> Draft:
    """Tell others that `by` is editing now; to be repeated while the page is open.

    Refused with `ConflictError` while somebody else is editing, unless `take_over`. A hold only warns: what keeps words safe is
    the version that every save names.
    """
    with writing(engine) as connection:
        draft = _draft(connection, draft_id, lock=True)
        _require_open(draft)
        holder = draft.holder()
        if holder not in {None, by} and not take_over:
            raise ConflictError(
                f"{holder} đang sửa bản nháp này.",
                hint="Đợi người kia xong, hoặc nhận sửa thay; hai người cùng sửa thì ai lưu sau phải xem lại.",
                current=draft.version,
            )
        values = {"held_by": by, "held_until": now() + HOLD}
        connection.execute(update(drafts).where(drafts.c.id == draft_id).values(values))
        return _draft(connection, draft_id)


def let_go(engine: Engine, draft_id: int, *, by: str) -> None:
    """Tell others that `by` has left the draft."""
    mine = update(drafts).where(drafts.c.id == draft_id, drafts.c.held_by == by)
    with writing(engine) as connection:
        connection.execute(mine.values(held_by=None, held_until=None))


def remove_draft(engine: Engine, draft_id: int, *, by: str) -> None:
    """Take an open draft off the list; `reopen_draft` brings it back."""
    with writing(engine) as connection:
        _require_open(_draft(connection, draft_id, lock=True))
        _set_state(connection, draft_id, "removed", by)


def reopen_draft(engine: Engine, draft_id: int, *, by: str) -> None:
    """Bring a removed draft back to the list; an issued one stays closed."""
    with writing(engine) as connection:
        draft = _draft(connection, draft_id, lock=True)
        if draft.state != "removed":
            _require_open(draft)
        _set_state(connection, draft_id, "open", by)


def close_draft(connection: Connection, draft_id: int) -> None:
    """Mark the draft as issued, in the transaction that issues its document."""
    _require_open(_draft(connection, draft_id, lock=True))
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(state="issued", held_by=None, held_until=None))


def _set_state(connection: Connection, draft_id: int, state: str, by: str) -> None:
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(state=state))
    note(connection, by, state, "drafts", draft_id)


def _draft(connection: Connection, draft_id: int, *, lock: bool = False) -> Draft:
    query = select(drafts).where(drafts.c.id == draft_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise NotInStoreError(f"Không có bản nháp số {draft_id}.", hint="Tải lại danh sách bản nháp rồi chọn lại.")
    return Draft(**row)


def _require_open(draft: Draft) -> None:
    if draft.state != "open":
        closed = "đã ban hành" if draft.state == "issued" else "đã bị bỏ"
        raise ConflictError(
            f"Bản nháp số {draft.id} {closed}, không sửa được nữa.",
            hint="Tạo bản nháp mới từ văn bản đã ban hành." if draft.state == "issued" else "Mở lại bản nháp trước khi sửa.",
            current=draft.version,
        )


def _version(connection: Connection, draft_id: int, version: int) -> tuple[Mapping[str, Any], str]:
    query = select(draft_versions.c.data, draft_versions.c.title)
    row = connection.execute(query.where(draft_versions.c.draft_id == draft_id, draft_versions.c.version == version)).first()
    if row is None:
        raise NotInStoreError(
            f"Bản nháp số {draft_id} không còn bản {version}.", hint=f"Chỉ giữ {VERSIONS_KEPT} bản gần nhất; chọn bản khác."
        )
    return row.data, row.title


def _next_version(connection: Connection, draft: Draft, data: Mapping[str, Any], title: str, by: str) -> Draft:
    values = {"data": data, "title": title, "version": draft.version + 1, "saved_by": by, "saved_at": now()}
    connection.execute(update(drafts).where(drafts.c.id == draft.id).values(values))
    _keep_version(connection, draft.id, values)
    old = draft_versions.c.version <= draft.version + 1 - VERSIONS_KEPT
    connection.execute(delete(draft_versions).where(draft_versions.c.draft_id == draft.id, old))
    return _draft(connection, draft.id)


def _keep_version(connection: Connection, draft_id: int, values: Mapping[str, Any]) -> None:
    kept = {column.name: values[column.name] for column in draft_versions.c if column.name != "draft_id"}
    connection.execute(insert(draft_versions).values(draft_id=draft_id, **kept))
