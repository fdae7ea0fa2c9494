"""Box 5: name of the kind, subject, hyphens; the addressee; attached rules."""

import datetime as dt

import pytest

from docgen.docx.xml import w

NAME, SUBJECT, FIRST_LINE = "QUYẾT ĐỊNH", "về phân công nhiệm vụ", "Căn cứ Điều lệ"
OLD = {"day": dt.date(2026, 5, 26)}
BODY_LINE = (
    '<w:p><w:pPr><w:pStyle w:val="ThanBai"/></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    '<w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
)
UNDER_NUMBER = '<w:p><w:pPr><w:pStyle w:val="SoKyHieu"/></w:pPr><w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r></w:p>'
SMALL_SLANTED = '<w:i/><w:sz w:val="24"/>'


def sized(text, half_points):
    return lambda edit: edit.letters(text, f'<w:sz w:val="{half_points}"/>')


def look(text, properties):
    return lambda edit: edit.letters(text, properties)


def aligned(text, where):
    return lambda edit: edit.settle(text, f'<w:jc w:val="{where}"/>')


def reworded(old, new):
    return lambda edit: edit.text(old, new)


def addressed(word, name=" Đảng ủy xã.", *, before=FIRST_LINE):
    return lambda edit: edit.before(before, BODY_LINE.format(word, name))


def request(word="Kính trình:", *, as_above=True):
    """The resolution as a tờ trình."""

    def change(edit):
        edit.text("NGHỊ QUYẾT", "TỜ TRÌNH")
        edit.text("-NQ/", "-TTr/")
        if word:
            addressed(word, before="Ngày 03 tháng 11")(edit)
        if as_above:
            edit.text("- Đảng ủy xã Vân Thượng Sơn (để báo cáo);", "- Như trên;")

    return change


def letter(subject="về việc họp chi bộ", look=SMALL_SLANTED, *, word="Kính gửi:"):
    """The resolution as a công văn: no name of the kind, the subject under the number."""

    def change(edit):
        request(word)(edit)
        edit.text("-TTr/", "-CV/")
        for text in ("TỜ TRÌNH", "lãnh đạo thực hiện nhiệm vụ tháng 11", "-----"):
            edit.remove(text)
        if subject:
            edit.after("-CV/", UNDER_NUMBER.format(look, subject))

    return change


def attached_heading(edit):
    """The heading table of the attached rules."""
    return [table for table in edit.root.iter(w("tbl")) if "ĐẢNG CỘNG SẢN" in "".join(table.itertext(w("t")))][1]


def unheaded(edit):
    table = attached_heading(edit)
    table.getparent().remove(table)


def numbered_rules(edit):
    edit.after("*", UNDER_NUMBER.format("", "Số 05-QC/CB"), 1)


