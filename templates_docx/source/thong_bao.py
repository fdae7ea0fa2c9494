"""Thông báo: to many, with its points and tasks; to one member, with the duties that the chi bộ has given."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import Block, Template, each, otherwise, p, when
from docgen.standard.format import Format
from templates_docx.source.common import document, heading, lettered_duties, paragraphs, signature, title


def chung(rules: Format) -> Template:
    """A notice of any body."""
    return document(
        rules,
        heading(rules),
        title("THÔNG BÁO", "{{ trich_yeu }}"),
        paragraphs("noi_dung"),
        each("diem in muc", p("Muc2", "{{ loop.index }}. {{ diem.ten }}"), paragraphs("diem.noi_dung")),
        when(
            "nhiem_vu",
            p("Muc2", "{{ so_viec_giao }}. Phân công thực hiện"),
            each("viec in nhiem_vu", p("ThanBai", "- {{ viec.mot_dong }}")),
        ),
        signature(keep=_last_words()),
    )


def _last_words() -> Block:
    """The closing paragraphs; the last one stays with the signature."""
    usual = "{{ co_quan.ten }} thông báo để các tổ chức, cá nhân có liên quan biết, thực hiện."
    return when(
        "ket_thuc",
        each(
            "dong in ket_thuc",
            when("not loop.last", p("ThanBai", "{{ dong }}")),
            when("loop.last", p("ThanBai", "{{ dong }}", keep_next=True)),
        ),
        otherwise(),
        p("ThanBai", usual, keep_next=True),
    )


def phan_cong(rules: Format) -> Template:
    """To one member."""
    return document(
        rules,
        heading(rules),
        title("THÔNG BÁO", "về nhiệm vụ phân công cho đảng viên năm {{ nam }}"),
        p(
            "ThanBai",
            "Thực hiện {{ van_ban_chu }}, {{ noi_thong_bao }} thông báo nhiệm vụ của đồng chí "
            "**{{ dang_vien.ho_ten }}**{{ dang_vien.ly_lich }}, thực hiện {{ thoi_gian }} như sau:",
        ),
        p("Khoan", "{{ so_muc.co_dinh }}. Nhiệm vụ cố định:"),
        lettered_duties("co_dinh"),
        when("mo", p("Khoan", "{{ so_muc.mo }}. Nhiệm vụ theo thời điểm:"), lettered_duties("mo")),
        p(
            "Khoan",
            "{{ so_yeu_cau }}. Đề nghị đồng chí đưa các nhiệm vụ trên vào bản cam kết, kế hoạch cá nhân; làm đúng hạn, có sản phẩm, "
            "minh chứng; báo cáo kết quả tại kỳ sinh hoạt chi bộ; gặp khó khăn hoặc có thay đổi thì báo ngay để được điều chỉnh.",
        ),
        signature(keep=p("ThanBai", "Thông báo để đồng chí {{ dang_vien.ho_ten }} biết, thực hiện.", keep_next=True)),
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {"thong-bao.chung": chung, "thong-bao.phan_cong": phan_cong}
