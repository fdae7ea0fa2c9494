"""Days, moments and series of numbers as pages say them."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _

from docgen.book_file.lines import kind_name
from docgen.store.numbers import Series
from docgen.vietnamese.dates import short


def day(date: dt.date | None) -> str:
    """03/11/2026; nothing for no day."""
    return short(date) if date else ""


def moment(at: dt.datetime) -> str:
    """10:42 03/11/2026, in the time of this machine."""
    local = at.astimezone()
    return f"{local:%H:%M} {short(local.date())}"


def series_shown(line: Series) -> str:
    """Nghị quyết, nhiệm kỳ 2025 - 2030."""
    return str(_("%(kind)s, nhiệm kỳ %(term)s", kind=_(kind_name(line.the_loai)), term=line.term))
