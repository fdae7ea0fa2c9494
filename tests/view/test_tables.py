"""Tables: geometry, merged cells, repeated rows, borders, and the parts of table styles."""

from itertools import product

import pytest

GRID = "<w:tblGrid>" + '<w:gridCol w:w="1134"/>' * 3 + "</w:tblGrid>"


def cell(properties="", content="<w:p/>"):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows, properties="", grid=GRID):
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{''.join(rows)}</w:tbl>"


@pytest.fixture
def first(build):
    def make(body, **parts):
        return next(build(body + "<w:p/>", **parts).tables)

    return make


def test_widths_come_from_the_cell_and_else_from_the_grid(first):
    found = first(table(row(cell('<w:tcW w:w="567" w:type="dxa"/>'), cell('<w:gridSpan w:val="2"/>'))))
    assert [(round(each.width_mm), round(each.left_mm), each.span) for each in found.cells] == [(10, 0, 1), (40, 20, 2)]
    assert round(found.width_mm) == 60


def test_rows_may_begin_later_in_the_grid(first):
    found = first(table(row(cell(), properties='<w:gridBefore w:val="2"/>')))
    assert next(found.cells).column == 2


def test_vertically_merged_cells_know_that_they_go_on(first):
    merged = (
        row(cell('<w:vMerge w:val="restart"/>')),
        row(cell("<w:vMerge/>")),
        row(cell('<w:vMerge w:val="continue"/>')),
        row(cell()),
    )
    assert [each.continues_above for each in first(table(*merged)).cells] == [False, True, True, False]


@pytest.mark.parametrize(
    ("table_margin", "cell_margin", "style_margin", "expected"),
    [
        ("", "", "", 115),
        ("", "", '<w:left w:w="108" w:type="dxa"/>', 108),
        ('<w:left w:w="50" w:type="dxa"/>', "", '<w:left w:w="108" w:type="dxa"/>', 50),
        ('<w:start w:w="50" w:type="dxa"/>', "", "", 50),
        ('<w:left w:w="50" w:type="dxa"/>', '<w:left w:w="0" w:type="dxa"/>', "", 0),
    ],
)
def test_cell_margins_come_from_cell_table_and_style(first, table_margin, cell_margin, style_margin, expected):
    styles = f'<w:style w:type="table" w:default="1" w:styleId="N"><w:name w:val="N"/><w:tblPr><w:tblCellMar>{style_margin}</w:tblCellMar></w:tblPr></w:style>'
    found = first(
        table(row(cell(f"<w:tcMar>{cell_margin}</w:tcMar>")), properties=f"<w:tblCellMar>{table_margin}</w:tblCellMar>"),
        styles=styles,
    )
    assert next(found.cells).margin_mm("left") == pytest.approx(expected / 56.693, abs=0.01)


def test_text_width_is_the_width_less_both_margins(first):
    margins = '<w:tblCellMar><w:left w:w="567" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    assert next(first(table(row(cell()), properties=margins)).cells).text_width_mm == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize(("mode", "expected"), [("15", 10.0), ("14", 8.0), (None, 8.0)])
def test_before_word_2013_the_table_hung_into_the_margin_by_its_cell_margin(first, mode, expected):
    settings = f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="x" w:val="{mode}"/></w:compat>' if mode else ""
    properties = '<w:tblInd w:w="567" w:type="dxa"/><w:tblCellMar><w:left w:w="113" w:type="dxa"/></w:tblCellMar>'
    assert first(table(row(cell()), properties=properties), settings=settings).indent_mm == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("width", "mm", "percent"),
    [
        ('w:w="5670" w:type="dxa"', 100, None),
        ('w:w="2500" w:type="pct"', None, 50),
        ('w:w="50%" w:type="pct"', None, 50),
        ('w:w="0" w:type="auto"', None, None),
    ],
)
def test_the_width_a_table_asks_for(first, width, mm, percent):
    found = first(table(row(cell()), properties=f"<w:tblW {width}/>"))
    assert (found.asked_width_mm and round(found.asked_width_mm), found.asked_width_percent) == (mm, percent)


