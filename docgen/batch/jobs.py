"""What a worker does: pure functions from chunks of jobs to results. No database, no files, nothing remembered that matters.

Everything here can be pickled and sent to another machine. A row that cannot be made gives its fault, never an exception: a chunk
always answers for each of its rows. What a worker checked it keeps for a while, since the same rows mostly come back to be made.
"""

from __future__ import annotations

import hashlib
import json
import marshal
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import is_
from threading import Lock
from typing import TYPE_CHECKING, Any

from docgen.batch.papers import paper_of
from docgen.check.finding import Finding, Severity
from docgen.errors import CheckFailed, DataError, DocgenError, FieldProblem
from docgen.final import Final, final_of, numbered
from docgen.kinds import Kind, kind_of
from docgen.messages import validate
from docgen.pipeline import require_issuable
from docgen.shared_parts import is_shared, share, unshare
from docgen.store.new_document import document_columns
from docgen.templates import CompiledTemplate

if TYPE_CHECKING:
    from docgen.store.batch_rows import Fault

_KEPT = 400
"""Checked documents that a worker keeps: a few chunks."""
_SHARED = 256
"""Common facts and lists that a worker keeps, validated."""
_SHOWN = 20
"""Problems told of one row."""
_TO_ANSWER = frozenset({"R-38"})
"""Rules whose warning somebody weighs who makes one document. Of a run nobody reads each document: there it stops the row."""


@dataclass(frozen=True, slots=True)
class Template:
    """An own template as it was approved; its `docx` is empty for the shipped one."""

    name: str
    sha256: str
    docx: bytes = b""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """One document to be made: the id of its row, its own part of the data, its number and unit when they are known."""

    row: int
    data: Mapping[str, Any]
    input_hash: str
    so: int | None = None
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Jobs that share kind, common facts and templates (by variant). `digest` is a fingerprint of the common facts."""

    kind: str
    common: Mapping[str, Any]
    digest: str
    templates: Mapping[str, Template]
    jobs: tuple[RenderJob, ...]

    def only(self, job: RenderJob) -> Chunk:
        """The chunk of one of its jobs alone."""
        return replace(self, jobs=(job,))


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules say of a row: its fault, or what is to be looked at."""

    row: int
    fault: Fault | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of a job: the columns of its document, with its bytes under `docx` and their `sha256`; or its fault."""

    row: int
    columns: Mapping[str, Any] | None = None
    fault: Fault | None = None

    @property
    def docx(self) -> bytes:
        """The document."""
        return bytes(self.columns["docx"]) if self.columns else b""


def check_chunk(chunk: Chunk) -> list[Checked]:
    """Validate and review every row."""
    return [_checked(chunk, job) for job in chunk.jobs]


def try_chunk(chunk: Chunk) -> list[Checked]:
    """The same, and make every document, number left open: whoever wants all or none knows before the first number is taken."""
    checked = zip(chunk.jobs, check_chunk(chunk), strict=True)
    return [replace(one, fault=one.fault or _rendered(chunk, job).fault) for job, one in checked]


def render_chunk(chunk: Chunk) -> list[Rendered]:
    """Make every document, with its proof."""
    return [_rendered(chunk, job) for job in chunk.jobs]


def fault_of(error: DocgenError) -> Fault:
    """An error as it is kept in the ledger."""
    problems: list[dict[str, str]] = []
    if isinstance(error, DataError):
        problems = [{"path": one.path, "label": one.label, "message": one.message} for one in error.problems]
    elif isinstance(error, CheckFailed):
        errors = [one for one in error.findings if one.severity is Severity.ERROR]
        problems = [{"path": one.path, "label": one.label or one.rule, "message": one.message, "fix": one.fix} for one in errors]
    return {"message": str(error), "hint": error.page_hint, "problems": problems[:_SHOWN]}


def merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The data of one document: what all share, and over it what is its own."""
    return {**common, **own}


def _checked(chunk: Chunk, job: RenderJob) -> Checked:
    try:
        document, findings = _document(chunk, job)
        _require_answered(chunk.kind, document, findings)
    except DocgenError as error:
        return Checked(job.row, fault_of(error))
    except Exception as error:  # noqa: BLE001 - one row must not cost the others, whatever it is
        return Checked(job.row, _unforeseen(error))
    return Checked(job.row, notes=tuple(_note(one) for one in findings if one.severity is Severity.WARNING))


def _require_answered(kind: str, document: Any, findings: Iterable[Finding]) -> None:
    cited = getattr(document, "van_ban", None)
    if cited is not None and not cited.so_ky_hieu and paper_of(kind, document.bien_the):
        problem = FieldProblem("van_ban.so_ky_hieu", "Văn bản phân công", "chưa có số và ký hiệu")
        raise DataError("Văn bản phân công chưa có số.", hint="Ghi số và ký hiệu.", problems=(problem,))
    if asked := [one for one in findings if one.rule in _TO_ANSWER]:
        told = [replace(one, severity=Severity.ERROR, message=f"{one.message} {one.fix}") for one in asked]
        hint = "Điền trường được nêu ở Dữ liệu chung."
        raise CheckFailed("Chưa làm được: có điều phải trả lời trước.", hint=hint, page_hint=hint, findings=told)


