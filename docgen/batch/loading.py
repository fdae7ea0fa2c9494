"""The list into the ledger: every row with its own part of the data, before anything is made. Few rows are in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticSerializationError, to_json

from docgen.batch.again import leave_out_given
from docgen.batch.driving import driving
from docgen.batch.order import Order, template_for, template_mark
from docgen.batch.source import SourceRow
from docgen.store.batch_rows import NewRow, put_rows
from docgen.store.batches import Batch, NewBatch, batch_of, begin_batch, forget_rows, set_state

if TYPE_CHECKING:
    from sqlalchemy import Engine

_AT_ONCE = 250


def open_run(engine: Engine, order: Order, *, known: Engine | None = None) -> Batch:
    """The run that this order asks for, with all rows in the ledger; the same order again is the same run.

    Who has such a paper by an earlier run is left out (docgen.batch.again); `known` is the store of those runs, if it is another.
    `DataError` when the common facts are wrong for every row, `FileError` when the list cannot be read: then there is no run.
    """
    common, rows = order.source()
    mark = template_mark(template_for(engine, order.kind))
    asked = NewBatch(order.key, order.kind.code, order.name, common, asdict(order.options), mark)
    batch, _ = begin_batch(engine, asked, by=order.by)
    if batch.state == "loading":
        load(engine, batch, rows, known=known)
    return batch_of(engine, batch.id)


def load(engine: Engine, batch: Batch, rows: Iterable[SourceRow], *, known: Engine | None = None) -> None:
    """Put all rows in; what an earlier attempt has left goes first. Nothing happens when another has just loaded them."""
    with driving(engine, batch.id) as lease:
        if batch_of(engine, batch.id).state != "loading":  # it was when it was read, but rows may have numbers by now
            return
        forget_rows(engine, lease)
        taken = enumerate(rows)
        while chunk := [_row(place, row) for place, row in islice(taken, _AT_ONCE)]:
            put_rows(engine, lease, chunk)
        leave_out_given(engine, lease, batch, known=known)
        set_state(engine, lease, "ready")


def input_hash(own: Mapping[str, Any]) -> str:
    """Fingerprint of a row's own part of the data."""
    try:
        told = to_json({name: own[name] for name in sorted(own)}, fallback=str)
    except PydanticSerializationError:  # half a pair of surrogates
        told = json.dumps(own, sort_keys=True, default=str).encode()
    return sha256(told).hexdigest()


def _row(place: int, row: SourceRow) -> NewRow:
    state, error = ("failed", row.fault) if row.fault else ("waiting", None)
    if row.left_out:
        state, error = "left_out", {"message": row.left_out, "hint": "", "problems": []}
    return NewRow(place, row.number, row.name, row.own, input_hash(row.own), state, error, row.notes)
