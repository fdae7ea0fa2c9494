"""Keys with which other programs speak for a user. For who manages users; a key is shown once."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from docgen.store.tokens import all_tokens, create_token, revoke_token
from docgen.store.users import Role, all_users
from web.accounts import ROLES
from web.desk import needs, store, who
from web.languages import gettext as _

pages = Blueprint("tokens", __name__, url_prefix="/khoa-truy-cap")

DAYS = (30, 90, 365)
_LONGEST_NAME = 60


@pages.get("")
@needs(Role.MANAGES)
def everything() -> str:
    """All keys, and where one is made."""
    return _page({}, {})


@pages.post("")
@needs(Role.MANAGES)
def make() -> tuple[str, int]:
    """A new key, shown in this answer only. Sent again (reloading the page), the name is taken: there is no second one."""
    typed = {name: request.form.get(name, "").strip() for name in ("ten", "nguoi", "vai_tro", "ngay")}
    holders = {str(user.id): user for user in all_users(store()) if user.active}
    days = {str(count): count for count in DAYS}
    problems = {
        "ten": _fault_of_name(typed["ten"]),
        "nguoi": "" if typed["nguoi"] in holders else _("Chọn người mà khóa thay mặt"),
        "vai_tro": "" if typed["vai_tro"] in set(Role) else _("Chọn vai trò"),
        "ngay": "" if typed["ngay"] in days else _("Chọn thời hạn"),
    }
    if any(problems.values()):
        return _page(typed, problems), 422
    lasts = dt.timedelta(days=days[typed["ngay"]])
    key = create_token(store(), holders[typed["nguoi"]].id, typed["ten"], Role(typed["vai_tro"]), lasts=lasts, by=who())
    return _page({}, {}, made=key), 200


@pages.post("/<int:token_id>/thu-hoi")
@needs(Role.MANAGES)
def revoke(token_id: int) -> Response:
    """A key that opens nothing from now on."""
    revoke_token(store(), token_id, by=who())
    flash(_("Đã thu hồi khóa truy cập."))
    return redirect(url_for("tokens.everything"), 303)


def _fault_of_name(name: str) -> str:
    if not name or len(name) > _LONGEST_NAME:
        return _("Nhập tên gọi của khóa, nhiều nhất %(most)s ký tự", most=_LONGEST_NAME)
    if any(token.name == name and token.alive for token in all_tokens(store())):
        return _("Đã có khóa “%(name)s” đang dùng; đặt tên khác, hoặc thu hồi khóa đó trước", name=name)
    return ""


def _page(typed: dict[str, str], problems: dict[str, str], *, made: str = "") -> str:
    return render_template(
        "tokens.html",
        tokens=all_tokens(store()),
        holders=[(user.id, f"{user.name} ({user.ho_ten})") for user in all_users(store()) if user.active],
        roles=ROLES,
        days=[(count, _("%(count)s ngày", count=count)) for count in DAYS],
        typed=typed,
        problems=problems,
        made=made,
    )
