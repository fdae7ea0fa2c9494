"""The view against two programs that were not written here: LibreOffice, which lays the document out, and python-docx, which reads it.

LibreOffice does not combine toggles of several style levels (it lets the highest one win) and takes 10 pt in a character style for
"not set"; both differ from Word and are left out here. They are judged by hand-derived cases in test_runs.py.
"""

import re
import subprocess
from pathlib import Path

import docx
import pytest

from docgen.docx.units import TWIPS_PER_MM
from docgen.docx.view import Table, view

TEMPLATES = sorted(Path("templates_docx").resolve().glob("*.docx"))
PT_PER_MM = TWIPS_PER_MM / 20


def style(identifier, kind, letters="", paragraph="", *, based_on="", default=False):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"{first}><w:name w:val="{identifier}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def size(points):
    return f'<w:sz w:val="{2 * points}"/>'


FONT = '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/>'
LIST = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{FONT}{size(11)}</w:rPr></w:rPrDefault>"
    '<w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>'
    + style("Normal", "paragraph", default=True)
    + style("Base", "paragraph", size(14) + "<w:i/>", '<w:ind w:left="567" w:firstLine="567"/>', based_on="Normal")
    + style(
        "Own",
        "paragraph",
        '<w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/>',
        '<w:ind w:firstLine="0"/>',
        based_on="Base",
    )
    + style("Off", "paragraph", '<w:i w:val="0"/>', based_on="Base")
    + style("Listed", "paragraph", size(13), LIST.format(0, 1))
    + style("ListedOwn", "paragraph", "", LIST.format(0, 3) + '<w:ind w:left="1701" w:hanging="850"/>')
    + style("Big", "character", size(18))
    + style("Strong", "character", "<w:b/>")
    + style("T", "table", size(16))
)
LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/><w:pPr><w:ind w:left="1701" w:hanging="567"/></w:pPr></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3"/><w:pPr><w:ind w:left="2268" w:hanging="567"/></w:pPr></w:lvl>'
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)
CASES = (
    # paragraph properties, run properties
    ("", ""),
    ('<w:pStyle w:val="Base"/>', ""),
    ('<w:pStyle w:val="Own"/>', ""),
    ('<w:pStyle w:val="Off"/>', ""),
    ('<w:pStyle w:val="Gone"/>', ""),
    ('<w:pStyle w:val="Own"/>', '<w:rStyle w:val="Big"/>'),
    ('<w:pStyle w:val="Own"/>', '<w:rStyle w:val="Strong"/>'),
    ('<w:pStyle w:val="Own"/>', '<w:rStyle w:val="Strong"/><w:b w:val="0"/><w:i w:val="0"/>' + size(20)),
    ('<w:pStyle w:val="Base"/><w:ind w:left="0" w:firstLine="1701"/>', "<w:b/>"),
    ('<w:pStyle w:val="Base"/><w:ind w:left="1134" w:hanging="567"/>', ""),
    ('<w:jc w:val="right"/>', ""),
    ('<w:jc w:val="center"/>', size(30)),
    ("<w:bidi w:val='0'/><w:jc w:val=\"start\"/>", ""),
    (LIST.format(0, 1), ""),
    (LIST.format(1, 1), ""),
    (LIST.format(1, 1), ""),
    (LIST.format(2, 1), ""),
    (LIST.format(0, 1), ""),
    (LIST.format(1, 1), ""),
    ('<w:pStyle w:val="Listed"/>', ""),
    ('<w:pStyle w:val="ListedOwn"/>', ""),
    ('<w:pStyle w:val="Base"/>' + LIST.format(0, 2), ""),
    ('<w:pStyle w:val="Base"/>' + LIST.format(0, 2) + '<w:ind w:left="2835" w:firstLine="0"/>', ""),
    ('<w:pStyle w:val="Listed"/><w:numPr><w:numId w:val="0"/></w:numPr>', ""),
)


def paragraph(place, properties, letters):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t>chu{place:03d}</w:t></w:r></w:p>"


def cell_table(indent, *cells):
    grid = '<w:gridCol w:w="2268"/>' * len(cells)
    row = "".join('<w:tc><w:tcPr><w:tcW w:w="2268" w:type="dxa"/></w:tcPr>' + each + "</w:tc>" for each in cells)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblW w:w="{2268 * len(cells)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr>{row}</w:tr></w:tbl><w:p/>"
    )


