"""Biên bản: place and date stay empty (the text says when), the clerk signs on the left, the chair on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import Block, Template, each, join, otherwise, p, when
from docgen.standard.format import Format
from templates_docx.source.common import (
    Column,
    absences,
    dashes,
    data_table,
    document,
    heading,
    last_month_table,
    members,
    paragraphs,
    score,
    title,
    two_signatures,
)
from templates_docx.source.nghi_quyet import elections

_CLERK, _CHAIR = ("NGƯỜI GHI BIÊN BẢN", "cuoc_hop.thu_ky.ho_ten"), ("CHỦ TRÌ HỘI NGHỊ", "cuoc_hop.chu_tri.ho_ten")


def _time_and_place(meeting: str = "cuoc_hop") -> Block:
    """Part I: when and where, in which form."""
    return join(
        p("Muc1", "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
        p(
            "ThanBai",
            f"1. Thời gian: {{% if {meeting}.bat_dau %}}bắt đầu lúc {{{{ {meeting}.bat_dau }}}}, {{% endif %}}{{{{ {meeting}.ngay_chu }}}}.",
        ),
        p("ThanBai", f"2. Địa điểm: {{{{ {meeting}.dia_diem }}}}; hình thức: {{{{ {meeting}.hinh_thuc_ten }}}}."),
    )


def _people(facts: Block) -> Block:
    """Who came: the counts, then guests, chair and clerk."""
    return join(
        facts,
        when("cuoc_hop.khach_moi", p("ThanBai", "Đại biểu dự: {{ cuoc_hop.khach_moi_chu }}.")),
        p("ThanBai", "Chủ trì: đồng chí {{ cuoc_hop.chu_tri_chu }}."),
        p("ThanBai", "Thư ký ghi biên bản: đồng chí {{ cuoc_hop.thu_ky_chu }}."),
    )


def _members() -> Block:
    return _people(join(p("ThanBai", "3. Thành phần:"), members()))


def _discussion(number: str) -> Block:
    """Named speakers; dissent is marked as such."""
    return when(
        "thao_luan",
        p("Muc2", f"{number}. Thảo luận ({{{{ so_y_kien }}}} đồng chí phát biểu)"),
        each(
            "y_kien in thao_luan",
            p("ThanBai", "- Đồng chí {{ y_kien.ho_ten }}{% if y_kien.y_kien_khac %} (ý kiến khác){% endif %}: {{ y_kien.dau }}"),
            paragraphs("y_kien.tiep"),
        ),
    )


def _decisions(heading_text: str) -> Block:
    """Conclusion, votes and tasks; their numbers follow from which of them are there."""
    return join(
        when("co_ket_thuc", p("Muc1", heading_text)),
        when(
            "ket_luan",
            p("Muc2", "{{ so_ket_thuc.ket_luan }}. Kết luận của chủ trì"),
            each("muc in ket_luan", p("ThanBai", "- {{ muc.ten }}: {{ muc.dau }}"), paragraphs("muc.tiep")),
        ),
        when("bieu_quyet", p("Muc2", "{{ so_ket_thuc.bieu_quyet }}. Biểu quyết"), _votes()),
        when("nhiem_vu", p("Muc2", "{{ so_ket_thuc.nhiem_vu }}. Phân công thực hiện"), _tasks()),
    )


def _votes() -> Block:
    return data_table(
        "dong in bieu_quyet",
        Column("TT", 9, "loop.index", center=True),
        Column("Nội dung, hình thức", 50, "dong.noi_dung_hinh_thuc"),
        Column("Tán thành", 17, "dong.tan_thanh", center=True),
        Column("Không tán thành", 19, "dong.khong_tan_thanh", center=True),
        Column("Ý kiến khác", 16, "dong.y_kien_khac", center=True),
        Column("Mẫu số", 14, "dong.mau_so", center=True),
        Column("Tỷ lệ", 17, "dong.ty_le", center=True),
        Column("Kết quả", 23, "dong.ket_qua", center=True),
    )


def _tasks() -> Block:
    return data_table(
        "viec in nhiem_vu",
        Column("TT", 9, "loop.index", center=True),
        Column("Nhiệm vụ", 44, "viec.viec"),
        Column("Chủ trì, phối hợp", 30, "viec.nguoi"),
        Column("Sản phẩm, báo cáo", 32, "viec.ket_qua"),
        Column("Thời hạn", 25, "viec.thoi_han"),
        Column("Kiểm tra", 25, "viec.kiem_tra"),
    )


def _end(what: str) -> Block:
    """How it ended: the minutes read back, the time; this stays with the signatures."""
    return join(
        when(
            "thong_qua",
            p(
                "ThanBai",
                "Biên bản được đọc lại cho hội nghị nghe; {{ thong_qua.tan_thanh }}/{{ thong_qua.tong }} đồng chí nhất trí, đạt "
                "{{ ty_le_thong_qua }}{% if thong_qua.y_kien_sua %}; ý kiến sửa: {{ thong_qua.y_kien_sua }}{% endif %}.",
            ),
        ),
        p(
            "ThanBai",
            f"{what} kết thúc{{% if cuoc_hop.ket_thuc %}} lúc {{{{ cuoc_hop.ket_thuc }}}}{{% endif %}} cùng ngày"
            "{% if so_trang %}; biên bản gồm {{ so_trang_hai_so }} trang{% endif %}.",
            keep_next=True,
        ),
    )


def thuong_ky(rules: Format) -> Template:
    """The monthly meeting, in the order of HD 42-HD/BTCTW."""
    return document(
        rules,
        heading(rules, place_date=False),
        title("BIÊN BẢN", "sinh hoạt chi bộ thường kỳ tháng {{ ky.thang_chu }} năm {{ ky.nam }}"),
        _time_and_place(),
        _members(),
        when("dang_phi", p("ThanBai", "4. Đảng phí: {{ dang_phi }}.")),
        when("chuong_trinh", p("ThanBai", "Chương trình:"), dashes("chuong_trinh")),
        when("co_noi_dung", p("Muc1", "II. NỘI DUNG")),
        when("thong_tin", p("Muc2", "{{ so_muc.thong_tin }}. Thông tin, quán triệt"), paragraphs("thong_tin")),
        when(
            "so_muc.kiem_diem",
            p("Muc2", "{{ so_muc.kiem_diem }}. Đánh giá thực hiện nghị quyết tháng {{ ky.thang_truoc }}"),
            paragraphs("kiem_diem"),
            when("viec_thang_truoc", last_month_table("viec_thang_truoc")),
        ),
        when("du_kien", p("Muc2", "{{ so_muc.du_kien }}. Dự kiến nhiệm vụ tháng {{ ky.thang_nam }}"), paragraphs("du_kien")),
        _discussion("{{ so_muc.thao_luan }}"),
        _decisions("III. KẾT LUẬN, BIỂU QUYẾT, PHÂN CÔNG"),
        when("tu_cham_diem", p("Muc2", "{{ so_ket_thuc.tu_cham_diem }}. Tự chấm điểm chất lượng buổi sinh hoạt"), score()),
        two_signatures(_CLERK, _CHAIR, keep=_end("Cuộc họp")),
    )


def chi_uy(rules: Format) -> Template:
    """The chi ủy before the chi bộ meets."""
    facts = join(
        p(
            "ThanBai",
            "3. Thành phần: tổng số chi ủy viên {{ cuoc_hop.thanh_phan.tong_hai_so }} đồng chí; có mặt "
            "{{ cuoc_hop.thanh_phan.co_mat_hai_so }} đồng chí, đạt {{ cuoc_hop.thanh_phan.ty_le }}.",
        ),
        absences(),
    )
    return document(
        rules,
        heading(rules, place_date=False),
        title("BIÊN BẢN", "họp chi ủy tháng {{ ky.thang_chu }} năm {{ ky.nam }}"),
        _time_and_place(),
        _people(facts),
        when("chuong_trinh", p("ThanBai", "Chương trình:"), dashes("chuong_trinh")),
        p("Muc1", "II. NỘI DUNG"),
        p("Muc2", "1. Nội dung xem xét"),
        paragraphs("noi_dung"),
        _discussion("2"),
        _decisions("III. KẾT LUẬN, BIỂU QUYẾT, PHÂN CÔNG"),
        two_signatures(_CLERK, _CHAIR, keep=_end("Cuộc họp")),
    )


def chuyen_de(rules: Format) -> Template:
    """A thematic meeting."""
    return document(
        rules,
        heading(rules, place_date=False),
        title("BIÊN BẢN", "sinh hoạt chuyên đề “{{ ten_chuyen_de }}”"),
        _time_and_place(),
        _members(),
        when("chuong_trinh", p("ThanBai", "Chương trình:"), dashes("chuong_trinh")),
        p("Muc1", "II. NỘI DUNG"),
        p("Muc2", "1. Trình bày chuyên đề"),
        p("ThanBai", "Người trình bày: đồng chí {{ nguoi_trinh_bay_chu }}. Nội dung chính:"),
        paragraphs("tom_tat"),
        _discussion("2"),
        _decisions("III. KẾT LUẬN, BIỂU QUYẾT, PHÂN CÔNG"),
        two_signatures(_CLERK, _CHAIR, keep=_end("Buổi sinh hoạt")),
    )


def dai_hoi(rules: Format) -> Template:
    """A congress: presidium, credentials, reports, elections, resolution."""
    presidium = p(
        "ThanBai",
        "Đoàn chủ tịch: {{ doan_chu_tich_chu }}.{% if doan_thu_ky %} Thư ký đại hội: {{ doan_thu_ky_chu }}.{% endif %}",
    )
    return document(
        rules,
        heading(rules, place_date=False),
        title("BIÊN BẢN", "{{ ten_dai_hoi }}"),
        _time_and_place(),
        p(
            "ThanBai",
            "3. Thành phần: số đảng viên được triệu tập {{ trieu_tap_hai_so }} đồng chí; có mặt {{ so_du }} đồng chí, "
            "đạt {{ ty_le_du }}; trong đó đảng viên có quyền biểu quyết {{ cuoc_hop.thanh_phan.du_quyen_bieu_quyet }} đồng chí.",
        ),
        _people(members()),
        presidium,
        when("chuong_trinh", p("ThanBai", "Chương trình:"), dashes("chuong_trinh")),
        p("Muc1", "II. DIỄN BIẾN ĐẠI HỘI"),
        when("tham_tra", p("Muc2", "{{ so_muc.tham_tra }}. Báo cáo tình hình đảng viên dự đại hội"), paragraphs("tham_tra")),
        p("Muc2", "{{ so_muc.bao_cao }}. Các báo cáo trình đại hội"),
        paragraphs("bao_cao"),
        _discussion("{{ so_muc.thao_luan }}"),
        when("cap_tren", p("Muc2", "{{ so_muc.cap_tren }}. Phát biểu của cấp trên"), paragraphs("cap_tren")),
        p("Muc1", "III. BẦU CỬ"),
        elections("bau_cu"),
        _decisions("IV. KẾT LUẬN, BIỂU QUYẾT"),
        two_signatures(
            ("THƯ KÝ ĐẠI HỘI", "cuoc_hop.thu_ky.ho_ten"), ("T/M ĐOÀN CHỦ TỊCH", "cuoc_hop.chu_tri.ho_ten"), keep=_end("Đại hội")
        ),
    )


def kiem_phieu(rules: Format) -> Template:
    """Counting the ballots."""
    closing = "Biên bản được lập thành {{ so_ban_chu }} bản, có giá trị như nhau, đã đọc trước {{ hoi_nghi }}."
    return document(
        rules,
        heading(rules, place_date=False),
        title("BIÊN BẢN KIỂM PHIẾU", "{{ ket_qua.ten }}"),
        _tellers(),
        p("Muc2", "1. Số lượng và danh sách bầu cử"),
        p("ThanBai", "Số lượng cần bầu: {{ ket_qua.so_can_bau_hai_so }} người. Danh sách bầu cử theo vần A, B, C:"),
        each("ten in ket_qua.danh_sach", p("ThanBai", "{{ loop.index }}. {{ ten }}")),
        p("Muc2", "2. Số đảng viên và số phiếu"),
        _ballots(),
        p("Muc2", "3. Kết quả kiểm phiếu"),
        _count(),
        two_signatures(
            ("CHỦ TRÌ HỘI NGHỊ", "chu_tri.ho_ten"),
            ("T/M BAN KIỂM PHIẾU", "ban_kiem_phieu.truong_ban"),
            right_post="TRƯỞNG BAN",
            keep=p("ThanBai", closing, keep_next=True),
        ),
    )


def _tellers() -> Block:
    """The meeting and the committee that counted."""
    return join(
        p(
            "ThanBai",
            "{{ ngay_chu_hoa }}, tại {{ dia_diem }}, {{ hoi_nghi }} do đồng chí {{ chu_tri_chu }} chủ trì, đã tiến hành bầu cử. "
            "Ban kiểm phiếu gồm:",
        ),
        p("ThanBai", "- Đồng chí {{ ban_kiem_phieu.truong_ban }}, Trưởng ban;"),
        each(
            "ten in ban_kiem_phieu.uy_vien",
            p("ThanBai", "- Đồng chí {{ ten }}, ủy viên{% if loop.last %}.{% else %};{% endif %}"),
        ),
    )


def _ballots() -> Block:
    """The base of the votes and the ballots, out and in."""
    return join(
        p("ThanBai", "- Số đảng viên được triệu tập: {{ trieu_tap }}; đảng viên chính thức có mặt: {{ co_mat }}."),
        p(
            "ThanBai",
            "- Số đảng viên chính thức được tính (mẫu số): {{ ket_qua.mau_so }}; số phiếu phải đạt để trúng cử: từ "
            "{{ ket_qua.can_dat }} phiếu.",
        ),
        p("ThanBai", "- Số phiếu phát ra: {{ ket_qua.phat_ra }}; số phiếu thu vào: {{ ket_qua.thu_vao }}."),
        p("ThanBai", "- Số phiếu hợp lệ: {{ ket_qua.hop_le }}; số phiếu không hợp lệ: {{ ket_qua.khong_hop_le }}."),
    )


def _count() -> Block:
    """Everyone's votes, then who is elected, most votes first."""
    return join(
        data_table(
            "nguoi in ket_qua.theo_phieu",
            Column("TT", 12, "loop.index", center=True),
            Column("Họ và tên", 63, "nguoi.ho_ten"),
            Column("Số phiếu", 25, "nguoi.so_phieu", center=True),
            Column("Tỷ lệ trên mẫu số", 30, "nguoi.ty_le", center=True),
            Column("Kết quả", 35, "nguoi.ket_qua", center=True),
        ),
        when(
            "ket_qua.trung_cu",
            p("ThanBai", "Các đồng chí trúng cử, xếp theo số phiếu từ cao xuống thấp:"),
            each(
                "nguoi in ket_qua.trung_cu",
                p("ThanBai", "{{ loop.index }}. {{ nguoi.ho_ten }}: {{ nguoi.so_phieu }} phiếu, đạt {{ nguoi.ty_le }}."),
            ),
            otherwise(),
            p("ThanBai", "Không có người trúng cử."),
        ),
        when("ket_qua.con_thieu", p("ThanBai", "Số lượng còn thiếu so với số cần bầu: {{ ket_qua.con_thieu }}.")),
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {
    "bien-ban.thuong_ky": thuong_ky,
    "bien-ban.chi_uy": chi_uy,
    "bien-ban.chuyen_de": chuyen_de,
    "bien-ban.dai_hoi": dai_hoi,
    "bien-ban.kiem_phieu": kiem_phieu,
}
