"""`docgen users add|list|password|deactivate`: who may log in where the application is open to an office's network."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.output import echo_json, echo_table, json_option
from docgen.cli.vietnamese import VietnameseGroup
from docgen.errors import NotInStoreError, UsageError

if TYPE_CHECKING:
    from docgen.store.users import User

_BY = "docgen users"
_ROLES = ("soan_thao", "van_thu", "quan_tri")


@click.group(cls=VietnameseGroup)
def command() -> None:
    """Người dùng: ai được đăng nhập khi mở chương trình trong mạng cơ quan.

    Mật khẩu được hỏi ở màn hình và không hiện chữ; khi chạy trong kịch bản lệnh thì đọc một dòng từ luồng chuẩn.
    """


@command.command()
@click.argument("name", metavar="TÊN")
@click.option("--full-name", metavar="HỌ_TÊN", required=True, help="Họ và tên.")
@click.option("--role", type=click.Choice(_ROLES), default=_ROLES[0], metavar="VAI_TRÒ", help=f"Một trong: {', '.join(_ROLES)}.")
def add(name: str, full_name: str, role: str) -> None:
    """Thêm người dùng."""
    from docgen.store.users import Role, add_user  # noqa: PLC0415
    from web.accounts import clean_name, fault_of_name  # noqa: PLC0415
    from web.passwords import hash_of  # noqa: PLC0415

    known = clean_name(name)
    _refuse(fault_of_name(known))
    _refuse("" if full_name.strip() else "Nhập họ và tên")
    with _store() as engine:
        hashed = hash_of(_new_password(known))
        add_user(engine, known, " ".join(full_name.split()), Role(role), by=_BY, password_hash=hashed)
    click.echo(f"Đã thêm {known}, vai trò {role}.")


@command.command(name="list")
@json_option
def everybody(*, as_json: bool) -> None:
    """Liệt kê người dùng với vai trò."""
    from docgen.store.users import all_users  # noqa: PLC0415

    with _store() as engine:
        users = all_users(engine)
    if as_json:
        echo_json([{**asdict(user), "created_at": user.created_at.isoformat()} for user in users])
        return
    rows = [(user.name, user.ho_ten, user.role, "được dùng" if user.active else "đã ngừng") for user in users]
    echo_table(("TÊN", "HỌ TÊN", "VAI TRÒ", "TÌNH TRẠNG"), rows)


@command.command()
@click.argument("name", metavar="TÊN")
def password(name: str) -> None:
    """Đặt mật khẩu mới; người đó bị đăng xuất ở mọi nơi."""
    from docgen.store.attempts import forget_name  # noqa: PLC0415
    from docgen.store.users import change_user  # noqa: PLC0415
    from web.passwords import hash_of  # noqa: PLC0415

    with _store() as engine:
        user = _user(engine, name)
        change_user(engine, user.id, by=_BY, password_hash=hash_of(_new_password(user.name)))
        forget_name(engine, user.name)
    click.echo(f"Đã đặt mật khẩu mới cho {user.name}.")


@command.command()
@click.argument("name", metavar="TÊN")
def deactivate(name: str) -> None:
    """Ngừng một người: không đăng nhập được nữa, khóa truy cập bị thu hồi; những gì đã làm vẫn còn tên."""
    from docgen.store.users import change_user  # noqa: PLC0415

    with _store() as engine:
        user = _user(engine, name)
        change_user(engine, user.id, by=_BY, active=False)
    click.echo(f"Đã ngừng {user.name}.")


@contextmanager
def _store() -> Iterator[Any]:
    from docgen.store.engine import open_store  # noqa: PLC0415

    engine = open_store()
    try:
        yield engine
    finally:
        engine.dispose()


def _user(engine: Any, name: str) -> User:
    from docgen.store.users import all_users  # noqa: PLC0415
    from web.accounts import clean_name  # noqa: PLC0415

    for user in all_users(engine):
        if user.name == clean_name(name):
            return user
    raise NotInStoreError(f"Không có người dùng “{name}”.", hint="Xem các tên: docgen users list")


def _new_password(name: str) -> str:
    """Asked twice without showing it, or one line of the standard input; refused when it cannot be one."""
    from web.passwords import fault_of  # noqa: PLC0415

    if sys.stdin and sys.stdin.isatty():  # None where whoever started us closed it
        typed = click.prompt("Mật khẩu", hide_input=True, prompt_suffix=": ", err=True)
        _refuse("" if typed == click.prompt("Gõ lại mật khẩu", hide_input=True, err=True) else "Hai lần gõ chưa giống nhau")
    else:
        typed = _line_of_input()
    _refuse(fault_of(str(typed), name))
    return str(typed)


def _line_of_input() -> str:
    raw = sys.stdin.buffer.readline() if sys.stdin else b""
    try:
        return raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError("Mật khẩu ở luồng chuẩn không phải chữ UTF-8.", hint="Gõ mật khẩu khi lệnh hỏi.") from error


def _refuse(fault: str) -> None:
    if fault:
        raise UsageError(f"{fault}.", hint="Chạy lại lệnh này; chưa có gì thay đổi.")
