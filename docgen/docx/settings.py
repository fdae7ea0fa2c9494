"""Document settings that depend on the data, and the properties Word shows in File > Info."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

_BEFORE_MIRROR = re.compile(rb"<w:settings[^>]*>(?:\s*<w:(?:writeProtection|view|zoom)\b[^>]*/>)*")


def with_mirrored_margins(settings: bytes) -> bytes:
    """Settings for two-sided printing: left and right margins change sides on even pages (the standard's "mặt sau")."""
    if b"<w:mirrorMargins" in settings:
        return settings
    return _BEFORE_MIRROR.sub(lambda found: found[0] + b"<w:mirrorMargins/>", settings, count=1)


def core_properties(title: str, creator: str, day: dt.date) -> bytes:
    """`docProps/core.xml`. Dates are the document's own day, so that the same data gives the same bytes."""
    moment = f"{day.isoformat()}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:creator>{escape(creator, quote=False)}</dc:creator>"
        "<dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    ).encode()
