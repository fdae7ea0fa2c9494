"""What letters look like after the whole cascade: every level, every switch, every font group."""

from itertools import product

import pytest

SIZE = "<w:rPr><w:sz w:val='{}'/></w:rPr>"
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
    '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:srgbClr val="ffffff"/></a:lt1>'
    '<a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2><a:accent1><a:srgbClr val="4472C4"/></a:accent1>'
    '<a:hlink><a:srgbClr val="0563C1"/></a:hlink></a:clrScheme><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    '<a:font script="Jpan" typeface="Yu Mincho"/><a:font script="Arab" typeface="Arial"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)


def style(identifier, kind, properties, *, based_on="", default=False):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"{first}><w:name w:val="{identifier}"/>{base}{properties}</w:style>'


LEVELS = {
    "defaults": f"<w:docDefaults><w:rPrDefault>{SIZE.format(20)}</w:rPrDefault></w:docDefaults>",
    "table": style("T", "table", SIZE.format(22)),
    "normal": style("Normal", "paragraph", SIZE.format(24), default=True),
    "base": style("Base", "paragraph", SIZE.format(26), based_on="Normal"),
    "own": style("Own", "paragraph", SIZE.format(28), based_on="Base"),
    "letters": style("Letters", "character", SIZE.format(30)),
}
BARE = {
    "table": style("T", "table", ""),
    "normal": style("Normal", "paragraph", "", default=True),
    "base": style("Base", "paragraph", "", based_on="Normal"),
    "own": style("Own", "paragraph", "", based_on="Base"),
    "letters": style("Letters", "character", ""),
}
IN_TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc>'
    '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Letters"/>{}</w:rPr><w:t>chữ</w:t></w:r></w:p>'
    "</w:tc></w:tr></w:tbl><w:p/>"
)


@pytest.mark.parametrize(
    ("levels", "direct", "size"),
    [
        ((), "", 10.0),
        (("defaults",), "", 10.0),
        (("defaults", "table"), "", 11.0),
        (("defaults", "table", "normal"), "", 12.0),
        (("defaults", "table", "normal", "base"), "", 13.0),
        (("defaults", "table", "normal", "base", "own"), "", 14.0),
        (("defaults", "table", "normal", "base", "own", "letters"), "", 15.0),
        (("defaults", "table", "normal", "base", "own", "letters"), '<w:sz w:val="33"/>', 16.5),
        (("own", "table"), "", 14.0),
        (("table", "defaults"), "", 11.0),
        (("normal", "letters"), "", 15.0),
    ],
)
def test_the_highest_level_that_says_a_size_wins(first_run, levels, direct, size):
    styles = "".join(LEVELS[name] if name in levels else BARE.get(name, "") for name in LEVELS)
    assert first_run(IN_TABLE.format(direct), styles=styles).format.size_pt == size


def toggled(on):
    return {True: "<w:rPr><w:b/></w:rPr>", False: '<w:rPr><w:b w:val="0"/></w:rPr>', None: ""}[on]


@pytest.mark.parametrize(("table", "paragraph", "letters"), list(product((True, False, None), repeat=3)))
def test_bold_of_several_style_levels_is_on_when_an_odd_number_says_so(first_run, table, paragraph, letters):
    styles = (
        style("T", "table", toggled(table))
        + style("Own", "paragraph", toggled(paragraph))
        + style("Letters", "character", toggled(letters))
    )
    expected = [table, paragraph, letters].count(True) in {1, 3}
    assert first_run(IN_TABLE.format(""), styles=styles).format.bold is expected


@pytest.mark.parametrize("styled", [True, False])
@pytest.mark.parametrize(
    ("direct", "expected"),
    [("<w:b/>", True), ('<w:b w:val="0"/>', False), ('<w:b w:val="false"/>', False), ('<w:b w:val="on"/>', True)],
)
def test_direct_bold_is_final(first_run, styled, direct, expected):
    styles = (
        style("Own", "paragraph", toggled(styled)) + style("Letters", "character", toggled(on=None)) + style("T", "table", "")
    )
    assert first_run(IN_TABLE.format(direct), styles=styles).format.bold is expected


def test_bold_of_the_document_defaults_stays_on_whatever_the_styles_toggle(first_run):
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"
    styles = defaults + style("Own", "paragraph", toggled(on=True))
    assert first_run('<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', styles=styles).format.bold


