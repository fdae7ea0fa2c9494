"""What is read of a paragraph: tabs, breaks, fields, links, tracked changes, content controls, hidden text."""

import pytest


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.fixture
def paragraph(build):
    def make(content, **parts):
        return next(build(f"<w:p>{content}</w:p>", **parts).paragraphs)

    return make


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def complex_field(instruction, result):
    return (
        FIELD.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + FIELD.format("separate")
        + result
        + FIELD.format("end")
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", "a\nb\nc"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "a\fb"),
        ("<w:r><w:t>05</w:t><w:noBreakHyphen/><w:t>NQ</w:t><w:softHyphen/></w:r>", "05-NQ"),
        ("<w:r><w:t> a </w:t></w:r><w:r><w:t>b</w:t></w:r>", "ab"),
        ('<w:r><w:t xml:space="preserve"> a </w:t></w:r><w:r><w:t>b</w:t></w:r>', " a b"),
        ('<w:r><w:t xml:space="preserve">a\nb</w:t></w:r>', "a b"),
        (f'<w:ins w:id="1">{run("mới")}</w:ins>', "mới"),
        (f'<w:moveTo w:id="1">{run("tới")}</w:moveTo><w:moveFrom w:id="2">{run("đi")}</w:moveFrom>', "tới"),
        (f'{run("a")}<w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del>', "a"),
        (f'<w:hyperlink w:anchor="x">{run("liên kết")}</w:hyperlink>', "liên kết"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('trong')}</w:sdtContent></w:sdt>{run(' ngoài')}", "trong ngoài"),
        (f"<w:smartTag>{run('a')}</w:smartTag>", "a"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "\uf0fc"),
        ('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', ""),
        (f"{run('a')}<w:bookmarkStart w:id='0' w:name='x'/><w:proofErr w:type='spellStart'/>{run('b')}", "ab"),
        (
            f"<mc:AlternateContent><mc:Choice Requires='wps'>{run('mới')}</mc:Choice><mc:Fallback>{run('cũ')}</mc:Fallback></mc:AlternateContent>",
            "mới",
        ),
        (f"<mc:AlternateContent><mc:Fallback>{run('cũ')}</mc:Fallback></mc:AlternateContent>", "cũ"),
        ("<w:r><w:t>a<!-- b -->c</w:t></w:r>", "ac"),
    ],
)
def test_text_reads_as_word_shows_it(paragraph, content, text):
    assert paragraph(content).text == text


def test_hidden_text_is_not_seen_but_known(paragraph):
    found = paragraph(run("thấy ") + run("ẩn", "<w:vanish/>") + run("được"))
    assert found.text == "thấy được"
    assert [each.text for each in found.hidden_runs] == ["ẩn"]


def test_inserted_text_and_links_are_marked(paragraph):
    found = paragraph(f'<w:ins w:id="1">{run("a")}</w:ins><w:hyperlink r:id="rId9">{run("b")}</w:hyperlink>{run("c")}')
    assert [(each.inserted, each.link) for each in found.runs] == [(True, ""), (False, "rId9"), (False, "")]


def test_runs_keep_their_own_formatting(paragraph):
    found = paragraph(run("Điều 1.", "<w:b/>") + run(" Tên"))
    assert [(each.text, each.format.bold) for each in found.runs] == [("Điều 1.", True), (" Tên", False)]


# --- fields ---


@pytest.mark.parametrize(
    "content",
    [
        complex_field(" PAGE \\* MERGEFORMAT ", run("2", "<w:b/>")),
        f'<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT ">{run("2", "<w:b/>")}</w:fldSimple>',
    ],
)
def test_a_field_is_known_by_its_first_word_and_shows_its_result(paragraph, content):
    found = paragraph(run("- ") + content + run(" -"))
    field = found.fields[0]
    assert found.text == "- 2 -"
    assert (field.name, field.instruction, field.result) == ("PAGE", "PAGE \\* MERGEFORMAT", "2")
    assert [each.field for each in found.runs] == ["", "PAGE", ""]


def test_an_instruction_cut_into_runs_is_read_whole(paragraph):
    pieces = (
        FIELD.format("begin")
        + "<w:r><w:instrText>PA</w:instrText></w:r><w:r><w:instrText>GE</w:instrText></w:r>"
        + FIELD.format("separate")
        + run("7")
        + FIELD.format("end")
    )
    assert [field.name for field in paragraph(pieces).fields] == ["PAGE"]


