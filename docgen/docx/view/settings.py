"""The settings of a document that change how it looks (ECMA-376 17.15.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.docx.view import measures
from docgen.docx.xml import Element, w

_OLDEST_MODE = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """`compatibility_mode` is 15 for Word 2013 and later, 12 when the document says nothing."""

    mirror_margins: bool = False
    """Left and right margins change sides on even pages (17.15.1.57)."""
    even_and_odd_headers: bool = False
    gutter_at_top: bool = False
    compatibility_mode: int = _OLDEST_MODE
    theme_languages: Mapping[str, str] = field(default_factory=dict)
    color_mapping: Mapping[str, str] = field(default_factory=dict)


def read_settings(root: Element | None) -> Settings:
    """The settings part."""
    if root is None:
        return Settings()
    return Settings(
        mirror_margins=bool(measures.switch(root, "mirrorMargins")),
        even_and_odd_headers=bool(measures.switch(root, "evenAndOddHeaders")),
        gutter_at_top=bool(measures.switch(root, "gutterAtTop")),
        compatibility_mode=_mode(root),
        theme_languages=_attributes(root.find(w("themeFontLang"))),
        color_mapping=_attributes(root.find(w("clrSchemeMapping"))),
    )


def _mode(root: Element) -> int:
    for setting in root.findall(f"{w('compat')}/{w('compatSetting')}"):
        if setting.get(w("name")) == "compatibilityMode":
            return measures.whole(setting.get(w("val"))) or _OLDEST_MODE
    return _OLDEST_MODE


def _attributes(element: Element | None) -> Mapping[str, str]:
    return {} if element is None else {str(name).rpartition("}")[2]: str(text) for name, text in element.attrib.items()}
