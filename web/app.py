"""The application: pages, limits, doors, and what is shown when something fails."""

from __future__ import annotations

import io
import secrets
from typing import Any

from flask import Flask, Request, g
from sqlalchemy import Engine

from docgen import __version__
from docgen.batch.papers import paper_of
from docgen.docx.package import MAX_FILE_BYTES
from docgen.store.users import Role
from web import failures, oidc, safety
from web.addresses import Id
from web.api.openapi import api
from web.desk import may, needs_login, put_store
from web.languages import LANGUAGES, language, speak
from web.login import Login, watch
from web.menu import MENU
from web.moments import clock, day, moment
from web.people import knows_more, takes_people
from web.preview import Previews
from web.rows import columns_of
from web.views import (
    archive,
    batch_giving,
    batch_list,
    batch_plan,
    batch_results,
    batch_rows,
    batch_run,
    drafting,
    helping,
    keeping,
    making,
    numbering,
    own_entries,
    own_templates,
    preview,
    register,
    roster,
    roster_import,
    starting,
    tokens,
    trail,
    units,
    users,
)
from web.views import language as language_pages
from web.views import login as login_pages

MAX_BYTES = MAX_FILE_BYTES + 2**20
"""The largest request: a file of the largest size that is opened, and the form around it."""
_MAX_PARTS = 1_000


class InMemory(Request):
    """A request whose files stay in memory: a large one would lie in a temporary file, outside the store."""

    def _get_file_stream(self, *_about: Any, **_more: Any) -> io.BytesIO:
        return io.BytesIO()


PARTS = (
    starting,
    drafting,
    keeping,
    helping,
    making,
    preview,
    archive,
    register,
    numbering,
    trail,
    units,
    roster,
    roster_import,
    batch_list,
    batch_plan,
    batch_giving,
    batch_run,
    batch_results,
    batch_rows,
    own_entries,
    own_templates,
    users,
    tokens,
    login_pages,
    language_pages,
)


class App(Flask):
    """Flask that does not write messages of errors to the log: a message may quote what was typed."""

    request_class = InMemory

    def log_exception(self, exc_info: Any) -> None:
        """Where it happened, in the names of the program only."""
        error, trace = exc_info[0], exc_info[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        self.logger.error("%s at %s", error.__name__ if error else "?", place)


def create_app(store: Engine, login: Login | None = None) -> Flask:
    """The application, ready to serve. Everything it keeps, it keeps in `store`.

    Without `login` it is for the one at this machine; with it, for users who log in (web.login).
    """
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
    preview.put_previews(app, Previews())
    speak(app)
    for part in PARTS:
        app.register_blueprint(part.pages)
    app.register_blueprint(api)
    app.jinja_env.globals.update(day=day, moment=moment, clock=clock, paper_of=paper_of)
    safety.guard(app, knows=login.knows if login else safety.is_loopback, https=bool(login and login.https))
    watch(app, login)
    if login:
        oidc.prepare(app)
    failures.handle(app)

    @app.context_processor
    def known() -> dict[str, Any]:
        return {
            "version": __version__,
            "menu": [item for item in MENU if may(item.role)],
            "user": g.get("user"),
            "language": language(),
            "languages": LANGUAGES,
            "columns_of": columns_of,
            "needs_login": needs_login,
            "may": may,
            "Role": Role,
            "knows_more": knows_more,
            "takes_people": takes_people,
            "warning_key": making.warning_key,
        }

    return app
