"""The theme of a document: the fonts and colours that styles name by their role (ECMA-376 20.1.6, 17.18.96, 17.18.97)."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.docx.view import measures
from docgen.docx.xml import Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOR_ROLES = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "text1": "dk1", "background1": "lt1", "text2": "dk2",
    "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_MAPPED = {"text1": "t1", "background1": "bg1", "text2": "t2", "background2": "bg2"}
_SCRIPTS = {
    "ja": "Jpan", "ko": "Hang", "zh-CN": "Hans", "zh-SG": "Hans", "zh": "Hant", "ar": "Arab", "he": "Hebr", "th": "Thai",
    "vi": "Viet",
}  # fmt: skip
_FULL = 255
_RGB = re.compile("[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """Fonts by role ("minorHAnsi") and colours by role ("accent1"), already resolved for the languages of the document."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    """`w:clrSchemeMapping` of the settings: the role that text1, background1 ... stand for in this document."""

    def color(self, role: str, tint: str | None = None, shade: str | None = None) -> str | None:
        """The colour of a role as RRGGBB, lightened by `tint` or darkened by `shade` (two hex digits, FF = not at all)."""
        role = self.mapping.get(_MAPPED.get(role, ""), role)
        found = self.colors.get(_COLOR_ROLES.get(role, role))
        if found is None:
            return None
        return _lightness(found, _share(tint), _share(shade)) if tint or shade else found


def read_theme(root: Element | None, languages: Mapping[str, str], mapping: Mapping[str, str]) -> Theme:
    """The theme part; `languages` are those of `w:themeFontLang` by attribute (val, eastAsia, bidi)."""
    if root is None:
        return Theme(mapping=mapping)
    fonts: dict[str, str] = {}
    for size in ("major", "minor"):
        fonts |= _fonts(root.find(f".//{_A}{size}Font"), size, languages)
    scheme = root.find(f".//{_A}clrScheme")
    colors = {} if scheme is None else {_local(slot): color for slot in scheme.iterfind("*") if (color := _scheme_color(slot))}
    return Theme({role: name for role, name in fonts.items() if name}, colors, mapping)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _fonts(group: Element | None, size: str, languages: Mapping[str, str]) -> dict[str, str]:
    """The four roles of a font group; an empty East Asian or complex font is looked up by the script of the language."""
    if group is None:
        return {}
    by_script = {font.get("script", ""): font.get("typeface", "") for font in group.findall(f"{_A}font")}
    latin, east_asia, complex_script = (_typeface(group, name) for name in ("latin", "ea", "cs"))
    return {
        f"{size}Ascii": latin,
        f"{size}HAnsi": latin,
        f"{size}EastAsia": east_asia or by_script.get(_script(languages.get("eastAsia", "")), ""),
        f"{size}Bidi": complex_script or by_script.get(_script(languages.get("bidi", "")), ""),
    }


def _typeface(group: Element, name: str) -> str:
    found = group.find(f"{_A}{name}")
    return "" if found is None else found.get("typeface", "")


def _script(language: str) -> str:
    return _SCRIPTS.get(language) or _SCRIPTS.get(language.partition("-")[0], "")


def _scheme_color(slot: Element) -> str | None:
    color = slot.find("*")
    if color is None:
        return None
    found = color.get("lastClr") if _local(color) == "sysClr" else color.get("val")
    return found.upper() if found and _RGB.fullmatch(found) else None


def _share(text: str | None) -> float | None:
    found = measures.hexadecimal(text)
    return None if found is None else min(found / _FULL, 1.0)


def _lightness(rgb: str, tint: float | None, shade: float | None) -> str:
    """Change the lightness of a colour: a tint moves it towards white, a shade towards black (17.3.2.6)."""
    red, green, blue = (int(rgb[place : place + 2], 16) / _FULL for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if shade is not None:
        light *= shade
    if tint is not None:
        light = light * tint + (1 - tint)
    return "".join(f"{round(part * _FULL):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
