"""Who is asking: where the application is open to others than the one at this machine, every page needs a login.

`Login` says under which names browsers find it and whether they come by https. Without one (`docgen serve` on this machine) there
is one user, who may do everything. Checked here for every page at once: a page that is not marked `anyone` needs a login, and the
role that `needs` gives it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from docgen.errors import RoleError, UsageError
from docgen.store.sessions import begin_session, end_session, session_user
from docgen.store.users import User
from web.accounts import ROLES
from web.desk import is_open, needs_login, put_login, role_of, store
from web.languages import gettext as _
from web.safety import API, is_loopback
from web.work import is_typed

_START = "/"
_WITH_SECRETS = frozenset({"login", "users", "tokens"})
"""Pages whose forms hold passwords: what was typed there is not put into a page again."""


@dataclass(frozen=True, slots=True)
class Login:
    """How browsers come in: under which names (in lower case), under any address of this machine, by https through a proxy."""

    names: frozenset[str] = frozenset()
    any_address: bool = False
    https: bool = False

    def knows(self, host: str) -> bool:
        """Whether a browser may come under this name or address.

        A page of somebody else's can only pass for ours under a name of its own (DNS rebinding), never under an address: where
        the server listens on all addresses of the machine, any address is taken.
        """
        return is_loopback(host) or host.lower() in self.names or (self.any_address and is_address(host))

    @property
    def cookie(self) -> str:
        """Name of the cookie: browsers let nobody else set one that begins with __Host-; it needs https."""
        return "__Host-docgen" if self.https else "docgen_phien"


def watch(app: Flask, login: Login | None) -> None:
    """Stand before every page."""
    put_login(app, login is not None)
    if login is None:
        return
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=login.https)
    if login.https:
        app.config.update(SESSION_COOKIE_NAME="__Host-docgen-notices")

    @app.before_request
    def enter() -> AnyResponse | None:
        if login.https and not request.is_secure:
            raise UsageError(
                _("Trang này chỉ mở bằng https."), hint=_("Mở địa chỉ bắt đầu bằng https:// mà người quản trị đã báo.")
            )
        if request.endpoint == "static":
            return None
        view = app.view_functions.get(request.endpoint or "")
        _recognise(login)
        return _door(view)

    app.extensions["docgen.login"] = login


def _recognise(login: Login) -> None:
    token = request.cookies.get(login.cookie)
    user = session_user(store(), token) if token else None
    g.user = user
    if user:
        g.user_name = user.name


def _door(view: Callable[..., object] | None) -> AnyResponse | None:
    if view is not None and is_open(view):
        return None
    if view is None and request.path.startswith(API):
        return None  # there is nothing, and programs are told so
    if g.user is None:
        return _asked_to_log_in()
    if view is not None and not g.user.role.allows(role_of(view)):
        raise RoleError(
            _(
                "Trang này cần vai trò %(needed)s; vai trò của đồng chí là %(own)s.",
                needed=ROLES[role_of(view)],
                own=ROLES[g.user.role],
            ),
            hint=_("Việc thuộc phần mình thì báo người quản trị giao vai trò."),
        )
    return None


def _asked_to_log_in() -> AnyResponse:
    """The login page, which leads back to where one wanted to go. What was typed into a page that is over is kept in one."""
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("login.page", tiep=request.path if request.path != _START else None))
    if request.accept_mimetypes.best == "application/json":
        todo = _("Đăng nhập lại trong thẻ khác rồi gõ tiếp ở đây; những gì đã gõ vẫn còn trên trang này.")
        return make_response(jsonify(message=_("Phiên đăng nhập đã hết."), todo=todo), 401)
    secret = request.blueprint in _WITH_SECRETS or request.files
    pairs = [] if secret else list(request.form.items(multi=True))
    if not any(is_typed(name) for name, _value in pairs):
        return redirect(url_for("login.page"), 303)
    return make_response(render_template("expired.html", pairs=pairs, address=request.path), 401)


def own_address(typed: str) -> str:
    """Where to go after the login: a path of this application, or else the first page."""
    if not typed.startswith("/") or typed.startswith("//") or "\\" in typed or not typed.isprintable():
        return _START
    return typed


def let_in(user: User, where: str, *, how: str = "password") -> Response:
    """Begin a session under a new token, whatever the browser held before, and go on."""
    login: Login = current_app.extensions["docgen.login"]
    _end(login)
    response = make_response(redirect(where, 303))
    response.set_cookie(
        login.cookie,
        begin_session(store(), user, how=how),
        httponly=True,
        secure=login.https,
        samesite="Lax",
        path="/",
    )
    return response


def let_out() -> AnyResponse:
    """End the session here and in the store."""
    response = make_response(redirect(url_for("login.page"), 303))
    if needs_login():
        login: Login = current_app.extensions["docgen.login"]
        _end(login)
        response.delete_cookie(login.cookie, path="/", secure=login.https, httponly=True, samesite="Lax")
    return response


def _end(login: Login) -> None:
    token, user = request.cookies.get(login.cookie), g.get("user")
    if token and user:
        end_session(store(), token, by=user)


def is_address(host: str) -> bool:
    """Whether this is an IP address, not a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
