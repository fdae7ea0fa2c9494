"""Login through an office's own identity provider (OpenID Connect), where one is set up in the environment.

Authlib does the protocol: state, nonce, PKCE, signature, issuer, audience, expiry. Who may come in and with which role is decided
by the users of this application alone: nobody is added by logging in.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from docgen.errors import MissingToolError, UsageError
from web.safety import is_loopback

_PROVIDER = "docgen.oidc"
_VARIABLES = ("DOCGEN_OIDC_ISSUER", "DOCGEN_OIDC_CLIENT_ID", "DOCGEN_OIDC_CLIENT_SECRET")
_CLAIM = "DOCGEN_OIDC_CLAIM"
_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """Which provider, who we are to it, which of its claims is the login name."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "preferred_username"


def settings_of(environment: Mapping[str, str]) -> Settings | None:
    """What the environment says; None where it says nothing, `UsageError` where it says half of it."""
    given = [environment.get(name, "") for name in _VARIABLES]
    if not any(given):
        return None
    if missing := [name for name, value in zip(_VARIABLES, given, strict=True) if not value]:
        raise UsageError(f"Đăng nhập qua cơ quan (OIDC) thiếu {', '.join(missing)}.", hint=f"Đặt đủ {', '.join(_VARIABLES)}.")
    if not "".join(given).isascii():
        raise UsageError(f"{', '.join(_VARIABLES)} chỉ dùng được chữ không dấu.", hint="Xem lại ở máy chủ định danh.")
    parts = urlsplit(given[0])
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise UsageError(
            f"DOCGEN_OIDC_ISSUER “{given[0]}” phải bắt đầu bằng https://.", hint="Xem lại địa chỉ máy chủ định danh."
        )
    if find_spec("authlib") is None or find_spec("requests") is None:
        raise MissingToolError(
            "Thiếu thư viện Authlib để đăng nhập qua cơ quan.", hint='Cài bằng: pip install "docgen-vanban[oidc]"'
        )
    return Settings(given[0].rstrip("/"), given[1], given[2], environment.get(_CLAIM) or "preferred_username")


def prepare(app: Flask) -> None:
    """Get ready for what the environment says. The provider itself is asked at the first login."""
    found = settings_of(os.environ)
    if found is None:
        return
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 - an extra that few install

    client = OAuth(app).register(
        "co_quan",
        client_id=found.client_id,
        client_secret=found.client_secret,
        server_metadata_url=f"{found.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": _SECONDS},
    )
    app.extensions[_PROVIDER] = (found, client)


def is_configured() -> bool:
    """Whether there is a provider to go to."""
    return _PROVIDER in current_app.extensions


def ask(back: str) -> Response:
    """Send the browser to the provider, which sends it to `back`."""
    _, client = _provider()
    _require_issuer()
    answer: Response = client.authorize_redirect(back)
    return answer


def name_from_answer() -> str:
    """The login name that the provider vouches for; empty when the answer proves nothing."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415
    from requests.exceptions import RequestException  # noqa: PLC0415

    found, client = _provider()
    try:
        _require_issuer()
        claims = client.authorize_access_token().get("userinfo") or {}
    except (AuthlibBaseError, JoseError, RequestException, ValueError):
        return ""
    return _name_in(claims, found.claim)


def _name_in(claims: Mapping[str, Any], claim: str) -> str:
    """An address of mail that the provider has not checked may be anybody's."""
    if claim == "email" and claims.get("email_verified") is not True:
        return ""
    name = claims.get(claim)
    return name if isinstance(name, str) else ""


def _require_issuer() -> None:
    """What the provider says of itself has to be the issuer that was set: its id tokens are compared with that."""
    from requests.exceptions import RequestException  # noqa: PLC0415

    found, client = _provider()
    try:
        told = client.load_server_metadata()
    except (RequestException, ValueError) as error:
        raise MissingToolError(_("Không nối được máy chủ định danh của cơ quan."), hint=_("Đăng nhập bằng mật khẩu.")) from error
    if str(told.get("issuer", "")).rstrip("/") != found.issuer:
        raise UsageError(_("Máy chủ định danh tự xưng khác DOCGEN_OIDC_ISSUER."), hint=_("Báo người quản trị chương trình."))


def _provider() -> tuple[Settings, Any]:
    if not is_configured():
        raise NotFound
    found: tuple[Settings, Any] = current_app.extensions[_PROVIDER]
    return found
