"""The application on this machine: waitress on a loopback address."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from waitress.server import create_server

from docgen.errors import UsageError
from web.app import MAX_BYTES, create_app
from web.safety import is_loopback

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer, MultiSocketServer

PORT = 8642
_THREADS = 8
"""Drawing pages may keep some waiting; saving what is typed finds a free one."""


def make_server(host: str, port: int, store: Engine) -> BaseWSGIServer | MultiSocketServer:
    """A server that listens, not yet running. `UsageError` for any address but this machine's, and for a port in use."""
    if not is_loopback(host):
        raise UsageError(
            f"Không mở ở địa chỉ “{host}”: chương trình chưa có đăng nhập, ai trong mạng cũng xem được.",
            hint="Bỏ --host để mở trên máy này (127.0.0.1).",
        )
    return create_server(
        create_app(store),
        sockets=[_listening(host, port)],
        threads=_THREADS,
        max_request_body_size=MAX_BYTES + 2**20,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )


def _listening(host: str, port: int) -> socket.socket:
    """A socket of our own: waitress would leave one open when the port is in use, and share it on Windows."""
    family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
        made.bind(address)
    except OSError as error:
        made.close()
        raise _refused(error, host, port) from error
    return made


def _refused(error: OSError, host: str, port: int) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        return UsageError(f"Cổng {port} đang có chương trình khác dùng.", hint=f"Chọn cổng khác: docgen serve --port {port + 1}")
    if error.errno == errno.EACCES:
        return UsageError(f"Không được phép dùng cổng {port}.", hint="Chọn cổng từ 1024 trở lên, ví dụ: docgen serve --port 8642")
    return UsageError(f"Không mở được {host}:{port}.", hint="Kiểm tra lại địa chỉ và cổng.")


def address_of(server: BaseWSGIServer | MultiSocketServer) -> str:
    """Where a browser finds it."""
    listening = getattr(server, "effective_listen", None)
    host, port = listening[0] if listening else (server.effective_host, server.effective_port)  # type: ignore[union-attr]
    return f"http://{f'[{host}]' if ':' in str(host) else host}:{port}/"
