"""Tài liệu bồi dưỡng: cover, contents with page numbers, parts A to E, boxes, a worksheet with ruled lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import Block, Template, each, join, otherwise, p, section_properties, when
from docgen.standard.format import Format
from templates_docx.source.common import dashes, paragraphs

_PARTS = (
    ("A", "MỤC ĐÍCH, YÊU CẦU"),
    ("B", "NỘI DUNG"),
    ("C", "CÂU HỎI THẢO LUẬN, TÌNH HUỐNG"),
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
        each("dong in cap_tren_dong", p("BiaCapTren", "{{ dong }}")),
        each("dong in don_vi_dong", p("BiaDonVi", "{{ dong }}")),
        when("du_thao", p("DuThao", "{{ du_thao }}")),
        p("BiaTenLoai", "TÀI LIỆU BỒI DƯỠNG{% if so_chuyen_de %} - CHUYÊN ĐỀ {{ so_chuyen_de }}{% endif %}"),
        p("BiaTen", "{{ ten_hoa }}"),
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
    """A box, bullet points, or plain paragraphs."""
    return when(
        "khoi.hop",
        p("HopTen", "{{ khoi.hop }}"),
        paragraphs("khoi.noi_dung", "Hop"),
        p("CachBang"),
        otherwise(),
        when("khoi.loai == 'y'", dashes("khoi.noi_dung", "YGachDau"), otherwise(), paragraphs("khoi.noi_dung")),
    )


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
                p("Muc3", "Tình huống {{ loop.index }}. {{ viec.ten }}"),
                paragraphs("viec.noi_dung"),
                when("viec.goi_y", p("HopTen", "GỢI Ý"), paragraphs("viec.goi_y", "Hop"), p("CachBang")),
            ),
        ),
    )


def _references() -> Block:
    return join(
        _part("D"),
        each("nguon in tai_lieu", p("ThanBai", "{{ loop.index }}. {{ nguon }}{% if loop.last %}.{% else %};{% endif %}")),
    )


def _worksheet() -> Block:
    return join(
        _part("E", new_page=True),
        p(
            "ThanBai",
            "Họ và tên học viên: ......................................................... Chi bộ: ...............................................",
        ),
        paragraphs("thu_hoach.huong_dan"),
        each(
            "cau in thu_hoach.cau_hoi",
            p("CauHoi", "Câu {{ loop.index }}. {{ cau.cau_hoi }}"),
            each("dong in cau.dong_ke", p("DongKe")),
        ),
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {"tai-lieu-boi-duong": chuyen_de}
