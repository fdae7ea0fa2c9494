"""What a form says is wrong: what to do, by the names on the page, with the row and line it is in."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from docgen.check.registry import content_rules
from support.examples import FILES
from support.web import Page, filled, sent, started, ticks, work_of

MONTHLY = FILES[0]


def said(client: FlaskClient, **typed: str) -> list[str]:
    """The lines of the summary after these answers took the place of the example's."""
    pairs = {**dict(work_of(MONTHLY).pairs), **{name.replace("__", "."): value for name, value in typed.items()}}
    text = filled(client, MONTHLY, pairs, then="kiem-tra").text
    lines = re.findall(r'<li><a href="#f-[^"]*">(.*?)</a></li>', text)
    for line in lines:
        assert text.count(line) >= 2, "the same words beside the field"
    return lines


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ngay_ban_hanh": ""}, "Nhập ngày ban hành"),
        ({"ngay_ban_hanh": "hôm qua"}, "Ngày ban hành: “hôm qua” không phải ngày; ghi theo mẫu ngày/tháng/năm, ví dụ 03/11/2026"),
        ({"ngay_ban_hanh": "31/11/2026"}, "Ngày ban hành: “31/11/2026” không có trên lịch; xem lại ngày, tháng"),
        ({"so": "15-NQ"}, "Ghi số văn bản bằng chữ số, ví dụ 15; đang là “15-NQ”"),
        ({"so": "0"}, "Số văn bản: “0” quá nhỏ; nhỏ nhất là 1"),
        ({"co_quan__loai": ""}, "Cơ quan ban hành: chọn loại cơ quan ban hành"),
        ({"co_quan__loai": "la"}, "Cơ quan ban hành: chọn loại cơ quan ban hành trong danh sách"),
        ({"co_quan__ky_hieu": "cb 1"}, "Cơ quan ban hành: ghi ký hiệu cơ quan, ví dụ CB; đang là “cb 1”"),
        ({"cuoc_hop__chu_tri__ho_ten": " "}, "Chủ trì: nhập họ và tên"),
        ({"nhiem_vu__1__viec": ""}, "Nhiệm vụ tháng này, mục 2: nhập việc phải làm"),
        ({"nhiem_vu__1__chu_tri": "A"}, "Nhiệm vụ tháng này, mục 2: người chủ trì: quá ngắn; cần ít nhất 2 ký tự"),
        ({"tu_cham_diem__tong": "tốt"}, "Tự chấm điểm buổi sinh hoạt: ghi tổng điểm bằng số, ví dụ 88; đang là “tốt”"),
        ({"cuoc_hop__bat_dau": "tối"}, "Cuộc họp: bắt đầu lúc: “tối” không phải giờ; ghi theo mẫu giờ:phút, ví dụ 19:30"),
    ],
)
def test_a_message_says_what_to_do(client: FlaskClient, typed: dict[str, str], sentence: str) -> None:
    assert sentence in said(client, **typed)


def test_a_line_of_a_list_is_named_by_its_place_in_the_box(client: FlaskClient) -> None:
    (line,) = said(client, noi_nhan=f"Đảng ủy xã\n\n{'x' * 2_001}")
    assert line == "Dòng 3, nơi nhận: dài 2001 ký tự; nhiều nhất 2000 ký tự, rút gọn lại"


def test_a_list_that_must_not_be_empty_asks_for_a_row(client: FlaskClient) -> None:
    pairs = [(name, value) for name, value in work_of(MONTHLY).pairs if not name.startswith("nhiem_vu")]
    text = filled(client, MONTHLY, pairs, then="kiem-tra").text
    assert "Thêm ít nhất 1 mục vào “Nhiệm vụ tháng này”" in text
    assert "f-nhiem_vu.0.viec" in Page(text).ids