def test_rows_that_repeat_stand_at_the_top_and_nowhere_else(first):
    repeat = "<w:tblHeader/>"
    found = first(
        table(row(cell(), properties=repeat), row(cell(), properties=repeat), row(cell()), row(cell(), properties=repeat))
    )
    assert [each.is_header for each in found.rows] == [True, True, False, False]


def test_rows_that_may_not_split(first):
    found = first(table(row(cell(), properties="<w:cantSplit/>"), row(cell(), properties='<w:cantSplit w:val="0"/>')))
    assert [each.cannot_split for each in found.rows] == [True, False]


def test_rows_deleted_with_tracked_changes_are_not_seen(first):
    found = first(table(row(cell(content="<w:p><w:r><w:t>a</w:t></w:r></w:p>")), row(cell(), properties='<w:del w:id="1"/>')))
    assert [each.text for each in found.cells] == ["a"]


def test_rows_and_cells_in_content_controls_are_opened(first):
    inner = f"<w:sdt><w:sdtContent>{row(f'<w:sdt><w:sdtContent>{cell()}</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>"
    assert len(list(first(table(inner)).cells)) == 1


def test_tables_in_cells_give_their_paragraphs_in_reading_order(first):
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    inner = table(row(cell(content=text.format("b"))))
    found = first(table(row(cell(content=text.format("a") + inner + text.format("c")))))
    assert [each.text for each in found.paragraphs] == ["a", "b", "c"]


# --- borders ---

SIDES = ("top", "left", "bottom", "right")
ALL = (
    "<w:tblBorders>"
    + "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in (*SIDES, "insideH", "insideV"))
    + "</w:tblBorders>"
)


def test_a_table_that_says_nothing_has_no_borders(first):
    assert not first(table(row(cell()))).bordered


def test_inner_and_outer_lines_of_a_table_are_told_apart(first):
    frame = '<w:tblBorders><w:top w:val="single" w:sz="12"/><w:insideH w:val="dotted" w:sz="4"/></w:tblBorders>'
    found = first(table(row(cell()), row(cell()), properties=frame))
    upper, lower = found.cells
    assert (upper.border("top").width_pt, upper.border("bottom").style, lower.border("top").style) == (1.5, "dotted", "dotted")
    assert not lower.border("bottom").visible


def test_a_cell_overrules_the_table_side_by_side(first):
    found = next(first(table(row(cell('<w:tcBorders><w:top w:val="nil"/></w:tcBorders>')), properties=ALL)).cells)
    assert [found.border(side).visible for side in SIDES] == [False, True, True, True]


def test_a_cell_alone_can_have_a_line(first):
    found = first(table(row(cell('<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'), cell(), cell())))
    assert [each.bordered for each in found.cells] == [True, False, False]
    assert found.bordered


STYLES = (
    '<w:style w:type="table" w:styleId="Base"><w:name w:val="Base"/><w:tblPr>{borders}</w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:basedOn w:val="Base"/>{parts}</w:style>'
)
STYLED = '<w:tblStyle w:val="T"/>'


def test_borders_come_from_the_table_style_and_its_base(first):
    styles = STYLES.format(borders=ALL, parts="")
    assert first(table(row(cell()), properties=STYLED), styles=styles).bordered
    cleared = STYLED + "<w:tblBorders>" + "".join(f'<w:{side} w:val="none"/>' for side in SIDES) + "</w:tblBorders>"
    assert not first(table(row(cell(), cell(), cell()), properties=cleared), styles=styles.replace("insideV", "between")).bordered


# --- conditional parts ---


def part(name, letters="", borders="", paragraph=""):
    return f'<w:tblStylePr w:type="{name}"><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr><w:tcPr><w:tcBorders>{borders}</w:tcBorders></w:tcPr></w:tblStylePr>'


def text_table(rows, columns, look):
    body = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    return table(*(row(*(cell(content=body) for _ in range(columns))) for _ in range(rows)), properties=STYLED + look)


def grid_of(found, show):
    return [[show(each) for each in one.cells] for one in found.rows]


def size(each):
    return next(each.paragraphs).runs[0].format.size_pt


