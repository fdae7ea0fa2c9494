"""Nghị quyết and kết luận. Divided by I, 1, a) as resolutions are, never by Điều."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import Block, Template, each, join, otherwise, p, when
from docgen.standard.format import Format
from templates_docx.source.common import (
    Column,
    dashes,
    data_table,
    document,
    fields_of_work,
    grounds,
    heading,
    last_month_table,
    meeting_facts,
    paragraphs,
    responsibilities,
    score,
    signature,
    tasks,
    title,
)

_MONTHLY_MEETING = (
    "{{ cuoc_hop.ngay_chu_hoa }}, tại {{ cuoc_hop.dia_diem }}, {{ co_quan.ten }} tổ chức sinh hoạt thường kỳ tháng {{ ky.thang_nam }} "
    "theo hình thức {{ cuoc_hop.hinh_thuc_ten }}."
)
_THE_MEETING = (
    "{{ cuoc_hop.ngay_chu_hoa }}, tại {{ cuoc_hop.dia_diem }}, {{ co_quan.ten }} tổ chức hội nghị theo hình thức "
    "{{ cuoc_hop.hinh_thuc_ten }}."
)


def _vote(what: str) -> Block:
    """The closing sentence; it stays with the signature."""
    return p(
        "ThanBai",
        f"{what} được {{{{ co_quan.ten }}}} biểu quyết bằng hình thức {{{{ bieu_quyet.hinh_thuc_ten }}}}: tán thành "
        "{{ bieu_quyet.tan_thanh }}/{{ mau_so_bieu_quyet }} đảng viên, đạt {{ bieu_quyet.ty_le }}; không tán thành "
        "{{ bieu_quyet.khong_tan_thanh }}; ý kiến khác {{ bieu_quyet.y_kien_khac }}; {{ bieu_quyet.ket_qua }}.",
        keep_next=True,
    )


def _follow_up(what: str) -> Block:
    """What the standard procedure asks after the meeting (HD 42-HD/BTCTW: within 02 days)."""
    return p(
        "ThanBai",
        f"Bí thư Chi bộ hoàn thiện, ký ban hành {what} trong 02 ngày sau kỳ sinh hoạt, phổ biến đến từng đảng viên"
        "{% if co_quan.cap_uy_cap_tren %} và báo cáo {{ co_quan.cap_uy_cap_tren }}{% endif %}; kết quả thực hiện được kiểm điểm "
        "tại kỳ sinh hoạt tháng {{ ky.thang_sau }}.",
    )


def thuong_ky(rules: Format) -> Template:
    """Monthly resolution."""
    return document(
        rules,
        heading(rules),
        title("NGHỊ QUYẾT", "lãnh đạo thực hiện nhiệm vụ tháng {{ ky.thang_chu }} năm {{ ky.nam }}"),
        meeting_facts(_MONTHLY_MEETING),
        when("dang_phi", p("ThanBai", "Đảng phí: {{ dang_phi }}.")),
        p("ThanBai", "Sau khi nghe báo cáo và thảo luận, {{ co_quan.ten }} quyết nghị:"),
        p("Muc1", "I. ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG {{ ky.thang_truoc }}"),
        p("Muc2", "1. Tình hình tư tưởng, nhận thức"),
        paragraphs("danh_gia.tu_tuong"),
        when(
            "danh_gia.linh_vuc",
            p("Muc2", "{{ danh_gia.so_muc.linh_vuc }}. Kết quả lãnh đạo thực hiện nhiệm vụ"),
            fields_of_work("danh_gia.linh_vuc", letter=True),
        ),
        when(
            "danh_gia.viec_thang_truoc",
            p("Muc2", "{{ danh_gia.so_muc.viec_thang_truoc }}. Kết quả các nhiệm vụ đã giao"),
            last_month_table("danh_gia.viec_thang_truoc"),
        ),
        when("danh_gia.bieu_duong", p("Muc2", "{{ danh_gia.so_muc.bieu_duong }}. Biểu dương"), dashes("danh_gia.bieu_duong")),
        when("danh_gia.nhac_nho", p("Muc2", "{{ danh_gia.so_muc.nhac_nho }}. Nhắc nhở"), dashes("danh_gia.nhac_nho")),
        when(
            "danh_gia.so_muc.han_che",
            p("Muc2", "{{ danh_gia.so_muc.han_che }}. Hạn chế, nguyên nhân"),
            dashes("danh_gia.han_che"),
            when("danh_gia.nguyen_nhan", paragraphs("danh_gia.nguyen_nhan")),
        ),
        p("Muc1", "II. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG {{ ky.thang_nam }}"),
        paragraphs("phuong_huong"),
        tasks("nhiem_vu"),
        p("Muc1", "III. PHÂN CÔNG, TỔ CHỨC THỰC HIỆN"),
        responsibilities(),
        _follow_up("Nghị quyết"),
        when("tu_cham_diem", p("Muc1", "IV. TỰ ĐÁNH GIÁ CHẤT LƯỢNG BUỔI SINH HOẠT"), score()),
        signature(keep=_vote("Nghị quyết này")),
    )


def ket_luan(rules: Format) -> Template:
    """Conclusion of the monthly meeting, issued instead of a resolution."""
    return document(
        rules,
        heading(rules),
        title("KẾT LUẬN", "sinh hoạt chi bộ thường kỳ tháng {{ ky.thang_chu }} năm {{ ky.nam }}"),
        meeting_facts(_MONTHLY_MEETING),
        when("danh_gia", paragraphs("danh_gia")),
        p("ThanBai", "Sau khi thảo luận, {{ co_quan.ten }} kết luận:"),
        _conclusions(),
        when("to_chuc", p("Muc1", "TỔ CHỨC THỰC HIỆN"), responsibilities()),
        _follow_up("Kết luận"),
        when("tu_cham_diem", p("Muc1", "TỰ ĐÁNH GIÁ CHẤT LƯỢNG BUỔI SINH HOẠT"), score()),
        signature(keep=_vote("Kết luận này")),
    )


def _conclusions() -> Block:
    return each(
        "muc in noi_dung",
        p("Muc2", "{{ loop.index }}. {{ muc.ten }}"),
        paragraphs("muc.ket_luan"),
        each("viec in muc.nhiem_vu", p("ThanBai", "- {{ viec.mot_dong }}")),
    )


def chuyen_de(rules: Format) -> Template:
    """Thematic resolution."""
    return document(
        rules,
        heading(rules),
        title("NGHỊ QUYẾT", "{{ trich_yeu }}"),
        grounds(),
        meeting_facts(_THE_MEETING),
        p("ThanBai", "Sau khi thảo luận, {{ co_quan.ten }} quyết nghị:"),
        p("Muc1", "I. TÌNH HÌNH VÀ NGUYÊN NHÂN"),
        _situation("tinh_hinh"),
        p("Muc1", "II. QUAN ĐIỂM, MỤC TIÊU"),
        when(
            "quan_diem",
            p("Muc2", "1. Quan điểm"),
            dashes("quan_diem"),
            p("Muc2", "2. Mục tiêu"),
            otherwise(),
            p("Muc2", "1. Mục tiêu"),
        ),
        paragraphs("muc_tieu"),
        when("chi_tieu", _targets(last_year=False)),
        p("Muc1", "III. NHIỆM VỤ, GIẢI PHÁP"),
        fields_of_work("giai_phap"),
        when("nhiem_vu", p("TenBang", "Phân công việc cụ thể"), _task_table("nhiem_vu")),
        p("Muc1", "IV. TỔ CHỨC THỰC HIỆN"),
        responsibilities(),
        signature(keep=_vote("Nghị quyết này")),
    )


def _situation(item: str) -> Block:
    return join(
        p("Muc2", "1. Kết quả"),
        paragraphs(f"{item}.ket_qua"),
        when(f"{item}.han_che", p("Muc2", "2. Hạn chế"), dashes(f"{item}.han_che")),
        when(
            f"{item}.nguyen_nhan",
            p("Muc2", f"{{% if {item}.han_che %}}3{{% else %}}2{{% endif %}}. Nguyên nhân"),
            paragraphs(f"{item}.nguyen_nhan"),
        ),
    )


def _targets(*, last_year: bool) -> Block:
    columns = [
        Column("TT", 12, "loop.index", center=True),
        Column("Chỉ tiêu", 78 if last_year else 98, "dong.ten"),
        Column("Đơn vị tính", 25, "dong.don_vi", center=True),
    ]
    if last_year:
        columns.append(Column("Năm trước", 25, "dong.ket_qua_nam_truoc", center=True))
    columns.append(Column("Kế hoạch", 25 if last_year else 30, "dong.ke_hoach", center=True))
    return data_table("dong in chi_tieu", *columns)


def _task_table(items: str) -> Block:
    return data_table(
        f"viec in {items}",
        Column("TT", 9, "loop.index", center=True),
        Column("Nhiệm vụ", 42, "viec.viec"),
        Column("Chủ trì", 23, "viec.chu_tri"),
        Column("Phối hợp", 22, "viec.phoi_hop"),
        Column("Sản phẩm, báo cáo", 24, "viec.ket_qua"),
        Column("Thời hạn", 23, "viec.thoi_han"),
        Column("Kiểm tra", 22, "viec.kiem_tra"),
    )


def nhiem_vu_nam(rules: Format) -> Template:
    """The year's tasks."""
    return document(
        rules,
        heading(rules),
        title("NGHỊ QUYẾT", "lãnh đạo thực hiện nhiệm vụ năm {{ nam }}"),
        grounds(),
        meeting_facts(_THE_MEETING),
        p("ThanBai", "Sau khi thảo luận, {{ co_quan.ten }} quyết nghị:"),
        p("Muc1", "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM {{ nam_truoc }}"),
        fields_of_work("ket_qua"),
        when("han_che", p("Muc2", "{{ so_muc.han_che }}. Hạn chế"), dashes("han_che")),
        when("nguyen_nhan", p("Muc2", "{{ so_muc.nguyen_nhan }}. Nguyên nhân"), paragraphs("nguyen_nhan")),
        p("Muc1", "II. MỤC TIÊU, CHỈ TIÊU NĂM {{ nam }}"),
        p("Muc2", "1. Mục tiêu"),
        paragraphs("muc_tieu"),
        p("Muc2", "2. Chỉ tiêu chủ yếu"),
        _targets(last_year=True),
        p("Muc1", "III. NHIỆM VỤ, GIẢI PHÁP"),
        fields_of_work("giai_phap"),
        p("Muc1", "IV. TỔ CHỨC THỰC HIỆN"),
        responsibilities(),
        signature(keep=_vote("Nghị quyết này")),
    )


