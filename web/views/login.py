"""Coming in and going out: login by password or through the office's identity provider, logout, one's own password."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from docgen.store import attempts
from docgen.store.users import change_user, user_named
from web import oidc, passwords
from web.accounts import TooSoonError, clean_name, prove
from web.desk import anyone, needs_login, store, who
from web.languages import gettext as _
from web.login import let_in, let_out, own_address

pages = Blueprint("login", __name__)


@pages.get("/dang-nhap")
@anyone
def page() -> Response | str:
    """Where name and password are typed."""
    where = own_address(request.args.get("tiep", ""))
    if not needs_login() or g.user:
        return redirect(where)
    return _form(where)


@pages.post("/dang-nhap")
@anyone
def enter() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """A session for a right name and password; else the same words whatever was wrong."""
    if not needs_login():
        return redirect(url_for("starting.home"), 303)
    name, password = clean_name(request.form.get("ten", "")), request.form.get("mat_khau", "")
    where = own_address(request.form.get("_tiep", ""))
    if not name or not password:
        problems = {"ten": "" if name else _("Nhập tên đăng nhập"), "mat_khau": "" if password else _("Nhập mật khẩu")}
        return _form(where, name, problems), 422
    try:
        user = prove(store(), name, password, request.remote_addr or "")
    except TooSoonError as error:
        return _form(where, name, {"mat_khau": _too_soon(error.seconds)}), 429, {"Retry-After": str(error.seconds)}
    if user is None:
        return _form(
            where, name, {"mat_khau": _("Tên đăng nhập hoặc mật khẩu chưa đúng; xem lại bộ gõ tiếng Việt, phím Caps Lock")}
        ), 422
    return let_in(user, where)


def _form(where: str, name: str = "", problems: dict[str, str] | None = None) -> str:
    return render_template("login.html", where=where, name=name, problems=problems or {}, oidc=oidc.is_configured())


def _too_soon(seconds: int) -> str:
    return _("Đã sai nhiều lần; đợi %(seconds)s giây rồi thử lại", seconds=seconds)


@pages.post("/dang-xuat")
@anyone
def leave() -> Response:
    """The end of this browser's session."""
    return let_out()


@pages.get("/mat-khau")
def own_password() -> str:
    """Where one's own password is changed."""
    return _password_form({})


@pages.post("/mat-khau")
def change_own_password() -> Response | tuple[str, int]:
    """The new password, for who knows the old one: every session ends, this browser gets a new one."""
    if not needs_login():
        raise NotFound
    old, new = request.form.get("cu", ""), request.form.get("moi", "")
    problems = {"moi": passwords.fault_of(new, who()), "lai": fault_of_repeat(new, request.form.get("lai", ""))}
    if not any(problems.values()):
        problems["cu"] = _fault_of_old(old)
    if any(problems.values()):
        return _password_form(problems), 422
    change_user(store(), g.user.id, by=who(), password_hash=passwords.hash_of(new))
    flash(_("Đã đổi mật khẩu; các trình duyệt khác đã đăng xuất."))
    return let_in(g.user, url_for("starting.home"))


def _fault_of_old(old: str) -> str:
    """Guessing at the old password is counted like guessing at the login."""
    try:
        known = prove(store(), who(), old, request.remote_addr or "")
    except TooSoonError as error:
        return _too_soon(error.seconds)
    return "" if known else _("Mật khẩu hiện tại chưa đúng")


def fault_of_repeat(password: str, again: str) -> str:
    """What is wrong with a password typed a second time."""
    return "" if password == again else _("Hai lần gõ mật khẩu mới chưa giống nhau")


def _password_form(problems: dict[str, str]) -> str:
    if not needs_login():
        raise NotFound
    return render_template("password.html", problems=problems, least=passwords.SHORTEST)


@pages.get("/dang-nhap/co-quan")
@anyone
def ask_provider() -> Response:
    """To the office's identity provider."""
    return oidc.ask(url_for("login.from_provider", _external=True))


@pages.get("/dang-nhap/co-quan/ve")
@anyone
def from_provider() -> Response | tuple[str, int]:
    """Back from it: in for users that are in the table here, nobody else."""
    name = oidc.name_from_answer()
    user, _hashed = user_named(store(), clean_name(name)) or (None, None) if name else (None, None)
    if user is None:
        attempts.note_failure(store(), None)
        return _form("/", "", {"ten": _("Chưa đăng nhập được bằng tài khoản cơ quan; báo người quản trị chương trình")}), 403
    return let_in(user, url_for("starting.home"), how="oidc")
