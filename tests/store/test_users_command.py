"""`docgen users` as a user meets it: in a script and at a terminal."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.cli import main
from docgen.store import attempts, sessions, users
from docgen.store.engine import open_store
from docgen.store.users import Role
from web.accounts import prove

PASSWORD = "suối chảy qua cầu"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def docgen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setenv("DOCGEN_DATA", str(tmp_path))

    def run(*arguments: str, typed: str | bytes = f"{PASSWORD}\n") -> tuple[int, str, str]:
        raw = typed if isinstance(typed, bytes) else typed.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return (main(["users", *arguments]), *capsys.readouterr())

    return run


def test_the_way_of_a_user(docgen: Run) -> None:
    status, said, _ = docgen("add", "Lan.NT", "--full-name", " Nguyễn  Thị Lan ", "--role", "quan_tri", typed=f"{PASSWORD}\r\n")
    assert (status, said) == (0, "Đã thêm lan.nt, vai trò quan_tri.\n")
    assert docgen("add", "hoa", "--full-name", "Lò Thị Hoa")[0] == 0
    assert "lan.nt  Nguyễn Thị Lan  quan_tri   được dùng" in docgen("list")[1]
    engine = open_store()
    hoa, _ = users.user_named(engine, "hoa")
    token = sessions.begin_session(engine, hoa)
    for _ in range(7):
        attempts.take_attempt(engine, "hoa", "10.0.0.1")
    assert docgen("password", "HOA", typed="một câu khác hẳn")[0] == 0
    assert sessions.session_user(engine, token) is None
    assert prove(engine, "hoa", "một câu khác hẳn", "10.0.0.2") == hoa
    assert docgen("deactivate", "hoa")[0] == 0
    assert users.user_named(engine, "hoa") is None
    assert [(one["name"], one["active"]) for one in json.loads(docgen("list", "--json")[1])] == [("hoa", False), ("lan.nt", True)]
    assert "argon2" not in docgen("list", "--json")[1]
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "typed", "status", "said"),
    [
        (("add", "hòa", "--full-name", "Hòa"), PASSWORD, 2, "Tên đăng nhập “hòa”"),
        (("add", "hoa", "--full-name", " "), PASSWORD, 2, "Nhập họ và tên"),
        (("add", "hoa"), PASSWORD, 2, "--full-name"),
        (("add", "hoa", "--full-name", "Hoa", "--role", "la"), PASSWORD, 2, "--role"),
        (("add", "hoa", "--full-name", "Hoa"), "ngắn", 2, "cần ít nhất 10"),
        (("add", "hoa", "--full-name", "Hoa"), "", 2, "Nhập mật khẩu"),
        (("add", "hoa", "--full-name", "Hoa"), b"\xff\xfe m\xe2t kh\xe2u", 2, "UTF-8"),
        (("add", "lan", "--full-name", "Lan"), PASSWORD, 7, "đã có"),
        (("password", "khong-co"), PASSWORD, 7, "Không có người dùng “khong-co”"),
        (("deactivate", "lan"), PASSWORD, 7, "người quản trị cuối cùng"),
    ],
)
def test_what_is_refused_is_told_and_changes_nothing(docgen: Run, arguments, typed, status: int, said: str) -> None:
    docgen("add", "lan", "--full-name", "Lan", "--role", "quan_tri")
    before = docgen("list", "--json")[1]
    got, _, told = docgen(*arguments, typed=typed)
    assert (got, said in told, "→" in told) == (status, True, True), told
    assert docgen("list", "--json")[1] == before


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of Windows have no pty")
def test_at_a_terminal_the_password_is_asked_twice_and_not_shown(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    child, terminal = pty.fork()
    if child == 0:
        command = [sys.executable, "-m", "docgen", "users", "add", "lan", "--full-name", "Lan", "--role", "quan_tri"]
        os.execve(sys.executable, command, {**os.environ, "DOCGEN_DATA": str(tmp_path)})  # noqa: S606
    shown = b""
    for question in ("Mật khẩu: ", "Gõ lại mật khẩu: "):
        while not shown.endswith(question.encode()):
            shown += os.read(terminal, 1)
        os.write(terminal, f"{PASSWORD}\n".encode())
    while b"quan_tri." not in shown:
        shown += os.read(terminal, 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)
    assert PASSWORD not in shown.decode()
    engine = open_store(f"sqlite:///{tmp_path}/docgen.db")
    assert prove(engine, "lan", PASSWORD, "x").role is Role.MANAGES
    engine.dispose()
