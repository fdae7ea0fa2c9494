"""The last reading of a template: fill it in with the samples of its kind and look at what Word would stumble over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any

import jinja2
from jinja2 import nodes

from docgen.docx.package import open_package
from docgen.docx.proof import faults
from docgen.docx.template_text import Row, cells_without_end, numbered, paragraph_texts, tables_of_loops
from docgen.docx.xml import parse
from docgen.errors import TemplateError
from docgen.kinds import Kind
from docgen.template_issue import Issue, Places
from docgen.template_language import TemplateEnvironment, dotted
from docgen.template_shape import template_samples
from docgen.templates import CompiledTemplate, is_rendered, patched_sources

_TRIED = "khi điền thử: "
_HINT = "Mỗi ô bảng và mỗi nhánh if, for phải để lại ít nhất một đoạn văn."
_TABLE_HINT = "Thêm một hàng tiêu đề ngoài vòng lặp, hoặc bọc cả bảng trong {%p if … %} và {%p endif %}."
_CELL_HINT = "Thêm một đoạn trống sau thẻ này, ở cuối ô."


def trial_issues(data: bytes, kind: Kind, variant: str | None) -> list[Issue]:
    """The faults that show only when the template is filled in."""
    compiled, parts = CompiledTemplate(data, "mẫu", own=True), open_package(data)
    found: set[Issue] = set()
    for sample in template_samples(kind, variant):
        try:
            filled = compiled.render_parts(sample)
        except TemplateError as error:
            found |= set(_unfillable(parts, sample)) or {Issue("mẫu", 0, "", f"{_TRIED}{error}", error.hint)}
            continue
        for part, content in filled.items():
            for fault in faults(parse(content, part=part)):
                found |= set(_placed(part, parts[part], fault))
    return sorted(found, key=lambda issue: (issue.part, issue.paragraph, issue.message))


def _placed(part: str, template: bytes, fault: str) -> Iterator[Issue]:
    """A fault with the places of the template that may have left it; without a place if there is none."""
    known: Mapping[str, tuple[Callable[[], Iterator[Row]], str]] = {
        "có bảng không có hàng": (lambda: (row for _, row in tables_of_loops(template)), _TABLE_HINT),
        "có ô bảng không kết thúc bằng đoạn văn": (lambda: cells_without_end(template), _CELL_HINT),
    }
    search, hint = known.get(fault, (lambda: iter(()), _HINT))
    places = [Issue(part, row.paragraph, row.text.strip(), f"{_TRIED}{fault}", hint) for row in search()]
    yield from places or [Issue(part, 0, "", f"{_TRIED}{fault}", _HINT)]


def _unfillable(parts: Mapping[str, bytes], sample: Any) -> Iterator[Issue]:
    """Where the template asks for a field of a group that was left out."""
    environment = TemplateEnvironment()
    for part, source in patched_sources({name: numbered(data) for name, data in parts.items() if is_rendered(name)}).items():
        try:
            environment.from_string(source).render(sample)
        except jinja2.UndefinedError as error:
            field, line = str(error.message).rpartition(" ")[2].strip("'"), _line_of(error.__traceback__)
            asked = environment.parse(source).find_all(nodes.Getattr)
            group = next((dotted(node.node) for node in asked if (node.lineno, node.attr) == (line, field)), "…")
            yield Places(part, paragraph_texts(parts[part])).issue(
                line,
                f"{_TRIED}nhóm “{group}” có thể bị bỏ trống, khi đó không có “{group}.{field}”",
                f"Bọc bằng {{% if {group} %}} … {{% endif %}}; cả đoạn thì bằng {{%p if {group} %}} và {{%p endif %}}.",
            )


def _line_of(traceback: TracebackType | None) -> int:
    """The line of the template where it stopped: that of the innermost frame."""
    line = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
