"""Documents that were not made here: other ways to set a heading, other programs, no Party document at all, damaged ones."""

import datetime as dt
import io
import re
import subprocess

import docx
import pytest
from lxml import etree

from docgen.check.layout import check_layout
from docgen.docx.archive import Archive
from docgen.docx.package import open_package
from docgen.docx.xml import w
from docgen.errors import DocgenError

DAY = dt.date(2026, 11, 4)
NAMES = ["quyet_dinh", "danh_sach", "nghi_quyet", "bien_ban", "quy_che", "tai_lieu"]
TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
TABS = '<w:tabs><w:tab w:val="center" w:pos="2200"/><w:tab w:val="center" w:pos="6900"/></w:tabs>'


def rules_in(found):
    return sorted({each.rule for each in found})


# --- the same heading by other means ---


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def two_sides(left, right, *, left_look="", right_look=""):
    tab = "<w:r><w:tab/></w:r>"
    return f"<w:p><w:pPr>{TABS}</w:pPr>{tab}{run(left, left_look)}{tab}{run(right, right_look)}</w:p>"


HEADED_BY_TABS = (
    two_sides("ĐẢNG BỘ XÃ VÂN THƯỢNG SƠN", TITLE, right_look='<w:b/><w:sz w:val="30"/><w:u w:val="single"/>')
    + f"<w:p><w:pPr>{TABS}</w:pPr><w:r><w:tab/></w:r>{run('CHI BỘ THÔN NÀ KHOANG', '<w:b/>')}</w:p>"
    + f"<w:p><w:pPr>{TABS}</w:pPr><w:r><w:tab/></w:r>{run('*')}</w:p>"
    + two_sides("Số 08-QĐ/CB", "Vân Thượng Sơn, ngày 04 tháng 11 năm 2026", right_look="<w:i/>")
)


def replace_heading(edit, markup):
    table = edit.table(TITLE)
    edit.before("QUYẾT ĐỊNH", markup)
    table.getparent().remove(table)


def test_a_heading_made_of_tabs_is_found_and_judged(passes):
    passes("quyet_dinh", lambda edit: replace_heading(edit, HEADED_BY_TABS))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("Số 08", "Số: 08", "T-17"), ("ngày 04", "ngày 4", "T-19"), ('w:val="30"', 'w:val="28"', "T-10"), ("<w:i/>", "", "T-20")],
)
def test_faults_in_a_heading_made_of_tabs_are_found(spoil, old, new, rule):
    found = spoil("quyet_dinh", lambda edit: replace_heading(edit, HEADED_BY_TABS.replace(old, new)))
    assert rules_in(found) == [rule]


def test_a_heading_whose_cells_have_line_breaks_is_the_same_heading(passes):
    def change(edit):
        upper, issuer = edit.paragraph("ĐẢNG BỘ XÃ"), edit.paragraph("CHI BỘ THÔN")
        bold = etree.SubElement(issuer.find(w("r")), w("rPr"))
        etree.SubElement(bold, w("b"))
        issuer.find(w("r")).insert(0, bold)
        etree.SubElement(upper, w("r")).append(etree.Element(w("br")))
        upper.append(issuer.find(w("r")))
        issuer.getparent().remove(issuer)

    passes("quyet_dinh", change)


def ruled_cell(edit, width="4133"):
    """The title alone in a cell of its own, whose lower line is the rule."""
    table = edit.table(TITLE)
    title = edit.paragraph(TITLE)
    cell, grid = title.getparent(), table.find(w("tblGrid"))
    cell.remove(title.getnext())
    edit.set(cell.find(w("tcPr")), "tcBorders", {})
    etree.SubElement(cell.find(f"{w('tcPr')}/{w('tcBorders')}"), w("bottom")).set(w("val"), "single")
    edit.set(cell.find(w("tcPr")), "tcW", {"w": width, "type": "dxa"})
    grid[1].set(w("w"), width)


def test_the_lower_line_of_the_cell_of_the_title_is_a_rule(passes):
    passes("quyet_dinh", ruled_cell)