CASES = [
    ("T-21", "quyet_dinh", sized(NAME, 28), "Tên loại văn bản cỡ 14, chuẩn là 15-16"),
    ("T-21", "quyet_dinh", look(NAME, '<w:b w:val="0"/>'), "Tên loại văn bản phải là chữ đậm"),
    ("T-21", "quyet_dinh", aligned(NAME, "left"), "Tên loại văn bản phải căn giữa"),
    ("T-21", "quyet_dinh", reworded(NAME, "Quyết định"), "“Quyết định” phải viết in hoa"),
    ("T-21", "quyet_dinh", reworded(NAME, "KẾ HOẠCH"), "Tên loại ghi “KẾ HOẠCH”, văn bản này là Quyết định"),
    ("T-21", "quyet_dinh", lambda e: [e.remove(text) for text in (NAME, SUBJECT, "-----")], "Không thấy tên loại văn bản"),
    ("T-22", "quyet_dinh", sized(SUBJECT, 26), "Trích yếu cỡ 13, chuẩn là 14-15"),
    ("T-22", "quyet_dinh", look(SUBJECT, '<w:b w:val="0"/>'), "Trích yếu phải là chữ đậm"),
    ("T-22", "quyet_dinh", look(SUBJECT, "<w:caps/>"), "không viết in hoa toàn bộ"),
    ("T-22", "quyet_dinh", reworded("về phân công", "Về việc phân công"), "bắt đầu bằng chữ hoa"),
    ("T-22", "quyet_dinh", lambda e: e.remove(SUBJECT), "Dưới tên loại không có trích yếu"),
    ("T-23", "quyet_dinh", reworded("-----", "----------"), "đúng là năm gạch nối"),
    ("T-23", "quyet_dinh", reworded("-----", "_____"), "đúng là năm gạch nối"),
    ("T-23", "quyet_dinh", lambda e: e.remove("-----"), "Dưới trích yếu không có “-----”"),
    ("T-23", "quyet_dinh", aligned("-----", "left"), "Gạch ngang phải căn giữa"),
    ("T-24", "quyet_dinh", addressed("Kính gửi:"), "Văn bản loại này không ghi “Kính gửi: Đảng ủy xã.”"),
    ("T-24 T-21", "nghi_quyet", request(""), "Không có dòng Kính gửi, Kính trình"),
    ("T-24 T-21", "nghi_quyet", request("Kính gửi:"), "đúng là “Kính trình:”"),
    ("T-25", "quy_che", unheaded, "không nhắc lại phần đầu hai cột"),
    ("T-25", "quy_che", numbered_rules, "có số riêng “Số 05-QC/CB”"),
    ("T-25", "quy_che", lambda e: e.remove("(Ban hành kèm theo"), "không có dòng “(Ban hành kèm theo"),
]
UNKNOWN = [
    ("T-24", "nghi_quyet", request("Kính gửi:"), "đúng là “Kính trình:”"),
    ("T-24", "nghi_quyet", letter(word="Kính trình:"), "đúng là “Kính gửi:”"),
    ("T-24", "nghi_quyet", letter(word=""), "Không có dòng Kính gửi, Kính trình"),
    ("T-24", "nghi_quyet", lambda e: (request()(e), e.letters("Kính trình", '<w:i w:val="0"/>')), "“Kính trình” phải nghiêng"),
    ("T-26", "nghi_quyet", letter("V/v họp chi bộ"), "không viết “V/v”"),
    ("T-26", "nghi_quyet", letter("họp chi bộ"), "bắt đầu bằng “về việc”"),
    ("T-26", "nghi_quyet", letter(look="<w:i/>"), "Trích yếu cỡ 14, chuẩn là 12"),
    ("T-26", "nghi_quyet", letter(look='<w:sz w:val="24"/>'), "Trích yếu phải là chữ nghiêng"),
    ("T-26", "nghi_quyet", letter(""), "Dưới số và ký hiệu không có trích yếu"),
    ("T-73", "nghi_quyet", request(as_above=False), "đúng là “- Như trên”"),
]
PASSES = [
    ("quyet_dinh", sized(NAME, 32)),
    ("quyet_dinh", sized(SUBJECT, 30)),
    ("quyet_dinh", reworded("về phân công", "Đại hội Chi bộ phân công")),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_an_opening_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("rules", "name", "change", "words"), UNKNOWN)
def test_kinds_that_are_read_from_the_document(fires, rules, name, change, words):
    fires(rules, name, change, words, known=False)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_an_opening_that_the_standard_allows(passes, name, change):
    passes(name, change)


@pytest.mark.parametrize("change", [letter(), request()])
def test_letters_and_requests_are_known_by_number_and_name(passes, change):
    passes("nghi_quyet", change, known=False)


def test_several_addressees_stand_one_under_the_other(passes):
    def change(edit):
        letter()(edit)
        edit.text(" Đảng ủy xã.", "")
        edit.after("Kính gửi:", "".join(f"<w:p><w:r><w:t>- Chi bộ thôn {name}</w:t></w:r></w:p>" for name in ("Một;", "Hai.")))

    passes("nghi_quyet", change, known=False)


def test_a_letter_said_to_be_a_resolution_is_another_kind(spoil):
    found = [each.message for each in spoil("nghi_quyet", letter()) if each.rule == "T-21"]
    assert found == ["Tên loại ghi “Công văn”, văn bản này là Nghị quyết."]


def test_a_capital_at_the_start_of_the_subject_only_warns(spoil):
    (only,) = spoil("quyet_dinh", reworded("về phân công", "Về việc phân công"))
    assert only.severity == "W"


def test_before_hd_05_a_request_said_kinh_gui(spoil):
    def rules(word):
        return {each.rule for each in spoil("nghi_quyet", request(word), known=False, **OLD)}

    assert ("T-24" in rules("Kính gửi:"), "T-24" in rules("Kính trình:")) == (False, True)


def test_an_addressee_in_the_middle_of_the_text_is_no_addressee(passes):
    passes("quyet_dinh", addressed("Kính gửi", " đến các đồng chí lời chào.", before="Kết quả thực hiện nhiệm vụ"))
