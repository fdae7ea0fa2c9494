"""The labels of lists, counted as Word counts them."""

import pytest


def level(place, kind, text, *, start=1, extra="", style=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{named}{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identifier, *levels, link=""):
    return f'<w:abstractNum w:abstractNumId="{identifier}">{link}{"".join(levels)}</w:abstractNum>'


def num(identifier, definition, overrides=""):
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def item(level_=0, number=1):
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level_}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'


@pytest.fixture
def labels(build):
    def make(body, numbering, **parts):
        return [paragraph.label for paragraph in build(body, numbering=numbering, **parts).paragraphs]

    return make


THREE = abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "decimal", "%1.%3")) + num(1, 0)


def test_levels_count_on_and_start_anew_under_a_higher_one(labels):
    body = item(0) + item(1) + item(1) + item(0) + item(1) + item(2) + item(2)
    assert labels(body, THREE) == ["1.", "a)", "b)", "2.", "a)", "2.1", "2.2"]


def test_text_between_the_items_does_not_stop_the_count(labels):
    assert labels(item() + "<w:p/>" + item(), THREE) == ["1.", "", "2."]


@pytest.mark.parametrize(
    ("kind", "third", "later"),
    [
        ("decimal", "3", "28"),
        ("decimalZero", "03", "28"),
        ("lowerLetter", "c", "bb"),
        ("upperLetter", "C", "BB"),
        ("lowerRoman", "iii", "xxviii"),
        ("upperRoman", "III", "XXVIII"),
        ("none", "", ""),
        ("koreanCounting", "3", "28"),
    ],
)
def test_kinds_of_numerals(labels, kind, third, later):
    found = labels(item() * 28, abstract(0, level(0, kind, "%1")) + num(1, 0))
    assert (found[2], found[27]) == (third, later)


def test_word_counts_letters_in_the_latin_alphabet_so_the_fifth_point_is_e(labels):
    assert labels(item() * 5, abstract(0, level(0, "lowerLetter", "%1)")) + num(1, 0)) == ["a)", "b)", "c)", "d)", "e)"]


def test_a_bullet_is_its_sign(labels):
    assert labels(item(), abstract(0, level(0, "bullet", "-")) + num(1, 0)) == ["-"]


def test_two_lists_of_one_definition_count_on_together(labels):
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0)
    assert labels(item(0, 1) + item(0, 2) + item(0, 1), numbering) == ["1.", "2.", "3."]


def test_a_list_with_a_start_of_its_own_starts_there_once(labels):
    own = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0, own)
    assert labels(item(0, 1) + item(0, 2) + item(0, 2), numbering) == ["1.", "5.", "6."]


def test_a_list_can_replace_a_level_of_its_definition(labels):
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1-")}</w:lvlOverride>'
    assert labels(item() * 2, abstract(0, level(0, "decimal", "%1.")) + num(1, 0, own)) == ["I-", "II-"]


def test_a_level_may_refuse_to_start_anew(labels):
    on = '<w:lvlRestart w:val="0"/>'
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "Điều %2.", extra=on)) + num(1, 0)
    assert labels(item(0) + item(1) + item(0) + item(1), numbering) == ["I.", "Điều 1.", "II.", "Điều 2."]


def test_legal_numbering_shows_all_levels_as_decimal(labels):
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", extra="<w:isLgl/>")) + num(1, 0)
    assert labels(item(0) + item(1), numbering) == ["I.", "1.1"]


def test_a_higher_level_that_was_never_used_shows_zero(labels):
    assert labels(item(2), THREE) == ["0.1"]


def test_a_level_may_start_anywhere(labels):
    assert labels(item() * 2, abstract(0, level(0, "decimal", "%1", start=0)) + num(1, 0)) == ["0", "1"]


def test_a_paragraph_style_can_carry_the_list(labels):
    numbering = abstract(0, level(0, "decimal", "Điều %1.", style="Dieu")) + num(1, 0)
    styles = '<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Dieu"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = '<w:p><w:pPr><w:pStyle w:val="Dieu"/></w:pPr></w:p>' * 2
    assert labels(body, numbering, styles=styles) == ["Điều 1.", "Điều 2."]


def test_a_definition_may_point_to_a_numbering_style(labels):
    numbering = (
        abstract(0, link='<w:numStyleLink w:val="Law"/>') + abstract(1, level(0, "decimal", "§%1")) + num(1, 0) + num(2, 1)
    )
    styles = '<w:style w:type="numbering" w:styleId="Law"><w:name w:val="Law"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert labels(item(), numbering, styles=styles) == ["§1"]


@pytest.mark.parametrize("number", [0, 7])
def test_no_list_and_an_unknown_list_give_no_label(labels, number):
    assert labels(item(0, number), THREE) == [""]


def test_labels_count_through_tables(labels):
    table = f"<w:tbl><w:tblGrid><w:gridCol w:w='1'/></w:tblGrid><w:tr><w:tc>{item()}</w:tc></w:tr></w:tbl>"
    assert labels(item() + table + item(), THREE) == ["1.", "2.", "3."]
