"""A data file with something out of place is refused, naming the file and the path."""

from datetime import date

import pytest

from docgen.errors import StandardError
from docgen.standard import Library

NOW = date(2026, 11, 22)
READ = {
    "standard": lambda library: library.standard_on(NOW),
    "legal_bases": lambda library: library.legal_bases,
    "duties": lambda library: library.duties,
}

# file, text, what it becomes, start of the message
STANDARD = [
    ("format_hd36.yaml", "ten_loai: {caps: true, size_pt: [15, 16]", "ten_loai: {caps: true, size_pt: lớn", "typography.ten_loai.size_pt: phải là một số"),
    ("format_hd36.yaml", "ten_loai: {caps: true, size_pt: [15, 16]", "ten_loai: {caps: true, size_pt: [16, 15]", "typography.ten_loai.size_pt: số lớn nhỏ hơn"),
    ("format_hd36.yaml", "ten_loai: {caps: true", "ten_loai: {caps: 1", "typography.ten_loai.caps: phải là true"),
    ("format_hd36.yaml", "ten_loai: {caps: true", "ten_loai: {cap: true", "typography.ten_loai.cap: khóa này không có"),
    ("format_hd36.yaml", "grade: A}", "grade: D}", "page.paper.grade: chỉ nhận 'A', 'B', 'C', 'P' hoặc 'U' (đang là 'D')"),
    ("format_hd36.yaml", "\npage:\n", "\npage:\n  papper: {}\n", "page.papper: khóa này không có"),
    ("format_hd36.yaml", "value: 210,", 'value: "210",', "page.width_mm.value: phải là số"),
    ("format_hd36.yaml", "holds: [tieu_de_dang]", "holds: [tieu_de]", "boxes.o_1.holds: không có thành phần tieu_de"),
    ("format_hd36.yaml", "addressee_only_for: {value: [cong_van", "addressee_only_for: {value: [congvan", "recipients.addressee_only_for.value: không có thể loại congvan"),
    ("format_hd36.yaml", "valid_to: 2026-05-26", "valid_to: 2016-05-26", "valid_to 2016-05-26 trước valid_from"),
    ("format_hd36.yaml", "valid_to: 2026-05-26", "valid_to: 2026-02-30", "day is out of range"),
    ("format_hd36.yaml", "profile: hd36", "profile: hd36\nprofile: hd36", "dòng 12: khóa 'profile' ghi hai lần"),
    ("format_hd36.yaml", "profile: hd36", "profile: [hd36", "dòng 12:"),
    ("format_hd36.yaml", "profile: hd36", "profle: hd36", "profile: thiếu khóa này"),
    ("format_hd36.yaml", "name: Hướng dẫn", "nam: Hướng dẫn", "name: thiếu khóa này"),
    ("format_hd36.yaml", "profile: hd36", "profile: hd05", "profile: hd05 đã có ở format_hd05.yaml"),
    ("format_hd05.yaml", "extends: hd36", "extends: hd37", "extends: không kế thừa được hd37"),
    ("format_hd05.yaml", "extends: hd36", "extends: hd05", "extends: không kế thừa được hd05"),
    ("format_hd05.yaml", "valid_from: 2026-05-27", "valid_from: 2026-05-26", "valid_from: 2026-05-26 chồng lên thời kỳ trước"),
    ("format_hd05.yaml", "valid_from: 2026-05-27", "valid_from: 2026-06-01", "valid_from: hở từ 2026-05-27 đến 2026-05-31"),
    ("format_hd05.yaml", "valid_from: 2026-05-27", "valid_from: 2026-05-27\nvalid_to: 2030-01-01", "valid_to: thời kỳ cuối cùng không được kết thúc"),
    ("format_hd05.yaml", "\npage:\n", "\npage:\n  width_mm: {value: 200}\n", "page.width_mm: đổi giá trị thì phải ghi cả clause và grade"),
    ("format_hd05.yaml", "\npage:\n", "\npaje:\n", "paje: khóa này không có"),
    ("format_hd05.yaml", 'value: ";"', "value: 5", "recipients.separator.value: phải là chuỗi"),
    ("kinds.yaml", "group: the_loai, symbol: NQ", "group: loai, symbol: NQ", "kinds.nghi_quyet.group: chỉ nhận"),
    ("kinds.yaml", "hd36: {symbol", "hd99: {symbol", "kinds.quy_dinh.by_profile.hd99: không có mẫu này"),
    ("kinds.yaml", "nghi_quyet: {name: Nghị quyết", "nghi_quyet: [{name: Nghị quyết", "dòng"),
    ("bodies.yaml", "lines: [tm_chi_bo, tm_chi_uy]", "lines: [tm_chibo]", "bodies.chi_bo_truc_thuoc.lines: không có dòng ký tm_chibo"),
    ("bodies.yaml", "lines: [tm_chi_bo, tm_chi_uy]", "lines: tm_chi_bo", "bodies.chi_bo_truc_thuoc.lines: phải là danh sách"),
    ("bodies.yaml", "authority: chi_bo", "authority: chibo", "bodies.chi_bo_truc_thuoc.authority: chibo"),
    ("bodies.yaml", "severity: warn", "severity: stop", "lines.tm_chi_uy.severity: chỉ nhận"),
    ("authority.yaml", "allowed: [nghi_quyet", "allowed: [nghiquyet", "periods.1.rows.dang_uy_co_so.allowed: không có thể loại nghiquyet"),
    ("authority.yaml", "forbidden: [huong_dan", "forbidden: [nghi_quyet", "periods.1.rows.dang_uy_co_so: vừa được vừa không được: nghi_quyet"),
    ("authority.yaml", "valid_to: 2026-01-08", "valid_to: 2026-01-09", "periods.1.valid_from: 2026-01-09 chồng lên"),
    ("authority.yaml", "valid_from: 2018-04-03", "valid_from: 2019-04-03", "periods.0.valid_from: phải từ 2018-04-03 trở về trước"),
    ("numbering.yaml", "{value: per_kind_per_term", "{value: per_kind", "committee_series.value: chỉ nhận"),
    ("score.yaml", "max_points: 40", "max_points: 45", "periods.0: các tiêu chí cộng lại 105, không phải 100"),
    ("score.yaml", "from_points: 70", "from_points: 95", "periods.0: các mức xếp loại phải giảm dần"),
    ("score.yaml", "periods:", "periods: []\nx:", "periods: danh sách trống"),
]  # fmt: skip
LEGAL_BASES = [
    ("legal_bases.yaml", "replaced_by: qd_24_2021", "replaced_by: qd_25_2021", "bases.qd_29_2016.replaced_by: không có văn bản qd_25_2021"),
    ("legal_bases.yaml", "valid_to: 2021-07-29", "valid_to: 2021-07-27", "bases.qd_29_2016.replaced_by: hết hiệu lực 2021-07-27 nhưng qd_24_2021"),
    ("legal_bases.yaml", "valid_to: 2021-07-29", "valid_to: 2021-08-27", "bases.qd_29_2016.replaced_by: hết hiệu lực 2021-08-27 nhưng qd_24_2021"),
    ("legal_bases.yaml", "valid_to: 2021-07-29, ", "", "bases.qd_29_2016: có replaced_by qd_24_2021 nhưng thiếu valid_to"),
    ("legal_bases.yaml", "valid_to: 2021-07-29", "valid_to: 2001-07-29", "bases.qd_29_2016: valid_to 2001-07-29 trước valid_from"),
    ("legal_bases.yaml", "valid_from: 2016-07-25", "valid_from: 2016-07-24", "bases.qd_29_2016: valid_from 2016-07-24 trước ngày ban hành"),
    ("legal_bases.yaml", "valid_from: 2026-07-26, grade", "valid_from: 2026-07-26, valid_to: 2026-08-01, replaced_by: qd_20_2026, grade", "bases.qd_29_2016.replaced_by: các văn bản thay thế nhau thành vòng"),
    ("legal_bases.yaml", "number: 24-QĐ/TW, issuer: Ban Chấp hành Trung ương, date: 2021-07-30", "number: 29-QĐ/TW, issuer: Ban Chấp hành Trung ương, date: 2016-07-25", "bases.qd_29_2016.number: trùng số và ngày với qd_24_2021"),
    ("legal_bases.yaml", "topics: [dieu_le]", "topics: [dieule]", "bases.dieu_le_2011.topics: không có chủ đề dieule"),
    ("legal_bases.yaml", "kind: Chỉ thị", "loai: Chỉ thị", "bases.ct_50_2025.kind: thiếu khóa này"),
]  # fmt: skip
DUTIES = [
    ("duties.yaml", "mac_dinh: [bt01", "mac_dinh: [bt99", "roles.bi_thu.mac_dinh: không có nhiệm vụ bt99"),
    ("duties.yaml", "ma: ct01", "ma: bt01", "groups.can_bo_thon.mac_dinh: không có nhiệm vụ ct01"),
    ("duties.yaml", "ma: bt12", "ma: bt11", "roles.bi_thu.nhiem_vu.bt11: mã đã dùng"),
    ("duties.yaml", "{{ten_dang_uy}}", "{{ten_dang}}", "roles.bi_thu.nhiem_vu.bt01: không có chỗ trống ten_dang"),
    ("duties.yaml", "{{ten_dang_uy}}", "{ten_dang_uy}}", "roles.bi_thu.nhiem_vu.bt01: dấu ngoặc nhọn"),
    ("duties.yaml", "\n  thon: ", "\n  xa: Tên xã\n  thon: ", "slots.xa: không nhiệm vụ nào dùng"),
    ("duties.yaml", "\nroles:", "\nrole:", "roles: thiếu khóa này"),
    ("duties.yaml", "ca_nhan: false", "ca_nhan: 0", "roles.chi_uy.ca_nhan: phải là true"),
]  # fmt: skip
CASES = [("standard", *case) for case in STANDARD]
CASES += [("legal_bases", *case) for case in LEGAL_BASES] + [("duties", *case) for case in DUTIES]