def test_messages_stand_in_the_order_of_the_page(client: FlaskClient) -> None:
    lines = said(client, nguoi_ky__ho_ten="", ngay_ban_hanh="", co_quan__ten="", bieu_quyet__tan_thanh="")
    assert lines == [
        "Nhập ngày ban hành",
        "Cơ quan ban hành: nhập tên cơ quan ban hành",
        "Biểu quyết thông qua: nhập tán thành",
        "Người ký: nhập họ và tên người ký",
    ]


def test_no_message_uses_words_of_computers_or_pleads(client: FlaskClient) -> None:
    for shipped in FILES:
        text = filled(client, shipped, [], then="kiem-tra").text
        lines = re.findall(r'<li><a href="#f-[^"]*">(.*?)</a></li>', text)
        assert lines
        assert [
            line for line in lines if re.search(r"vui lòng|không hợp lệ|trường\b|null|None|true|false|_", line, re.IGNORECASE)
        ] == []


def test_every_value_is_kept_right_or_wrong(client: FlaskClient) -> None:
    pairs = {
        **dict(work_of(MONTHLY).pairs),
        "ngay_ban_hanh": " 31/2 ",
        "so": '<b>"&',
        "nhiem_vu.0.viec": "",
        "noi_nhan": "\n A\n\nB ",
    }
    page = Page(filled(client, MONTHLY, pairs, then="kiem-tra").text)
    assert {**dict(page.answers)} == pairs


def test_findings_come_with_clause_reason_and_way_to_the_field_and_block_the_final(client: FlaskClient) -> None:
    place = started(client, MONTHLY, [*work_of(MONTHLY).pairs, ("bieu_quyet.tan_thanh", "11")])
    answer = client.get(f"{place}/kiem-tra")
    assert answer.status_code == 200
    assert "R-60" in answer.text
    assert content_rules()["R-60"].clause.split(";")[0] in answer.text
    assert "Vì sao: mẫu số là đảng viên chính thức" in answer.text
    assert "Lấy số" not in answer.text
    assert f"{place}?o=bieu_quyet.tan_thanh#f-bieu_quyet.tan_thanh" in Page(answer.text).links
    base = dict(Page(answer.text).pairs)["_ban"]
    made = client.post(f"{place}/ban-hanh", data={"_ban": base, "_so": "15"})
    assert (made.status_code, "Phải sửa trước khi tạo" in made.text) == (422, True)


def test_a_warning_is_ticked_before_the_final_is_made(client: FlaskClient) -> None:
    place = started(client, MONTHLY, [*work_of(MONTHLY).pairs, ("ngay_ban_hanh", "10/11/2026")])
    review = Page(client.get(f"{place}/kiem-tra").text)
    assert ticks(review)
    steering = [("_ban", dict(review.pairs)["_ban"]), ("_so", "15")]
    unticked = client.post(f"{place}/ban-hanh", data=sent(steering))
    assert (unticked.status_code, "Đánh dấu đã xem từng điều" in unticked.text) == (422, True)
    assert "#W" in Page(unticked.text).links
    assert client.post(f"{place}/ban-hanh", data=sent([*steering, *ticks(review)])).status_code == 302


def test_what_stands_wrong_or_is_looked_for_is_open(client: FlaskClient) -> None:
    big = next(one for one in FILES if one.variant == "danh_sach")
    work = work_of(big)

    def is_open(text: str, place: str) -> bool:
        return any("open" in found for _, found in Page(text).tags if found.get("id") == place)

    place = started(client, big, work.pairs)
    assert not is_open(client.get(place).text, "f-phan_cong.7")
    assert is_open(client.get(f"{place}?o=phan_cong.7.dang_vien.ho_ten").text, "f-phan_cong.7")
    wrong = filled(client, big, [*work.pairs, ("phan_cong.7.dang_vien.ngay_sinh", "xưa")], then="kiem-tra").text
    assert is_open(wrong, "f-phan_cong.7")
    assert "Phân công từng người, mục 8: ngày sinh: “xưa” không phải ngày" in wrong
