"""Who may talk to the application, and what browsers may do with its pages.

It holds answers about people and has no login, so it is for the browser on this machine only. The address has to be this
machine's (another name that leads here is a trick), and what changes something has to come from its own pages: browsers say so in
`Sec-Fetch-Site`, or in `Origin` where they do not. The API (web.api) asks for a key with every request instead: a page from
elsewhere cannot send one, because that would need a permission (CORS) that is never given.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Request, Response, request
from werkzeug.exceptions import Forbidden, MisdirectedRequest

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API = "/api/"
"""Where the API is; cookies and the site a request comes from open nothing there."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE = frozenset({"same-origin", "none"})


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def guard(app: Flask) -> None:
    """Put the doors before every request and the headers on every answer."""

    @app.before_request
    def doors() -> None:
        _refuse_other_hosts(request)
        _refuse_other_sites(request)

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Cache-Control"] = "no-cache" if request.endpoint == "static" else "no-store"
        return response


def _host(place: str) -> str:
    """The name in `name:port`; empty when it is none."""
    if "@" in place:
        return ""
    try:
        return urlsplit(f"//{place}").hostname or ""
    except ValueError:
        return ""


def _refuse_other_hosts(asked: Request) -> None:
    if not is_loopback(_host(asked.environ.get("HTTP_HOST", ""))):
        raise MisdirectedRequest("Trang này chỉ mở được trên chính máy đang chạy chương trình.")


def _refuse_other_sites(asked: Request) -> None:
    if asked.method in _SAFE or asked.path.startswith(API):
        return
    site, origin = asked.headers.get("Sec-Fetch-Site"), asked.headers.get("Origin")
    own = site in _OWN_SITE if site is not None else origin == f"{asked.scheme}://{asked.environ.get('HTTP_HOST', '')}"
    if not own:
        raise Forbidden("Yêu cầu này không đến từ trang của chương trình nên không được thực hiện.")
