"""Judging a template before it is used: every fault at once, with its place in the document and the nearest right name.

Four readings: the paragraphs as Word shows them (tags that docxtpl would misread), the Jinja program (syntax, and the small
language of docgen.template_language), the names against the data of the kind, and a trial with its examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import jinja2
from jinja2 import nodes

from docgen.docx.package import open_package
from docgen.docx.template_text import Row, numbered, paragraph_texts, rows
from docgen.errors import TemplateError
from docgen.kinds import Kind
from docgen.template_issue import Issue, Places
from docgen.template_language import TemplateEnvironment, costly_loops, dotted, forbidden
from docgen.template_shape import Shape, template_shape
from docgen.template_trial import trial_issues
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


def lint(data: bytes, kind: Kind | None = None, variant: str | None = None) -> list[Issue]:
    """Every fault of a template; with its kind also names its data does not have and faults that show only when filled in.

    Without `variant` the template has to serve one variant of `kind`, and what is told is about the one it fits best; where the
    variants share a template, it has to serve all.
    """
    if kind and not variant and not kind.one_template:
        return min(lint_variants(data, kind).values(), key=len)
    parts = open_package(data)
    issues = list(_unread_parts(parts))
    for part in sorted(filter(is_rendered, parts)):
        issues += _paragraph_issues(part, parts[part])
    issues = issues or list(_program_issues(parts, kind, variant))
    return issues or (trial_issues(data, kind, variant) if kind else [])


def lint_variants(data: bytes, kind: Kind) -> dict[str, list[Issue]]:
    """The faults of a template for every variant of its kind."""
    return {code: lint(data, kind, code) for code in kind.variants}


def checked_template(data: bytes, name: str, kind: Kind, facts: Any) -> CompiledTemplate:
    """A user's own template, refused with all its faults if it has any."""
    variant = str(facts.get("bien_the")) if isinstance(facts, Mapping) else ""
    issues = lint(data, kind, variant if variant in kind.variants else None)
    if issues:
        raise TemplateError(
            f"Mẫu {name} có {len(issues)} lỗi:\n" + "\n".join(f"  • {issue}" for issue in issues),
            hint="Sửa mẫu trong Word rồi thử lại.",
        )
    return CompiledTemplate(data, name, own=True)


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


def _program_issues(parts: Mapping[str, bytes], kind: Kind | None, variant: str | None) -> Iterator[Issue]:
    environment = TemplateEnvironment()
    shape: Shape = template_shape(kind, variant) if kind else None
    for part, source in patched_sources({name: numbered(data) for name, data in parts.items() if is_rendered(name)}).items():
        place = Places(part, paragraph_texts(parts[part]))
        try:
            tree = environment.parse(source)
        except jinja2.TemplateSyntaxError as error:
            yield place.issue(error.lineno, f"cú pháp thẻ sai: {_syntax(error.message or '')}", "Xem lại thẻ ở gần đoạn này.")
            continue
        yield from _forbidden_nodes(tree, place)
        if kind is not None:
            yield from _Names(place, kind, variant).check(tree, dict(shape))


_SYNTAX = (
    (re.compile(r"Unexpected end of template.*needs to be closed is '(\w+)'", re.DOTALL), "thẻ “{0}” chưa có thẻ “end{0}”"),
    (re.compile(r"Encountered unknown tag '(\w+)'", re.DOTALL), "thẻ “{0}” không có thẻ mở ở trước, hoặc không có thẻ này"),
    (re.compile(r"expected token .*, got '(.*)'", re.DOTALL), "không hiểu chỗ “{0}”"),
    (re.compile(r"Unexpected end of template|unexpected 'end of"), "thẻ chưa viết xong"),
    (re.compile(r"unexpected '?(.+?)'?$"), "không hiểu chỗ “{0}”"),
)


def _syntax(message: str) -> str:
    """What Jinja says of the usual faults, in Vietnamese."""
    return next((words.format(*found.groups()) for pattern, words in _SYNTAX if (found := pattern.search(message))), message)


