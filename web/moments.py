"""Moments as people say them: the hour today, the day and the hour before."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _

from docgen.vietnamese.dates import short


def clock(moment: dt.datetime) -> str:
    """“10:42” today, “10:42 ngày 21/11/2026” on another day, in the time of this machine."""
    here = moment.astimezone()
    time = f"{here.hour:02d}:{here.minute:02d}"
    if here.date() == dt.datetime.now().astimezone().date():
        return time
    return str(_("%(time)s ngày %(day)s", time=time, day=short(here.date())))
