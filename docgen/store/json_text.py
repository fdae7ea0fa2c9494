"""Data as the JSON text that the database keeps. Needs no database: whoever makes a document may have its data ready."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json


class JsonText(str):
    """JSON that is text already."""

    __slots__ = ()


def as_json_text(value: Any) -> JsonText:
    """Data as JSON; Vietnamese letters stay readable, what UTF-8 cannot hold is escaped."""
    if isinstance(value, JsonText):
        return value
    try:
        return JsonText(to_json(value, inf_nan_mode="constants").decode())
    except PydanticSerializationError:
        return JsonText(json.dumps(value, separators=(",", ":")))


def of_json_text(text: str) -> Any:
    """The data again."""
    try:
        return from_json(text)
    except ValueError:  # half a pair of surrogates
        return json.loads(text)
