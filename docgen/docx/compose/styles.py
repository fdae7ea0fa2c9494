"""The style sheet: one paragraph style per component of the standard, every size and weight read from its typography table.

A style that has no row there (a table cell, a highlight box) says its own size. Styles are named after the components, so that a
user who opens a template in Word finds them in the style list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from xml.sax.saxutils import quoteattr

from docgen.docx.units import half_points, mm_to_twips, pt_to_twips
from docgen.docx.xml import W
from docgen.standard.format import Format, TypeSpec

Align = Literal["left", "center", "right", "both"]

LINE_OF_14_PT = 16.1
"""Height in points of a single line of 14 pt Times New Roman."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks. `row` names its row of the typography table, which then decides size, weight and slant.

    `exact_pt` is the line pitch (None: single). `borders` and `tabs` are ready WordprocessingML. `outline` puts the style into
    Word's navigation pane.
    """

    name: str
    row: str | None = None
    size_pt: float = 14
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    first_line_mm: float = 0
    left_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    exact_pt: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    borders: str = ""
    tabs: str = ""
    outline: int | None = None


def looks(rules: Format) -> dict[str, Look]:
    """Every style by its identifier."""
    body = Look(
        "Thân bài",
        "noi_dung",
        align="both",
        first_line_mm=rules.body.first_line_indent_mm.value.low,
        after_pt=rules.body.paragraph_spacing_pt.value.low,
        exact_pt=rules.body.template_line_spacing_pt.value,
    )
    return _heading_looks() | _body_looks(body) | _closing_looks(rules) | _table_looks() | _handout_looks(body)


def _heading_looks() -> dict[str, Look]:
    center = Look("", align="center")
    mark = replace(center, before_pt=4)
    return {
        "TieuDeDang": replace(center, name="Tiêu đề Đảng", row="tieu_de_dang"),
        "GachTieuDe": replace(center, name="Gạch dưới tiêu đề", before_pt=2, exact_pt=4, borders=_border(top="single")),
        "CoQuanCapTren": replace(center, name="Cơ quan cấp trên", row="co_quan_cap_tren"),
        "CoQuanBanHanh": replace(center, name="Cơ quan ban hành", row="co_quan_ban_hanh"),
        "DauSao": replace(center, name="Dấu sao", row="dau_sao"),
        "SoKyHieu": replace(center, name="Số và ký hiệu", row="so_ky_hieu"),
        "DiaDanhNgay": replace(center, name="Địa danh, ngày tháng", row="dia_danh_ngay"),
        "MucDoMat": replace(mark, name="Mức độ mật", row="muc_do_khan"),
        "MucDoKhan": replace(mark, name="Mức độ khẩn", row="muc_do_khan"),
        "PhamViLuuHanh": replace(mark, name="Phạm vi lưu hành", row="pham_vi_luu_hanh"),
        "DuThao": replace(mark, name="Dự thảo", row="du_thao"),
        "TenLoai": replace(center, name="Tên loại văn bản", row="ten_loai", before_pt=18, keep_next=True),
        "TrichYeu": replace(center, name="Trích yếu", row="trich_yeu", keep_next=True),
        "KemTheo": replace(center, name="Ban hành kèm theo", italic=True, keep_next=True),
        "GachNgang": replace(center, name="Gạch ngang", after_pt=12, keep_next=True),
    }


def _body_looks(body: Look) -> dict[str, Look]:
    # Not justified: a bold line of a few words would be torn apart.
    title = replace(body, keep_next=True, keep_lines=True, align="left")
    center = Look("", align="center", keep_next=True)
    return {
        "ThanBai": body,
        "CanCu": replace(body, name="Căn cứ"),
        "DongQuyetDinh": replace(center, name="Dòng quyết định", bold=True, before_pt=6, after_pt=12),
        "Muc1": replace(title, name="Mục I", row=None, bold=True, before_pt=6, outline=0),
        "Muc2": replace(title, name="Mục 1", row=None, bold=True, outline=1),
        "Muc3": replace(title, name="Mục a", row=None, outline=2),
        "Chuong": replace(center, name="Chương", row="phan_chuong_so", before_pt=12, outline=0),
        "TenChuong": replace(center, name="Tên chương", row="phan_chuong_ten", after_pt=6),
        "Dieu": replace(title, name="Điều", row="dieu", outline=1),
        "Khoan": replace(body, name="Khoản", row="khoan"),
        "Diem": replace(body, name="Điểm", row="diem"),
        "PhuLuc": replace(center, name="Phụ lục", row="ten_loai"),
        "SoTrang": Look("Số trang", "so_trang", align="center"),
        "BanNhap": Look("Dấu bản nháp", size_pt=10, bold=True, align="center"),
        "KetThucPhan": Look("Kết thúc phần", size_pt=1, exact_pt=0.1),
    }


def _closing_looks(rules: Format) -> dict[str, Look]:
    center = Look("", align="center", keep_next=True)
    gap_pt = rules.signature.gap_lines.value.low * LINE_OF_14_PT + 6
    return {
        "QuyenHanKy": replace(center, name="Quyền hạn ký", row="quyen_han_ky", before_pt=6),
        "ChucVuKy": replace(center, name="Chức vụ ký", row="chuc_vu_ky"),
        "HoTenKy": replace(center, name="Họ tên người ký", row="ho_ten_ky", before_pt=gap_pt),
        "NoiNhanTu": Look("Nơi nhận", "noi_nhan_tu", before_pt=6, keep_next=True),
        "NoiNhanMuc": Look("Mục nơi nhận", "noi_nhan_muc", keep_next=True),
    }


def _table_looks() -> dict[str, Look]:
    plain = Look("Ô bảng", size_pt=12, before_pt=2, after_pt=2)
    return {
        "OBang": plain,
        "OBangGiua": replace(plain, name="Ô bảng giữa", align="center"),
        "OBangDam": replace(plain, name="Ô bảng đậm", bold=True, keep_next=True),
        "DauBang": replace(plain, name="Đầu bảng", bold=True, align="center", keep_next=True),
        "TenBang": Look("Tên bảng", bold=True, align="center", before_pt=6, after_pt=4, keep_next=True),
        "CachBang": Look("Cách bảng", size_pt=4, exact_pt=8),
    }


def _handout_looks(body: Look) -> dict[str, Look]:
    center = Look("", align="center")
    box = Look("Hộp: nội dung", align="both", before_pt=1, after_pt=2)
    contents = Look("", tabs=f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{mm_to_twips(165)}"/></w:tabs>', before_pt=3)
    return {
        "BiaCapTren": replace(center, name="Bìa: cấp trên"),
        "BiaDonVi": replace(center, name="Bìa: đơn vị", bold=True),
        "BiaTenLoai": replace(center, name="Bìa: tên loại", size_pt=18, bold=True, before_pt=120, after_pt=12),
        "BiaTen": replace(center, name="Bìa: tên chuyên đề", size_pt=22, bold=True, before_pt=6),
        "BiaCach": Look("Bìa: khoảng cách", size_pt=4, after_pt=60),
        "BiaDong": Look("Bìa: dòng", left_mm=20, before_pt=8),
        "BiaNgay": replace(center, name="Bìa: ngày", italic=True, before_pt=90),
        "MucLucTen": replace(center, name="Mục lục: tên", size_pt=16, bold=True, after_pt=12, keep_next=True),
        "MucLuc1": replace(contents, name="Mục lục 1", bold=True, before_pt=6),
        "MucLuc2": replace(contents, name="Mục lục 2", left_mm=5),
        "MucLuc3": replace(contents, name="Mục lục 3", left_mm=10),
        "PhanTaiLieu": Look("Phần tài liệu", size_pt=15, bold=True, before_pt=12, after_pt=6, keep_next=True, outline=0),
        "YGachDau": replace(body, name="Ý gạch đầu dòng", after_pt=3),
        "ThamKhao": replace(body, name="Tài liệu tham khảo", align="left"),
        "HopTen": replace(box, name="Hộp: tên", bold=True, align="left", keep_next=True),
        "Hop": box,
        "CauHoi": replace(body, name="Câu hỏi", before_pt=10, after_pt=0, keep_next=True),
        "DienVao": replace(contents, name="Chỗ điền", before_pt=8),
        "DongKe": Look("Dòng kẻ", exact_pt=24, borders=_border(bottom="dotted", between="dotted")),
    }


def _border(**sides: str) -> str:
    """Paragraph borders: a solid line of 0,75 pt or a dotted one of 0,5 pt."""
    lines = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{6 if kind == "single" else 4}" w:space="0" w:color="000000"/>'
        for side, kind in sides.items()
    )
    return f"<w:pBdr>{lines}</w:pBdr>"


def styles_xml(rules: Format) -> str:
    """`word/styles.xml`: defaults that are the body's type, then every style."""
    font = quoteattr(rules.font.family.value)
    fonts = f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    own = "".join(_style(identifier, look, rules) for identifier, look in looks(rules).items())
    return f'<w:styles xmlns:w="{W}">{defaults}{normal}{table}{own}</w:styles>'


