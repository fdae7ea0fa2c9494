"""Days and moments as pages say them."""

from __future__ import annotations

import datetime as dt

from docgen.vietnamese.dates import short


def day(date: dt.date | None) -> str:
    """03/11/2026; nothing for no day."""
    return short(date) if date else ""


def moment(at: dt.datetime) -> str:
    """10:42 03/11/2026, in the time of this machine."""
    local = at.astimezone()
    return f"{local:%H:%M} {short(local.date())}"
