"""What a paragraph looks like after the whole cascade, and where a list puts its indents."""

import pytest

from docgen.docx.view.formats import Border, LineSpacing, TabStop


def style(identifier, properties, *, based_on="", default=False):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"{first}><w:name w:val="{identifier}"/>{base}<w:pPr>{properties}</w:pPr></w:style>'


def paragraph(properties, text="a"):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def defaults(properties):
    return f"<w:docDefaults><w:pPrDefault><w:pPr>{properties}</w:pPr></w:pPrDefault></w:docDefaults>"


@pytest.fixture
def formatted(build):
    def make(properties, **parts):
        return next(build(paragraph(properties), **parts).paragraphs).format

    return make


def test_defaults_style_chain_and_direct_formatting_win_in_this_order(formatted):
    styles = (
        defaults('<w:spacing w:before="20" w:after="20" w:line="300" w:lineRule="auto"/><w:jc w:val="right"/>')
        + style("Normal", '<w:spacing w:before="40"/>', default=True)
        + style("Base", '<w:spacing w:after="60"/>', based_on="Normal")
        + style("Own", '<w:jc w:val="both"/>', based_on="Base")
    )
    found = formatted('<w:pStyle w:val="Own"/><w:spacing w:after="120"/>', styles=styles)
    assert (found.before_pt, found.after_pt, found.line, found.align) == (2.0, 6.0, LineSpacing("multiple", 1.25), "justify")


def test_a_paragraph_without_style_has_the_default_style(formatted):
    assert formatted("", styles=style("Normal", '<w:jc w:val="center"/>', default=True)).align == "center"


@pytest.mark.parametrize(
    ("word", "align"),
    [
        ("left", "left"),
        ("start", "left"),
        ("center", "center"),
        ("right", "right"),
        ("end", "right"),
        ("both", "justify"),
        ("distribute", "distribute"),
    ],
)
def test_alignment(formatted, word, align):
    assert formatted(f'<w:jc w:val="{word}"/>').align == align


@pytest.mark.parametrize(
    ("word", "align"), [("start", "right"), ("left", "right"), ("end", "left"), ("center", "center"), ("both", "justify")]
)
def test_left_and_right_change_sides_in_text_from_right_to_left(formatted, word, align):
    assert formatted(f'<w:bidi/><w:jc w:val="{word}"/>').align == align


@pytest.mark.parametrize(
    ("spacing", "line"),
    [
        ('w:line="360" w:lineRule="auto"', LineSpacing("multiple", 1.5)),
        ('w:line="360"', LineSpacing("multiple", 1.5)),
        ('w:line="380" w:lineRule="exact"', LineSpacing("exactly", 19.0)),
        ('w:line="360" w:lineRule="atLeast"', LineSpacing("at_least", 18.0)),
        ('w:line="18pt" w:lineRule="exact"', LineSpacing("exactly", 18.0)),
        ("", LineSpacing("multiple", 1.0)),
    ],
)
def test_line_pitch(formatted, spacing, line):
    assert formatted(f"<w:spacing {spacing}/>").line == line


@pytest.mark.parametrize(
    ("spacing", "before", "after"),
    [
        ('w:before="120" w:after="60"', 6.0, 3.0),
        ('w:before="120" w:beforeAutospacing="1"', 14.0, 0.0),
        ('w:before="120" w:beforeAutospacing="0"', 6.0, 0.0),
        ('w:afterLines="50"', 0.0, 6.0),
        ('w:afterLines="50" w:after="163"', 0.0, 8.15),
    ],
)
def test_space_before_and_after(formatted, spacing, before, after):
    found = formatted(f"<w:spacing {spacing}/>")
    assert (found.before_pt, found.after_pt) == (before, after)


def test_automatic_spacing_can_be_taken_back_by_a_higher_level(formatted):
    styles = style("Normal", '<w:spacing w:before="100" w:beforeAutospacing="1"/>', default=True)
    assert formatted('<w:spacing w:before="40" w:beforeAutospacing="0"/>', styles=styles).before_pt == 2.0


