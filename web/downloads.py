"""Files that leave for the user's folder: named in Vietnamese, never by what a request says."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import quote

import yaml
from flask import Response

from docgen.kinds import Kind

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 90
_VOID = "DA-HUY"
"""Begins the name of a file of a voided document, without marks: it has to be seen in every list of files."""


def file_name(title: str, when: str, ending: str, *, draft: bool = False, void: bool = False) -> str:
    """A name that Windows, Linux and macOS can keep: "Nghị quyết thường kỳ hằng tháng 04-11-2026.docx"."""
    parts = (_VOID if void else "", title, when.replace("/", "-"), "(bản nháp)" if draft else "")
    words = " ".join(part for part in parts if part)
    plain = " ".join(_UNSAFE.sub(" ", words).split()).strip(". ")[:_LONGEST].rstrip(". ")
    return f"{plain or 'Văn bản'}.{ending}"


def download(content: bytes, name: str, mimetype: str) -> Response:
    """A file to save; its name is sent as RFC 5987 wants it, with a plain one for old programs."""
    response = Response(content, mimetype=mimetype)
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return response


def as_yaml(data: dict[str, Any], kind: Kind) -> bytes:
    """A data file as `docgen make` and this application read it."""
    head = f"# {kind.title}. Dùng lại bằng “Mở tệp”, hoặc: docgen make {kind.code} TỆP.yaml -o TỆP.docx\n"
    body: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
    return (head + body).encode()


def as_json(data: Any) -> bytes:
    """The same for programs."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
