"""`docgen schema KIND`: the fields of a kind as JSON Schema."""

from __future__ import annotations

import click

from docgen.cli.output import echo_json, json_option
from docgen.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.argument("kind", metavar="LOẠI")
@json_option
def command(kind: str, *, as_json: bool) -> None:
    """In lược đồ dữ liệu (JSON Schema) của LOẠI: các trường, tên, mô tả, ví dụ."""
    del as_json  # a schema is JSON in any case
    from docgen.kinds import kind_of  # noqa: PLC0415

    found = kind_of(kind)
    echo_json({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": found.title, **found.adapter.json_schema()})
