"""Lines, pictures and text boxes in the markup of today and of old."""

import pytest

LINE = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:positionH relativeFrom='column'>"
    "<wp:posOffset>360000</wp:posOffset></wp:positionH><wp:positionV relativeFrom='paragraph'><wp:posOffset>180000</wp:posOffset>"
    "</wp:positionV><wp:extent cx='2362200' cy='0'/><a:graphic><a:graphicData><wps:wsp>{kind}<wps:spPr>{geometry}"
    "<a:ln w='9525'>{dash}</a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:line from='0,0' to='100pt,0'/></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


@pytest.fixture
def drawn(build):
    def make(body):
        return next(build(body).paragraphs).drawings

    return make


@pytest.mark.parametrize(
    ("kind", "geometry"),
    [
        ("<wps:cNvCnPr/>", "<a:prstGeom prst='line'/>"),
        ("<wps:cNvSpPr/>", "<a:prstGeom prst='straightConnector1'/>"),
        ("<wps:cNvCnPr/>", ""),
    ],
)
def test_a_line_shape_has_length_width_and_place(drawn, kind, geometry):
    (line,) = drawn(LINE.format(kind=kind, geometry=geometry, dash=""))
    assert (line.kind, line.horizontal_line, line.inline) == ("line", True, False)
    assert (round(line.width_mm, 2), line.height_mm, line.line_pt, line.line_dash) == (65.62, 0, 0.75, "solid")
    assert (line.x_mm, line.x_from, line.y_mm, line.y_from) == (10, "column", 5, "paragraph")


def test_dashed_lines_are_told_apart(drawn):
    (line,) = drawn(LINE.format(kind="<wps:cNvCnPr/>", geometry="", dash="<a:prstDash val='dash'/>"))
    assert line.line_dash == "dash"


@pytest.mark.parametrize(
    ("shape", "width"),
    [
        ("<v:line from='0,0' to='186pt,0' strokeweight='.75pt'/>", 65.62),
        ("<v:line from='3cm,1cm' to='9cm,1cm'/>", 60),
        ("<v:shape type='#_x0000_t32' style='position:absolute;width:186pt;height:0'/>", 65.62),
        ("<v:shape o:connectortype='straight' style='width:2in;height:0'/>", 50.8),
    ],
)
def test_lines_of_old_documents(drawn, shape, width):
    (line,) = drawn(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")
    assert (line.kind, line.horizontal_line) == ("line", True)
    assert line.width_mm == pytest.approx(width, abs=0.02)
    assert line.line_pt == pytest.approx(0.75)


def test_a_vertical_line_does_not_run_across(drawn):
    (line,) = drawn("<w:p><w:r><w:pict><v:line from='0,0' to='0,100pt'/></w:pict></w:r></w:p>")
    assert (line.kind, line.horizontal_line) == ("line", False)


def test_a_line_that_is_not_painted_has_no_width(drawn):
    shape = LINE.format(kind="<wps:cNvCnPr/>", geometry="", dash="<a:noFill/>")
    (line,) = drawn(shape)
    assert (line.line_pt, line.line_dash) == (0, "none")


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<w:drawing><wp:anchor><wps:wsp><wps:spPr/></wps:wsp></wp:anchor></w:drawing>", "shape"),
        ("<w:drawing><wp:anchor><wps:wsp/><wps:wsp/></wp:anchor></w:drawing>", "group"),
        ("<w:pict><v:rect/></w:pict>", "shape"),
        ("<w:pict><v:shapetype/><v:shape><v:imagedata/></v:shape></w:pict>", "picture"),
        ("<w:pict><v:group><v:line/></v:group></w:pict>", "group"),
        ("<w:object><v:shape><v:imagedata/></v:shape></w:object>", "picture"),
    ],
)
def test_what_a_drawing_is(drawn, markup, kind):
    assert [each.kind for each in drawn(f"<w:p><w:r>{markup}</w:r></w:p>")] == [kind]


def test_a_box_in_a_box_belongs_to_the_inner_paragraph(build):
    inner = f"<w:pict><v:rect><v:textbox>{BOX.format('trong')}</v:textbox></v:rect></w:pict>"
    outer = f"<w:txbxContent><w:p><w:r><w:t>ngoài</w:t>{inner}</w:r></w:p></w:txbxContent>"
    found = build(f"<w:p><w:r><w:pict><v:rect><v:textbox>{outer}</v:textbox></v:rect></w:pict></w:r></w:p>")
    assert [[each.text for each in box] for box in found.text_boxes] == [["ngoài"]]


def test_pictures_have_their_size(drawn):
    (picture,) = drawn("<w:p><w:r><w:drawing><wp:inline><wp:extent cx='720000' cy='360000'/></wp:inline></w:drawing></w:r></w:p>")
    assert (picture.kind, picture.width_mm, picture.height_mm, picture.inline) == ("picture", 20, 10, True)


BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<w:drawing><wp:anchor><wp:extent cx='1' cy='1'/><wps:wsp><wps:txbx>{BOX.format('hộp')}</wps:txbx></wps:wsp></wp:anchor></w:drawing>",
        f"<w:pict><v:shape><v:textbox>{BOX.format('hộp')}</v:textbox></v:shape></w:pict>",
        (
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:wsp><wps:txbx>{BOX.format('hộp')}</wps:txbx></wps:wsp>"
            f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>{BOX.format('hộp')}</v:textbox></v:rect></w:pict>"
            "</mc:Fallback></mc:AlternateContent>"
        ),
    ],
)
def test_text_boxes_are_read_once_and_apart_from_the_paragraph(build, markup):
    found = build(f"<w:p><w:r><w:t>thân</w:t>{markup}</w:r></w:p>")
    assert [each.text for each in found.paragraphs] == ["thân"]
    assert [[each.text for each in box] for box in found.text_boxes] == [["hộp"]]
    assert next(found.paragraphs).drawings[0].kind == "text_box"


def test_a_document_with_no_drawings_has_none(drawn):
    assert drawn("<w:p><w:r><w:t>a</w:t></w:r></w:p>") == ()
