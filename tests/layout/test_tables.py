"""Tables of data: rows that repeat, rows that stay whole, tables within the margins."""

import pytest

from docgen.docx.xml import w

DATA = "Thu quỹ khuyến học"


def unset(name):
    """Take a switch off every row of the table."""

    def change(edit):
        for row in edit.table(DATA).findall(w("tr")):
            for switch in row.findall(f"{w('trPr')}/{w(name)}"):
                switch.getparent().remove(switch)

    return change


def widened(twips, **places):
    """The first column wider by `twips`; `places` are further properties of the table."""

    def change(edit):
        table = edit.table(DATA)
        column = table.find(f"{w('tblGrid')}/{w('gridCol')}")
        column.set(w("w"), str(int(column.get(w("w"))) + twips))
        properties = table.find(w("tblPr"))
        for name, value in places.items():
            edit.set(properties, name, value)

    return change


CASES = [
    ("T-50", "nghi_quyet", unset("tblHeader"), "không lặp lại khi bảng sang trang"),
    ("T-51", "nghi_quyet", unset("cantSplit"), "3 dòng có thể bị cắt đôi"),
    ("T-52", "nghi_quyet", widened(567), "lấn lề phải 10 mm"),
    ("T-52", "nghi_quyet", widened(0, tblInd={"w": "-567", "type": "dxa"}), "Bảng lấn lề trái 10 mm"),
    ("T-52", "nghi_quyet", widened(567, jc={"val": "center"}), "lấn lề phải 5 mm"),
    ("T-52", "nghi_quyet", widened(567, jc={"val": "right"}), "Bảng lấn lề trái 10 mm"),
]
PASSES = [
    ("nghi_quyet", widened(120)),
    ("nghi_quyet", widened(200, jc={"val": "center"})),
    ("nghi_quyet", widened(-567, jc={"val": "right"})),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_a_table_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_a_table_that_is_sound(passes, name, change):
    passes(name, change)


def test_the_table_is_named_by_its_number_and_the_place_is_its_first_paragraph(spoil):
    (only,) = spoil("nghi_quyet", unset("tblHeader"))
    assert (only.label, only.path) == ("Dòng đầu bảng › bảng 1", "word/document.xml#18")
