"""The text: căn cứ, the deciding line, size, alignment, indents, spacing, line pitch, end mark, empty lines."""

import datetime as dt

import pytest

GROUND, DECIDING = "Căn cứ Điều lệ", "CHI BỘ THÔN NÀ KHOANG QUYẾT ĐỊNH"
CLAUSE, POINT, ONE_LINE = "1. Lập bản cam kết", "a) Phụ trách 3 hộ", "1. Nhiệm vụ cố định:"
LONG = "Kết quả thực hiện nhiệm vụ"
DOTTED = '<w:p><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs></w:pPr><w:r><w:t>Chữ ký:</w:t><w:tab/></w:r></w:p>'
EMPTY = '<w:p><w:pPr><w:pStyle w:val="ThanBai"/></w:pPr></w:p>'


def letters(text, properties):
    return lambda edit: edit.letters(text, properties)


def settled(text, properties):
    return lambda edit: edit.settle(text, properties)


def reworded(old, new):
    return lambda edit: edit.text(old, new)


def indented(text, **values):
    return settled(text, "<w:ind " + " ".join(f'w:{key}="{value}"' for key, value in values.items()) + "/>")


def spaced(text, **values):
    known = {"before": 0, "after": 120, "line": 380, "lineRule": "exact"} | values
    return settled(text, "<w:spacing " + " ".join(f'w:{key}="{value}"' for key, value in known.items()) + "/>")


def several(*changes):
    return lambda edit: [change(edit) for change in changes]


def unmarked_by_keyboard(edit):
    edit.text(CLAUSE, f"\u00a0\u00a0{CLAUSE}")
    edit.settle(CLAUSE, '<w:ind w:firstLine="0"/>')