@pytest.fixture(scope="session")
def convert(soffice, pdftotext, tmp_path_factory):
    """A .docx to PDF by LibreOffice, in a profile of its own."""
    profile = tmp_path_factory.mktemp("profile")

    def run(data):
        folder = tmp_path_factory.mktemp("pdf")
        (folder / "a.docx").write_bytes(data)
        command = [
            soffice,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            folder / "a.docx",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return folder / "a.pdf"

    return run


@pytest.fixture(scope="module")
def laid_out(convert, write):
    """The cases as LibreOffice shows them: size, bold, italic, font by word, and the left edge of every word in points."""
    body = "".join(paragraph(place, *case) for place, case in enumerate(CASES))
    body += cell_table(567, paragraph(100, "", ""), paragraph(101, '<w:pStyle w:val="Base"/>', ""), paragraph(102, "", size(9)))
    settings = '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    data = write(body, styles=STYLES, numbering=NUMBERING, settings=settings)
    pdf = convert(data)
    html = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", pdf], check=True, capture_output=True, text=True
    ).stdout
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return view(data), _looks(html), _lines(boxes)


def _looks(html):
    fonts = {
        key: (float(points), family)
        for key, points, family in re.findall(r'<fontspec id="(\d+)" size="(\d+)" family="([^"]+)"', html)
    }
    found = {}
    for key, text in re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', html):
        if word := re.search(r"chu\d+", text):
            points, family = fonts[key]
            found[word[0]] = (points, "<b>" in text, "<i>" in text, "Sans" if "Sans" in family else "Serif")
    return found


def _lines(boxes):
    """The words of every line, each with its left edge."""
    words = [
        (float(top), float(left), text) for left, top, text in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', boxes)
    ]
    return {
        text: sorted((left, other) for near, left, other in words if abs(near - top) < 3 and left <= edge)
        for top, edge, text in words
    }


def test_letters_look_as_libreoffice_shows_them(laid_out):
    document, looks, _ = laid_out
    expected = {}
    for each in document.paragraphs:
        for run in each.runs:
            font = "Sans" if run.fonts == {"Liberation Sans"} else "Serif"
            expected[run.text] = (run.format.size_pt, run.format.bold, run.format.italic, font)
    assert len(expected) == len(CASES) + 3
    assert looks == expected


def test_lines_begin_where_libreoffice_begins_them(laid_out):
    document, _, lines = laid_out
    margin = document.sections[0].margins.left_mm
    wrong = {}
    for each in document.blocks:
        if isinstance(each, Table) or not each.text or each.format.align not in {"left", "justify"}:
            continue
        start = (margin + each.format.left_mm + each.format.first_line_mm) * PT_PER_MM
        if abs(lines[each.text][0][0] - start) > 1.5:
            wrong[each.text] = (start, lines[each.text])
    assert not wrong


def test_labels_are_those_libreoffice_prints(laid_out):
    document, _, lines = laid_out
    labelled = {each.text: each.label for each in document.paragraphs if each.format.number}
    printed = {text: " ".join(word for _, word in lines[text][:-1]) for text in labelled}
    assert len(labelled) == 10
    assert printed == labelled


def test_cells_stand_where_libreoffice_puts_them(laid_out):
    document, _, lines = laid_out
    (table,) = document.tables
    margin = document.sections[0].margins.left_mm
    for each in table.cells:
        (only,) = each.paragraphs
        start = margin + table.indent_mm + each.left_mm + each.margin_mm("left") + only.format.left_mm + only.format.first_line_mm
        assert lines[only.text][-1][0] == pytest.approx(start * PT_PER_MM, abs=1.5)


