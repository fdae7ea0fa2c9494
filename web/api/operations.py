"""The registry of operations. An entry makes the route, what is asked of a request, and its part of the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Response

from docgen.store.users import Role
from web.api.answers import as_json
from web.api.requests import Asked, NoQuery, body_as, file_sent, idempotency_key, query_as
from web.api.who import require
from web.desk import anyone

api = Blueprint("api", __name__, url_prefix="/api/v1")
OPERATIONS: list[Operation] = []

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is a file of this type."""

    mimetype: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked for.

    `body` and `query` are read into arguments of the same names, `takes_file` gives `raw`, `keyed` gives `key`; `answer` is the
    shape of what the view returns, a `File`, or None for no content. `says_no` are the statuses of its own failures.
    """

    method: str
    path: str
    title: str
    view: Callable[..., Any]
    role: Role
    body: type[Asked] | None = None
    query: type[Asked] = NoQuery
    takes_file: bool = False
    keyed: bool = False
    answer: Any = None
    status: int = 200
    says_no: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the OpenAPI document and as an endpoint."""
        return f"{self.view.__module__.rpartition('.')[2]}_{self.view.__name__}"

    @property
    def tag(self) -> str:
        """The resource it belongs to."""
        return self.view.__module__.rpartition(".")[2]

    @property
    def template(self) -> str:
        """Its address as OpenAPI writes it."""
        return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", self.path)

    @anyone
    def run(self, **steps: Any) -> Response:
        """Answer the request at hand."""
        require(self.role)
        given: dict[str, Any] = dict(steps)
        query = query_as(self.query)
        if self.query is not NoQuery:
            given["query"] = query
        if self.keyed:
            given["key"] = idempotency_key()
        if self.body:
            given["body"] = body_as(self.body)
        if self.takes_file:
            given["raw"] = file_sent()
        found = self.view(**given)
        if isinstance(found, Response):
            return found
        return Response(status=204) if self.answer is None else as_json(found, self.answer, self.status)


def operation(method: str, path: str, title: str, *, role: Role = Role.DRAFTS, **more: Any) -> Callable[[View], View]:
    """Enter a function into the registry; the fields are those of `Operation`."""

    def enter(view: View) -> View:
        one = Operation(method=method, path=path, title=title, view=view, role=role, **more)
        OPERATIONS.append(one)
        api.add_url_rule(path, one.name, one.run, methods=[method], provide_automatic_options=False)
        return view

    return enter