@pytest.mark.parametrize(("what", "file", "old", "new", "message"), CASES)
def test_damaged_data_is_refused_by_file_and_path(change, what, file, old, new, message):
    library = Library(change(file, old, new))
    with pytest.raises(StandardError) as caught:
        READ[what](library)
    assert str(caught.value).startswith(f"{file}: {message}")
    assert caught.value.hint


@pytest.mark.parametrize("what", list(READ))
def test_the_shipped_data_is_not_damaged(data, what):
    READ[what](Library(data))


@pytest.mark.parametrize("file", ["kinds.yaml", "bodies.yaml", "authority.yaml", "numbering.yaml", "score.yaml"])
def test_a_missing_file_is_named(data, file):
    (data / file).unlink()
    with pytest.raises(StandardError, match=f"^{file}: không đọc được"):
        Library(data).standard_on(NOW)


def test_no_profile_at_all_is_named(data):
    for file in data.glob("format_*.yaml"):
        file.unlink()
    with pytest.raises(StandardError, match=r"^format_\*.yaml: không có tệp nào"):
        Library(data).standard_on(NOW)


@pytest.mark.parametrize("content", ["", "- 1\n- 2\n", "chữ\n"])
def test_a_file_that_is_not_a_mapping_is_named(data, content):
    (data / "kinds.yaml").write_text(content, "utf-8")
    with pytest.raises(StandardError, match=r"^kinds.yaml: phải là các cặp khóa: giá trị"):
        Library(data).standard_on(NOW)


def test_every_problem_of_a_file_is_told_at_once(change):
    data = change("format_hd36.yaml", "ten_loai: {caps: true, size_pt: [15, 16]", "ten_loai: {caps: 1, size_pt: x")
    with pytest.raises(StandardError) as caught:
        Library(data).standard_on(NOW)
    assert [line.split(": ")[1] for line in str(caught.value).splitlines()] == [
        "typography.ten_loai.caps",
        "typography.ten_loai.size_pt",
    ]
