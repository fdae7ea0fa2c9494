"""Who may talk to the application, and what browsers may do with its pages.

It holds answers about people. The address has to be this machine's, or one under which it is known in the office's network
(another name that leads here is a trick), and what changes something has to come from its own pages: browsers say so in
`Sec-Fetch-Site`, or in `Origin` where they do not. In a network without https they do not: they send the first only to this
machine and by https. The API (web.api) asks for a key with every request instead: a page from elsewhere cannot send one, because
that would need a permission (CORS) that is never given.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
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
_ONLY_HTTPS = "max-age=31536000"
"""For a year browsers do not try http under this name; other names of the office are not ours to decide on."""
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


def guard(app: Flask, *, knows: Callable[[str], bool] = is_loopback, https: bool = False) -> None:
    """Put the doors before every request and the headers on every answer; `knows` says which names lead here."""

    @app.before_request
    def doors() -> None:
        _refuse_other_hosts(request, knows)
        _refuse_other_sites(request)

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if https:
            response.headers["Strict-Transport-Security"] = _ONLY_HTTPS
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


def _refuse_other_hosts(asked: Request, knows: Callable[[str], bool]) -> None:
    if not knows(_host(asked.environ.get("HTTP_HOST", ""))):
        raise MisdirectedRequest("Chương trình không mở dưới tên này.")


def _refuse_other_sites(asked: Request) -> None:
    if asked.method in _SAFE or asked.path.startswith(API):
        return
    site, origin = asked.headers.get("Sec-Fetch-Site"), asked.headers.get("Origin")
    own = site in _OWN_SITE if site is not None else origin == f"{asked.scheme}://{asked.environ.get('HTTP_HOST', '')}"
    if not own:
        raise Forbidden("Yêu cầu này không đến từ trang của chương trình nên không được thực hiện.")