PARTS = "".join(
    part(name, f'<w:sz w:val="{2 * points}"/>')
    for points, name in enumerate(
        ("band1Vert", "band2Vert", "band1Horz", "band2Horz", "firstRow", "lastRow", "firstCol", "lastCol", "nwCell", "seCell"), 11
    )
)
SIZES = {name: float(points) for points, name in enumerate(("b1v", "b2v", "b1h", "b2h", "fr", "lr", "fc", "lc", "nw", "se"), 11)}


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ("", [["-", "-", "-"]] * 3),
        ('<w:tblLook w:val="0600"/>', [["-", "-", "-"]] * 3),
        ('<w:tblLook w:val="0620"/>', [["fr"] * 3, ["-"] * 3, ["-"] * 3]),
        ('<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>', [["fr"] * 3, ["-"] * 3, ["-"] * 3]),
        ('<w:tblLook w:val="0660"/>', [["fr"] * 3, ["-"] * 3, ["lr"] * 3]),
        ('<w:tblLook w:val="06A0"/>', [["nw", "fr", "fr"], ["fc", "-", "-"], ["fc", "-", "-"]]),
        ('<w:tblLook w:val="0740"/>', [["-", "-", "lc"], ["-", "-", "lc"], ["lr", "lr", "se"]]),
        ('<w:tblLook w:val="0400"/>', [["b1h"] * 3, ["b2h"] * 3, ["b1h"] * 3]),
        ('<w:tblLook w:val="0420"/>', [["fr"] * 3, ["b1h"] * 3, ["b2h"] * 3]),
        ('<w:tblLook w:val="0200"/>', [["b1v", "b2v", "b1v"]] * 3),
        ('<w:tblLook w:val="0000"/>', [["b1h"] * 3, ["b2h"] * 3, ["b1h"] * 3]),
    ],
)
def test_the_parts_of_a_style_that_the_table_asks_for_apply(first, look, expected):
    found = first(text_table(3, 3, look), styles=STYLES.format(borders="", parts=PARTS))
    names = {value: name for name, value in SIZES.items()}
    assert grid_of(found, lambda each: names.get(size(each), "-")) == expected


def test_bands_may_be_several_rows_high(first):
    parts = '<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>' + part("band1Horz", '<w:sz w:val="40"/>')
    found = first(text_table(4, 1, '<w:tblLook w:val="0400"/>'), styles=STYLES.format(borders="", parts=parts))
    assert [size(each) for each in found.cells] == [20, 20, 10, 10]


def test_bold_of_the_first_row_and_bold_of_the_paragraph_style_cancel_out(first):
    styles = STYLES.format(borders="", parts="<w:rPr><w:b/></w:rPr>" + part("firstRow", "<w:b/>")) + (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="N"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    found = first(text_table(1, 1, '<w:tblLook w:val="0620"/>'), styles=styles)
    assert not next(found.paragraphs).runs[0].format.bold


def test_a_part_can_switch_off_what_the_whole_table_switches_on(first):
    styles = STYLES.format(borders="", parts="<w:rPr><w:b/></w:rPr>" + part("firstRow", '<w:b w:val="0"/>'))
    found = first(text_table(2, 1, '<w:tblLook w:val="0620"/>'), styles=styles)
    assert [next(each.paragraphs).runs[0].format.bold for each in found.cells] == [False, True]


def test_parts_format_paragraphs_and_borders_too(first):
    parts = part("firstRow", paragraph='<w:jc w:val="center"/>', borders='<w:bottom w:val="double"/>')
    found = first(text_table(2, 1, '<w:tblLook w:val="0620"/>'), styles=STYLES.format(borders="", parts=parts))
    assert [next(each.paragraphs).format.align for each in found.cells] == ["center", "left"]
    assert [each.border("bottom").style for each in found.cells] == ["double", "none"]


@pytest.mark.parametrize(("first_row", "last_row"), list(product((True, False), repeat=2)))
def test_single_attributes_of_the_look_win_over_its_mask(first, first_row, last_row):
    look = f'<w:tblLook w:val="0600" w:firstRow="{int(first_row)}" w:lastRow="{int(last_row)}"/>'
    found = first(text_table(3, 1, look), styles=STYLES.format(borders="", parts=PARTS)).look
    assert (found.first_row, found.last_row, found.rows_banded) == (first_row, last_row, False)
