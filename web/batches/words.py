"""Counts and times of runs as people say them."""

from __future__ import annotations

from flask_babel import gettext as _

_MINUTE, _HOUR = 60, 3_600


def counted(number: int) -> str:
    """12345 as 12.345."""
    return f"{number:,}".replace(",", ".")


def seconds_in_words(seconds: float) -> str:
    """About how long."""
    if seconds < 10:  # noqa: PLR2004 - nobody waits
        return str(_("vài giây"))
    if seconds < _MINUTE:
        return str(_("khoảng %(count)s giây", count=round(seconds / 10) * 10))
    if seconds < _HOUR:
        return str(_("khoảng %(count)s phút", count=round(seconds / _MINUTE)))
    return str(_("khoảng %(count)s giờ %(minutes)s phút", count=int(seconds // _HOUR), minutes=int(seconds % _HOUR // _MINUTE)))


def things_of(kind: str) -> str:
    """What a run makes, as it is counted."""
    things = {
        "quyet-dinh-phan-cong": _("quyết định"),
        "ban-cam-ket": _("bản cam kết"),
        "thong-bao": _("thông báo"),
    }
    return str(things.get(kind) or _("văn bản"))