def test_a_style_that_switches_off_what_its_base_switched_on_is_off_not_toggled(first_run):
    styles = style("Base", "paragraph", toggled(on=True)) + style("Own", "paragraph", toggled(on=False), based_on="Base")
    run = first_run('<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', styles=styles)
    assert not run.format.bold


def test_bold_twice_in_one_chain_is_bold_not_toggled(first_run):
    styles = style("Base", "paragraph", toggled(on=True)) + style("Own", "paragraph", toggled(on=True), based_on="Base")
    run = first_run('<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', styles=styles)
    assert run.format.bold


@pytest.mark.parametrize(
    ("tag", "name"), [("i", "italic"), ("caps", "caps"), ("smallCaps", "small_caps"), ("strike", "strike"), ("vanish", "hidden")]
)
def test_the_other_toggles_cancel_out_between_paragraph_and_character_style(build, tag, name):
    switch = f"<w:rPr><w:{tag}/></w:rPr>"
    styles = style("Own", "paragraph", switch) + style("Letters", "character", switch)
    body = '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Letters"/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>'
    paragraph = next(build(body, styles=styles).paragraphs)
    both, one = sorted((*paragraph.runs, *paragraph.hidden_runs), key=lambda run: run.typed)
    assert (getattr(both.format, name), getattr(one.format, name)) == (False, True)


def test_double_strike_is_no_toggle(first_run):
    styles = style("Own", "paragraph", "<w:rPr><w:dstrike/></w:rPr>") + style(
        "Letters", "character", "<w:rPr><w:dstrike/></w:rPr>"
    )
    body = '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Letters"/></w:rPr><w:t>a</w:t></w:r></w:p>'
    assert first_run(body, styles=styles).format.strike


def test_styles_that_are_based_on_each_other_do_not_hang(first_run):
    styles = style("A", "paragraph", SIZE.format(30), based_on="B") + style("B", "paragraph", "", based_on="A")
    assert first_run('<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', styles=styles).format.size_pt == 15


@pytest.mark.parametrize("named", ["Gone", "Letters"])
def test_a_paragraph_style_that_is_unknown_or_of_another_type_means_the_default_style(first_run, named):
    styles = LEVELS["normal"] + LEVELS["letters"]
    run = first_run(f'<w:p><w:pPr><w:pStyle w:val="{named}"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', styles=styles)
    assert run.format.size_pt == 12


def test_a_run_without_character_style_has_the_default_one(first_run):
    styles = style("DefaultParagraphFont", "character", SIZE.format(40), default=True)
    assert first_run("<w:p><w:r><w:t>a</w:t></w:r></w:p>", styles=styles).format.size_pt == 20


def test_a_document_without_styles_has_words_defaults(first_run):
    found = first_run("<w:p><w:r><w:t>Đảng</w:t></w:r></w:p>")
    assert (found.format.size_pt, found.fonts, found.format.color) == (10.0, {"Times New Roman"}, "auto")


# --- fonts ---


