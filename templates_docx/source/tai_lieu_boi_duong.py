"""Tài liệu bồi dưỡng: cover, contents with page numbers, parts A to E, boxes, a worksheet with ruled lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import (
    Block,
    Template,
    cell,
    each,
    each_row,
    join,
    otherwise,
    p,
    row,
    section_properties,
    table,
    when,
    when_row,
)
from docgen.docx.metrics import TEXT_WIDTH_MM
from docgen.standard.format import Format
from templates_docx.source.common import dashes, paragraphs

_PARTS = (
    ("A", "MỤC ĐÍCH, YÊU CẦU"),
    ("B", "NỘI DUNG"),
    ("C", "{{ phan_c }}"),
    ("D", "TÀI LIỆU THAM KHẢO"),
    ("E", "PHIẾU THU HOẠCH"),
)
_FIRST_PART_BOOKMARK = 1_000_000


def chuyen_de(rules: Format) -> Template:
    """A handout on one subject."""
    body = join(_cover(), _contents(), _aims(), _lesson(), _questions(), _references(), _worksheet())
    return Template(body, section_properties(rules), refresh_fields=True)


def _cover() -> Block:
    return join(
        when("cap_tren_hoa", p("BiaCapTren", "{{ cap_tren_hoa }}")),
        p("BiaDonVi", "{{ don_vi_hoa }}"),
        when("du_thao", p("DuThao", "{{ du_thao }}")),
        p("BiaTenLoai", "TÀI LIỆU BỒI DƯỠNG{% if so_chuyen_de %} - CHUYÊN ĐỀ {{ so_chuyen_de }}{% endif %}"),
        each("dong in ten_dong", p("BiaTen", "{{ dong }}")),
        p("BiaCach"),
        when("lop", p("BiaDong", "**Lớp:** {{ lop }}")),
        when("doi_tuong", p("BiaDong", "**Đối tượng:** {{ doi_tuong }}")),
        when("thoi_luong", p("BiaDong", "**Thời lượng:** {{ thoi_luong }}")),
        when("nguoi_soan", p("BiaDong", "**Biên soạn:** {{ nguoi_soan }}")),
        p("BiaNgay", "{{ dia_danh_thang }}"),
    )


def _contents() -> Block:
    """Every part, Roman and Arabic heading with a field that shows its page."""
    lines = [p("MucLucTen", "MỤC LỤC", new_page=True)]
    for letter, name in _PARTS:
        lines.append(p("MucLuc1", f"{letter}. {name}\t{{{{page:phan_{letter}}}}}"))
        if letter == "B":
            lines.append(
                each(
                    "phan in noi_dung",
                    p("MucLuc2", "{{ phan.la_ma }}. {{ phan.ten }}\t{{page:muc_{{ phan.ma }}}}"),
                    each("muc in phan.muc", p("MucLuc3", "{{ loop.index }}. {{ muc.ten }}\t{{page:muc_{{ muc.ma }}}}")),
                )
            )
    return join(*lines)


def _part(letter: str, *, new_page: bool = False) -> Block:
    place = [part for part, _ in _PARTS].index(letter)
    mark = (f"phan_{letter}", str(_FIRST_PART_BOOKMARK + place))
    return p("PhanTaiLieu", f"{letter}. {_PARTS[place][1]}", new_page=new_page, bookmark=mark)


def _aims() -> Block:
    aims = (("1. Về kiến thức", "kien_thuc"), ("2. Về kỹ năng", "ky_nang"), ("3. Về thái độ", "thai_do"))
    return join(_part("A", new_page=True), *(join(p("Muc2", name), paragraphs(f"muc_dich.{field}")) for name, field in aims))


def _lesson() -> Block:
    return join(
        _part("B"),
        each(
            "phan in noi_dung",
            p("Muc1", "{{ phan.la_ma }}. {{ phan.ten }}", bookmark=("muc_{{ phan.ma }}", "{{ phan.ma }}")),
            paragraphs("phan.mo_dau"),
            each(
                "muc in phan.muc",
                p("Muc2", "{{ loop.index }}. {{ muc.ten }}", bookmark=("muc_{{ muc.ma }}", "{{ muc.ma }}")),
                each("khoi in muc.khoi", _piece()),
            ),
        ),
    )


def _piece() -> Block:
    """A box, a table, bullet points, or plain paragraphs."""
    return when(
        "khoi.hop",
        _box("{{ khoi.hop }}", "khoi.noi_dung"),
        otherwise(),
        when("khoi.so_cot and khoi.ten", p("TenBang", "{{ khoi.ten }}")),
        *(_table(columns) for columns in range(2, 6)),
        when("khoi.loai == 'y'", dashes("khoi.noi_dung", "YGachDau"), otherwise(), paragraphs("khoi.noi_dung")),
    )


def _box(name: str, lines: str) -> Block:
    """A shaded box that stays on one page: a table of one cell."""
    inner = cell(TEXT_WIDTH_MM, p("HopTen", name), paragraphs(lines, "Hop"), shade="F2F2F2")
    return join(p("CachBang"), table((TEXT_WIDTH_MM,), row(inner)), p("CachBang"))


def _table(columns: int) -> Block:
    """The table with this number of columns, whole on one page if it fits; the first column is twice as wide as the others."""
    unit = TEXT_WIDTH_MM / (columns + 1)
    widths = [2 * unit, *([unit] * (columns - 1))]
    head = row(
        *(cell(width, p("DauBang", f"{{{{ khoi.bang.cot.o{place} }}}}")) for place, width in enumerate(widths, 1)), header=True
    )
    last, line = (
        row(*(cell(width, p("OBang", f"{{{{ hang.o{place} }}}}", keep_next=keep)) for place, width in enumerate(widths, 1)))
        for keep in (False, True)
    )
    lines = each_row(
        "hang in khoi.bang.hang", columns, when_row("not loop.last", columns, line), when_row("loop.last", columns, last)
    )
    return when(f"khoi.so_cot == {columns}", table(widths, head, lines), p("CachBang"))


def _questions() -> Block:
    return join(
        _part("C"),
        p("Muc2", "1. Câu hỏi thảo luận"),
        each("cau in cau_hoi", p("ThanBai", "Câu {{ loop.index }}. {{ cau }}")),
        when(
            "tinh_huong",
            p("Muc2", "2. Tình huống"),
            each(
                "viec in tinh_huong",
                p("Muc2", "Tình huống {{ loop.index }}. {{ viec.ten }}"),
                paragraphs("viec.noi_dung"),
                when("viec.goi_y", _box("GỢI Ý", "viec.goi_y")),
            ),
        ),
    )


def _references() -> Block:
    return join(
        _part("D"),
        each("nguon in tai_lieu", p("ThamKhao", "{{ loop.index }}. {{ nguon }}{% if loop.last %}.{% else %};{% endif %}")),
    )


def _worksheet() -> Block:
    """Name lines, then every question with its ruled lines; at least three lines stay with the question."""
    return join(
        _part("E", new_page=True),
        p("DienVao", "Họ và tên học viên:\t"),
        p("DienVao", "Chi bộ:\t"),
        paragraphs("thu_hoach.huong_dan"),
        each(
            "cau in thu_hoach.cau_hoi",
            p("CauHoi", "Câu {{ loop.index }}. {{ cau.cau_hoi }}"),
            each(
                "dong in cau.dong_ke",
                when("loop.index < 3 and not loop.last", p("DongKe", keep_next=True), otherwise(), p("DongKe")),
            ),
        ),
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {"tai-lieu-boi-duong": chuyen_de}
