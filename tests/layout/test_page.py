"""Paper, margins, font, colour, page number.

`CASES` of this and the other modules: the rules that fire, the document, what is done to it, words of the message.
"""

import datetime as dt

import pytest

from docgen.docx.xml import w

HEADER, FOOTER, SETTINGS = "word/header1.xml", "word/footer1.xml", "word/settings.xml"
NUMBER = '<w:r><w:t xml:space="preserve">2</w:t></w:r>'
PLACED = '<w:pStyle w:val="SoTrang"/>'
LYING = {"w": "16838", "h": "11906"}
TURNED = {"top": "1701", "right": "1134", "bottom": "850", "left": "1134"}


def lie(edit):
    edit.page("pgSz", **LYING)
    edit.page("pgMar", **TURNED)


def number_look(properties):
    return lambda edit: edit.replace(HEADER, NUMBER, f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">2</w:t></w:r>')


def number_placed(properties):
    return lambda edit: edit.replace(HEADER, PLACED, PLACED + properties)


def instruct(words):
    return lambda edit: edit.replace(HEADER, " PAGE ", words)


def number_at_the_foot(edit):
    instruct(" DATE ")(edit)
    edit.replace(FOOTER, "</w:p>", '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>')
    edit.section(lambda section: section.remove(section.findall(w("footerReference"))[1]))


def without(name):
    return lambda edit: edit.section(lambda section: section.remove(section.find(w(name))))


def setting(name):
    return lambda edit: edit.replace(SETTINGS, "<w:decimalSymbol", f"<w:{name}/><w:decimalSymbol")


def mirror(edit):
    setting("mirrorMargins")(edit)
    edit.page("pgMar", right="1134")


CASES = [
    ("T-01", "quyet_dinh", lambda e: e.page("pgSz", w="12240", h="15840"), "Khổ giấy 215,9 x 279,4 mm, chuẩn là A4"),
    ("T-01", "quyet_dinh", lambda e: e.page("pgSz", w="8391", h="11906"), "Khổ giấy 148 x 210 mm"),
    ("T-01", "nghi_quyet", lie, "đặt ngang mà không có bảng rộng"),
    ("T-02", "quyet_dinh", lambda e: e.page("pgMar", left="1440"), "Lề trái 25,4 mm, chuẩn là 30 mm"),
    ("T-02", "quyet_dinh", lambda e: e.page("pgMar", right="567"), "Lề phải 10 mm"),
    ("T-02", "quyet_dinh", lambda e: e.page("pgMar", top="1418"), "Lề trên 25 mm"),
    ("T-02", "quyet_dinh", lambda e: e.page("pgMar", bottom="850"), "Lề dưới 15 mm"),
    ("T-02", "quyet_dinh", lambda e: e.page("pgMar", gutter="567"), "Lề trái 40 mm"),
    ("T-02", "quyet_dinh", mirror, "Lề trái mặt sau 20 mm, chuẩn là 15 mm"),
    ("T-02", "danh_sach", lambda e: e.page("pgMar", 1, top="1134"), "Lề trên 20 mm, chuẩn là 30 mm"),
    ("T-03", "quyet_dinh", lambda e: e.letters("Điều 3", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'), "Phông Arial"),
    ("T-03", "quyet_dinh", lambda e: e.letters("Điều 3", '<w:rFonts w:hAnsi="Calibri"/>'), "Phông Calibri"),
    ("T-03", "quyet_dinh", lambda e: e.letters("Điều 3", '<w:rFonts w:hAnsi=".VnTime"/>'), "mã cũ, không phải Unicode"),
    ("T-03", "quyet_dinh", number_look('<w:rFonts w:ascii="Calibri"/>'), "Phông Calibri ở 1 chỗ"),
    ("T-03", "nghi_quyet", lambda e: e.letters("Thu quỹ", '<w:rFonts w:ascii="Arial"/>'), "Phông Arial"),
    ("T-04", "quyet_dinh", lambda e: e.letters("Điều 3", '<w:color w:val="FF0000"/>'), "màu FF0000"),
    ("T-04", "quyet_dinh", lambda e: e.letters("Điều 3", '<w:highlight w:val="yellow"/>'), "còn tô nền yellow"),
    ("T-05", "quyet_dinh", number_placed('<w:jc w:val="right"/>'), "Số trang không ở giữa"),
    ("T-05", "quyet_dinh", lambda e: e.replace(HEADER, "</w:p>", "<w:r><w:t>-</w:t></w:r></w:p>"), "Quanh số trang có “-”"),
    ("T-05", "quyet_dinh", instruct(" DATE "), "Không có số trang ở đầu trang"),
    ("T-05", "quyet_dinh", number_at_the_foot, "Số trang ở chân trang"),
    ("T-05", "quyet_dinh", instruct(r" PAGE \* roman "), "số La Mã"),
    ("T-05", "quyet_dinh", lambda e: e.page("pgNumType", fmt="upperRoman"), "không phải chữ số Ả Rập"),
    ("T-05", "quyet_dinh", setting("evenAndOddHeaders"), "Không có số trang ở đầu trang chẵn"),
    ("T-05", "danh_sach", lambda e: e.page("titlePg", 1), "của trang đầu phần này"),
    ("T-06", "quyet_dinh", number_look('<w:sz w:val="22"/>'), "Số trang cỡ 11, chuẩn là 14"),
    ("T-06", "quyet_dinh", number_look("<w:b/>"), "chữ đứng, nét thường"),
    ("T-06", "quyet_dinh", number_look("<w:i/>"), "chữ đứng, nét thường"),
    ("T-07", "quyet_dinh", without("titlePg"), "Trang đầu có số trang"),
    ("T-08", "quyet_dinh", lambda e: e.page("pgMar", header="720"), "Số trang cách mép trên 12,7 mm, chuẩn là 10 mm"),
]
PASSES = [
    ("quyet_dinh", lambda e: e.page("pgMar", left="1710")),
    ("quyet_dinh", setting("mirrorMargins")),
    ("quyet_dinh", lambda e: e.letters("Điều 3", '<w:rFonts w:eastAsia="SimSun" w:cs="Arial"/>')),
    ("quyet_dinh", lambda e: e.letters("Điều 3", '<w:color w:val="auto"/>')),
    ("quyet_dinh", number_placed('<w:framePr w:xAlign="center"/><w:jc w:val="left"/>')),
    ("danh_sach", lambda e: (e.page("titlePg", 1), e.page("pgNumType", 1, start="1"))),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_a_page_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_a_page_that_the_standard_allows(passes, name, change):
    passes(name, change)


def test_the_colour_of_letters_was_not_regulated_before_hd_05(spoil):
    found = spoil("quyet_dinh", lambda e: e.letters("Điều 3", '<w:color w:val="FF0000"/>'), day=dt.date(2026, 5, 26))
    assert "T-04" not in {each.rule for each in found}


def test_a_font_is_reported_once_with_its_places_counted(spoil):
    def change(edit):
        for text in ("Điều 1", "Điều 2", "Điều 3"):
            edit.letters(text, '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')

    (only,) = spoil("danh_sach", change)
    assert "Arial ở 6 chỗ" in only.message


def test_the_section_is_named_from_the_second_on(spoil):
    (only,) = spoil("danh_sach", lambda e: e.page("pgMar", 1, top="1134"))
    assert only.label == "Lề trang › phần trang 2"