def test_a_field_without_result_is_a_field_all_the_same(paragraph):
    found = paragraph(FIELD.format("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + FIELD.format("end"))
    assert ([field.name for field in found.fields], found.text) == (["PAGE"], "")


def test_fields_inside_fields_give_the_result_of_both(paragraph):
    inner = complex_field("PAGE", run("3"))
    found = paragraph(complex_field("IF 1 = 1", inner))
    assert found.text == "3"
    assert [(field.name, field.result) for field in found.fields] == [("PAGE", "3"), ("IF", "3")]


def test_text_between_begin_and_separate_is_not_shown(paragraph):
    inner = (
        FIELD.format("begin")
        + "<w:r><w:instrText>IF </w:instrText></w:r>"
        + complex_field("PAGE", run("9"))
        + FIELD.format("separate")
        + run("x")
        + FIELD.format("end")
    )
    assert paragraph(inner).text == "x"


def test_a_field_that_goes_on_in_the_next_paragraph_belongs_to_the_first(build):
    body = (
        "<w:p>"
        + FIELD.format("begin")
        + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
        + FIELD.format("separate")
        + run("a")
        + "</w:p><w:p>"
        + run("b")
        + FIELD.format("end")
        + "</w:p>"
    )
    first, second = build(body).paragraphs
    assert ([field.name for field in first.fields], first.text, second.text, second.fields) == (["TOC"], "a", "b", ())


def test_the_old_page_number_element_counts_as_a_page_field(paragraph):
    assert [field.name for field in paragraph("<w:r><w:pgNum/></w:r>").fields] == ["PAGE"]


def test_the_look_of_a_field_is_that_of_its_result(paragraph):
    field = paragraph(complex_field("PAGE", run("2", '<w:sz w:val="26"/>'))).fields[0]
    assert field.format.size_pt == 13


# --- paragraphs as a whole ---


def test_paragraphs_are_numbered_as_they_come_those_in_tables_and_text_boxes_included(build):
    table = "<w:tbl><w:tblGrid><w:gridCol w:w='1'/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent><w:p>{run('hộp')}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
    found = build(f"<w:p/>{table}{box}<w:p/>")
    assert [each.index for each in found.paragraphs] == [0, 1, 2, 4]
    assert [each.index for box_ in found.text_boxes for each in box_] == [3]


@pytest.mark.parametrize(
    ("content", "empty"),
    [
        ("", True),
        (run(" \u00a0"), True),
        ("<w:r><w:tab/></w:r>", True),
        (run("a"), False),
        (run("ẩn", "<w:vanish/>"), True),
        ('<w:r><w:br w:type="page"/></w:r>', False),
        ('<w:r><w:pict><v:line from="0,0" to="186pt,0"/></w:pict></w:r>', False),
    ],
)
def test_an_empty_paragraph_shows_nothing(paragraph, content, empty):
    assert paragraph(content).empty is empty


def test_a_page_break_in_the_text_is_known(paragraph):
    assert paragraph('<w:r><w:br w:type="page"/></w:r>').breaks_page
    assert not paragraph("<w:r><w:br/></w:r>").breaks_page


@pytest.mark.parametrize(
    ("properties", "content", "unseen"),
    [
        ("<w:rPr><w:vanish/></w:rPr>", run("a", "<w:vanish/>"), True),
        ("<w:rPr><w:vanish/></w:rPr>", run("a"), False),
        ('<w:rPr><w:del w:id="1"/></w:rPr>', '<w:del w:id="2"><w:r><w:delText>a</w:delText></w:r></w:del>', True),
        ("", run("a", "<w:vanish/>"), False),
    ],
)
def test_a_paragraph_hidden_or_deleted_with_its_mark_leaves_no_line(paragraph, properties, content, unseen):
    assert paragraph(f"<w:pPr>{properties}</w:pPr>{content}").unseen is unseen


def test_content_controls_and_insertions_around_paragraphs_are_opened(build):
    body = f"<w:sdt><w:sdtContent><w:p>{run('a')}</w:p></w:sdtContent></w:sdt><w:ins w:id='1'><w:p>{run('b')}</w:p></w:ins>"
    assert [each.text for each in build(body).paragraphs] == ["a", "b"]
