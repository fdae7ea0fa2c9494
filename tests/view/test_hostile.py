"""Values that no program should write: they are read as if they were not there, and nothing but the project's own errors comes out."""

import dataclasses
import re
from functools import cached_property

import pytest

from docgen.docx.archive import Archive
from docgen.docx.package import open_package
from docgen.docx.view import Cell, Drawing, Paragraph, Row, Section, Table, view, view_parts
from docgen.errors import DocgenError

NONSENSE = ["", "abc", "-1", "0", "99999999999999999999", "1e999", "nan", "٣", "9" * 5000]
STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii='A' w:asciiTheme='minorHAnsi' w:hint='eastAsia'/><w:sz w:val='28'/><w:lang w:val='vi'/>"
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after='60' w:afterLines='100' w:line='240' w:lineRule='auto'/></w:pPr></w:pPrDefault>"
    "</w:docDefaults><w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='P'><w:name w:val='P'/><w:basedOn w:val='N'/><w:pPr><w:ind w:left='1' w:firstLine='567' "
    "w:firstLineChars='100' w:hanging='5'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='2'/>"
    "<w:tabs><w:tab w:val='center' w:pos='3000' w:leader='dot'/><w:tab w:val='clear' w:pos='1'/></w:tabs></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='C'><w:name w:val='C'/><w:rPr><w:color w:val='FF0000' w:themeColor='accent1' w:themeTint='80' "
    "w:themeShade='40'/><w:u w:val='single'/><w:highlight w:val='red'/><w:shd w:val='clear' w:color='auto' w:fill='FFFF00'/></w:rPr></w:style>"
    "<w:style w:type='numbering' w:styleId='L'><w:name w:val='L'/><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='table' w:styleId='T'><w:name w:val='T'/><w:tblPr><w:tblStyleRowBandSize w:val='1'/><w:tblStyleColBandSize w:val='2'/>"
    "<w:tblBorders><w:top w:val='single' w:sz='4' w:space='1' w:color='FF0000'/></w:tblBorders><w:tblCellMar><w:left w:w='10' w:type='dxa'/>"
    "</w:tblCellMar></w:tblPr><w:tblStylePr w:type='firstRow'><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:top w:val='double' w:sz='4'/>"
    "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)
