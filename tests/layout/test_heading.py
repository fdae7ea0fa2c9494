"""Boxes 1 to 4: title of the Party and its rule, the bodies, the star, the number, place and date."""

import pytest
from lxml import etree

from docgen.docx.xml import w

TITLE, UPPER, ISSUER = "ĐẢNG CỘNG SẢN", "ĐẢNG BỘ XÃ", "CHI BỘ THÔN NÀ KHOANG"
NUMBER, DATE = "Số 08-QĐ/CB", "ngày 04 tháng 11"
LINE = (
    '<w:r><w:drawing><wp:anchor><wp:extent cx="{emu}" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:cNvCnPr/><wps:spPr>'
    '<a:ln w="9525">{dash}</a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
)
TITLE_EMU = 2_624_400
"""As long as the title at 15 pt bold: 72,9 mm."""


def sized(text, half_points):
    return lambda edit: edit.letters(text, f'<w:sz w:val="{half_points}"/>')


def look(text, properties):
    return lambda edit: edit.letters(text, properties)


def aligned(text, where):
    return lambda edit: edit.settle(text, f'<w:jc w:val="{where}"/>')


def reworded(old, new):
    return lambda edit: edit.text(old, new)


def rule_paragraph(edit):
    return edit.paragraph(TITLE).getnext()


def unruled(edit):
    """Take the border under the title away."""
    ruled = rule_paragraph(edit)
    ruled.remove(ruled.find(w("pPr")))
    return ruled


def ruled_by(markup):
    """The title rule as something else than a border."""

    def change(edit):
        ruled = unruled(edit)
        edit.after(TITLE, f"<w:p>{markup}</w:p>")
        ruled.getparent().remove(ruled)

    return change


def drawn(emu=TITLE_EMU, dash=""):
    return ruled_by(LINE.format(emu=emu, dash=dash))


def underlined(kind):
    def change(edit):
        unruled(edit)
        edit.letters(TITLE, f'<w:u w:val="{kind}"/>')

    return change


def border(style, indent=None):
    def change(edit):
        ppr = rule_paragraph(edit).find(w("pPr"))
        markup = f'<w:x><w:pBdr><w:bottom w:val="{style}" w:sz="6"/><w:top w:val="nil"/></w:pBdr></w:x>'
        edit.before(TITLE, markup)
        holder = edit.paragraph(TITLE).getprevious()
        ppr.append(holder[0])
        holder.getparent().remove(holder)
        if indent is not None:
            ppr.find(w("ind")).set(w("left"), str(indent))

    return change


def to_the_left(edit):
    """Title and rule stand in the left cell, the bodies in the right one."""
    row = edit.table(TITLE).find(w("tr"))
    left, right = row.findall(w("tc"))
    here, there = left.findall(w("p")), right.findall(w("p"))
    for each in here:
        right.append(each)
    for each in there:
        left.append(each)


