"""What all templates share: the heading, the name of the kind, grounds, attendance, votes, recipients and signature."""

from __future__ import annotations

from dataclasses import dataclass

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
    rule,
    section_properties,
    table,
    when,
    when_row,
)
from docgen.docx.metrics import HEADING_COLUMNS_MM, TEXT_WIDTH_MM, text_width_pt
from docgen.standard.format import Format

LEFT_MM, RIGHT_MM = HEADING_COLUMNS_MM
OVERHANG_MM = (LEFT_MM + RIGHT_MM - TEXT_WIDTH_MM) / 2
SIGN_LEFT_MM, SIGN_RIGHT_MM = 80.0, 85.0


def document(rules: Format, *blocks: Block, refresh_fields: bool = False) -> Template:
    """A whole template in one portrait section."""
    return Template(join(*blocks), section_properties(rules), refresh_fields)


def heading(rules: Format, *, number: str | None = "so_ky_hieu", place_date: bool = True, marks: bool = True) -> Block:
    """Boxes 1 to 4 and the marks under the number: who issues on the left, the title of the Party on the right.

    Without `marks` there is room for that of a draft only.
    """
    title = rules.typography.tieu_de_dang
    text, size = title.text or "", title.size_pt.low if title.size_pt else 15
    left = cell(
        LEFT_MM,
        each("dong in co_quan.cap_tren_dong", p("CoQuanCapTren", "{{ dong }}")),
        each("dong in co_quan.ten_dong", p("CoQuanBanHanh", "{{ dong }}")),
    )
    right = cell(RIGHT_MM, p("TieuDeDang", text), rule(text_width_pt(text, size, "bold"), RIGHT_MM))
    below_left = [p("DauSao", "*"), *([p("SoKyHieu", f"{{{{ {number} }}}}")] if number else [])]
    below_right = each("dong in dia_danh_ngay", p("DiaDanhNgay", "{{ dong }}")) if place_date else p("DiaDanhNgay")
    return table(
        (LEFT_MM, RIGHT_MM),
        row(left, right),
        row(cell(LEFT_MM, *below_left), cell(RIGHT_MM, below_right, bottom=True)),
        when_row("co_chi_dan", 2, row(cell(LEFT_MM, *(_marks() if marks else [_DRAFT])), cell(RIGHT_MM, p("DiaDanhNgay")))),
        borders=False,
        overhang_mm=OVERHANG_MM,
    )


_DRAFT = when("du_thao", p("DuThao", "{{ du_thao }}"))


def _marks() -> list[Block]:
    """Secrecy, urgency, circulation and draft marks (boxes 10 and 11)."""
    return [
        when("do_mat", p("MucDoMat", "{{ do_mat_ten }}")),
        when("do_khan", p("MucDoKhan", "{{ do_khan_ten }}")),
        when("pham_vi_luu_hanh", p("PhamViLuuHanh", "{{ pham_vi_luu_hanh_hoa }}")),
        _DRAFT,
    ]


def title(kind: str, *subject: str) -> Block:
    """Box 5a: the name of the kind, the subject, five hyphens."""
    return join(p("TenLoai", kind), *(p("TrichYeu", line) for line in subject), p("GachNgang", "-----"))


def grounds(items: str = "can_cu_dong") -> Block:
    """The căn cứ lines, already with dash and punctuation."""
    return each(f"dong in {items}", p("CanCu", "{{ dong }}"))


def paragraphs(items: str, style: str = "ThanBai") -> Block:
    """One paragraph for every line the user typed."""
    return each(f"dong in {items}", p(style, "{{ dong }}"))


def dashes(items: str, style: str = "ThanBai") -> Block:
    """One paragraph with a dash for every item."""
    return each(f"dong in {items}", p(style, "- {{ dong }}"))


def fields_of_work(items: str, *, letter: bool = False) -> Block:
    """Fields of work or units: a numbered or lettered name, then its paragraphs."""
    mark, style = ("{{ muc.chu }})", "Muc3") if letter else ("{{ loop.index }}.", "Muc2")
    return each(f"muc in {items}", p(style, f"{mark} {{{{ muc.ten }}}}"), paragraphs("muc.noi_dung"))