def fonts_of(first_run, text, properties, **parts):
    return first_run(f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>", **parts).fonts


FOUR = '<w:rFonts w:ascii="A" w:hAnsi="H" w:eastAsia="E" w:cs="C"/>'


@pytest.mark.parametrize(
    ("text", "fonts"),
    [
        ("Dang 2026", {"A"}),
        ("Đảng", {"A", "H"}),
        ("ểữợ", {"H"}),
        ("u\u031b\u0301", {"A", "H"}),
        ("“…” –", {"H"}),
        ("漢字", {"E"}),
        ("a漢", {"A", "E"}),
        ("שלום", {"C"}),
        ("€", {"H"}),
        ("   \u00a0\u3000", set()),
    ],
)
def test_the_font_depends_on_the_letter(first_run, text, fonts):
    assert fonts_of(first_run, text, FOUR) == fonts


def test_a_hint_moves_signs_of_both_groups_to_the_east_asian_font(first_run):
    hinted = '<w:rFonts w:ascii="A" w:hAnsi="H" w:eastAsia="E" w:cs="C" w:hint="eastAsia"/>'
    assert fonts_of(first_run, "“”", hinted) == {"E"}
    assert fonts_of(first_run, "ệ", hinted) == {"H"}


def test_text_marked_complex_uses_the_complex_font_and_size_for_all_letters(first_run):
    properties = f'{FOUR}<w:b/><w:iCs/><w:sz w:val="28"/><w:szCs w:val="40"/><w:rtl/>'
    run = first_run(f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>abc</w:t></w:r></w:p>")
    assert (run.fonts, run.format.size_pt, run.format.bold, run.format.italic) == ({"C"}, 20.0, False, True)


def test_slots_are_inherited_one_by_one(first_run):
    styles = style("Normal", "paragraph", f"<w:rPr>{FOUR}</w:rPr>", default=True)
    assert fonts_of(first_run, "aệ", '<w:rFonts w:hAnsi="Arial"/>', styles=styles) == {"A", "Arial"}


def test_theme_fonts_win_in_one_element_and_lose_to_a_higher_level(first_run):
    themed = style(
        "Normal",
        "paragraph",
        '<w:rPr><w:rFonts w:ascii="Old" w:asciiTheme="minorHAnsi" w:hAnsiTheme="majorHAnsi"/></w:rPr>',
        default=True,
    )
    assert fonts_of(first_run, "aệ", "", styles=themed, theme=THEME) == {"Calibri", "Calibri Light"}
    assert fonts_of(first_run, "aệ", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>', styles=themed, theme=THEME) == {"Arial"}


def test_a_theme_font_without_a_theme_falls_back_to_the_font_named_beside_it(first_run):
    assert fonts_of(first_run, "a", '<w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi"/>') == {"Arial"}


def test_empty_theme_fonts_are_looked_up_by_the_language_of_the_settings(first_run):
    properties = '<w:rFonts w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>'
    languages = '<w:themeFontLang w:val="vi-VN" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    assert fonts_of(first_run, "漢", properties, theme=THEME, settings=languages) == {"Yu Mincho"}
    assert fonts_of(first_run, "ש", properties, theme=THEME, settings=languages) == {"Arial"}


# --- colour, underline and the rest ---


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ('w:val="auto"', "auto"),
        ('w:val="ff0000"', "FF0000"),
        ('w:val="123456" w:themeColor="accent1"', "4472C4"),
        ('w:val="123456" w:themeColor="text1"', "000000"),
        ('w:val="123456" w:themeColor="dark2" w:themeShade="80"', "222A35"),
        ('w:val="123456" w:themeColor="text1" w:themeTint="80"', "7F7F7F"),
        ('w:val="123456" w:themeColor="accent6"', "123456"),
    ],
)
def test_colours(first_run, color, expected):
    assert first_run(f"<w:p><w:r><w:rPr><w:color {color}/></w:rPr><w:t>a</w:t></w:r></w:p>", theme=THEME).format.color == expected


def test_the_settings_decide_what_text1_means(first_run):
    mapping = '<w:clrSchemeMapping w:bg1="light1" w:t1="light1" w:bg2="light2" w:t2="dark2"/>'
    run = first_run(
        '<w:p><w:r><w:rPr><w:color w:val="0" w:themeColor="text1"/></w:rPr><w:t>a</w:t></w:r></w:p>',
        theme=THEME,
        settings=mapping,
    )
    assert run.format.color == "FFFFFF"


@pytest.mark.parametrize(
    ("properties", "name", "expected"),
    [
        ('<w:u w:val="single"/>', "underline", "single"),
        ('<w:u w:val="none"/>', "underline", "none"),
        ('<w:highlight w:val="yellow"/>', "highlight", "yellow"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="d9d9d9"/>', "shading", "D9D9D9"),
        ('<w:shd w:val="solid" w:color="ff00ff" w:fill="000000"/>', "shading", "FF00FF"),
        ('<w:vertAlign w:val="superscript"/>', "vertical", "superscript"),
        ('<w:position w:val="6"/>', "raised_pt", 3.0),
        ('<w:spacing w:val="-20"/>', "char_spacing_pt", -1.0),
        ('<w:w w:val="90"/>', "scale_percent", 90.0),
        ('<w:sz w:val="14pt"/>', "size_pt", 14.0),
        ("<w:dstrike/>", "strike", True),
    ],
)
def test_other_properties_of_letters(first_run, properties, name, expected):
    run = first_run(f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>a</w:t></w:r></w:p>")
    assert getattr(run.format, name) == expected


def test_capitals_by_formatting_are_seen_as_capitals_and_kept_as_typed(first_run):
    run = first_run("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Đảng ủy xã</w:t></w:r></w:p>")
    assert (run.text, run.typed) == ("ĐẢNG ỦY XÃ", "Đảng ủy xã")


def test_small_capitals_are_not_capitals(first_run):
    assert first_run("<w:p><w:r><w:rPr><w:smallCaps/></w:rPr><w:t>Đảng</w:t></w:r></w:p>").text == "Đảng"
