"""Days and moments as pages say them, in the time of this machine."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _

from docgen.store.columns import today
from docgen.vietnamese.dates import short


def day(date: dt.date | None) -> str:
    """03/11/2026; nothing for no day."""
    return short(date) if date else ""


def moment(at: dt.datetime) -> str:
    """10:42 03/11/2026."""
    local = at.astimezone()
    return f"{local:%H:%M} {short(local.date())}"


def clock(at: dt.datetime) -> str:
    """“10:42” today, “10:42 ngày 21/11/2026” on another day."""
    local = at.astimezone()
    if local.date() == today():
        return f"{local:%H:%M}"
    return str(_("%(time)s ngày %(day)s", time=f"{local:%H:%M}", day=short(local.date())))