def responsibilities(items: str = "to_chuc") -> Block:
    """Who sees to what: the unit in bold, then its paragraphs."""
    return each(f"muc in {items}", p("Muc2", "{{ loop.index }}. {{ muc.don_vi }}"), paragraphs("muc.noi_dung"))


def meeting_facts(opening: str) -> Block:
    """When, where, who came, who led; `opening` is the first sentence."""
    return join(
        p("ThanBai", opening),
        members(),
        when("cuoc_hop.khach_moi", p("ThanBai", "Đại biểu dự: {{ cuoc_hop.khach_moi_chu }}.")),
        p("ThanBai", "Chủ trì: đồng chí {{ cuoc_hop.chu_tri_chu }}. Thư ký: đồng chí {{ cuoc_hop.thu_ky_chu }}."),
    )


def attendance() -> str:
    """Members of every class, those who must come, those who came."""
    group = "cuoc_hop.thanh_phan"
    return (
        f"Tổng số đảng viên: {{{{ {group}.tong_hai_so }}}} đồng chí (chính thức {{{{ {group}.tong_chinh_thuc_hai_so }}}}, dự bị "
        f"{{{{ {group}.tong_du_bi_hai_so }}}}){{% if {group}.ngoai_dien %}}; trong đó {{{{ {group}.ngoai_dien }}}}{{% endif %}}. Số đảng viên phải "
        f"dự họp: {{{{ {group}.phai_du_hai_so }}}} đồng chí; có mặt: {{{{ {group}.co_mat_hai_so }}}} đồng chí (chính thức "
        f"{{{{ {group}.co_mat_chinh_thuc_hai_so }}}}, dự bị {{{{ {group}.co_mat_du_bi_hai_so }}}}), đạt {{{{ {group}.ty_le }}}}."
    )


def absences() -> Block:
    """Named absentees, with reasons where they gave one."""
    group = "cuoc_hop.thanh_phan"
    return join(
        when(f"{group}.vang_co_ly_do_chu", p("ThanBai", f"Vắng mặt có lý do: {{{{ {group}.vang_co_ly_do_chu }}}}.")),
        when(f"{group}.vang_khong_ly_do_chu", p("ThanBai", f"Vắng mặt không có lý do: {{{{ {group}.vang_khong_ly_do_chu }}}}.")),
    )


def members() -> Block:
    """Attendance of a meeting of all members: the counts, exempt members who came, members of other cells, absentees."""
    group = "cuoc_hop.thanh_phan"
    return join(
        p("ThanBai", attendance()),
        when(f"{group}.mien_co_du_chu", p("ThanBai", f"Được miễn sinh hoạt nhưng có dự: {{{{ {group}.mien_co_du_chu }}}}.")),
        when(f"{group}.den_chu", p("ThanBai", f"Đảng viên nơi khác đến sinh hoạt tạm thời: {{{{ {group}.den_chu }}}}.")),
        absences(),
    )


def tasks(items: str) -> Block:
    """Tasks as numbered paragraphs: the work in bold, then who, what, when, who checks."""
    return each(
        f"viec in {items}",
        p("Muc2", "{{ loop.index }}. {{ viec.viec }}"),
        when("viec.chi_tiet", p("ThanBai", "{{ viec.chi_tiet }}")),
    )


