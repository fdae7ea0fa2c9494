"""A template compiled once and rendered many times.

docxtpl is used here and nowhere else, for what it does best: `patch_xml` turns the XML that Word writes, with tags cut into
runs, into one Jinja source. That source is compiled once. A rendering then is a sequence of pieces: pieces of the template
itself, whose bytes were encoded once, and escaped values (docgen.docx.filled). No XML is parsed on the way.

A compiled template is immutable and may be shared by threads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import jinja2
import jinja2.nodes

from docgen.docx.archive import Archive
from docgen.docx.filled import END, TURN, FilledPart, Respell, Wording, is_text
from docgen.docx.package import open_package
from docgen.docx.payload import PART as PAYLOAD_PART
from docgen.docx.proof import relationship_faults
from docgen.docx.settings import with_mirrored_margins
from docgen.docx.xml import to_text
from docgen.errors import TemplateError
from docgen.template_language import DataEnvironment, TemplateEnvironment, costly_loops, forbidden

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_SETTINGS = "word/settings.xml"
_CORE = "docProps/core.xml"
_MARKERS = ("{{", "{%", "{#")
_OPENS_TEXT, _CLOSES_TEXT = re.compile(r"<w:t(?: [^>]*[^>/])?>"), "</w:t>"
_EMPTY_TEXT = re.compile(r"<w:t(?: [^>]*)?(?:/>|(?<!/)></w:t>)")

_LINT = {
    "hint": "Chạy docgen templates lint để thấy chỗ sai.",
    "page_hint": "Xem kết quả kiểm tra của mẫu ở trang Mẫu riêng, sửa trong Word rồi nộp lại.",
}
"""What to do about a template that has a fault."""


class CompiledTemplate:
    """A .docx template ready to be filled in."""

    def __init__(self, data: bytes, name: str, *, own: bool = False) -> None:
        """Compile the template `data`; `name` is what errors call it.

        In a user's `own` template a field that is empty leaves an empty paragraph, which is usual in Word. The shipped ones say
        with conditions what they leave out, so that an empty text there is a fault of the template.
        """
        self.name, self._own = name, own
        self.sha256 = hashlib.sha256(data).hexdigest()
        parts = open_package(data)
        if missing := next(relationship_faults(parts), None):
            raise TemplateError(
                f"Mẫu {name} {missing}.", hint="Mở mẫu bằng Word, xóa hình hoặc phần hỏng rồi lưu lại thành .docx."
            )
        environment = DataEnvironment()
        sources = patched_sources(parts)
        if own:
            sources = {part: _EMPTY_TEXT.sub("", source) for part, source in sources.items()}
        self._programs = {part: _compile(environment, source, f"{name}: {part}") for part, source in sources.items()}
        static = {part: content for part, content in parts.items() if part not in {*sources, PAYLOAD_PART, _CORE, _SETTINGS}}
        settings = parts.get(_SETTINGS)
        self._archives = {
            mirrored: Archive(
                static | ({_SETTINGS: with_mirrored_margins(settings) if mirrored else settings} if settings else {})
            )
            for mirrored in (False, True)
        }
        self._carries_payload = PAYLOAD_PART in parts
        self._wordings: dict[Respell | None, Wording] = {}

    @property
    def carries_payload(self) -> bool:
        """Whether the template has a place for the data of the document."""
        return self._carries_payload

    def fill(self, context: Mapping[str, Any], respell: Respell | None = None) -> dict[str, FilledPart]:
        """The filled-in parts. `respell` is applied to the words of the template (one tone style for the whole document)."""
        wording = self._wordings.get(respell)
        if wording is None:
            wording = self._wordings[respell] = Wording(respell, _refuse_tags)
        return {part: FilledPart(self._pieces(program, context), wording) for part, program in self._programs.items()}

    def forget_skeletons(self) -> None:
        """Forget what was proven of earlier documents; the next one is proven as if it were the first."""
        self._wordings.clear()

    def render_parts(self, context: Mapping[str, Any], respell: Respell | None = None) -> dict[str, bytes]:
        """The bytes of the filled-in parts."""
        return {part: filled.data for part, filled in self.fill(context, respell).items()}

    def write(self, parts: Mapping[str, bytes], *, two_sided: bool = False) -> bytes:
        """The document: the rendered `parts` and everything of the template that does not change."""
        return self._archives[two_sided].write(parts)

    def _pieces(self, program: jinja2.Template, context: Mapping[str, Any]) -> list[str]:
        try:
            pieces = list(program.root_render_func(program.new_context(dict(context), shared=True)))
        except (jinja2.UndefinedError, KeyError, TypeError) as error:
            raise TemplateError(
                f"Mẫu {self.name} dùng trường không có trong dữ liệu: {error.args[0]}.",
                **_LINT,
            ) from error
        values = [piece for piece in pieces if type(piece) is not str]
        if not is_text("".join(values)):
            wrong = next(piece for piece in values if not is_text(piece))
            raise TemplateError(
                f"Giá trị “{wrong[:40]!r}” chứa xuống dòng hoặc ký tự điều khiển.",
                hint="Tách thành nhiều đoạn trước khi đưa vào mẫu.",
            )
        return _without_empty_texts(pieces) if self._own else pieces


def _without_empty_texts(pieces: Iterable[str]) -> list[str]:
    """The pieces without the text elements in which nothing was filled in; their runs stay."""
    found: list[str] = []
    opening: int | None = None  # where the piece stands whose last tag opens a text that is still empty
    for piece in pieces:
        if type(piece) is not str:
            opening = None if piece else opening
        elif piece not in (TURN, END):
            shown = piece
            if opening is not None and piece.startswith(_CLOSES_TEXT):
                shown = piece.removeprefix(_CLOSES_TEXT)
                found[opening] = found[opening][: found[opening].rindex("<")]
            opening = len(found) if _OPENS_TEXT.fullmatch(piece[max(piece.rfind("<"), 0) :]) else None
            found.append(shown)
            continue
        found.append(piece)
    return found


def _refuse_tags(piece: str) -> None:
    """Whatever of the template is printed may not look like a tag that nothing filled in."""
    if any(marker in piece for marker in _MARKERS):
        raise TemplateError(f"Mẫu còn thẻ không được điền: {_words(piece)[:60]}", **_LINT)


def _compile(environment: TemplateEnvironment, source: str, place: str) -> jinja2.Template:
    """Compile a source after looking at every node of it: what the language does not allow is not even folded as a constant."""
    try:
        tree = environment.parse(source)
        for node in tree.find_all(jinja2.nodes.Node):
            if reason := forbidden(node):
                raise TemplateError(
                    f"{place}: không được dùng {reason}.", hint="Chỉ dùng giá trị, if, for trên danh sách của dữ liệu."
                )
        if next(costly_loops(tree), None):
            raise TemplateError(f"{place}: quá nhiều vòng lặp lồng nhau.", **_LINT)
        _mark_turns(tree)
        return environment.from_string(tree)
    except jinja2.TemplateError as error:
        raise TemplateError(f"{place}: {error.message}", **_LINT) from error


def _mark_turns(tree: jinja2.nodes.Template) -> None:
    """Print a mark before and after every turn of every loop."""
    for loop in tree.find_all(jinja2.nodes.For):
        before, after = (jinja2.nodes.Output([jinja2.nodes.TemplateData(mark)]) for mark in (TURN, END))
        loop.body = [before, *loop.body, after]


def is_rendered(part: str) -> bool:
    """Whether tags in this part are filled in: the body, headers and footers."""
    return _RENDERED.fullmatch(part) is not None


def patched_sources(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The Jinja source of every part that has tags, and of the body in any case."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - 0.1 s that only compiling needs

    found = {}
    for part in sorted(filter(is_rendered, parts)):
        text = to_text(parts[part], part=part)
        if part == "word/document.xml" or any(marker in _words(text) for marker in _MARKERS):
            found[part] = DocxTemplate.patch_xml(None, text)
    return found


def _words(xml: str) -> str:
    return re.sub(r"<[^>]*>", "", xml)


def template_names() -> Iterator[str]:
    """Names of the shipped templates, without .docx."""
    folder = resources.files("templates_docx")
    return (
        entry.name.removesuffix(".docx")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".docx")
    )


@lru_cache(maxsize=64)
def shipped_template(name: str) -> CompiledTemplate:
    """The shipped template `name`, compiled at its first use."""
    return CompiledTemplate(shipped_bytes(name), f"{name}.docx")


def shipped_bytes(name: str) -> bytes:
    """The shipped template `name` as it lies in the package."""
    try:
        return resources.files("templates_docx").joinpath(f"{name}.docx").read_bytes()
    except FileNotFoundError as error:
        raise TemplateError(
            f"Không có mẫu {name}.docx.",
            hint="Chạy docgen templates build để dựng lại các mẫu.",
            page_hint="Cài lại chương trình.",
        ) from error
