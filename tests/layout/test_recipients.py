"""Nơi nhận: the word, its items, the copy that is kept."""

import datetime as dt

import pytest

from docgen.docx.xml import w

WORD, FIRST, SECOND, KEPT = "Nơi nhận:", "- Đảng ủy xã", "- Các chi ủy viên", "- Lưu Chi bộ."


def letters(text, properties):
    return lambda edit: edit.letters(text, properties)


def reworded(old, new):
    return lambda edit: edit.text(old, new)


def without_items(edit):
    for text in (FIRST, SECOND, KEPT):
        edit.remove(text)


def sides_swapped(edit):
    """Signature left, recipients right."""
    row = edit.table(WORD).find(w("tr"))
    left, right = row.findall(w("tc"))
    texts = left.findall(w("p")), right.findall(w("p"))
    for cell, paragraphs in zip((right, left), texts, strict=True):
        cell.extend(paragraphs)


CASES = [
    ("T-70", "quyet_dinh", letters(WORD, "<w:b/>"), "“Nơi nhận” phải là chữ đứng nét thường"),
    ("T-70", "quyet_dinh", letters(WORD, "<w:i/>"), "“Nơi nhận” phải là chữ đứng"),
    ("T-70", "quyet_dinh", letters(WORD, '<w:u w:val="none"/>'), "“Nơi nhận” phải là chữ gạch chân"),
    ("T-70", "quyet_dinh", letters(WORD, '<w:sz w:val="24"/>'), "“Nơi nhận” cỡ 12, chuẩn là 14"),
    ("T-70", "quyet_dinh", reworded(WORD, "NƠI NHẬN"), "Ghi “NƠI NHẬN”, đúng là “Nơi nhận:”"),
    ("T-70", "quyet_dinh", lambda e: (e.remove(WORD), without_items(e), e.before("T/M CHI BỘ", "<w:p/>")), "Không có “Nơi nhận”"),
    ("T-70 T-60", "quyet_dinh", sides_swapped, "“Nơi nhận” không ở bên trái"),
    ("T-71", "quyet_dinh", letters(FIRST, '<w:sz w:val="28"/>'), "Mục nơi nhận cỡ 14, chuẩn là 12"),
    ("T-71", "quyet_dinh", reworded("- Đảng ủy xã", "Đảng ủy xã"), "không mở đầu bằng “- ”"),
    ("T-71", "quyet_dinh", reworded("(để báo cáo);", "(để báo cáo),"), "kết thúc bằng “,”, đúng là “;”"),
    ("T-71", "quyet_dinh", reworded(KEPT, "- Lưu Chi bộ;"), "kết thúc bằng “;”, đúng là “.”"),
    ("T-71", "quyet_dinh", reworded(KEPT, "- Lưu Chi bộ./."), "“- Lưu Chi bộ./.” kết thúc bằng"),
    ("T-71", "quyet_dinh", without_items, "Dưới “Nơi nhận” không có dòng nào"),
    (
        "T-72",
        "quyet_dinh",
        lambda e: (e.remove(KEPT), e.text("(để thực hiện);", "(để thực hiện).")),
        "không phải dòng “- Lưu ...”",
    ),
    ("T-72", "quyet_dinh", reworded(KEPT, "- Lưu: Chi bộ."), "có “Lưu:”"),
    ("T-72", "quyet_dinh", reworded(KEPT, "- Lưu VT, Chi bộ."), "có “VT”"),
]
PASSES = [
    ("quyet_dinh", reworded(KEPT, "- Lưu VPĐU.")),
    ("quyet_dinh", reworded(KEPT, "- Lưu Văn phòng Tỉnh ủy.")),
    ("quyet_dinh", lambda e: e.after(KEPT, '<w:p><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>ABC-268</w:t></w:r></w:p>')),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_recipients_that_break_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_recipients_that_the_standard_allows(passes, name, change):
    passes(name, change)


@pytest.mark.parametrize(("day", "mark"), [(dt.date(2026, 5, 26), ","), (dt.date(2026, 5, 27), ";")])
def test_the_mark_between_the_items_is_that_of_the_day(spoil, day, mark):
    def rules(written):
        found = spoil("quyet_dinh", lambda e: [e.text(");", f"){written}", 0) for _ in range(2)], day=day)
        return {each.rule for each in found}

    other = "," if mark == ";" else ";"
    assert ("T-71" in rules(mark), "T-71" in rules(other)) == (False, True)


def test_marks_between_the_items_only_warn(spoil):
    (only,) = spoil("quyet_dinh", reworded("(để báo cáo);", "(để báo cáo),"))
    assert only.severity == "W"
