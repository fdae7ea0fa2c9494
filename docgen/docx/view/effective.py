"""Merged properties to effective formatting: what nothing in the document says takes Word's default."""

from __future__ import annotations

from docgen.docx.view.fonts import DEFAULT_FONT, Fonts
from docgen.docx.view.formats import NumberRef, ParagraphBorders, ParagraphFormat, RunFormat, TabStop
from docgen.docx.view.properties import AUTO_SPACE_PT, ParagraphProps, RunProps

_BODY_TEXT_LEVEL = 9
_PLAIN_PARAGRAPH, _PLAIN_RUN = ParagraphFormat(), RunFormat()


def paragraph_format(
    style_id: str, props: ParagraphProps, number: NumberRef | None, tabs: tuple[TabStop, ...]
) -> ParagraphFormat:
    """Formatting of a paragraph; left and right change sides where the text runs from right to left (17.3.1.13)."""
    before_auto, after_auto = props.get("before_auto", False), props.get("after_auto", False)
    right_to_left = props.get("right_to_left", False)
    align = props.get("align", "left")
    if right_to_left and align in {"left", "right"}:
        align = "right" if align == "left" else "left"
    names = ("top", "left", "bottom", "right", "between")
    borders = {name: props[f"border_{name}"] for name in names if f"border_{name}" in props}  # type: ignore[literal-required]
    return ParagraphFormat(
        style_id=style_id,
        align=align,
        left_mm=props.get("left_mm", 0.0),
        right_mm=props.get("right_mm", 0.0),
        first_line_mm=props.get("first_line_mm", 0.0),
        indents_in_chars=props.get("indents_in_chars", False),
        before_pt=AUTO_SPACE_PT if before_auto else props.get("before_pt", 0.0),
        after_pt=AUTO_SPACE_PT if after_auto else props.get("after_pt", 0.0),
        before_auto=before_auto,
        after_auto=after_auto,
        line=props.get("line", _PLAIN_PARAGRAPH.line),
        contextual_spacing=props.get("contextual_spacing", False),
        keep_next=props.get("keep_next", False),
        keep_lines=props.get("keep_lines", False),
        page_break_before=props.get("page_break_before", False),
        widow_control=props.get("widow_control", True),
        outline_level=_outline(props.get("outline_level")),
        borders=ParagraphBorders(**borders) if borders else _PLAIN_PARAGRAPH.borders,
        tabs=tabs,
        number=number,
        frame=props.get("frame"),
        shading=props.get("shading", _PLAIN_PARAGRAPH.shading),
        right_to_left=right_to_left,
    )


def _outline(level: int | None) -> int | None:
    return None if level is None or level >= _BODY_TEXT_LEVEL else level


def run_format(props: RunProps) -> RunFormat:
    """Formatting of letters; text marked as complex script uses its own size and weight (17.3.2.7, 17.3.2.30)."""
    complex_script = props.get("cs_run", False) or props.get("rtl", False)
    size = props.get("size_cs_pt") if complex_script else props.get("size_pt")
    return RunFormat(
        fonts=Fonts(
            props.get("ascii", DEFAULT_FONT),
            props.get("h_ansi", DEFAULT_FONT),
            props.get("east_asia", DEFAULT_FONT),
            props.get("cs", DEFAULT_FONT),
            props.get("hint", ""),
        ),
        size_pt=size if size is not None else _PLAIN_RUN.size_pt,
        bold=props.get("bold_cs", False) if complex_script else props.get("bold", False),
        italic=props.get("italic_cs", False) if complex_script else props.get("italic", False),
        underline=props.get("underline", _PLAIN_RUN.underline),
        strike=props.get("strike", False) or props.get("double_strike", False),
        caps=props.get("caps", False),
        small_caps=props.get("small_caps", False),
        hidden=props.get("hidden", False),
        color=props.get("color", _PLAIN_RUN.color),
        highlight=props.get("highlight", _PLAIN_RUN.highlight),
        shading=props.get("shading", _PLAIN_RUN.shading),
        vertical=props.get("vertical", _PLAIN_RUN.vertical),
        raised_pt=props.get("raised_pt", 0.0),
        char_spacing_pt=props.get("char_spacing_pt", 0.0),
        scale_percent=props.get("scale_percent", _PLAIN_RUN.scale_percent),
        complex_script=complex_script,
    )