def _forbidden_nodes(tree: nodes.Template, place: Places) -> Iterator[Issue]:
    for node in tree.find_all(nodes.Node):
        if reason := forbidden(node):
            yield place.issue(node.lineno, f"không được dùng {reason}", "Chỉ dùng giá trị, if, for trên danh sách của dữ liệu.")
    for loop in costly_loops(tree):
        yield place.issue(loop.lineno, _TOO_DEEP, "Trong một vòng lặp chỉ lặp tiếp danh sách của mục đang lặp.")


_TOO_DEEP = "ba vòng lặp qua danh sách không nằm trong nhau lồng vào nhau, văn bản sẽ dài vô tận"
_UNKNOWN: Shape = object()
"""What no example shows: an item of a list that is empty in all of them, the counter of a loop."""


class _Names:
    """Names of a program against a shape, with the scopes that loops open."""

    def __init__(self, place: Places, kind: Kind, variant: str | None) -> None:
        self._place, self._kind, self._variant = place, kind, variant
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
                if isinstance(node, nodes.Output):
                    self._printed(child, scope)
        return self._issues

    def _printed(self, node: nodes.Node, scope: dict[str, Shape]) -> None:
        """Only a value can be printed."""
        known = len(self._issues)
        shape = self._shape(node, scope) if isinstance(node, nodes.Name | nodes.Getattr) else None
        del self._issues[known:]
        name = dotted(node)
        if isinstance(shape, list):
            self._issue(node, f"“{name}” là danh sách, không in được", _loop_over(name))
        elif isinstance(shape, dict):
            fields = ", ".join(f"{{{{ {name}.{field} }}}}" for field in list(shape)[:3])
            self._issue(node, f"“{name}” là nhóm trường, không in được", f"Ghi trường trong nhóm, ví dụ {fields}.")

    def _issue(self, node: nodes.Node, message: str, hint: str) -> None:
        self._issues.append(self._place.issue(node.lineno, message, hint))

    def _loop(self, node: nodes.For, scope: dict[str, Shape]) -> None:
        items = self._shape(node.iter, scope)
        item = items[0] if isinstance(items, list) and items[0] is not None else _UNKNOWN
        target = node.target.name if isinstance(node.target, nodes.Name) else ""
        inner = {**scope, target: item, "loop": _UNKNOWN}
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
        if isinstance(owner, list):
            name = dotted(node.node)
            self._issue(node, f"“{name}” là danh sách, không có trường “{node.attr}”", _loop_over(name, f".{node.attr}"))
        return self._field(owner, node.attr, dotted(node), node) if isinstance(owner, dict) else _UNKNOWN

    def _field(self, owner: dict[str, Shape], name: str, path: str, node: nodes.Node) -> Shape:
        if name in owner:
            return owner[name]
        self._issue(node, f"dùng trường “{path}” không có trong dữ liệu", self._nearest(owner, name, path))
        return _UNKNOWN

    def _nearest(self, owner: dict[str, Shape], name: str, path: str) -> str:
        """Where the name may be found, or what may have been meant."""
        others = [code for code in self._kind.variants if self._variant and _has(template_shape(self._kind, code), path)]
        if others:
            return f"Trường này có ở biến thể {', '.join(others)}, không có ở {self._variant}."
        near = get_close_matches(name, owner, n=1)
        return f"Có phải ý là “{near[0]}”?" if near else "Xem danh sách trường của loại văn bản này."


def _has(shape: Shape, path: str) -> bool:
    for step in path.split("."):
        if not isinstance(shape, dict) or step not in shape:
            return False
        shape = shape[step]
    return True


def _loop_over(name: str, field: str = "") -> str:
    return f"Lặp qua danh sách: {{%p for x in {name} %}}, đoạn sau {{{{ x{field} }}}}, rồi {{%p endfor %}}."