def test_a_line_across_the_whole_cell_is_too_long(spoil):
    (only,) = spoil("quyet_dinh", lambda edit: ruled_cell(edit, "5244"))
    assert "Đường kẻ dài 92,5 mm" in only.message


def test_a_heading_in_a_table_with_lines_is_still_a_heading(spoil):
    def change(edit):
        table = edit.table(TITLE)
        edit.set(table.find(w("tblPr")), "tblBorders", {})
        borders = table.find(f"{w('tblPr')}/{w('tblBorders')}")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            etree.SubElement(borders, w(side)).set(w("val"), "single")

    assert rules_in(spoil("quyet_dinh", change)) == []


def test_a_signature_set_by_indents_rather_than_a_table(spoil):
    """Block and recipients one under the other: found, and only what a table does better is noted."""

    def change(edit):
        table = edit.table("Nơi nhận:")
        cells = table.findall(f"{w('tr')}/{w('tc')}")
        for cell in reversed(cells):
            for paragraph in reversed(cell.findall(w("p"))):
                table.addnext(paragraph)
        for text in ("T/M CHI BỘ", "BÍ THƯ", "Hoàng Đình Khải"):
            edit.settle(text, '<w:ind w:left="4535"/>')
        table.getparent().remove(table)

    assert rules_in(spoil("quyet_dinh", change)) == ["T-38"]


# --- the kind is not told ---


def test_the_kind_of_every_shipped_example_is_read_from_the_document(example):
    """Handouts are no documents of the Party."""
    if example.kind.the_loai_of(example.variant):
        assert check_layout(example.docx, day=example.document.ngay_ban_hanh) == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_small_documents_are_sound(produce, check, name):
    assert check(produce(name), name) == ()


def test_an_unknown_handout_is_held_against_the_party_format_but_its_books_are_no_kind(produce, check):
    found = check(produce("tai_lieu"), "tai_lieu", known=False)
    assert {"T-10", "T-14", "T-60", "T-70"} <= set(rules_in(found))
    assert [each.message for each in found if each.rule == "T-21"] == ["Không thấy tên loại văn bản dưới phần đầu."]


# --- the standard of the day ---


@pytest.mark.parametrize("name", NAMES)
def test_documents_of_today_break_only_the_comma_rule_of_the_old_standard(produce, check, name):
    assert rules_in(check(produce(name), name, day=dt.date(2026, 5, 26))) in ([], ["T-71"])


# --- other programs ---