def _style(identifier: str, look: Look, rules: Format) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}"><w:name w:val={quoteattr(look.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_paragraph_properties(look)}</w:pPr>'
        f"<w:rPr>{_run_properties(look, rules)}</w:rPr></w:style>"
    )


def _paragraph_properties(look: Look) -> str:
    line = f'w:line="{pt_to_twips(look.exact_pt)}" w:lineRule="exact"' if look.exact_pt else 'w:line="240" w:lineRule="auto"'
    indents = f'w:left="{mm_to_twips(look.left_mm)}" w:firstLine="{mm_to_twips(look.first_line_mm)}"'
    return (
        ("<w:keepNext/>" if look.keep_next else "")
        + ("<w:keepLines/>" if look.keep_lines else "")
        + "<w:widowControl/>"
        + look.borders
        + look.tabs
        + f'<w:spacing w:before="{pt_to_twips(look.before_pt)}" w:after="{pt_to_twips(look.after_pt)}" {line}/>'
        + f"<w:ind {indents}/>"
        + f'<w:jc w:val="{look.align}"/>'
        + (f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "")
    )


def _run_properties(look: Look, rules: Format) -> str:
    """Size and weight from the look's row; of a range the standard allows, the smaller size, except for names of kinds."""
    size, bold, italic, underline = look.size_pt, look.bold, look.italic, False
    if look.row:
        row: TypeSpec = getattr(rules.typography, look.row)
        if row.size_pt:
            size = row.size_pt.high if look.row == "ten_loai" and row.size_pt.high else row.size_pt.low
        bold, italic, underline = bool(row.bold), bool(row.italic), bool(row.underline)
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'
        + ('<w:u w:val="single"/>' if underline else "")
    )