@pytest.mark.parametrize(
    ("indent", "left", "right", "first"),
    [
        ('w:left="567" w:right="1134" w:firstLine="567"', 10.0, 20.0, 10.0),
        ('w:start="567" w:end="1134"', 10.0, 20.0, 0.0),
        ('w:left="567" w:hanging="567"', 10.0, 0.0, -10.0),
        ('w:firstLine="1134" w:hanging="567"', 0.0, 0.0, -10.0),
        ('w:firstLine="1cm"', 0.0, 0.0, 10.0),
    ],
)
def test_indents(formatted, indent, left, right, first):
    found = formatted(f"<w:ind {indent}/>")
    assert (found.left_mm, found.right_mm, found.first_line_mm) == pytest.approx((left, right, first), abs=0.01)
    assert not found.indents_in_chars


def test_a_first_line_of_a_higher_level_replaces_a_hanging_one(formatted):
    styles = style("Normal", '<w:ind w:left="567" w:hanging="567"/>', default=True)
    found = formatted('<w:ind w:firstLine="0"/>', styles=styles)
    assert (found.left_mm, found.first_line_mm) == (pytest.approx(10, abs=0.01), 0)


def test_indents_counted_in_characters_are_left_alone_and_noted(formatted):
    found = formatted('<w:ind w:firstLine="567" w:firstLineChars="200"/>')
    assert found.first_line_mm == pytest.approx(10, abs=0.01)
    assert found.indents_in_chars


@pytest.mark.parametrize("name", ["keepNext", "keepLines", "pageBreakBefore", "contextualSpacing"])
def test_switches_of_paragraphs_are_inherited_and_taken_back(formatted, name):
    field = {
        "keepNext": "keep_next",
        "keepLines": "keep_lines",
        "pageBreakBefore": "page_break_before",
        "contextualSpacing": "contextual_spacing",
    }[name]
    styles = style("Normal", f"<w:{name}/>", default=True)
    assert getattr(formatted("", styles=styles), field) is True
    assert getattr(formatted(f'<w:{name} w:val="0"/>', styles=styles), field) is False
    assert getattr(formatted(""), field) is False


def test_widow_control_is_on_unless_switched_off(formatted):
    assert formatted("").widow_control
    assert not formatted('<w:widowControl w:val="0"/>').widow_control


@pytest.mark.parametrize(("level", "expected"), [("0", 0), ("8", 8), ("9", None)])
def test_outline_level_nine_is_body_text(formatted, level, expected):
    assert formatted(f'<w:outlineLvl w:val="{level}"/>').outline_level == expected


def test_borders_are_inherited_side_by_side(formatted):
    styles = style(
        "Normal",
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/><w:bottom w:val="double" w:sz="8"/></w:pBdr>',
        default=True,
    )
    found = formatted('<w:pBdr><w:bottom w:val="nil"/></w:pBdr>', styles=styles).borders
    assert found.top == Border("single", 0.75, 1.0, "000000")
    assert found.top.visible
    assert not found.bottom.visible
    assert found.any


def test_tab_stops_add_up_and_can_be_cleared(formatted):
    styles = style(
        "Normal",
        '<w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:leader="dot" w:pos="9072"/></w:tabs>',
        default=True,
    )
    found = formatted(
        '<w:tabs><w:tab w:val="clear" w:pos="4536"/><w:tab w:val="left" w:pos="1134"/></w:tabs>', styles=styles
    ).tabs
    assert [(stop.kind, round(stop.position_mm), stop.leader) for stop in found] == [("left", 20, "none"), ("right", 160, "dot")]
    assert isinstance(found[0], TabStop)


def test_frames_say_where_their_text_stands(build):
    framed = next(build(paragraph('<w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="center" w:y="1"/>')).paragraphs)
    assert (framed.format.frame.x_align, framed.across) == ("center", "center")


