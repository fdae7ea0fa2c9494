"""The language of the pages: Vietnamese, or English for who asks for it. Documents stay Vietnamese.

What a page says is written in Vietnamese in its template or view, inside `_()`; translations/en turns it into English.
"""

from __future__ import annotations

from flask import Flask, request
from flask_babel import Babel
from flask_babel import gettext as translated

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "ngon_ngu"
DEFAULT = "vi"


def speak(app: Flask) -> None:
    """Give the templates `_()` and the language that the browser's cookie asks for."""
    app.config.update(BABEL_DEFAULT_LOCALE=DEFAULT)
    Babel(app, locale_selector=language)


def language() -> str:
    """The language of this request."""
    asked = request.cookies.get(COOKIE, DEFAULT) if request else DEFAULT
    return asked if asked in LANGUAGES else DEFAULT


def gettext(text: str, **values: object) -> str:
    """`text` in the language of this request with its %(named)s places filled; as it is where there is no request."""
    return str(translated(text, **values))
