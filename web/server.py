"""The application served by waitress: to this machine, or with a login to an office's network.

Without https, passwords and documents could be read by whoever can listen in the network. So that is refused unless somebody says
that the network is trusted; https comes through a proxy on this machine or another one, since waitress speaks none.
"""

from __future__ import annotations

import errno
import logging
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine
from waitress.server import create_server

from docgen.errors import UsageError
from docgen.store.batch_plans import sweep_plans
from docgen.store.sweeping import sweep_drafts
from docgen.store.users import has_manager
from web.app import MAX_BYTES, create_app
from web.desk import LOCAL
from web.login import Login, is_address
from web.safety import is_loopback

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer, MultiSocketServer

PORT = 8642
_THREADS = 8
"""Drawing pages may keep some waiting; saving what is typed finds a free one."""
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared, not opened


@dataclass(frozen=True, slots=True)
class Opening:
    """How the application is opened to others than the one at this machine; without any of it, it is not.

    `names`: other names of this machine that browsers may use. `insecure_http`: the network is trusted, no https.
    `trusted_proxy`: address of the proxy that speaks https for us and says who is asking (X-Forwarded-For, X-Forwarded-Proto).
    `login`: ask for a login on this machine too, where several people use it.
    """

    names: tuple[str, ...] = ()
    insecure_http: bool = False
    trusted_proxy: str | None = None
    login: bool = False


ALONE = Opening()
"""Not opened to anybody else."""


def make_server(host: str, port: int, store: Engine, opening: Opening = ALONE) -> BaseWSGIServer | MultiSocketServer:
    """A server that listens, not yet running. `UsageError` for what would not be safe, and for a port in use."""
    login = login_of(host, opening, store)
    sweep_drafts(store, by=LOCAL)
    sweep_plans(store, by=LOCAL)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a page with pictures fills the queue for a moment
    return create_server(
        create_app(store, login),
        sockets=[_listening(host, port)],
        threads=_THREADS,
        max_request_body_size=MAX_BYTES + 2**20,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **_proxy(opening),
    )


def login_of(host: str, opening: Opening, store: Engine) -> Login | None:
    """What the application asks of browsers; None for the one at this machine. `UsageError` where somebody else could come in."""
    local = is_loopback(host)
    if local and opening == ALONE:
        return None
    _require_places(opening)
    https = opening.trusted_proxy is not None
    if https and opening.insecure_http:
        raise UsageError("--trusted-proxy và --insecure-http trái nhau.", hint="Có máy chủ https thì bỏ --insecure-http.")
    if not local and not https and not opening.insecure_http:
        raise UsageError(
            f"Chưa mở ở địa chỉ “{host}”: không có https thì người cùng mạng có thể nghe được mật khẩu và văn bản.",
            hint="Đặt máy chủ https ở trước rồi thêm --trusted-proxy ĐỊA_CHỈ; mạng nội bộ tin cậy được thì thêm --insecure-http.",
        )
    if not has_manager(store):
        raise UsageError(
            "Mở cho người khác dùng thì phải đăng nhập, mà chưa có người dùng nào có vai trò quản trị và mật khẩu.",
            hint='Thêm người quản trị: docgen users add TÊN --full-name "HỌ TÊN" --role quan_tri; rồi chạy lại.',
        )
    everywhere = host.strip("[]") in _EVERYWHERE
    own = set() if everywhere else {host.strip("[]")}
    names = {name.lower() for name in {*opening.names, *own, socket.gethostname()}}
    return Login(frozenset(names), any_address=everywhere, https=https)


def _require_places(opening: Opening) -> None:
    """Waitress would compare a name with addresses, and take `*` for everybody."""
    if opening.trusted_proxy is not None and not is_address(opening.trusted_proxy):
        raise UsageError(
            f"--trusted-proxy “{opening.trusted_proxy}” không phải địa chỉ IP.",
            hint="Ghi địa chỉ IP của máy chủ https, ví dụ 127.0.0.1 khi chạy cùng máy.",
        )
    for name in opening.names:
        if not _NAME.fullmatch(name):
            raise UsageError(f"--name “{name}” không phải tên máy.", hint="Chỉ ghi tên, ví dụ vanban.xa, không có http://.")


def _proxy(opening: Opening) -> dict[str, Any]:
    """Whom waitress believes about who is asking: one proxy, two headers; from anybody else they are dropped."""
    if opening.trusted_proxy is None:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": opening.trusted_proxy, "trusted_proxy_count": 1, "trusted_proxy_headers": headers}


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
    if host in _EVERYWHERE:
        host = socket.gethostname()
    return f"http://{f'[{host}]' if ':' in str(host) else host}:{port}/"