@pytest.mark.parametrize(
    ("properties", "content", "across"),
    [
        ('<w:jc w:val="center"/>', "<w:t>2</w:t>", "center"),
        (
            '<w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9072"/></w:tabs>',
            "<w:tab/><w:t>2</w:t>",
            "center",
        ),
        (
            '<w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9072"/></w:tabs>',
            "<w:tab/><w:tab/><w:t>2</w:t>",
            "right",
        ),
        ("", '<w:ptab w:relativeTo="margin" w:alignment="center" w:leader="none"/><w:t>2</w:t>', "center"),
        ("", "<w:tab/><w:t>2</w:t>", "left"),
        ("", "<w:t>2</w:t>", "left"),
    ],
)
def test_a_one_line_text_stands_where_alignment_or_tab_stop_puts_it(build, properties, content, across):
    body = f"<w:p><w:pPr>{properties}</w:pPr><w:r>{content}</w:r></w:p>"
    assert next(build(body).paragraphs).across == across


# --- lists and their indents ---

LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{style}<w:lvlText w:val="%1."/>'
    '<w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
PLAIN = LIST.format(style="")
IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def indents(found):
    return (round(found.left_mm), round(found.first_line_mm))


def test_a_list_named_by_the_paragraph_overrules_the_indent_of_its_style(formatted):
    styles = style("Own", '<w:ind w:left="0" w:firstLine="567"/>')
    assert indents(formatted(f'<w:pStyle w:val="Own"/>{IN_LIST}', styles=styles, numbering=PLAIN)) == (20, -10)


def test_a_direct_indent_overrules_the_list(formatted):
    assert indents(formatted(f'{IN_LIST}<w:ind w:left="567" w:firstLine="0"/>', numbering=PLAIN)) == (10, 0)


def test_a_style_that_names_a_list_keeps_its_own_indent(formatted):
    styles = style("Own", f'{IN_LIST}<w:ind w:left="567" w:firstLine="0"/>')
    assert indents(formatted('<w:pStyle w:val="Own"/>', styles=styles, numbering=PLAIN)) == (10, 0)


def test_a_style_based_on_one_with_a_list_inherits_the_indent_of_the_list(formatted):
    styles = style("Base", f'<w:ind w:left="0" w:firstLine="567"/>{IN_LIST}') + style("Own", "", based_on="Base")
    plain = style("Base", IN_LIST) + style("Own", "", based_on="Base")
    assert indents(formatted('<w:pStyle w:val="Own"/>', styles=styles, numbering=PLAIN)) == (0, 10)
    assert indents(formatted('<w:pStyle w:val="Own"/>', styles=plain, numbering=PLAIN)) == (20, -10)


def test_the_list_of_a_derived_style_overrules_the_indent_of_its_base(formatted):
    styles = style("Base", '<w:ind w:left="0" w:firstLine="567"/>') + style("Own", IN_LIST, based_on="Base")
    assert indents(formatted('<w:pStyle w:val="Own"/>', styles=styles, numbering=PLAIN)) == (20, -10)


def test_list_number_zero_takes_a_paragraph_out_of_the_list_of_its_style(formatted):
    styles = style("Own", IN_LIST)
    found = formatted('<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>', styles=styles, numbering=PLAIN)
    assert (found.number, indents(found)) == (None, (0, 0))


def test_the_level_of_a_styled_list_is_the_one_that_names_the_style(formatted):
    numbering = LIST.format(style="").replace(
        "</w:abstractNum>", '<w:lvl w:ilvl="1"><w:pStyle w:val="Own"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    )
    styles = style("Own", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert formatted('<w:pStyle w:val="Own"/>', styles=styles, numbering=numbering).number.level == 1


def test_a_table_style_stands_below_the_paragraph_style(build):
    styles = (
        '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr></w:style>'
        + defaults('<w:spacing w:after="160"/>')
        + style("Own", '<w:jc w:val="right"/>')
    )
    body = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc>'
        + paragraph('<w:pStyle w:val="Own"/>')
        + paragraph("")
        + "</w:tc></w:tr></w:tbl>"
        + paragraph("")
    )
    found = [(each.format.align, each.format.after_pt) for each in build(body, styles=styles).paragraphs]
    assert found == [("right", 0), ("center", 0), ("left", 8)]
