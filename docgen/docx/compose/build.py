"""All parts of a template: the body, its styles, the page number, the place where the data travels.

The package holds no thumbnail, no printer settings, nothing that is not used or expected. Part names and relationship ids are
fixed, so that building twice gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from docgen.docx.archive import Archive
from docgen.docx.compose.block import Block, join, otherwise, p, when
from docgen.docx.compose.furniture import font_table, theme
from docgen.docx.compose.inline import field
from docgen.docx.compose.styles import styles_xml
from docgen.docx.payload import NAMESPACE, PART, STORE_ID
from docgen.docx.xml import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, R, W
from docgen.standard.format import Format

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

DRAFT_NOTE = "BẢN NHÁP - CHƯA PHẢI VĂN BẢN CHÍNH THỨC"
"""Stands at the foot of every page of a draft."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template as its source describes it: blocks of the body, then the properties of the last section."""

    body: Block
    last_section: str
    refresh_fields: bool = False


def build_template(template: Template, rules: Format) -> bytes:
    """The .docx of a template."""
    return Archive({name: (_HEAD + text).encode() for name, text in _parts(template, rules).items()}).write({})


def _parts(template: Template, rules: Format) -> dict[str, str]:
    note = when("ban_nhap", p("BanNhap", DRAFT_NOTE), otherwise(), p("BanNhap"))
    number = f'<w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>{field("PAGE", "2")}</w:p>'
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("rIdDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rIdCore", f"{PACKAGE_RELATIONSHIPS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}"/>',
        "word/_rels/document.xml.rels": _relationships(
            ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
            ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
            ("rIdFonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
            ("rIdTheme", f"{_OFFICE}/theme", "theme/theme1.xml"),
            ("rIdHeader", f"{_OFFICE}/header", "header1.xml"),
            ("rIdHeaderFirst", f"{_OFFICE}/header", "header2.xml"),
            ("rIdFooter", f"{_OFFICE}/footer", "footer1.xml"),
            ("rIdData", f"{_OFFICE}/customXml", f"../{PART}"),
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{template.body}{template.last_section}</w:body>'
        "</w:document>",
        "word/styles.xml": styles_xml(rules),
        "word/fontTable.xml": font_table(rules.font.family.value),
        "word/theme/theme1.xml": theme(rules.font.family.value),
        "word/settings.xml": _settings(refresh_fields=template.refresh_fields),
        "word/header1.xml": f'<w:hdr xmlns:w="{W}">{number}</w:hdr>',
        "word/header2.xml": f'<w:hdr xmlns:w="{W}">{p("SoTrang")}</w:hdr>',
        "word/footer1.xml": f'<w:ftr xmlns:w="{W}">{note}</w:ftr>',
        PART: f'<d:docgen xmlns:d="{NAMESPACE}"/>',
        "customXml/itemProps1.xml": f'<ds:datastoreItem xmlns:ds="{_CUSTOM_XML}" ds:itemID="{STORE_ID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
        "customXml/_rels/item1.xml.rels": _relationships(("rIdProps", f"{_OFFICE}/customXmlProps", "itemProps1.xml")),
    }


def _settings(*, refresh_fields: bool) -> str:
    refresh = '<w:updateFields w:val="true"/>' if refresh_fields else ""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{refresh}'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _relationships(*entries: tuple[str, str, str]) -> str:
    rows = join(*(f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>' for identifier, kind, target in entries))
    return f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{rows}</Relationships>'


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/header2.xml": f"{_WORD}.header+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    }
    rows = join(*(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()))
    return (
        f'<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )
