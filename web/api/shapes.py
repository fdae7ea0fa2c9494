"""Shapes that several resources share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue

from docgen.kinds import KINDS
from web.addresses import LARGEST_ID
from web.api.requests import Asked

_ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Line = Annotated[str, StringConstraints(max_length=500, pattern=_ONE_LINE)]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$")
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00-\x20\x7f]+$")]
Short = Annotated[str, StringConstraints(max_length=20, pattern=_ONE_LINE)]
Middle = Annotated[str, StringConstraints(max_length=40, pattern=_ONE_LINE)]
Suffix = Annotated[str, StringConstraints(pattern=r"^[a-zđ]{0,4}$")]
KindCode = Annotated[str, Field(json_schema_extra={"enum": list(KINDS)}, description="Mã loại văn bản.")]
KindOnly = Annotated[str, StringConstraints(pattern=f"^(?:{'|'.join(KINDS)})$"), Field(json_schema_extra={"enum": list(KINDS)})]
"""The same where nothing else looks at it."""


class _AnyDocument:
    """In the OpenAPI document, the schemas of all kinds; the request is judged by that of its own kind."""

    def __get_pydantic_json_schema__(self, _core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(kind.adapter.core_schema) for kind in KINDS.values()]}


class Facts(Asked):
    """A document: its kind and its data, as a data file holds it."""

    kind: KindCode
    data: Annotated[dict[str, Any], _AnyDocument()]


Data = Mapping[str, Any]
