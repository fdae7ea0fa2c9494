"""Quyết định phân công nhiệm vụ: căn cứ, the deciding line, Điều 1 (what), Điều 2 (duties of those assigned), Điều 3 (who carries out)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import (
    Block,
    Template,
    cell,
    each,
    each_row,
    join,
    p,
    row,
    section_break,
    section_properties,
    table,
    when,
)
from docgen.standard.format import Format
from templates_docx.source.common import Column, document, filled, grounds, heading, lettered_duties, signature, title


def _deciding_line() -> Block:
    return p("DongQuyetDinh", "{{ co_quan.ten_hoa }} QUYẾT ĐỊNH")


def _opening(rules: Format, subject: str) -> Block:
    return join(heading(rules), title("QUYẾT ĐỊNH", subject), grounds(), _deciding_line())


def _carried_out(who: str) -> Block:
    """Điều 3: effect, what is replaced, who carries it out; it stays with the signature."""
    return p(
        "ThanBai",
        "**Điều 3.** Quyết định này có hiệu lực từ ngày ký{% if thay_the_chu %}, thay thế {{ thay_the_chu }}{% endif %}. "
        f"{who} chịu trách nhiệm thi hành Quyết định này.",
        keep_next=True,
    )


_WHO = "{% if thi_hanh_chu %}{{ thi_hanh_chu }}{% else %}Chi ủy, các tổ đảng và đảng viên có tên trong Quyết định{% endif %}"


def _obligations(who: str) -> Block:
    """Điều 2: plan, report with evidence, ask for change, consequence."""
    return join(
        p("ThanBai", f"**Điều 2.** {who} có trách nhiệm:"),
        p(
            "Khoan",
            "1. Lập bản cam kết và kế hoạch cá nhân thực hiện nhiệm vụ được phân công; chủ động thực hiện đúng thời hạn, có sản phẩm, minh chứng.",
        ),
        p("Khoan", "2. Báo cáo kết quả thực hiện tại kỳ sinh hoạt chi bộ thường kỳ để chi bộ nhận xét, kết luận."),
        p(
            "Khoan",
            "3. Khi thay đổi vị trí công tác, nơi ở, sức khỏe hoặc gặp khó khăn, kịp thời báo cáo chi bộ để được hướng dẫn, điều chỉnh nhiệm vụ.",
        ),
        p(
            "Khoan",
            "Kết quả thực hiện nhiệm vụ được phân công là một căn cứ để kiểm điểm, đánh giá, xếp loại chất lượng đảng viên hằng năm.",
        ),
    )


def ca_nhan(rules: Format) -> Template:
    """One member."""
    return document(
        rules,
        _opening(rules, "về phân công nhiệm vụ cho đảng viên năm {{ nam }}"),
        p(
            "ThanBai",
            "**Điều 1.** Phân công đồng chí **{{ dang_vien.ho_ten }}**{{ dang_vien.ly_lich }}, thực hiện nhiệm vụ {{ thoi_gian }} như sau:",
        ),
        p("Khoan", "{{ so_muc.co_dinh }}. Nhiệm vụ cố định:"),
        lettered_duties("co_dinh"),
        when("mo", p("Khoan", "{{ so_muc.mo }}. Nhiệm vụ theo thời điểm:"), lettered_duties("mo")),
        _obligations("Đồng chí {{ dang_vien.ho_ten }}"),
        signature(
            keep=_carried_out(
                "{% if thi_hanh_chu %}{{ thi_hanh_chu }}{% else %}Chi ủy và đồng chí {{ dang_vien.ho_ten }}{% endif %}"
            )
        ),
    )


def danh_sach(rules: Format) -> Template:
    """The whole chi bộ: the decision, then the annex on landscape pages."""
    body = join(
        _opening(rules, "về phân công nhiệm vụ cho đảng viên năm {{ nam }}"),
        p(
            "ThanBai",
            "**Điều 1.** Phân công nhiệm vụ cho {{ so_nguoi }} đảng viên thuộc diện phân công của {{ co_quan.ten }}, thực hiện {{ thoi_gian }}:",
        ),
        when(
            "nhiem_vu_chung",
            p("Khoan", "{{ so_muc.chung }}. Nhiệm vụ chung của mọi đảng viên thuộc diện phân công:"),
            lettered_duties("nhiem_vu_chung"),
        ),
        when(
            "kiem_tra_thay",
            p("ThanBai", "Việc chung của người theo dõi, kiểm tra do đồng chí {{ kiem_tra_thay }} theo dõi, kiểm tra."),
        ),
        p("Khoan", "{{ so_muc.rieng }}. Nhiệm vụ của từng đảng viên: theo Phụ lục kèm theo Quyết định này."),
        when(
            "khong_phan_cong",
            p("Khoan", "{{ so_muc.khong }}. Không thuộc diện phân công: {{ so_khong }} đảng viên."),
            each(
                "nguoi in khong_phan_cong",
                p("ThanBai", "- Đồng chí {{ nguoi.ho_ten }}: {{ nguoi.ly_do }}{% if loop.last %}.{% else %};{% endif %}"),
            ),
        ),
        _obligations("Đảng viên có tên trong Phụ lục"),
        signature(keep=_carried_out(_WHO), end=section_break(section_properties(rules))),
        _annex(),
    )
    return Template(body, section_properties(rules, landscape=True, number_first_page=True))


_ANNEX = (
    Column("TT", 10, "loop.index", center=True),
    Column("Nhiệm vụ", 76, "viec.viec"),
    Column("Sản phẩm, minh chứng", 50, "viec.san_pham"),
    Column("Thời hạn", 32, "viec.han"),
    Column("Địa bàn, số hộ", 24, "viec.dia_ban_chu"),
    Column("Phối hợp", 22, "viec.nguoi_phoi_hop"),
    Column("Kiểm tra", 23, "viec.nguoi_kiem_tra"),
    Column("Báo cáo", 20, "viec.che_do_bao_cao"),
)
"""257 mm: the text width of a landscape page."""


def _annex() -> Block:
    """A table with a full-width row for every member, then one row a duty; header repeated, rows whole."""
    widths = [column.width_mm for column in _ANNEX]
    header = row(*(cell(column.width_mm, p("DauBang", column.head)) for column in _ANNEX), header=True)
    member = row(
        cell(
            sum(widths),
            p("OBangDam", "{{ nguoi.so }}. {{ nguoi.dang_vien.tieu_de }}{{ nguoi.dang_vien.ly_lich_ngan }}"),
            span=len(widths),
            shade="F2F2F2",
        )
    )
    duty = row(*(cell(column.width_mm, filled("OBangGiua" if column.center else "OBang", column.value)) for column in _ANNEX))
    body = each_row("nguoi in phan_cong", len(widths), member, each_row("viec in nguoi.dong", len(widths), duty))
    return join(
        p("PhuLuc", "PHỤ LỤC"),
        p("TrichYeu", "phân công nhiệm vụ cho đảng viên năm {{ nam }}"),
        p("KemTheo", "(Kèm theo Quyết định số {{ so_quyet_dinh }}, ngày {{ ngay_quyet_dinh }} của {{ co_quan.ten }})"),
        p("GachNgang", "-----"),
        table(widths, header, body),
        p("CachBang"),
    )


def dieu_chinh(rules: Format) -> Template:
    """Change of an earlier decision: only what differs."""
    return document(
        rules,
        _opening(rules, "về điều chỉnh phân công nhiệm vụ cho đảng viên"),
        p(
            "ThanBai",
            "**Điều 1.** Điều chỉnh nhiệm vụ đã phân công tại {{ quyet_dinh_goc_chu }} đối với {{ so_nguoi }} đảng viên, thực hiện {{ thoi_gian }}:",
        ),
        each(
            "muc in thay_doi",
            p(
                "Khoan",
                "{{ loop.index }}. Đồng chí **{{ muc.dang_vien.ho_ten }}**{{ muc.dang_vien.ly_lich }}. Lý do: {{ muc.ly_do }}.",
            ),
            each("viec in muc.thoi_giao", p("ThanBai", "- Thôi giao: {{ viec }}{% if loop.last %}.{% else %};{% endif %}")),
            when("muc.giao_them", p("ThanBai", "- Giao mới:"), lettered_duties("muc.giao_them")),
        ),
        p("ThanBai", "Các nội dung khác của quyết định nêu trên giữ nguyên hiệu lực."),
        _obligations("Đảng viên được điều chỉnh nhiệm vụ"),
        signature(keep=_carried_out(_WHO)),
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {
    "quyet-dinh-phan-cong.ca_nhan": ca_nhan,
    "quyet-dinh-phan-cong.danh_sach": danh_sach,
    "quyet-dinh-phan-cong.dieu_chinh": dieu_chinh,
}
