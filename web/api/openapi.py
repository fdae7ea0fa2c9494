"""The OpenAPI 3.1 document, made from the registry, and the blueprint with every operation in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from flask import Response, jsonify

from docgen import __version__
from docgen.examples import example_data
from docgen.kinds import KINDS
from web.accounts import ROLES
from web.addresses import LARGEST_ID
from web.api import (
    batch_duties,
    batch_files,
    batch_plans,
    batch_rows,
    batches,
    checking,
    documents,
    drafts,
    kinds,
    opening,
    own_bases,
    own_duties,
    own_templates,
    people,
    register,
    units,
)
from web.api.answers import Failure, adapter_of
from web.api.operations import OPERATIONS, File, Operation, api
from web.api.requests import FILE_PART, MULTIPART, OCTETS, NoQuery
from web.desk import anyone

__all__ = ["api", "document"]

RESOURCES = {
    kinds: "Loại văn bản, lược đồ, căn cứ",
    checking: "Rà dữ liệu không lưu",
    opening: "Mở tệp đã làm",
    drafts: "Bản nháp",
    documents: "Văn bản đã ban hành",
    batch_plans: "Làm hàng loạt: danh sách, các cột, dữ liệu chung, chạy thử",
    batch_duties: "Làm hàng loạt: ai được giao việc gì",
    batches: "Làm hàng loạt: các lô",
    batch_rows: "Làm hàng loạt: từng dòng của lô",
    batch_files: "Làm hàng loạt: tệp của lô",
    register: "Sổ văn bản",
    units: "Đơn vị, người ký",
    people: "Danh sách đảng viên",
    own_bases: "Căn cứ của đơn vị",
    own_duties: "Nhiệm vụ mẫu của đơn vị",
    own_templates: "Mẫu riêng",
}
_REF = "#/components/schemas/{model}"
_ALWAYS = (401, 403)
_JSON = "application/json"
_STEPS: dict[str, dict[str, Any]] = {
    "kind": {"type": "string", "enum": list(KINDS)},
    "variant": {"type": "string", "enum": sorted({code for kind in KINDS.values() for code in kind.variants})},
}
_ID = {"type": "integer", "minimum": 0, "maximum": LARGEST_ID}
_FILE = {
    "type": "object",
    "properties": {FILE_PART: {"type": "string", "contentMediaType": OCTETS}},
    "required": [FILE_PART],
    "additionalProperties": False,
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Do bên gọi đặt, mỗi văn bản một khóa; gửi lại với cùng khóa và cùng nội dung thì được cùng văn bản.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{8,100}$"},
}


@api.get("/openapi.json", provide_automatic_options=False)
@anyone
def openapi() -> Response:
    """The document; open to everybody who reaches the application, since it tells nothing of the office."""
    return jsonify(document())


@cache
def document() -> dict[str, Any]:
    """All operations as OpenAPI 3.1."""
    schemas, definitions = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(f"{api.url_prefix}{one.template}", {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "docgen", "version": __version__, "description": "Cách dùng, ví dụ: docs/api.md."},
        "security": [{"key": []}],
        "tags": [{"name": module.__name__.rpartition(".")[2], "description": told} for module, told in RESOURCES.items()],
        "paths": paths,
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "Khóa truy cập."}},
        },
    }


def _schemas() -> tuple[dict[Any, Any], dict[str, Any]]:
    """The schema of everything sent and answered, by operation and use, and the definitions that they share."""
    wanted: list[Any] = [("", "serialization", adapter_of(Failure))]
    for one in OPERATIONS:
        if one.body:
            wanted.append((f"{one.name} body", "validation", adapter_of(one.body)))
        if one.answer is not None and not isinstance(one.answer, File):
            wanted.append((f"{one.name} answer", "serialization", adapter_of(one.answer)))
    found, definitions = adapter_of(Failure).json_schemas(wanted, ref_template=_REF)
    return {key: schema for (key, _mode), schema in found.items()}, definitions


def _operation(one: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "tags": [one.tag],
        "summary": one.title,
        "description": f"Vai trò: {ROLES[one.role]}.",
        "parameters": [*_path_parameters(one), *_query_parameters(one), *([_KEY] if one.keyed else [])],
        "responses": _responses(one, schemas),
    }
    if one.body:
        content: dict[str, Any] = {"schema": schemas[f"{one.name} body"]}
        if "data" in one.body.model_fields and "kind" in one.body.model_fields:
            content["example"] = {"kind": "nghi-quyet", "data": example_data(KINDS["nghi-quyet"], "thuong_ky")}
        told["requestBody"] = {"required": True, "content": {_JSON: content}}
    if one.takes_file:
        told["requestBody"] = {"required": True, "content": {OCTETS: {}, MULTIPART: {"schema": _FILE}}}
    return told


def _responses(one: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    done: dict[str, Any] = {"description": one.title}
    if isinstance(one.answer, File):
        done["content"] = {one.answer.mimetype: {}}
    elif one.answer is not None:
        done["content"] = {_JSON: {"schema": schemas[f"{one.name} answer"]}}
    failure = {"description": "Không thực hiện được", "content": {_JSON: {"schema": schemas[""]}}}
    refused = {*_ALWAYS, *one.says_no, *({422} if one.query is not NoQuery or one.body or one.keyed else ())}
    return {str(one.status): done, **{str(status): failure for status in sorted(refused)}, "default": failure}


def _path_parameters(one: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _ID if converter else _STEPS[name]}
        for converter, name in re.findall(r"<(?:(\w+):)?(\w+)>", one.path)
    ]


def _query_parameters(one: Operation) -> list[dict[str, Any]]:
    """Each field of the query; "nothing" is said by leaving it out."""
    found = []
    whole = adapter_of(one.query).json_schema()
    for name, schema in whole.get("properties", {}).items():
        plain = next((choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"), schema)
        shape = {word: value for word, value in plain.items() if word not in {"title", "default"}}
        found.append({"name": name, "in": "query", "required": name in whole.get("required", ()), "schema": shape})
    return found
