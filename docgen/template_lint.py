"""Judging a template before it is used: every fault at once, with its place in the document and the nearest right name.

Four readings: the paragraphs as Word shows them (tags that docxtpl would misread), the Jinja program (syntax, and the small
language of docgen.template_language), the names against the data of the kind, and a trial with its examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import jinja2
from jinja2 import nodes

from docgen.docx.package import open_package
from docgen.docx.proof import faults
from docgen.docx.template_text import Row, paragraph_texts, rows, text_of_part
from docgen.docx.xml import parse
from docgen.errors import TemplateError
from docgen.kinds import Kind
from docgen.template_language import TemplateEnvironment, forbidden
from docgen.template_shape import Shape, template_samples, template_shape
from docgen.templates import CompiledTemplate, is_rendered, patched_sources

_TAG = re.compile(r"\{[{%#](?:(?!\{[{%#]).)*?[}%#]\}")
"""From an opening to the next closing, with no other opening between: many openings without an end cost no more than one."""
_OPENING, _CLOSING = re.compile(r"\{[{%#]"), re.compile(r"[}%#]\}")
_ALONE = re.compile(r"\{%p .*%\}")
_BAD_TAGS = (
    (
        re.compile(r"\{[{%](?:r|tc) "),
        "thẻ {{r, {%r và {%tc không được dùng",
        "Dùng {{ … }} cho chữ, {%p … %} cho đoạn, {%tr … %} cho hàng.",
    ),
    (re.compile(r"\{\{(?:p|tr) "), "thẻ {{p và {{tr không được dùng", "Dùng {{ … }}."),
    (re.compile(r"\{%-|-%\}"), "dấu trừ trong {%- hoặc -%} không được dùng", "Bỏ dấu trừ."),
    (re.compile(r"\{#"), "chú thích {# #} không được dùng", "Xóa chú thích."),
    (re.compile(r"\{%\s*(?:cellbg|colspan|hm|vm)\b"), "thẻ cellbg, colspan, hm, vm không được dùng", "Kẻ bảng sẵn trong mẫu."),
    (re.compile(r"\{%(?:p|tr)[a-z]"), "thiếu dấu cách sau {%p hoặc {%tr", "Viết {%p if … %}, {%tr for … %}."),
    (re.compile(r"\{%(?:p|tr) [^%]*[%}](?!\})"), "có dấu % hoặc } trong thẻ {%p hoặc {%tr", "Bỏ dấu đó khỏi điều kiện."),
)
_LINES_BEFORE_FIRST_PARAGRAPH = 1


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault of a template: the part of the file, the paragraph (from 1, 0 = the whole part), its text, what and how to mend."""

    part: str
    paragraph: int
    text: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """One line for people."""
        place = f"{self.part}, đoạn {self.paragraph} “{self.text[:60]}”" if self.paragraph else self.part
        return f"{place}: {self.message}" + (f" → {self.hint}" if self.hint else "")


def lint(data: bytes, kind: Kind | None = None, variant: str | None = None) -> list[Issue]:
    """Every fault of a template; with its kind also names its data does not have and faults that show only when filled in."""
    parts = open_package(data)
    issues = list(_unread_parts(parts))
    for part in sorted(filter(is_rendered, parts)):
        issues += _paragraph_issues(part, parts[part])
    issues = issues or list(_program_issues(parts, template_shape(kind, variant) if kind else None))
    return issues or (_trial_issues(data, kind, variant) if kind else [])


def checked_template(data: bytes, name: str, kind: Kind, facts: Any) -> CompiledTemplate:
    """A user's own template, refused with all its faults if it has any."""
    variant = str(facts.get("bien_the")) if isinstance(facts, Mapping) else ""
    issues = lint(data, kind, variant if variant in kind.variants else None)
    if issues:
        raise TemplateError(
            f"Mẫu {name} có {len(issues)} lỗi:\n" + "\n".join(f"  • {issue}" for issue in issues),
            hint="Sửa mẫu trong Word rồi thử lại.",
        )
    return CompiledTemplate(data, name)


def _trial_issues(data: bytes, kind: Kind, variant: str | None) -> list[Issue]:
    """Fill the template in with the samples of its kind and look at what Word would stumble over."""
    compiled = CompiledTemplate(data, "mẫu")
    found = {
        Issue(part, 0, "", f"khi điền thử: {fault}", "Mỗi ô bảng và mỗi nhánh if, for phải để lại ít nhất một đoạn văn.")
        for sample in template_samples(kind, variant)
        for part, content in compiled.render_parts(sample).items()
        for fault in faults(parse(content, part=part))
    }
    return sorted(found, key=lambda issue: (issue.part, issue.message))


def _unread_parts(parts: Mapping[str, bytes]) -> Iterator[Issue]:
    """Tags where nothing would ever fill them in."""
    for name, data in parts.items():
        if name.endswith(".xml") and not is_rendered(name) and (b"{{" in data or b"{%" in data):
            yield Issue(
                name,
                0,
                "",
                "có thẻ ở phần không được điền (chú thích chân trang, nhận xét, thuộc tính tệp …)",
                "Chuyển thẻ vào thân bài.",
            )


