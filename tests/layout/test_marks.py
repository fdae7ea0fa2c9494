"""Marks under the number: urgent, secret, draft, circulation."""

import pytest

MARK = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r></w:p>'
BOLD, SMALL_BOLD, SLANTED = "<w:b/>", '<w:b/><w:sz w:val="24"/>', "<w:i/>"


def marked(words, look=BOLD):
    return lambda edit: edit.after("Số 08-QĐ/CB", MARK.format(look, words))


CASES = [
    ("T-80", "quyet_dinh", marked("KHẨN", ""), "Dấu “KHẨN” phải là chữ đậm"),
    ("T-80", "quyet_dinh", marked("HỎA TỐC", SMALL_BOLD), "Dấu “HỎA TỐC” cỡ 12"),
    ("T-80", "quyet_dinh", marked("Thượng khẩn"), "Dấu “Thượng khẩn” phải viết in hoa"),
    ("T-80", "quyet_dinh", marked("HOẢ TỐC"), "chỉ có KHẨN, THƯỢNG KHẨN, HỎA TỐC"),
    ("T-81", "quyet_dinh", marked("Tối mật"), "Dấu “Tối mật” phải viết in hoa"),
    ("T-82", "quyet_dinh", marked("Dự thảo lần 2", ""), "“Dự thảo lần 2” phải là chữ nghiêng"),
    ("T-82", "quyet_dinh", marked("Dự thảo thứ hai", SLANTED), "không đúng mẫu “Dự thảo lần 1”"),
    ("T-83", "quyet_dinh", marked("XONG HỘI NGHỊ TRẢ LẠI"), "“XONG HỘI NGHỊ TRẢ LẠI” cỡ 14, chuẩn là 12"),
    ("T-83", "quyet_dinh", marked("Lưu hành nội bộ", SMALL_BOLD), "“Lưu hành nội bộ” phải viết in hoa"),
]
PASSES = [
    ("quyet_dinh", marked("THƯỢNG KHẨN")),
    ("quyet_dinh", marked("TUYỆT MẬT", '<w:sz w:val="26"/>')),
    ("quyet_dinh", marked("Dự thảo lần 12", SLANTED)),
    ("quyet_dinh", marked("Dự thảo", SLANTED)),
    ("quyet_dinh", marked("XONG HỘI NGHỊ TRẢ LẠI", SMALL_BOLD)),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_a_mark_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_a_mark_that_the_standard_allows(passes, name, change):
    passes(name, change)