NUMBERING = (
    "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='3'/><w:numFmt w:val='lowerLetter'/><w:lvlRestart w:val='1'/><w:isLgl w:val='0'/><w:lvlText w:val='%1.%2)'/>"
    "<w:pPr><w:ind w:left='567' w:hanging='567'/></w:pPr></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='L'/></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
)
SETTINGS = (
    "<w:mirrorMargins w:val='1'/><w:evenAndOddHeaders w:val='1'/><w:gutterAtTop w:val='0'/><w:compat><w:compatSetting "
    "w:name='compatibilityMode' w:uri='x' w:val='15'/></w:compat><w:themeFontLang w:val='vi' w:eastAsia='ja-JP'/>"
    "<w:clrSchemeMapping w:t1='dark1' w:bg1='light1'/>"
)
THEME = (
    "<a:theme xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:themeElements><a:clrScheme><a:accent1><a:srgbClr val='4472C4'/>"
    "</a:accent1><a:dk1><a:sysClr val='windowText' lastClr='000000'/></a:dk1></a:clrScheme><a:fontScheme><a:minorFont><a:latin typeface='F'/>"
    "<a:ea typeface=''/><a:font script='Jpan' typeface='J'/></a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)
RUN = (
    "<w:r><w:rPr><w:rStyle w:val='C'/><w:w w:val='90'/><w:spacing w:val='4'/><w:position w:val='6'/><w:vertAlign w:val='superscript'/>"
    "<w:szCs w:val='20'/></w:rPr><w:t xml:space='preserve'>chữ</w:t><w:sym w:font='Wingdings' w:char='F0FC'/><w:br w:type='page'/></w:r>"
)
DRAWN = (
    "<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom='column'><wp:posOffset>1</wp:posOffset></wp:positionH><wp:extent cx='36000' cy='1'/>"
    "<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst='line'/><a:ln w='9525'><a:prstDash val='dash'/></a:ln></wps:spPr></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing><w:pict><v:line from='0,0' to='100pt,1cm' strokeweight='1pt'/><v:rect type='#_x0000_t32' "
    "style='width:10pt;height:0;position:absolute;margin-left:5pt'/></w:pict></w:r>"
)
BODY = (
    f"<w:p><w:pPr><w:pStyle w:val='P'/><w:jc w:val='both'/><w:spacing w:before='60' w:beforeAutospacing='1'/><w:framePr w:xAlign='center' w:w='100'/>"
    f"<w:pBdr><w:top w:val='single' w:sz='4' w:space='1' w:color='00FF00'/></w:pBdr></w:pPr>{RUN}{DRAWN}</w:p>"
    f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr></w:pPr><w:fldSimple w:instr='PAGE'>{RUN}</w:fldSimple></w:p>"
    "<w:tbl><w:tblPr><w:tblStyle w:val='T'/><w:tblW w:w='5000' w:type='pct'/><w:jc w:val='center'/><w:tblInd w:w='5' w:type='dxa'/>"
    "<w:tblLook w:val='04A0' w:firstRow='1'/></w:tblPr><w:tblGrid><w:gridCol w:w='500'/><w:gridCol w:w='500'/></w:tblGrid><w:tr><w:trPr>"
    "<w:gridBefore w:val='1'/><w:cantSplit w:val='1'/><w:tblHeader w:val='1'/></w:trPr><w:tc><w:tcPr><w:tcW w:w='500' w:type='dxa'/>"
    "<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/><w:vAlign w:val='center'/><w:tcMar><w:left w:w='5' w:type='dxa'/></w:tcMar></w:tcPr>"
    f"<w:p>{RUN}</w:p></w:tc></w:tr></w:tbl>"
)
PAGE = (
    "<w:sectPr><w:headerReference w:type='default' r:id='h1'/><w:type w:val='continuous'/><w:pgSz w:w='11906' w:h='16838'/>"
    "<w:pgMar w:top='1134' w:right='850' w:bottom='1134' w:left='1701' w:header='567' w:footer='567' w:gutter='5'/>"
    "<w:pgNumType w:fmt='lowerRoman' w:start='3'/><w:cols w:num='2'/><w:titlePg w:val='1'/></w:sectPr>"
)
PARTS = {"styles": STYLES, "numbering": NUMBERING, "settings": SETTINGS, "theme": THEME, "page": PAGE}
HEADERS = {"h1": f"<w:p>{RUN}</w:p>"}
_VALUE = re.compile(r"(?<==')[^']*(?=')")


def values_of(text):
    """Where the attribute values of a part stand, names of namespaces and relationship ids left out."""
    return [found.span() for found in _VALUE.finditer(text) if not found[0].startswith(("http", "h1"))]


def read(thing):
    """Ask for everything that a thing of the view knows."""
    for name in dir(type(thing)):
        attribute = getattr(type(thing), name)
        if not name.startswith("_") and isinstance(attribute, property | cached_property):
            found = getattr(thing, name)
            if hasattr(found, "__next__"):
                list(found)
    for name in [field.name for field in dataclasses.fields(thing)] if dataclasses.is_dataclass(thing) else ():
        getattr(thing, name)


def read_all(document):
    read(document)
    document.settings, document.styles  # noqa: B018
    for section in document.sections:
        read(section)
    for paragraph in document.everything:
        read(paragraph)
        for thing in (*paragraph.runs, *paragraph.hidden_runs, *paragraph.drawings, paragraph.format, paragraph.mark):
            read(thing)
    for table in document.tables:
        read(table)
        for row in table.rows:
            read(row)
            for cell in row.cells:
                read(cell)
                [cell.border(side) for side in ("top", "left", "bottom", "right")]


@pytest.mark.parametrize("kind", [Paragraph, Table, Row, Cell, Section, Drawing])
def test_everything_is_asked_for(kind):
    assert [name for name in dir(kind) if isinstance(getattr(kind, name), property | cached_property)]


@pytest.fixture(scope="module")
def package(write):
    return open_package(write(BODY, headers=HEADERS, **PARTS))


FILES = ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/theme1.xml"]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda text: repr(text[:24]))
@pytest.mark.parametrize("part", FILES)
def test_no_single_value_upsets_the_reader(package, part, nonsense):
    whole = package[part].decode()
    for start, end in values_of(whole):
        read_all(view_parts({**package, part: (whole[:start] + nonsense + whole[end:]).encode()}))


@pytest.mark.parametrize("part", FILES)
def test_no_missing_value_upsets_the_reader(package, part):
    whole = package[part].decode()
    for found in re.finditer(r" (?!xmlns)[\w:]+='[^']*'", whole):
        read_all(view_parts({**package, part: (whole[: found.start()] + whole[found.end() :]).encode()}))


def seen(document):
    """What a reader sees of a document."""
    return [(each.text, each.label, each.format, [run.format for run in each.runs]) for each in document.everything]


def test_comments_and_instructions_between_elements_change_nothing(package):
    noisy = {
        name: data if name == "[Content_Types].xml" else data.replace(b"><", b"><!-- c --><?pi x?><")
        for name, data in package.items()
    }
    document = view(Archive(noisy).write({}))
    read_all(document)
    assert seen(document) == seen(view_parts(package))


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/theme1.xml", "word/h1.xml"])
@pytest.mark.parametrize("content", [b"<x/>", b"", b"<x", None], ids=["other", "empty", "broken", "missing"])
def test_a_part_that_is_missing_or_something_else_is_no_part_or_a_damaged_file(package, part, content):
    parts = {name: data for name, data in {**package, part: content}.items() if data is not None}
    try:
        read_all(view_parts(parts))
    except DocgenError as error:
        assert part in str(error)  # noqa: PT017 - both ends are right


@pytest.mark.parametrize(
    "target", ["document.xml", "../word/document.xml", "/", "..", "", "../../../etc/passwd", "http://x/y.xml", "h1.xml"]
)
def test_relationships_that_lead_anywhere(package, target):
    name = "word/_rels/document.xml.rels"
    links = re.sub(rb'Target="[^"]*"', f'Target="{target}"'.encode(), package[name])
    read_all(view_parts({**package, name: links}))


@pytest.mark.parametrize("wrapper", ["smartTag", "hyperlink", "ins", "sdt"])
def test_deep_nesting_ends_in_text_or_in_a_refusal(write, wrapper):
    inner = "<w:r><w:t>sâu</w:t></w:r>"
    for _ in range(120):
        inner = (
            f"<w:{wrapper}><w:sdtContent>{inner}</w:sdtContent></w:{wrapper}>"
            if wrapper == "sdt"
            else f"<w:{wrapper}>{inner}</w:{wrapper}>"
        )
    document = view(write(f"<w:p>{inner}</w:p>"))
    assert [each.text for each in document.paragraphs] in (["sâu"], [""])


def test_tables_in_tables_in_tables(write):
    inner = "<w:p><w:r><w:t>sâu</w:t></w:r></w:p>"
    for _ in range(75):
        inner = f"<w:tbl><w:tblGrid><w:gridCol w:w='1'/></w:tblGrid><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert [each.text for each in view(write(inner)).paragraphs] == ["sâu"]


@pytest.mark.parametrize("code", ["0", "9", "D800", "FFFFFFFF", "110000", "1_0"])
def test_signs_that_are_no_letters_are_left_out(write, code):
    document = view(write(f"<w:p><w:r><w:sym w:font='Wingdings' w:char='{code}'/></w:r></w:p>"))
    assert [each.text for each in document.paragraphs] == [""]


def test_a_list_does_not_count_into_endless_letters(write):
    numbering = NUMBERING.replace("w:start w:val='3'", "w:start w:val='999999999'")
    item = "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
    assert [each.label for each in view(write(item, numbering=numbering)).paragraphs] == ["4.999999999)"]