@pytest.fixture(scope="session")
def rewritten(soffice, tmp_path_factory):
    """Files opened and saved again by LibreOffice, by name."""

    def convert(files):
        folder = tmp_path_factory.mktemp("odd")
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        profile = (folder / "profile").as_uri()
        target = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", folder / "out"]
        subprocess.run(
            [soffice, f"-env:UserInstallation={profile}", "--headless", *target, *folder.glob("*.docx")],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return {name: (folder / "out" / f"{name}.docx").read_bytes() for name in files}

    return convert


def test_what_libreoffice_saves_again_is_still_sound(rewritten, produce, check):
    """Where a document has two sections LibreOffice drops the page number of the first, which is one page long."""
    files = rewritten({name: produce(name) for name in NAMES})
    found = {name: rules_in(check(data, name)) for name, data in files.items()}
    assert found == {**{name: [] for name in NAMES}, "danh_sach": ["T-05"], "quy_che": ["T-05"]}


def by_python_docx(*paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_plain_document_of_another_program_lacks_everything():
    found = check_layout(by_python_docx("Kính gửi anh chị em", "Mời họp lớp."), day=DAY, kind="nghi-quyet", variant="thuong_ky")
    assert {"T-01", "T-02", "T-03", "T-05", "T-10", "T-14", "T-17", "T-19", "T-21", "T-60", "T-70"} <= set(rules_in(found))


def test_a_state_document_is_told_what_the_party_does_otherwise():
    table = docx.Document()
    left, right = table.add_table(1, 2).rows[0].cells
    left.text = "ỦY BAN NHÂN DÂN\nXÃ VÂN THƯỢNG SƠN\n-------\nSố: 12/QĐ-UBND"
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\nVân Thượng Sơn, ngày 4 tháng 11 năm 2026"
    for text in (
        "QUYẾT ĐỊNH",
        "Về việc khen thưởng",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Điều 1. Khen thưởng.",
        "TM. ỦY BAN",
    ):
        table.add_paragraph(text)
    stream = io.BytesIO()
    table.save(stream)
    messages = {(each.rule, each.message) for each in check_layout(stream.getvalue(), day=DAY)}
    assert {
        ("T-12", "Có dòng “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”."),
        ("T-16", "Dưới tên cơ quan ban hành có đường kẻ."),
        ("T-17", "“Số: 12/QĐ-UBND” có dấu hai chấm sau chữ “Số”."),
    } <= messages


# --- damaged and empty ones ---


@pytest.mark.parametrize("kind", [None, "nghi-quyet", "bien-ban", "tai-lieu-boi-duong", "khong-co"])
@pytest.mark.parametrize(
    "body", ["", "<w:body/>", "<w:body><w:sectPr/></w:body>", "<w:body><w:p/></w:body>", "<w:body><w:tbl/></w:body>"]
)
def test_a_document_with_nothing_in_it(produce, body, kind):
    parts = dict(open_package(produce("nghi_quyet")))
    parts["word/document.xml"] = f'<w:document xmlns:w="{w("x")[1:-2]}">{body}</w:document>'.encode()
    variant = "thuong_ky" if kind else None
    found = check_layout(Archive(parts).write({}), day=DAY, kind=kind, variant=variant)
    assert found or kind == "tai-lieu-boi-duong"


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_docx_is_refused(data):
    with pytest.raises(DocgenError):
        check_layout(data, day=DAY)


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_stumbles_over_a_missing_piece(edit, produce, check, name):
    """One element of the body after the other, with some steps between, is taken away with all that is in it."""
    count = sum(1 for _ in edit(produce(name)).root.iter())
    for place in range(2, count, 13):
        editor = edit(produce(name))
        victim = list(editor.root.iter())[place]
        victim.getparent().remove(victim)
        check(editor.docx(), name, known=bool(place % 2))


@pytest.mark.parametrize("nonsense", ["", "abc", "-99999", "9" * 400])
@pytest.mark.parametrize("name", NAMES)
def test_no_rule_stumbles_over_nonsense_in_all_values(produce, check, name, nonsense):
    parts = dict(open_package(produce(name)))
    for part in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/settings.xml"):
        parts[part] = re.sub(rb'(w:(?!styleId|type|default)\w+)="[^"]*"', rb'\1="' + nonsense.encode() + b'"', parts[part])
    assert check(Archive(parts).write({}), name)


@pytest.mark.parametrize(
    "text",
    [
        "Điều " + "9" * 5000,
        "Chương " + "9" * 5000,
        "Chương 0",
        "Chương 999999",
        "Chương " + "C" * 500,
        "Mục 0",
        "I" * 400 + ". X",
        "Số " + "9" * 5000 + "-NQ/CB",
        "Sơn, ngày " + "9" * 5000 + " tháng 1 năm 2",
        "Chương thứ",
        "Nơi nhận:",
        "Kính gửi:",
        "T/M",
        "QUY CHẾ",
        TITLE,
        "-" * 3000,
        "ngày " * 2000,
        "{{ x }}",
        "a) " * 500,
        "\u202e\u200b",
    ],
    ids=lambda text: text[:20],
)
def test_words_that_look_like_components_anywhere(edit, produce, check, text):
    for beside in ("Số 15-NQ/CB", "ngày 04 tháng", "NGHỊ QUYẾT", "I. ĐÁNH GIÁ", "2. Kết quả", "T/M CHI BỘ", "Hoàng Đình Khải"):
        editor = edit(produce("nghi_quyet"))
        editor.after(beside, f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
        for known in (True, False):
            for found in check(editor.docx(), "nghi_quyet", known=known):
                assert found.message
