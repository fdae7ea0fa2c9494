"""The language of the pages, chosen in the footer of every page and kept in a cookie of the browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from web.desk import anyone
from web.languages import keep
from web.login import own_address

pages = Blueprint("language", __name__)


@pages.post("/ngon-ngu")
@anyone
def choose() -> Response:
    """Keep the choice and show the page again that one came from."""
    response = redirect(_back(request.args.get("ve", "")), 303)
    keep(response, request.form.get("ngon_ngu", ""))
    return response


def _back(typed: str) -> str:
    """A page of this application that can be opened; else the first one."""
    address = own_address(typed)
    try:
        current_app.url_map.bind("").match(urlsplit(address).path, method="GET")
    except (HTTPException, ValueError):
        return "/"
    return address
