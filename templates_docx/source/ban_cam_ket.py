"""Bản cam kết of a member: who commits, four parts, signed by the member on the right, confirmed by the chi bộ on the left.

What a member did not write is said in common words here, so that an office can reword them in a template of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import Block, Template, each, join, otherwise, p, when
from docgen.standard.format import Format
from templates_docx.source.common import document, heading, lettered_duties, paragraphs, title, two_signatures


def ban_cam_ket(rules: Format) -> Template:
    """The commitment of one member."""
    return document(
        rules,
        heading(rules, number=None, marks=False),
        title("BẢN CAM KẾT", "tu dưỡng, rèn luyện, phấn đấu năm {{ nam }}"),
        _who(),
        p("Muc1", "I. TƯ TƯỞNG CHÍNH TRỊ, ĐẠO ĐỨC, LỐI SỐNG"),
        _said("tu_tuong", _of_character()),
        p("Muc1", "II. THỰC HIỆN CHỨC TRÁCH, NHIỆM VỤ ĐƯỢC GIAO"),
        _tasks(),
        p("Muc1", "III. RÈN LUYỆN, KHẮC PHỤC HẠN CHẾ"),
        _betterment(),
        p("Muc1", "IV. BIỆN PHÁP THỰC HIỆN"),
        _said("bien_phap", _of_means()),
        two_signatures(
            ("{{ ky_ten.quyen_han }}", "ky_ten.ho_ten"),
            ("NGƯỜI CAM KẾT", "dang_vien.ho_ten"),
            left_above="XÁC NHẬN CỦA CHI BỘ",
            left_post="ky_ten.chuc_vu_hoa",
            keep=_promise(),
        ),
    )


def _said(name: str, usual: Block) -> Block:
    """What the member wrote, else the usual words."""
    return when(name, paragraphs(name), otherwise(), usual)


def _who() -> Block:
    """Personal data as far as they are known."""
    member = "dang_vien"
    return join(
        p("ThanBai", f"Tôi là: **{{{{ {member}.ho_ten }}}}**."),
        when(f"{member}.ngay_sinh", p("ThanBai", f"Ngày sinh: {{{{ {member}.ngay_sinh }}}}.")),
        when(
            f"{member}.ngay_ket_nap or {member}.ngay_chinh_thuc or {member}.loai == 'du_bi'",
            p(
                "ThanBai",
                f"{{% if {member}.ngay_ket_nap %}}Vào Đảng ngày {{{{ {member}.ngay_ket_nap }}}}"
                f"{{% if {member}.ngay_chinh_thuc %}}; chính thức ngày {{{{ {member}.ngay_chinh_thuc }}}}{{% endif %}}"
                f"{{% if {member}.loai == 'du_bi' %}}; đảng viên dự bị{{% endif %}}."
                f"{{% elif {member}.ngay_chinh_thuc %}}Đảng viên chính thức từ ngày {{{{ {member}.ngay_chinh_thuc }}}}."
                "{% else %}Đảng viên dự bị.{% endif %}",
            ),
        ),
        when(f"{member}.so_the", p("ThanBai", f"Số thẻ đảng viên: {{{{ {member}.so_the }}}}.")),
        when(f"{member}.chuc_vu_chu", p("ThanBai", f"Chức vụ, công việc: {{{{ {member}.chuc_vu_chu }}}}.")),
        p(
            "ThanBai",
            f"Sinh hoạt tại: {{% if {member}.to_dang %}}{{{{ {member}.to_dang }}}}, {{% endif %}}{{{{ co_quan.ten }}}}.",
        ),
        p(
            "ThanBai",
            "Nắm vững nhiệm vụ, quyền hạn của người đảng viên và yêu cầu của chi bộ, tôi cam kết thực hiện trong năm {{ nam }} "
            "những nội dung sau:",
        ),
    )


def _of_character() -> Block:
    return join(
        p(
            "ThanBai",
            "1. Giữ vững lập trường, tin tưởng và làm đúng Điều lệ Đảng, nghị quyết của Đảng, pháp luật của Nhà nước; "
            "không nói, viết, làm trái; có ý kiến khác thì phát biểu trong tổ chức.",
        ),
        p(
            "ThanBai",
            "2. Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh bằng việc làm cụ thể; sống trung thực, giản dị, "
            "gần dân; cùng gia đình chấp hành tốt quy định nơi cư trú.",
        ),
        p(
            "ThanBai",
            "3. Thực hiện quy định về những điều đảng viên không được làm; phòng, chống tham nhũng, lãng phí, tiêu cực; "
            "giữ đoàn kết trong chi bộ.",
        ),
        when(
            "duoc_mien",
            p("ThanBai", "4. Giữ liên hệ với chi bộ, đóng đảng phí theo quy định, dự sinh hoạt khi sức khỏe cho phép."),
            otherwise(),
            p(
                "ThanBai",
                "4. Dự đủ các kỳ sinh hoạt chi bộ, đóng đảng phí đúng hạn, chấp hành sự phân công, kiểm tra của chi bộ.",
            ),
        ),
    )


def _tasks() -> Block:
    """The duties that the chi bộ has given, else what a member without duties commits to."""
    return join(
        when(
            "co_dinh or mo",
            p(
                "ThanBai",
                "Hoàn thành đúng hạn, có sản phẩm, minh chứng các nhiệm vụ được phân công"
                "{% if van_ban_chu %} tại {{ van_ban_chu }}{% else %} năm {{ nam }}{% endif %}:",
            ),
            when("co_dinh", p("Khoan", "{{ so_muc.co_dinh }}. Nhiệm vụ cố định:"), lettered_duties("co_dinh")),
            when("mo", p("Khoan", "{{ so_muc.mo }}. Nhiệm vụ theo thời điểm:"), lettered_duties("mo")),
        ),
        when("not co_dinh and not mo and van_ban_chu", p("ThanBai", "Thực hiện {{ van_ban_chu }}.")),
        when(
            "not co_dinh and not mo and duoc_mien",
            p(
                "ThanBai",
                "Tôi được miễn công tác và sinh hoạt đảng; tự nguyện góp sức vào việc chung theo khả năng, sức khỏe, "
                "vận động gia đình và bà con nơi cư trú thực hiện chủ trương của Đảng, pháp luật của Nhà nước.",
            ),
        ),
        when(
            "not co_dinh and not mo and not duoc_mien and not nhiem_vu_khac",
            p("ThanBai", "Nhận và hoàn thành các nhiệm vụ được chi bộ phân công; báo cáo kết quả trước chi bộ."),
        ),
        when("nhiem_vu_khac", paragraphs("nhiem_vu_khac")),
    )


def _betterment() -> Block:
    return join(
        _said(
            "ren_luyen",
            p(
                "ThanBai",
                "Tự học để nâng cao hiểu biết và cách làm việc; thành khẩn tự phê bình, thẳng thắn phê bình, "
                "tiếp thu góp ý của chi bộ và Nhân dân.",
            ),
        ),
        when(
            "han_che",
            p("ThanBai", "Khắc phục các hạn chế:"),
            each("dong in han_che", p("ThanBai", "- {{ dong }}{% if loop.last %}.{% else %};{% endif %}")),
        ),
        when(
            "not han_che and not duoc_mien",
            p("ThanBai", "Khắc phục các hạn chế đã được chỉ ra khi kiểm điểm năm {{ nam_truoc }}, báo cáo kết quả trước chi bộ."),
        ),
    )


def _of_means() -> Block:
    return join(
        when(
            "co_dinh or mo",
            p(
                "ThanBai",
                "1. Lập kế hoạch cá nhân theo từng tháng cho các nhiệm vụ nêu ở phần II; việc khó xin ý kiến chi bộ sớm.",
            ),
            otherwise(),
            p("ThanBai", "1. Tự đặt việc làm cụ thể cho từng quý để thực hiện các nội dung đã cam kết."),
        ),
        when(
            "duoc_mien",
            p("ThanBai", "2. Trao đổi với chi bộ khi sức khỏe, hoàn cảnh thay đổi."),
            otherwise(),
            p(
                "ThanBai",
                "2. Báo cáo kết quả thực hiện tại kỳ sinh hoạt chi bộ; tự kiểm điểm cuối năm; "
                "báo ngay khi công tác, nơi ở, sức khỏe thay đổi.",
            ),
        ),
    )


def _promise() -> Block:
    """The last sentence; it stays with the signatures. Who is exempt is not rated."""
    return p(
        "ThanBai",
        "Tôi chịu trách nhiệm trước chi bộ về những điều đã cam kết"
        "{% if not duoc_mien %}; kết quả thực hiện là một căn cứ để kiểm điểm, đánh giá, xếp loại đảng viên cuối năm{% endif %}.",
        keep_next=True,
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {"ban-cam-ket": ban_cam_ket}