CASES = [
    ("T-30", "quyet_dinh", reworded("- Căn cứ Điều lệ", "Căn cứ Điều lệ"), "không mở đầu bằng “- ”"),
    ("T-30", "quyet_dinh", letters(GROUND, "<w:i/>"), "in nghiêng, chuẩn là chữ đứng"),
    ("T-30", "quyet_dinh", reworded("Đảng Cộng sản Việt Nam;", "Đảng Cộng sản Việt Nam,"), "kết thúc bằng “,”, đúng là “;”"),
    ("T-30", "quyet_dinh", reworded("điều kiện của đảng viên,", "điều kiện của đảng viên;"), "đúng là “,” hoặc “.”"),
    ("T-31", "quyet_dinh", lambda e: e.remove(DECIDING), "Không có dòng “... QUYẾT ĐỊNH”"),
    ("T-31", "quyet_dinh", reworded(DECIDING, "Chi bộ quyết định:"), "phải in hoa"),
    ("T-31", "quyet_dinh", letters(DECIDING, '<w:b w:val="0"/>'), "phải đậm"),
    ("T-32", "quyet_dinh", letters(CLAUSE, '<w:sz w:val="26"/>'), "Nội dung cỡ 13, chuẩn là 14-15."),
    ("T-32", "quyet_dinh", letters(CLAUSE, '<w:sz w:val="27"/>'), "Nội dung cỡ 13,5"),
    (
        "T-32",
        "quyet_dinh",
        several(*(letters(text, '<w:sz w:val="26"/>') for text in (CLAUSE, POINT))),
        "chuẩn là 14-15 (2 đoạn).",
    ),
    ("T-32", "quyet_dinh", letters(CLAUSE, "<w:i/>"), "in nghiêng cả đoạn"),
    ("T-33", "quyet_dinh", settled(LONG, '<w:jc w:val="left"/>'), "không căn đều hai bên"),
    ("T-33", "quyet_dinh", settled(LONG, '<w:jc w:val="right"/>'), "không căn đều hai bên"),
    ("T-34", "quyet_dinh", indented(CLAUSE, firstLine=720), "có dòng đầu lùi 12,7 mm"),
    ("T-34", "quyet_dinh", indented(CLAUSE, firstLine=0), "có dòng đầu lùi 0 mm"),
    ("T-34", "quyet_dinh", indented(CLAUSE, left=567, firstLine=567), "lùi cả đoạn 10 mm"),
    ("T-34", "quyet_dinh", unmarked_by_keyboard, "lùi bằng phím Tab hoặc dấu cách"),
    ("T-35", "quyet_dinh", spaced(CLAUSE, after=60), "chỉ cách 3 pt, chuẩn là từ 6 pt"),
    ("T-35", "quyet_dinh", settled(CLAUSE, "<w:contextualSpacing/>"), "chỉ cách 0 pt"),
    ("T-36", "quyet_dinh", spaced(CLAUSE, line=360, lineRule="auto"), "giãn dòng kiểu 1,5 dòng, chuẩn là Exactly 18-22 pt"),
    ("T-36", "quyet_dinh", spaced(CLAUSE, lineRule="atLeast"), "kiểu ít nhất 19 pt"),
    ("T-36", "quyet_dinh", spaced(CLAUSE, line=320), "giãn dòng 16 pt"),
    ("T-36", "quyet_dinh", spaced(CLAUSE, line=480), "giãn dòng 24 pt"),
    (
        "T-37",
        "quyet_dinh",
        reworded("thi hành Quyết định này.", "thi hành Quyết định này./."),
        "kết thúc bằng “./.”, đúng là “.”",
    ),
    ("T-37", "nghi_quyet", reworded("thông qua.", "thông qua;"), "kết thúc bằng “;”, đúng là “.”"),
    ("T-32", "quyet_dinh", several(reworded(LONG, "Kết quả\tthực hiện"), letters("thực hiện", '<w:sz w:val="26"/>')), "cỡ 13"),
    ("T-38", "quyet_dinh", lambda e: e.after(CLAUSE, EMPTY), "Có 1 đoạn trống"),
    ("T-38", "quyet_dinh", lambda e: e.after(DECIDING, EMPTY * 3), "Có 3 đoạn trống"),
]
PASSES = [
    ("quyet_dinh", letters(CLAUSE, '<w:sz w:val="30"/>')),
    ("quyet_dinh", letters(CLAUSE, '<w:vertAlign w:val="superscript"/><w:sz w:val="20"/>')),
    ("quyet_dinh", settled(ONE_LINE, '<w:jc w:val="left"/>')),
    ("quyet_dinh", indented(CLAUSE, firstLine=600)),
    ("quyet_dinh", several(spaced(CLAUSE, after=0), spaced("2. Báo cáo", before=120))),
    ("quyet_dinh", spaced(CLAUSE, line=440)),
    ("quyet_dinh", reworded("điều kiện của đảng viên,", "điều kiện của đảng viên.")),
    ("quyet_dinh", lambda e: e.after(CLAUSE, "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>")),
    ("quyet_dinh", lambda e: e.after(CLAUSE, "<w:p><w:r><w:t>Họ và tên: ......................</w:t></w:r></w:p>")),
    ("quyet_dinh", lambda e: e.after(CLAUSE, DOTTED)),
    ("nghi_quyet", lambda e: e.before("Thu quỹ khuyến học", EMPTY)),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_a_text_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_a_text_that_the_standard_allows(passes, name, change):
    passes(name, change)


def test_the_line_pitch_has_no_upper_limit_before_hd_05(spoil):
    found = spoil("quyet_dinh", spaced(CLAUSE, line=600), day=dt.date(2026, 5, 26))
    assert "T-36" not in {each.rule for each in found}


def test_the_same_fault_in_many_paragraphs_is_one_finding(spoil):
    found = spoil(
        "quyet_dinh", lambda e: e.replace("word/styles.xml", 'w:line="380" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"')
    )
    (only,) = found
    assert "(19 đoạn)" in only.message


def test_an_empty_paragraph_is_only_a_hint(spoil):
    (only,) = spoil("quyet_dinh", lambda e: e.after(CLAUSE, EMPTY))
    assert only.severity == "I"


def test_an_italic_ground_only_warns(spoil):
    (only,) = spoil("quyet_dinh", letters(GROUND, "<w:i/>"))
    assert only.severity == "W"


@pytest.mark.parametrize("sign", ["\u2013", "\u2022", "+"])
def test_other_dashes_before_a_ground_are_wrong_but_leave_it_a_ground(spoil, sign):
    (only,) = spoil("quyet_dinh", reworded("- Căn cứ Điều lệ", f"{sign} Căn cứ Điều lệ"))
    assert (only.rule, "không mở đầu" in only.message) == ("T-30", True)