def lettered_duties(items: str) -> Block:
    """Duties as points a), b), c) with product, deadline, place, helpers, checker and report in one paragraph."""
    return each(f"viec in {items}", p("Diem", "{{ viec.chu }}) {{ viec.day_du }}"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of data: its head, width in millimetres, and the expression that fills its cells."""

    head: str
    width_mm: float
    value: str
    center: bool = False


def data_table(loop: str, *columns: Column) -> Block:
    """A table with one row for every item of `loop`; its first name is what `loop` runs over, without which there is no table."""
    header = row(*(cell(column.width_mm, p("DauBang", column.head)) for column in columns), header=True)
    cells = (cell(column.width_mm, filled("OBangGiua" if column.center else "OBang", column.value)) for column in columns)
    body = each_row(loop, len(columns), row(*cells))
    return join(table([column.width_mm for column in columns], header, body), p("CachBang"))


def filled(style: str, value: str) -> Block:
    """A paragraph with a value that may be empty; nought is a value."""
    return join(when(f"{value} != ''", p(style, f"{{{{ {value} }}}}"), otherwise(), p(style)))


def last_month_table(items: str) -> Block:
    """Last month's tasks against their results."""
    return data_table(
        f"viec in {items}",
        Column("TT", 10, "loop.index", center=True),
        Column("Nhiệm vụ tháng trước", 55, "viec.viec"),
        Column("Người chủ trì", 30, "viec.chu_tri"),
        Column("Tình trạng đầu kỳ", 28, "viec.dau_ky"),
        Column("Kết quả", 42, "viec.ket_qua"),
    )


def score(item: str = "tu_cham_diem") -> Block:
    """The self-score on the 100-point frame, its sum and band."""
    return join(
        data_table(
            f"dong in {item}.dong",
            Column("TT", 12, "loop.index", center=True),
            Column("Nội dung", 93, "dong.ten"),
            Column("Điểm tối đa", 30, "dong.toi_da", center=True),
            Column("Điểm tự chấm", 30, "dong.diem", center=True),
        ),
        p("ThanBai", f"Tổng điểm: {{{{ {item}.tong_chu }}}}/100; xếp loại: {{{{ {item}.xep_loai_chu }}}}."),
        when(f"{item}.nguoi_cham", p("ThanBai", f"Người được phân công chấm điểm: đồng chí {{{{ {item}.nguoi_cham }}}}.")),
    )


def signature(*, keep: Block = "", end: Block = "") -> Block:
    """Recipients on the left, authority, post, room for the signature and name on the right, in one row that never breaks.

    `keep` is the closing paragraph; it must be kept with the next, so that the block never stands alone on a page. `end` is the
    paragraph that Word wants after a table, when it has to end a section too.
    """
    left = cell(SIGN_LEFT_MM, p("NoiNhanTu", "Nơi nhận:"), each("dong in noi_nhan_dong", p("NoiNhanMuc", "{{ dong }}")))
    right = cell(
        SIGN_RIGHT_MM,
        p("QuyenHanKy", "{{ ky_ten.quyen_han }}"),
        when("ky_ten.chuc_vu_hoa", p("ChucVuKy", "{{ ky_ten.chuc_vu_hoa }}")),
        p("HoTenKy", "{{ ky_ten.ho_ten }}"),
    )
    return join(keep, table((SIGN_LEFT_MM, SIGN_RIGHT_MM), row(left, right), borders=False), end or p("KetThucPhan"))


def two_signatures(
    left: tuple[str, str],
    right: tuple[str, str],
    *,
    right_post: str = "",
    left_above: str = "",
    left_post: str = "",
    keep: Block = "",
) -> Block:
    """Two blocks side by side, each (heading, expression of the name): minutes are signed by the clerk and by the chair.

    Headings and names stand in two rows, so that the names are level even if only one side has a post. `left_above` is a line over
    the left heading, `left_post` the expression of a post that may be empty.
    """
    widths = (SIGN_LEFT_MM, SIGN_RIGHT_MM)
    heads = [cell(width, p("QuyenHanKy", head)) for width, (head, _) in zip(widths, (left, right), strict=True)]
    if right_post:
        heads[1] = cell(SIGN_RIGHT_MM, p("QuyenHanKy", right[0]), p("ChucVuKy", right_post))
    if left_above:
        post = when(left_post, p("ChucVuKy", f"{{{{ {left_post} }}}}"))
        heads[0] = cell(SIGN_LEFT_MM, p("QuyenHanKy", left_above), p("QuyenHanKy", left[0]), post)
    names = [cell(width, p("HoTenKy", f"{{{{ {name} }}}}")) for width, (_, name) in zip(widths, (left, right), strict=True)]
    recipients = "" if left_above else _recipients_of_minutes()
    return join(keep, table(widths, row(*heads), row(*names), borders=False), recipients, p("KetThucPhan"))


def _recipients_of_minutes() -> Block:
    """Minutes are filed rather than sent: Nơi nhận stands there only if somebody gets a copy."""
    return when("noi_nhan or luu", p("NoiNhanTu", "Nơi nhận:"), each("dong in noi_nhan_dong", p("NoiNhanMuc", "{{ dong }}")))
