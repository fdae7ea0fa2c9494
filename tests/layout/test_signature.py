"""Who signs: authority, post, name, room to sign, the two blocks of minutes."""

import pytest

from docgen.docx.xml import w

AUTHORITY, POST, NAME = "T/M CHI BỘ", "BÍ THƯ", "Hoàng Đình Khải"
CLERK, CHAIR = "NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"
LAST = "Điều 3. Quyết định"


def letters(text, properties):
    return lambda edit: edit.letters(text, properties)


def reworded(old, new):
    return lambda edit: edit.text(old, new)


def cleared(edit):
    """The cell of the signature without words."""
    edit.before(AUTHORITY, "<w:p/>")
    for text in (AUTHORITY, POST, NAME):
        edit.remove(text)


def splitting(edit):
    row = edit.table(AUTHORITY).find(w("tr"))
    row.remove(row.find(w("trPr")))


def one_block(edit):
    for cell in edit.table(CLERK).iterfind(f"{w('tr')}/{w('tc')}[1]"):
        for run in cell.iter(w("t")):
            run.text = ""


def deputy(authority="T/M CHI BỘ", post="PHÓ BÍ THƯ"):
    return lambda edit: (edit.text(POST, post), edit.text(AUTHORITY, authority))


CASES = [
    ("T-60", "quyet_dinh", cleared, "Không thấy khối chữ ký"),
    ("T-61", "quyet_dinh", reworded(AUTHORITY, "TM. CHI BỘ"), "dạng viết tắt của văn bản nhà nước"),
    ("T-61", "quyet_dinh", deputy("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "“KT. TRƯỞNG BAN” dùng dạng viết tắt"),
    ("T-61", "quyet_dinh", reworded(AUTHORITY, "TUQ. CHI BỘ"), "“TUQ. CHI BỘ” dùng dạng viết tắt"),
    ("T-61", "quyet_dinh", deputy("K/T BÍ THƯ"), "cấp ủy không ký K/T"),
    ("T-61", "quyet_dinh", letters(AUTHORITY, '<w:b w:val="0"/>'), "Dòng “T/M CHI BỘ” phải là chữ đậm"),
    ("T-61", "quyet_dinh", letters(AUTHORITY, '<w:sz w:val="26"/>'), "Dòng “T/M CHI BỘ” cỡ 13"),
    ("T-62", "quyet_dinh", letters(POST, "<w:b/>"), "Chức vụ phải là chữ đứng nét thường"),
    ("T-62", "quyet_dinh", reworded(POST, "Bí thư"), "Chức vụ “Bí thư” phải viết in hoa"),
    ("T-62", "quyet_dinh", reworded(POST, "PHÓ BÍ THƯ CHI BỘ"), "Chức vụ ghi “PHÓ BÍ THƯ CHI BỘ”, chỉ ghi “PHÓ BÍ THƯ”"),
    ("T-63", "quyet_dinh", lambda e: e.remove(NAME), "không có họ tên người ký"),
    ("T-63", "quyet_dinh", letters(NAME, '<w:b w:val="0"/>'), "Họ tên người ký phải là chữ đậm"),
    ("T-63", "quyet_dinh", letters(NAME, "<w:caps/>"), "không viết in hoa toàn bộ"),
    ("T-63", "quyet_dinh", reworded(NAME, f"ThS. {NAME}"), "Trước họ tên có “ThS.”"),
    ("T-63", "quyet_dinh", reworded(NAME, f"Đại tá {NAME}"), "Trước họ tên có “Đại tá”"),
    ("T-63", "quyet_dinh", reworded(NAME, f"Đồng chí {NAME}"), "Trước họ tên có “Đồng chí”"),
    ("T-64", "quyet_dinh", lambda e: e.settle(NAME, '<w:spacing w:before="480"/>'), "Chỗ để ký chỉ bằng 1,5 dòng"),
    ("T-65", "quyet_dinh", splitting, "có thể bị cắt đôi giữa hai trang"),
    ("T-65", "quyet_dinh", lambda e: e.unset(LAST, "keepNext"), "có thể đứng một mình trên một trang"),
    ("T-66", "bien_ban", reworded(CLERK, "THƯ KÝ"), "Khối ký ghi “THƯ KÝ”, đúng là “NGƯỜI GHI BIÊN BẢN”"),
    ("T-66", "bien_ban", reworded(CHAIR, "CHỦ TỌA"), "Khối ký ghi “CHỦ TỌA”, đúng là “CHỦ TRÌ HỘI NGHỊ”"),
    ("T-66", "bien_ban", one_block, "Biên bản phải có hai khối ký"),
]
EMPTY_LINES = '<w:p><w:r><w:rPr><w:sz w:val="28"/></w:rPr></w:r></w:p>' * 5
PASSES = [
    ("quyet_dinh", deputy()),
    ("quyet_dinh", deputy("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
    ("quyet_dinh", deputy("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG")),
    ("quyet_dinh", lambda e: e.remove(POST)),
    ("quyet_dinh", lambda e: (e.settle(NAME, '<w:spacing w:before="0"/>'), e.after(POST, EMPTY_LINES))),
    ("bien_ban", reworded(CHAIR, "T/M ĐOÀN CHỦ TỊCH")),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_a_signature_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_a_signature_that_the_standard_allows(passes, name, change):
    passes(name, change)


def test_capitals_in_a_table_after_the_signature_are_no_signature(passes):
    def change(edit):
        cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        edit.after(LAST, f"<w:tbl>{grid}<w:tr>{cell.format('DANH SÁCH')}{cell.format('KÈM THEO')}</w:tr></w:tbl><w:p/>")
        table = next(edit.paragraph("DANH SÁCH").iterancestors(w("tbl")))
        last = edit.root.find(w("body"))[-1]
        for moved in (table.getnext(), table):
            last.addprevious(moved)
            last = moved

    passes("quyet_dinh", change)


@pytest.mark.parametrize("name", ["Tạ Thị Sáu", "Bạch Sỹ Thiếu", "Lương Sư", "Bà Thị Ông"])
def test_names_that_begin_like_titles_are_names(spoil, name):
    found = {each.message for each in spoil("quyet_dinh", reworded(NAME, name))}
    assert found == ({"Trước họ tên có “Bà”."} if name.startswith("Bà ") else set())
