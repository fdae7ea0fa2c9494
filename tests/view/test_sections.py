"""Sections: paper and margins, mirrored or bound, and which header stands on which page."""

import pytest

from docgen.docx.view.sections import Margins

NUMBER = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def section(content="", size='w:w="11906" w:h="16838"', margins=""):
    sides = {"top": 1134, "right": 850, "bottom": 1134, "left": 1701, "header": 567, "footer": 567, "gutter": 0}
    sides |= dict(pair.split("=") for pair in margins.split())
    written = " ".join(f'w:{name}="{twips}"' for name, twips in sides.items())
    return f"<w:sectPr>{content}<w:pgSz {size}/><w:pgMar {written}/></w:sectPr>"


def ended(properties, text="x"):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def refs(**named):
    kind = {"f": "footer", "h": "header"}
    return "".join(f'<w:{kind[key[0]]}Reference w:type="{page}" r:id="{key}"/>' for key, page in named.items())


@pytest.fixture
def sections(build):
    def make(*properties, **parts):
        body = "".join(ended(each, f"phần {place}") for place, each in enumerate(properties[:-1]))
        return build(body + ended("", "cuối"), page=properties[-1], **parts).sections

    return make


def lengths(margins):
    return tuple(round(each) for each in (margins.top_mm, margins.bottom_mm, margins.left_mm, margins.right_mm))


def test_paper_and_margins_in_millimetres(sections):
    (only,) = sections(section())
    assert tuple(map(round, only.paper_mm)) == (210, 297)
    assert lengths(only.margins) == (20, 20, 30, 15)
    assert (round(only.header_distance_mm), round(only.text_width_mm), only.landscape, only.margins_back) == (
        10,
        165,
        False,
        None,
    )


def test_the_direction_of_the_page_follows_its_size_not_the_note_to_the_printer(sections):
    wide, lying = sections(section(size='w:w="16838" w:h="11906"'), section(size='w:w="11906" w:h="16838" w:orient="landscape"'))
    assert (wide.landscape, lying.landscape) == (True, False)


@pytest.mark.parametrize(
    ("margins", "settings", "expected"),
    [
        ("gutter=567", "", (20, 20, 40, 15)),
        ("gutter=567", "<w:gutterAtTop/>", (30, 20, 30, 15)),
        ("top=-1134 bottom=-567", "", (20, 10, 30, 15)),
    ],
)
def test_gutters_count_to_the_margin_and_fixed_margins_are_positive(sections, margins, settings, expected):
    assert lengths(sections(section(margins=margins), settings=settings)[0].margins) == expected


def test_mirrored_margins_change_sides_on_the_back(sections):
    (only,) = sections(section(margins="gutter=567"), settings="<w:mirrorMargins/>")
    assert lengths(only.margins) == (20, 20, 40, 15)
    assert isinstance(only.margins_back, Margins)
    assert lengths(only.margins_back) == (20, 20, 15, 40)


def test_each_section_has_the_blocks_up_to_its_end(sections):
    found = sections(section(), section(), section())
    assert [[each.text for each in one.paragraphs] for one in found] == [["phần 0"], ["phần 1"], ["cuối"]]
    assert [one.index for one in found] == [0, 1, 2]


def test_page_numbers_start_and_look_as_the_section_says(sections):
    own, plain = sections(section('<w:pgNumType w:fmt="lowerRoman" w:start="3"/>'), section())
    assert (own.number_format, own.number_start, plain.number_format, plain.number_start) == ("lowerRoman", 3, "decimal", None)


@pytest.mark.parametrize(("content", "kind"), [("", "nextPage"), ('<w:type w:val="continuous"/>', "continuous")])
def test_how_a_section_begins(sections, content, kind):
    assert sections(section(content))[0].break_kind == kind


def test_columns(sections):
    assert [each.columns for each in sections(section(), section('<w:cols w:num="2"/>'))] == [1, 2]


def test_strict_documents_may_give_lengths_with_units(sections):
    (only,) = sections(section(size='w:w="210mm" w:h="29.7cm"', margins="top=20mm left=30mm"))
    assert tuple(map(round, only.paper_mm)) == (210, 297)
    assert lengths(only.margins) == (20, 20, 30, 15)


# --- headers ---

HEADERS = {
    "h1": "<w:p><w:r><w:t>lẻ</w:t></w:r></w:p>",
    "h2": "<w:p><w:r><w:t>đầu</w:t></w:r></w:p>",
    "h3": "<w:p><w:r><w:t>chẵn</w:t></w:r></w:p>",
}


def shown(one, page):
    found = one.header_on(page)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("title_page", "even_odd", "pages"),
    [
        (False, False, {"first": "lẻ", "default": "lẻ", "even": "lẻ"}),
        (True, False, {"first": "đầu", "default": "lẻ", "even": "lẻ"}),
        (False, True, {"first": "lẻ", "default": "lẻ", "even": "chẵn"}),
        (True, True, {"first": "đầu", "default": "lẻ", "even": "chẵn"}),
    ],
)
def test_first_and_even_headers_show_only_where_they_are_switched_on(sections, title_page, even_odd, pages):
    content = refs(h1="default", h2="first", h3="even") + ("<w:titlePg/>" if title_page else "")
    (only,) = sections(section(content), headers=HEADERS, settings="<w:evenAndOddHeaders/>" if even_odd else "")
    assert {page: shown(only, page) for page in pages} == pages


def test_a_section_without_its_own_header_shows_that_of_the_section_before(sections):
    own = refs(h1="default", h2="first") + "<w:titlePg/>"
    found = sections(section(own), section("<w:titlePg/>"), section(refs(h3="default")), headers=HEADERS)
    assert [(shown(one, "first"), shown(one, "default")) for one in found] == [("đầu", "lẻ"), ("đầu", "lẻ"), ("chẵn", "chẵn")]


def test_a_first_page_that_differs_without_a_header_of_its_own_is_empty_at_the_top(sections):
    (only,) = sections(section(refs(h1="default") + "<w:titlePg/>"), headers=HEADERS)
    assert (shown(only, "first"), shown(only, "default")) == (None, "lẻ")


def test_a_document_without_headers_has_none(sections):
    assert sections(section())[0].header_on("default") is None


def test_footers_are_inherited_on_their_own(sections):
    found = sections(
        section(refs(f1="default")),
        section(refs(h1="default")),
        headers={**HEADERS, "f1": "<w:p><w:r><w:t>chân</w:t></w:r></w:p>"},
    )
    assert [(shown(one, "default"), one.footer_on("default").text) for one in found] == [(None, "chân"), ("lẻ", "chân")]


@pytest.mark.parametrize(
    "content",
    [
        NUMBER,
        f"<w:sdt><w:sdtContent>{NUMBER}</w:sdtContent></w:sdt>",
        f"<w:tbl><w:tblGrid><w:gridCol w:w='1'/></w:tblGrid><w:tr><w:tc>{NUMBER}</w:tc></w:tr></w:tbl><w:p/>",
        f"<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>{NUMBER}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>",
    ],
)
def test_the_page_number_is_found_wherever_it_stands_in_the_header(sections, content):
    (only,) = sections(section(refs(h1="default")), headers={"h1": content})
    assert [field.name for _, field in only.header_on("default").page_fields] == ["PAGE"]


def test_everything_that_can_be_seen_is_read_once(build):
    body = f"{ended(section(refs(h1='default')), 'thân')}<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
    found = build(body, headers=HEADERS)
    assert [each.text for each in found.everything] == ["thân", "", "hộp", "lẻ"]