def _paragraph_issues(part: str, data: bytes) -> Iterator[Issue]:
    for number, text in enumerate(paragraph_texts(data), 1):
        for message, hint in _tag_faults(text):
            yield Issue(part, number, text, message, hint)
    for row in rows(data):
        yield from (Issue(part, row.paragraph, row.text, message, hint) for message, hint in _row_faults(row))


def _tag_faults(text: str) -> Iterator[tuple[str, str]]:
    if len(_OPENING.findall(text)) != len(_CLOSING.findall(text)) or _OPENING.search(_TAG.sub("", text)):
        yield "thẻ không đủ ngoặc mở và ngoặc đóng", "Mỗi {{ có một }}, mỗi {% có một %}, trong cùng một đoạn."
        return
    for pattern, message, hint in _BAD_TAGS:
        if pattern.search(text):
            yield message, hint
    if "{%p " in text and (text.count("{%p ") > 1 or not _ALONE.fullmatch(text.strip())):
        yield "thẻ {%p … %} phải đứng một mình trong đoạn (chữ khác trong đoạn sẽ mất)", "Đưa chữ sang đoạn khác."


def _row_faults(row: Row) -> Iterator[tuple[str, str]]:
    if row.text.count("{%tr ") > 1:
        yield "có hai thẻ {%tr … %} trong một hàng", "Mỗi thẻ {%tr … %} một hàng riêng."
    elif "{%tr " in row.text and _TAG.sub("", row.text).strip():
        yield "hàng có thẻ {%tr … %} không được có chữ khác (chữ đó sẽ mất)", "Để thẻ trong một hàng riêng."


def _program_issues(parts: Mapping[str, bytes], shape: Shape) -> Iterator[Issue]:
    environment = TemplateEnvironment()
    for part, source in patched_sources(parts).items():
        by_line = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
        place = _Places(part, by_line)
        try:
            tree = environment.parse(by_line)
        except jinja2.TemplateSyntaxError as error:
            yield place.issue(error.lineno, f"cú pháp thẻ sai: {error.message}", "Xem lại thẻ ở gần đoạn này.")
            continue
        yield from _forbidden_nodes(tree, place)
        if shape is not None:
            yield from _Names(place).check(tree, dict(shape))


class _Places:
    """Line numbers of a source with one paragraph a line -> issues with the paragraph's text."""

    def __init__(self, part: str, source: str) -> None:
        self._part, self._lines = part, source.split("\n")

    def issue(self, line: int, message: str, hint: str = "") -> Issue:
        """An issue at `line` of the source."""
        text = text_of_part(self._lines[min(line, len(self._lines)) - 1])
        return Issue(self._part, max(line - _LINES_BEFORE_FIRST_PARAGRAPH, 1), text, message, hint)


def _forbidden_nodes(tree: nodes.Template, place: _Places) -> Iterator[Issue]:
    for node in tree.find_all(nodes.Node):
        if reason := forbidden(node):
            yield place.issue(node.lineno, f"không được dùng {reason}", "Chỉ dùng giá trị, if, for trên danh sách của dữ liệu.")


class _Names:
    """Names of a program against a shape, with the scopes that loops open."""

    def __init__(self, place: _Places) -> None:
        self._place = place
        self._issues: list[Issue] = []

    def check(self, node: nodes.Node, scope: dict[str, Shape]) -> list[Issue]:
        """The issues of `node` and all below it."""
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Name | nodes.Getattr):
            self._shape(node, scope)
        else:
            for child in node.iter_child_nodes():
                self.check(child, scope)
        return self._issues

    def _loop(self, node: nodes.For, scope: dict[str, Shape]) -> None:
        items = self._shape(node.iter, scope)
        item = items[0] if isinstance(items, list) else None
        target = node.target.name if isinstance(node.target, nodes.Name) else ""
        inner = {**scope, target: item, "loop": None}
        for child in (*node.body, *node.else_):
            self.check(child, inner)

    def _shape(self, node: nodes.Node, scope: dict[str, Shape]) -> Shape:
        """The shape of a name or of a field of one; an unknown one is an issue."""
        if isinstance(node, nodes.Name):
            return self._field(scope, node.name, node.name, node)
        if not isinstance(node, nodes.Getattr):
            self.check(node, scope)
            return None
        owner = self._shape(node.node, scope)
        return self._field(owner, node.attr, _dotted(node), node) if isinstance(owner, dict) else None

    def _field(self, owner: dict[str, Shape], name: str, dotted: str, node: nodes.Node) -> Shape:
        if name in owner:
            return owner[name]
        near = get_close_matches(name, owner, n=1)
        hint = f"Có phải ý là “{near[0]}”?" if near else "Xem các trường: docgen schema LOẠI."
        self._issues.append(self._place.issue(node.lineno, f"dùng trường “{dotted}” không có trong dữ liệu", hint))
        return None


def _dotted(node: nodes.Node) -> str:
    return f"{_dotted(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else getattr(node, "name", "…")