def _rendered(chunk: Chunk, job: RenderJob) -> Rendered:
    try:
        return Rendered(job.row, _made(chunk, job))
    except DocgenError as error:
        return Rendered(job.row, fault=fault_of(error))
    except Exception as error:  # noqa: BLE001
        return Rendered(job.row, fault=_unforeseen(error))


def _made(chunk: Chunk, job: RenderJob) -> dict[str, Any]:
    kind, (document, _) = kind_of(chunk.kind), _document(chunk, job)
    data = merged(chunk.common, job.data)
    if job.so is not None:
        data, document = numbered(data, document, job.so)
    template = chunk.templates[document.bien_the]
    return document_columns(*final_of(Final(document, data, kind, job.unit_id), _template(template), template.sha256))


_known: OrderedDict[tuple[str, str, str], tuple[Any, tuple[Finding, ...]]] = OrderedDict()


def _document(chunk: Chunk, job: RenderJob) -> tuple[Any, tuple[Finding, ...]]:
    """The validated document without its number, and what the rules found; as it was found a moment ago, if it was."""
    key = (chunk.kind, chunk.digest, job.input_hash)
    if (known := _known.pop(key, None)) is None:
        kind = kind_of(chunk.kind)
        document = _validated(chunk, job, kind)
        known = document, require_issuable(document, kind)
        while len(_known) >= _KEPT:
            _known.popitem(last=False)
        _known[key] = known
    return known


_shared: OrderedDict[Any, Any] = OrderedDict()
_sharing = Lock()
"""Pages and API check, try and correct rows in threads of one process."""


def _validated(chunk: Chunk, job: RenderJob, kind: Kind) -> Any:
    """The document of a row. What it shares with rows before was validated then and is frozen: it is taken over as it is.

    Those are the common facts, and lists such as the duties of a group.
    """
    variant = str(job.data.get("bien_the") or chunk.common.get("bien_the"))
    common = (chunk.kind, chunk.digest, variant)
    lists = {(chunk.kind, variant, name, _told(value)): name for name, value in job.data.items() if isinstance(value, list)}
    found = _found((common, *lists))
    known = {lists[key]: value for key, value in found.items() if key in lists}
    document = validate({**found.get(common, chunk.common), **job.data, **known}, kind)
    _keep_lists(document, {**found.get(common, {}), **known})
    new: dict[Any, Any] = {key: getattr(document, name) for key, name in lists.items() if key not in found}
    if common not in found:
        new[common] = {**chunk.common, **{name: getattr(document, name) for name in chunk.common if name not in job.data}}
    _share(new)
    return document


def _keep_lists(document: Any, known: Mapping[str, Any]) -> None:
    """Validation makes a list anew of the same parts; in its place goes the one that documents share."""
    for name, value in known.items():
        made = document.__dict__.get(name)
        if is_shared(value) and type(made) is tuple and len(made) == len(value) and all(map(is_, made, value)):
            document.__dict__[name] = value


def _found(keys: Iterable[Any]) -> dict[Any, Any]:
    """What is kept under these keys; it is kept longer for having been asked for."""
    with _sharing:
        found = {key: _shared[key] for key in keys if key in _shared}
        for key in found:
            _shared.move_to_end(key)
    return found


def _share(new: Mapping[Any, Any]) -> None:
    """Keep it for the rows to come, unless another thread was quicker: nobody would ever forget the parts of the other."""
    with _sharing:
        for key, value in new.items():
            if key in _shared:
                continue
            while len(_shared) >= _SHARED:
                unshare(_shared.popitem(last=False)[1])
            _shared[key] = value
            share(value)


def _told(value: list[Any]) -> bytes:
    """Bytes that are the same for equal lists of data; version 2, since later ones tell one object from two equal ones."""
    return marshal.dumps(value, 2)


@lru_cache(maxsize=8)
def _own(name: str, sha256: str, docx: bytes) -> CompiledTemplate:
    del sha256
    return CompiledTemplate(docx, name, own=True)


def _template(template: Template) -> CompiledTemplate | None:
    """The own template, compiled once a worker; None where it is the shipped one, which its kind knows."""
    return _own(template.name, template.sha256, template.docx) if template.docx else None


def _note(finding: Finding) -> str:
    return f"[{finding.rule}] {finding.message}"[:300]


def _unforeseen(error: Exception) -> Fault:
    said = f"Chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}) khi làm dòng này."
    return {"message": said, "hint": "Báo lỗi này cho người làm chương trình; các dòng khác không bị ảnh hưởng.", "problems": []}


def hash_of(text: str) -> str:
    """Fingerprint of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(common: Mapping[str, Any]) -> str:
    """Fingerprint of common facts."""
    return hash_of(json.dumps(common, ensure_ascii=False, sort_keys=True, default=str))
