"""`docgen serve`: starts on this machine, says where, refuses in Vietnamese."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import Engine

from web.server import address_of, make_server


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCGEN_DATA", str(tmp_path))


def docgen(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "docgen", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_it_starts_says_where_and_stops_at_ctrl_c() -> None:
    with docgen("serve", "--port", "0", "--no-browser") as running:
        try:
            line = running.stderr.readline()
            found = re.fullmatch(r"Đang mở ở (http://127\.0\.0\.1:\d+/)\n", line)
            assert found, line
            with urllib.request.urlopen(found[1], timeout=20) as answer:  # noqa: S310 - an address of this machine, matched above
                assert "Đồng chí cần làm văn bản gì?" in answer.read().decode()
                assert "Server" not in answer.headers
        finally:
            running.send_signal(signal.SIGINT)
            _, rest = running.communicate(timeout=20)
    assert "Traceback" not in rest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--host", "0.0.0.0"), "không có https"),
        (("--host", "0.0.0.0", "--insecure-http"), "docgen users add"),
        (("--port", "99999"), "--port"),
        (("--port", "x"), "--port"),
    ],
)
def test_what_it_does_not_do_is_told_with_status_2(arguments: tuple[str, ...], said: str) -> None:
    with docgen("serve", "--no-browser", *arguments) as running:
        _, told = running.communicate(timeout=20)
    assert (running.returncode, said in told, "→" in told) == (2, True, True)


def test_opened_to_the_network_it_warns_and_asks_for_a_login() -> None:
    add = [sys.executable, "-m", "docgen", "users", "add", "lan", "--full-name", "Lan", "--role", "quan_tri"]
    subprocess.run(add, input="suối chảy qua cầu".encode(), stdout=subprocess.DEVNULL, check=True)
    with docgen("serve", "--port", "0", "--no-browser", "--host", "0.0.0.0", "--insecure-http") as running:
        try:
            assert "CẢNH BÁO" in running.stderr.readline()
            port = re.search(r"Đang mở ở .*:(\d+)/", running.stderr.readline())[1]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
                assert answer.url.endswith("/dang-nhap")
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=20)


def test_a_port_in_use_is_told_with_another_one(store: Engine) -> None:
    server = make_server("127.0.0.1", 0, store)
    try:
        port = int(address_of(server).rpartition(":")[2].strip("/"))
        with docgen("serve", "--no-browser", "--port", str(port)) as running:
            _, told = running.communicate(timeout=20)
        assert f"Cổng {port} đang có chương trình khác dùng" in told
        assert f"docgen serve --port {port + 1}" in told
    finally:
        server.close()
