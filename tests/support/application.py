"""The application for a test, which sees no other test's."""

from __future__ import annotations

from copy import copy
from functools import cache

from flask import Flask
from sqlalchemy import Engine, create_engine

from web.app import create_app
from web.desk import put_store
from web.preview import Previews
from web.views.preview import put_previews


def application(store: Engine) -> Flask:
    """It works on `store` and is for the one at this machine. Who adds a page to it makes one with `create_app`.

    It is a copy: to set up all routes and to read the templates of all pages takes longer than most tests.
    """
    own = copy(_first())
    own._got_first_request = True
    own.extensions, own.config = dict(own.extensions), copy(own.config)
    put_store(own, store)
    put_previews(own, Previews())
    return own


@cache
def _first() -> Flask:
    """It is never asked for anything."""
    return create_app(create_engine("sqlite://"))