def national(edit):
    edit.text("ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def below_the_rule(words):
    """A line between the rule and the date."""

    def change(edit):
        edit.after(TITLE, f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
        edit.paragraph(TITLE).addnext(rule_paragraph(edit).getnext())

    return change


def spaces_around(edit):
    """Blanks in runs of their own at both ends of the title."""
    title = edit.paragraph(TITLE)
    for place in (1, len(title) + 1):
        blank = etree.Element(w("r"))
        etree.SubElement(blank, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = "   "
        title.insert(place, blank)


def line_under_body(edit):
    edit.settle(ISSUER, '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>')


CASES = [
    ("T-10 T-11", "quyet_dinh", sized(TITLE, 28), "Tiêu đề cỡ 14, chuẩn là 15"),
    ("T-10 T-11", "quyet_dinh", look(TITLE, '<w:b w:val="0"/>'), "Tiêu đề phải là chữ đậm"),
    ("T-10", "quyet_dinh", look(TITLE, "<w:i/>"), "Tiêu đề phải là chữ đứng"),
    ("T-10", "quyet_dinh", aligned(TITLE, "left"), "Tiêu đề phải căn giữa"),
    ("T-10", "quyet_dinh", reworded("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẢN VIÊT NAM"), "đúng là “ĐẢNG CỘNG SẢN VIỆT NAM”"),
    ("T-10 T-11", "quyet_dinh", reworded("ĐẢNG CỘNG SẢN VIỆT NAM", "Đảng Cộng sản Việt Nam"), "phải viết in hoa"),
    ("T-10", "quyet_dinh", lambda e: e.remove(TITLE), "Không có tiêu đề"),
    ("T-11", "quyet_dinh", unruled, "Dưới tiêu đề không có đường kẻ"),
    ("T-11", "quyet_dinh", border("single", 1000), "dòng chữ tiêu đề dài 72,9 mm"),
    ("T-11", "quyet_dinh", border("dashed"), "không phải nét liền"),
    ("T-11", "quyet_dinh", drawn(1_200_000), "Đường kẻ dài 33,3 mm"),
    ("T-11", "quyet_dinh", drawn(dash='<a:prstDash val="dash"/>'), "không phải nét liền"),
    ("T-11", "quyet_dinh", underlined("dotted"), "không phải nét liền"),
    ("T-11", "quyet_dinh", ruled_by("<w:r><w:t>---------------</w:t></w:r>"), "không phải nét liền"),
    ("T-12", "quyet_dinh", below_the_rule("Độc lập - Tự do - Hạnh phúc"), "Có dòng “Độc lập - Tự do - Hạnh phúc”"),
    ("T-12 T-10", "quyet_dinh", national, "Có dòng “CỘNG HÒA XÃ HỘI"),
    ("T-13", "quyet_dinh", sized(UPPER, 26), "Tên cơ quan cấp trên cỡ 13"),
    ("T-13", "quyet_dinh", reworded("ĐẢNG BỘ XÃ", "ĐẢNG ỦY XÃ"), "đúng là “ĐẢNG BỘ …”"),
    ("T-13", "quyet_dinh", look(UPPER, "<w:i/>"), "Tên cơ quan cấp trên phải là chữ đứng"),
    ("T-14", "quyet_dinh", sized(ISSUER, 26), "Tên cơ quan ban hành cỡ 13"),
    ("T-14", "quyet_dinh", look(ISSUER, '<w:b w:val="0"/>'), "Tên cơ quan ban hành phải là chữ đậm"),
    ("T-14", "quyet_dinh", aligned(ISSUER, "left"), "Tên cơ quan ban hành phải căn giữa"),
    ("T-14", "quyet_dinh", lambda e: (e.remove(UPPER), e.remove(ISSUER)), "Không có tên cơ quan ban hành"),
    ("T-15", "quyet_dinh", lambda e: e.remove("*"), "không có dấu sao"),
    ("T-15", "quyet_dinh", reworded("*", "***"), "đúng là một dấu “*”"),
    ("T-15", "quyet_dinh", sized("*", 20), "Dấu sao cỡ 10"),
    ("T-15", "quyet_dinh", aligned("*", "left"), "Dấu sao phải căn giữa"),
    ("T-16", "quyet_dinh", line_under_body, "Dưới tên cơ quan ban hành có đường kẻ"),
    ("T-16", "quyet_dinh", lambda e: e.after(ISSUER, "<w:p><w:r><w:t>-------</w:t></w:r></w:p>"), "có đường kẻ"),
    ("T-16", "quyet_dinh", lambda e: e.after(ISSUER, f"<w:p>{LINE.format(emu=900_000, dash='')}</w:p>"), "có đường kẻ"),
    ("T-17", "quyet_dinh", reworded("Số 08", "Số: 08"), "dấu hai chấm sau chữ “Số”"),
    ("T-17", "quyet_dinh", reworded("Số 08", "Số 8"), "số dưới 10 phải thêm số 0"),
    ("T-17", "quyet_dinh", reworded("08-QĐ/CB", "08/QĐ-CB"), "không đúng mẫu “Số 05-NQ/CB”"),
    ("T-17", "quyet_dinh", lambda e: e.remove(NUMBER), "Không có dòng số và ký hiệu"),
    ("T-18", "quyet_dinh", sized(NUMBER, 26), "Số và ký hiệu cỡ 13"),
    ("T-18", "quyet_dinh", look(NUMBER, "<w:b/>"), "Số và ký hiệu phải là chữ đứng nét thường"),
    ("T-19", "quyet_dinh", reworded("ngày 04", "ngày 4"), "ngày ghi “4”, đúng là “04”"),
    ("T-19", "quyet_dinh", reworded("tháng 11", "tháng 2"), "tháng ghi “2”, đúng là “02”"),
    ("T-19", "quyet_dinh", reworded("tháng 11", "tháng 09"), "tháng ghi “09”, đúng là “9”"),
    ("T-19", "quyet_dinh", reworded("Sơn, ngày", "Sơn ngày"), "địa danh phải đứng trước, sau có dấu phẩy"),
    ("T-19", "quyet_dinh", reworded("Vân Thượng Sơn, ngày", "ngày"), "địa danh phải đứng trước"),
    ("T-19", "quyet_dinh", reworded("ngày 04 tháng 11 năm 2026", "04/11/2026"), "không đúng mẫu “Hà Nội, ngày 03 tháng 02"),
    ("T-19", "quyet_dinh", lambda e: e.remove(DATE), "Không có địa danh, ngày tháng năm"),
    ("T-20", "quyet_dinh", look(DATE, '<w:i w:val="0"/>'), "Địa danh, ngày tháng phải là chữ nghiêng"),
    ("T-20", "quyet_dinh", sized(DATE, 26), "Địa danh, ngày tháng cỡ 13"),
    ("T-20", "bien_ban", below_the_rule("Sơn, ngày 04 tháng 11 năm 2026"), "Biên bản có dòng “Sơn, ngày"),
]
PASSES = [
    ("quyet_dinh", drawn()),
    ("quyet_dinh", underlined("single")),
    ("quyet_dinh", border("thick")),
    ("quyet_dinh", ruled_by('<w:r><w:pict><v:line from="0,0" to="206.7pt,0"/></w:pict></w:r>')),
    ("quyet_dinh", reworded("Số 08", "Số      ")),
    ("quyet_dinh", reworded("Số 08-QĐ/CB", "Số 128-QĐ/BTCTU-BDVTU")),
    ("quyet_dinh", reworded("ngày 04 tháng 11", "ngày     tháng 11")),
    ("quyet_dinh", reworded("ngày 04 tháng 11", "ngày     tháng    ")),
    ("quyet_dinh", reworded("tháng 11", "tháng 01")),
    ("quyet_dinh", reworded("ĐẢNG CỘNG SẢN VIỆT NAM", "  ĐẢNG CỘNG SẢN VIỆT NAM   ")),
    ("quyet_dinh", spaces_around),
    ("quyet_dinh", lambda e: e.remove(UPPER)),
]


@pytest.mark.parametrize(("rules", "name", "change", "words"), CASES)
def test_a_heading_that_breaks_a_rule(fires, rules, name, change, words):
    fires(rules, name, change, words)


@pytest.mark.parametrize(("name", "change"), PASSES)
def test_a_heading_that_the_standard_allows(passes, name, change):
    passes(name, change)


def test_a_title_on_the_left_side_is_out_of_place(spoil):
    assert ("T-10", "Tiêu đề không ở phía trên bên phải.") in {
        (each.rule, each.message) for each in spoil("quyet_dinh", to_the_left)
    }


def test_capitals_by_formatting_are_capitals(passes):
    def change(edit):
        edit.text("QUYẾT ĐỊNH", "Quyết định")
        edit.letters("Quyết định", "<w:caps/>")

    passes("quyet_dinh", change)
