"""Files that people bring back: the data of a document, or of a data file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from web.api.operations import operation
from web.api.requests import Asked
from web.api.shapes import Code
from web.desk import store
from web.intake import issued_as, open_file


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in the file that has no place in the form."""

    path: str
    value: str


@dataclass(frozen=True, slots=True)
class OpenedShape:
    """The data of a file. `edited`: the words were changed in Word since; `draft`: it was made as a draft.

    `document_id` is the issued document that was made of the same data: issuing it again would give it a second number.
    """

    kind: str
    variant: str
    data: dict[str, Any]
    edited: bool
    draft: bool
    leftovers: tuple[Leftover, ...]
    document_id: int | None


class OpenAsked(Asked):
    """What the file is, where it does not say so itself."""

    kind: Code | None = None
    variant: Code | None = None


@operation(
    "POST",
    "/open",
    "Lấy dữ liệu từ tệp .docx, .yaml, .json",
    query=OpenAsked,
    takes_file=True,
    answer=OpenedShape,
    says_no=(400, 422),
)
def open_sent(raw: bytes, query: OpenAsked) -> OpenedShape:
    """The data of a file, nothing is kept. Send it as application/octet-stream."""
    opened = open_file(raw, query.kind or "", query.variant or "")
    work = opened.work
    left = tuple(Leftover(path, str(value)) for path, value in opened.left)
    known = issued_as(store(), opened)
    return OpenedShape(work.kind.code, work.variant, work.data, opened.edited, opened.draft, left, known.id if known else None)
