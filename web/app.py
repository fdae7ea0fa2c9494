"""The application: pages, limits, doors, and what is shown when something fails."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask
from sqlalchemy import Engine

from docgen import __version__
from docgen.docx.package import MAX_FILE_BYTES
from web import failures, safety
from web.addresses import Id
from web.api.openapi import api
from web.desk import put_store
from web.languages import language, speak
from web.menu import MENU
from web.moments import clock
from web.rows import columns_of
from web.views import archive, drafting, making, starting

MAX_BYTES = MAX_FILE_BYTES + 2**20
"""The largest request: a file of the largest size that is opened, and the form around it."""
_MAX_PARTS = 1_000


class App(Flask):
    """Flask that does not write messages of errors to the log: a message may quote what was typed."""

    def log_exception(self, exc_info: Any) -> None:
        """Where it happened, in the names of the program only."""
        error, trace = exc_info[0], exc_info[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        self.logger.error("%s at %s", error.__name__ if error else "?", place)


def create_app(store: Engine) -> Flask:
    """The application, ready to serve. Everything it keeps, it keeps in `store`."""
    app = App(__name__)
    app.secret_key = secrets.token_bytes(32)  # signs only what lives as long as the page: a new one with every start
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BYTES,
        MAX_FORM_PARTS=_MAX_PARTS,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.converters["int"] = Id
    put_store(app, store)
    speak(app)
    for part in (starting, drafting, making, archive):
        app.register_blueprint(part.pages)
    app.register_blueprint(api)
    app.add_template_filter(clock)
    safety.guard(app)
    failures.handle(app)

    @app.context_processor
    def known() -> dict[str, Any]:
        return {
            "version": __version__,
            "menu": MENU,
            "language": language(),
            "columns_of": columns_of,
            "warning_key": making.warning_key,
        }

    return app