def dai_hoi(rules: Format) -> Template:
    """Congress resolution, signed by the presidium."""
    return document(
        rules,
        heading(rules),
        title("NGHỊ QUYẾT", "{{ ten_dai_hoi }}"),
        p(
            "ThanBai",
            "{{ ten_dai_hoi }} được tổ chức {{ ngay_dai_hoi_chu }} tại {{ dia_diem }}. Số đảng viên có mặt: {{ co_mat }}/{{ trieu_tap }} "
            "đồng chí được triệu tập, đạt {{ ty_le_du }}. Đoàn chủ tịch: {{ doan_chu_tich_chu }}.",
        ),
        p("ThanBai", "Sau khi thảo luận các văn kiện, Đại hội quyết nghị:"),
        p("Muc1", "I. KẾT QUẢ NHIỆM KỲ {{ nhiem_ky_cu }}"),
        paragraphs("ket_qua"),
        when("han_che", p("Muc2", "Hạn chế"), dashes("han_che")),
        p("Muc1", "II. PHƯƠNG HƯỚNG, MỤC TIÊU, NHIỆM VỤ NHIỆM KỲ {{ nhiem_ky_moi }}"),
        p("Muc2", "1. Phương hướng, mục tiêu"),
        paragraphs("muc_tieu"),
        when("chi_tieu", p("Muc2", "2. Chỉ tiêu"), _targets(last_year=False)),
        p("Muc2", "{% if chi_tieu %}3{% else %}2{% endif %}. Nhiệm vụ, giải pháp"),
        fields_of_work("giai_phap", letter=True),
        p("Muc1", "III. KIỂM ĐIỂM CỦA CẤP ỦY NHIỆM KỲ {{ nhiem_ky_cu }}"),
        paragraphs("kiem_diem"),
        p("Muc1", "IV. KẾT QUẢ BẦU CỬ"),
        elections("bau_cu"),
        p("Muc1", "V. TỔ CHỨC THỰC HIỆN"),
        paragraphs("giao_nhiem_vu"),
        signature(keep=_congress_vote()),
    )


