"""The language of the pages: Vietnamese, or English for who asks for it. Documents stay Vietnamese.

What a page says is written in Vietnamese in its template or view, inside `_()`; translations/en turns it into English
(web.catalogue keeps it complete). What stays Vietnamese on an English page is marked as such by `vi()` or
`quoted()`.
"""

from __future__ import annotations

from flask import Flask, request
from flask_babel import Babel
from flask_babel import gettext as translated
from markupsafe import Markup
from werkzeug.wrappers import Response

from web.safety import API

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "ngon_ngu"
DEFAULT = "vi"
_KEPT = 365 * 24 * 60 * 60
"""Seconds."""


def speak(app: Flask) -> None:
    """Give the templates `_()` and the language that the browser's cookie asks for."""
    app.config.update(BABEL_DEFAULT_LOCALE=DEFAULT)
    Babel(app, locale_selector=language)
    app.add_template_global(in_vietnamese, "vi")
    app.add_template_global(quoted)


def language() -> str:
    """The language of this request; that of the API is Vietnamese, whatever a browser sends along."""
    if not request or request.path.startswith(API):
        return DEFAULT
    asked = request.cookies.get(COOKIE, DEFAULT)
    return asked if asked in LANGUAGES else DEFAULT


def keep(response: Response, asked: str) -> None:
    """Let the browser ask for this language from now on; one that there is none of changes nothing."""
    if asked in LANGUAGES:
        response.set_cookie(COOKIE, asked, max_age=_KEPT, httponly=True, secure=request.is_secure, samesite="Lax", path="/")


def in_vietnamese() -> Markup:
    """The attribute of an element whose text is Vietnamese on a page that is not."""
    return Markup("") if language() == DEFAULT else Markup(' lang="vi"')


def quoted(text: str) -> Markup:
    """Vietnamese words inside an English sentence; on a Vietnamese page just the words."""
    mark = in_vietnamese()
    return Markup("<span{}>{}</span>").format(mark, text) if mark else Markup("{}").format(text)


def gettext(text: str, **values: object) -> str:
    """`text` in the language of this request with its %(named)s places filled; as it is where there is no request."""
    return str(translated(text, **values))
