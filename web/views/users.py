"""Who may use the program: add, give a role, a new password, close, end sessions. For who manages users."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from docgen.errors import ConflictError
from docgen.store.attempts import forget_name
from docgen.store.sessions import end_sessions, open_sessions
from docgen.store.users import Role, add_user, all_users, change_user, user_with_id
from web import passwords
from web.accounts import ROLES, clean_name, fault_of_name
from web.desk import needs, store, who
from web.languages import gettext as _
from web.problems import said
from web.views.login import fault_of_repeat

pages = Blueprint("users", __name__, url_prefix="/nguoi-dung")


@pages.get("")
@needs(Role.MANAGES)
def everybody() -> str:
    """All users with roles and how many browsers they are logged in with."""
    return render_template("users.html", users=all_users(store()), sessions=open_sessions(store()), roles=ROLES)


@pages.get("/them")
@needs(Role.MANAGES)
def blank() -> str:
    """Where a user is added."""
    return _add_form({}, {})


@pages.post("/them")
@needs(Role.MANAGES)
def add() -> Response | tuple[str, int]:
    """A new user."""
    typed = {name: request.form.get(name, "") for name in ("ten", "ho_ten", "vai_tro")}
    name, password = clean_name(typed["ten"]), request.form.get("moi", "")
    problems = {
        "ten": fault_of_name(name),
        "ho_ten": "" if typed["ho_ten"].strip() else _("Nhập họ và tên"),
        "vai_tro": _fault_of_role(typed["vai_tro"]),
        "moi": passwords.fault_of(password, name),
        "lai": fault_of_repeat(password, request.form.get("lai", "")),
    }
    if not any(problems.values()):
        try:
            key = add_user(
                store(),
                name,
                " ".join(typed["ho_ten"].split()),
                Role(typed["vai_tro"]),
                by=who(),
                password_hash=passwords.hash_of(password),
            )
        except ConflictError as error:
            problems["ten"] = said(error)
        else:
            flash(_("Đã thêm người dùng."))
            return redirect(url_for("users.one", user_id=key), 303)
    return _add_form(typed, problems), 422


def _add_form(typed: dict[str, str], problems: dict[str, str]) -> str:
    return render_template("user_add.html", typed=typed, problems=problems, roles=ROLES, least=passwords.SHORTEST)


def _fault_of_role(typed: str) -> str:
    return "" if typed in set(Role) else _("Chọn vai trò")


@pages.get("/<int:user_id>")
@needs(Role.MANAGES)
def one(user_id: int) -> str:
    """One user and what can be changed."""
    return _user_page(user_id, {})


@pages.post("/<int:user_id>")
@needs(Role.MANAGES)
def change(user_id: int) -> Response | tuple[str, int]:
    """What the pressed button says: the role, a new password, close, open again, end sessions."""
    user_with_id(store(), user_id)
    match request.form.get("_lam", ""):
        case "vai-tro":
            problems = _give_role(user_id)
        case "mat-khau":
            problems = _give_password(user_id)
        case "dong" | "mo" as how:
            problems = _open_or_close(user_id, open_again=how == "mo")
        case "dang-xuat":
            end_sessions(store(), user_id, by=who())
            flash(_("Đã đăng xuất người này khỏi mọi trình duyệt."))
            problems = {}
        case _:
            raise BadRequest
    return (_user_page(user_id, problems), 422) if problems else redirect(url_for("users.one", user_id=user_id), 303)


def _give_role(user_id: int) -> dict[str, str]:
    typed = request.form.get("vai_tro", "")
    if fault := _fault_of_role(typed):
        return {"vai_tro": fault}
    try:
        change_user(store(), user_id, by=who(), role=Role(typed))
    except ConflictError as error:
        return {"vai_tro": said(error)}
    flash(_("Đã đổi vai trò."))
    return {}


def _give_password(user_id: int) -> dict[str, str]:
    password, user = request.form.get("moi", ""), user_with_id(store(), user_id)
    problems = {
        "moi": passwords.fault_of(password, user.name),
        "lai": fault_of_repeat(password, request.form.get("lai", "")),
    }
    if any(problems.values()):
        return problems
    change_user(store(), user_id, by=who(), password_hash=passwords.hash_of(password))
    forget_name(store(), user.name)
    flash(_("Đã đặt mật khẩu mới; người này phải đăng nhập lại."))
    return {}


def _open_or_close(user_id: int, *, open_again: bool) -> dict[str, str]:
    try:
        change_user(store(), user_id, by=who(), active=open_again)
    except ConflictError as error:
        return {"dong": said(error)}
    flash(
        _("Đã cho dùng lại.")
        if open_again
        else _("Đã ngừng: người này không đăng nhập được nữa, khóa truy cập của họ đã thu hồi.")
    )
    return {}


def _user_page(user_id: int, problems: dict[str, str]) -> str:
    return render_template(
        "user.html",
        one=user_with_id(store(), user_id),
        sessions=open_sessions(store()).get(user_id, 0),
        roles=ROLES,
        problems=problems,
        chosen=request.form.get("vai_tro", ""),
        least=passwords.SHORTEST,
    )
