"""The book as a .docx: A4 across, the head of the table on every page, rows whole, voided numbers struck out.

Its template is described with the verbs of `docgen.docx.compose` and filled in, proven and written as that of every document.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from docgen.book_file.lines import HEADS, TITLE, Part
from docgen.check.output import lost
from docgen.docx.compose import (
    Block,
    Template,
    build_template,
    cell,
    each,
    each_row,
    join,
    otherwise,
    p,
    row,
    rule,
    section_properties,
    table,
    when,
)
from docgen.docx.metrics import text_width_pt
from docgen.docx.payload import NO_PAYLOAD
from docgen.docx.payload import PART as PAYLOAD_PART
from docgen.docx.settings import core_properties
from docgen.docx.text import lines as lines_of
from docgen.errors import CheckFailed
from docgen.standard import standard_on
from docgen.standard.format import Format
from docgen.templates import CompiledTemplate
from docgen.vietnamese import capitals, dates

_WIDTHS_MM = (28, 26, 80, 34, 56, 33)
"""257 mm: the text width of a page laid across."""
_LEFT_MM, _RIGHT_MM = 110, 147
_VALUES = ("number", "day", "subject", "signer", "recipients", "note")


def book_docx(parts: tuple[Part, ...], day: dt.date) -> bytes:
    """The book as it stands on `day`."""
    template = _template(day)
    filled = template.fill({"parts": [_shown(part) for part in parts], "day": dates.official(day), "ban_nhap": False})
    faults = [f"{fault} ({name})" for name, part in filled.items() for fault in part.inspect(name).faults]
    words = lines_of(filled["word/document.xml"].inspect("word/document.xml").words)
    typed = (("", (text,)) for part in parts for line in part.lines for text in line.texts if text)
    faults += [f"không thấy trong sổ: “{text[:80]}”" for _, text in lost(words, typed)]
    if faults:
        raise CheckFailed("Sổ tạo ra không đạt:\n" + "\n".join(faults[:20]), hint="Báo lỗi này cho người làm chương trình.")
    made = {name: part.data for name, part in filled.items()}
    made[PAYLOAD_PART] = NO_PAYLOAD
    made["docProps/core.xml"] = core_properties(TITLE, parts[0].unit, day)
    return template.write(made)


@lru_cache(maxsize=4)
def _template(day: dt.date) -> CompiledTemplate:
    rules = standard_on(day).format
    return CompiledTemplate(build_template(Template(_body(rules), section_properties(rules, landscape=True)), rules), TITLE)


def _shown(part: Part) -> dict[str, object]:
    lines = [
        dict(zip(_VALUES, (line.number, dates.short(line.day) if line.day else "", *line.texts[1:]), strict=True))
        | {"void": line.void}
        for line in part.lines
    ]
    heading = {"above": capitals.upper(part.above), "unit": capitals.upper(part.unit)}
    return {**heading, "name": part.name, "lines": lines, "summary": list(part.summary)}


def _body(rules: Format) -> Block:
    title = capitals.upper(TITLE)
    return join(
        each(
            "part in parts",
            when("not loop.first", p("KetThucPhan", new_page=True)),
            _heading(rules),
            p("TenLoai", title),
            p("TrichYeu", "{{ part.name }}"),
            p("GachNgang", "-----"),
            _table(),
            p("CachBang"),
            each("line in part.summary", p("OBang", "{{ line }}")),
        ),
        p("OBang", "Sổ in {{ day }}."),
    )


def _heading(rules: Format) -> Block:
    title = rules.typography.tieu_de_dang
    text, size = title.text or "", title.size_pt.low if title.size_pt else 15
    left = cell(_LEFT_MM, when("part.above", p("CoQuanCapTren", "{{ part.above }}")), p("CoQuanBanHanh", "{{ part.unit }}"))
    right = cell(_RIGHT_MM, p("TieuDeDang", text), rule(text_width_pt(text, size, "bold"), _RIGHT_MM))
    return table((_LEFT_MM, _RIGHT_MM), row(left, right), borders=False)


def _table() -> Block:
    head = row(*(cell(width, p("DauBang", text)) for width, text in zip(_WIDTHS_MM, HEADS, strict=True)), header=True)
    cells = (cell(width, _value(name)) for width, name in zip(_WIDTHS_MM, _VALUES, strict=True))
    return table(_WIDTHS_MM, head, each_row("line in part.lines", len(_WIDTHS_MM), row(*cells)))


def _value(name: str) -> Block:
    """A value that may be empty, struck out where its number is void; the note tells why and stays."""
    style, value = "OBangGiua" if name in {"number", "day"} else "OBang", f"{{{{ line.{name} }}}}"
    shown = p(style, value)
    if name != "note":
        shown = when("line.void", p(style, f"~~{value}~~"), otherwise(), shown)
    return when(f"line.{name} != ''", shown, otherwise(), p(style))