def test_headers_stand_on_the_pages_where_libreoffice_prints_them(convert, write):
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    headers = {
        "h1": text.format("LE1"),
        "h2": text.format("DAU1"),
        "h3": text.format("CHAN1"),
        "h4": text.format("LE2"),
        "f1": text.format("CHAN"),
    }
    page_ = "<w:p><w:pPr>{}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
    pages = page_.format("") + page_.format("<w:pageBreakBefore/>") + page_.format("<w:pageBreakBefore/>{}")
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="{key}"/>' for kind, key in (("default", "h1"), ("first", "h2"), ("even", "h3"))
    )
    size_ = '<w:pgSz w:w="11906" w:h="16838"/>'
    sections = (
        f'<w:sectPr>{references}<w:footerReference w:type="default" r:id="f1"/>{size_}<w:titlePg/></w:sectPr>',
        f"<w:sectPr>{size_}<w:titlePg/></w:sectPr>",
        f'<w:sectPr><w:headerReference w:type="default" r:id="h4"/>{size_}</w:sectPr>',
    )
    body = "".join(pages.format(each) for each in (*sections[:-1], ""))
    data = write(body, page=sections[-1], headers=headers, settings="<w:evenAndOddHeaders/>")
    pdf = convert(data)
    printed = [
        re.findall(r"[A-Z]+\d", page)
        for page in subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
    ]
    expected, page = [], 0
    for section in view(data).sections:
        for place in range(3):
            page += 1
            kind = "first" if place == 0 and section.first_page_differs else "even" if page % 2 == 0 else "default"
            header = section.header_on(kind)
            expected.append([header.text] if header else [])
    assert printed == expected


# --- python-docx ---

_ALIGN = {0: "left", 1: "center", 2: "right", 3: "justify"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_shipped_templates_read_as_python_docx_reads_them(path):
    theirs, ours = docx.Document(str(path)), view(path.read_bytes())
    assert [each.text.replace("\f", "") for each in ours.blocks if not isinstance(each, Table)] == [
        each.text for each in theirs.paragraphs
    ]
    assert [[cell.text for cell in row.cells] for table in ours.tables for row in table.rows] == [
        [cell.text for cell in _own(row)] for table in theirs.tables for row in table.rows
    ]
    for own, section in zip(ours.sections, theirs.sections, strict=True):
        margins = own.margins
        assert (margins.top_mm, margins.bottom_mm, margins.left_mm, margins.right_mm) == pytest.approx(
            tuple(each.mm for each in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)),
            abs=0.01,
        )
        assert own.paper_mm == pytest.approx((section.page_width.mm, section.page_height.mm), abs=0.01)
        assert own.header_on("default").text == section.header.paragraphs[0].text


def _own(row):
    """Its cells, a wide one once: python-docx repeats it for every column."""
    cells = []
    for cell in row.cells:
        if not cells or cell._tc is not cells[-1]._tc:
            cells.append(cell)
    return cells


def test_template_count_is_not_zero():
    assert len(TEMPLATES) >= 14


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_styled_values_are_those_python_docx_finds_by_walking_the_styles(path):
    theirs, ours = docx.Document(str(path)), view(path.read_bytes())
    plain = [each for each in ours.blocks if not isinstance(each, Table)]
    for own, paragraph_ in zip(plain, theirs.paragraphs, strict=True):
        found = own.format
        assert own.style_name == paragraph_.style.name
        assert found.keep_next is bool(_walked(paragraph_, lambda holder: holder.paragraph_format.keep_with_next))
        align = _walked(paragraph_, lambda holder: holder.paragraph_format.alignment)
        assert found.align == _ALIGN[align or 0]
        first_line = _walked(paragraph_, lambda holder: holder.paragraph_format.first_line_indent)
        assert found.first_line_mm == pytest.approx(first_line.mm if first_line else 0, abs=0.01)
        after = _walked(paragraph_, lambda holder: holder.paragraph_format.space_after)
        assert found.after_pt == pytest.approx(after.pt if after else 0)
        for run, typed in zip(own.runs, (each for each in paragraph_.runs if each.text), strict=False):
            points = typed.font.size or _walked(paragraph_, lambda holder: getattr(holder, "font", None) and holder.font.size)
            assert run.format.size_pt == (points.pt if points else 14)
            bold = (
                typed.font.bold
                if typed.font.bold is not None
                else _walked(paragraph_, lambda holder: getattr(holder, "font", None) and holder.font.bold)
            )
            assert run.format.bold is bool(bold)


def _walked(paragraph_, read):
    """The first value on the way from the paragraph through its styles."""
    holder = paragraph_
    while holder is not None:
        if (found := read(holder)) is not None:
            return found
        holder = holder.style if holder is paragraph_ else holder.base_style
    return None