def _congress_vote() -> Block:
    return p(
        "ThanBai",
        "Nghị quyết này được Đại hội biểu quyết bằng hình thức {{ bieu_quyet.hinh_thuc_ten }}: tán thành {{ bieu_quyet.tan_thanh }}/"
        "{{ mau_so_bieu_quyet }} đảng viên, đạt {{ bieu_quyet.ty_le }}; không tán thành {{ bieu_quyet.khong_tan_thanh }}; ý kiến khác "
        "{{ bieu_quyet.y_kien_khac }}; {{ bieu_quyet.ket_qua }}.",
        keep_next=True,
    )


def elections(items: str) -> Block:
    """Each round of voting: the office, who is elected with how many votes."""
    return each(
        f"lan in {items}",
        p("Muc2", "{{ loop.index }}. {{ lan.ten }}"),
        p(
            "ThanBai",
            "Số lượng cần bầu: {{ lan.so_can_bau }}. Số phiếu phát ra: {{ lan.phat_ra }}; thu vào: {{ lan.thu_vao }}; hợp lệ: {{ lan.hop_le }}; "
            "không hợp lệ: {{ lan.khong_hop_le }}. Số đảng viên chính thức được tính: {{ lan.mau_so }}.",
        ),
        each(
            "nguoi in lan.theo_phieu",
            p(
                "ThanBai",
                "- Đồng chí {{ nguoi.ho_ten }}: {{ nguoi.so_phieu }}/{{ lan.mau_so }} phiếu, đạt {{ nguoi.ty_le }}, {{ nguoi.ket_qua }}.",
            ),
        ),
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {
    "nghi-quyet.thuong_ky": thuong_ky,
    "nghi-quyet.ket_luan": ket_luan,
    "nghi-quyet.chuyen_de": chuyen_de,
    "nghi-quyet.nhiem_vu_nam": nhiem_vu_nam,
    "nghi-quyet.dai_hoi": dai_hoi,
}
