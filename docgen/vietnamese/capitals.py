"""Capital and small letters; NFC in and out."""

from __future__ import annotations

import re

from docgen.vietnamese.letters import nfc

# No digit and no dash among the openers: "03 đồng chí" begins with a number, not with a small letter.
_OPENERS = re.compile(r"""[\s"'“‘«(\[]*""")


def upper(text: str) -> str:
    """Write the whole text in capitals."""
    return nfc(nfc(text).upper())


def first_upper(text: str) -> str:
    """Make the first character a capital, after opening quotation marks and brackets: “về việc” -> “Về việc”."""
    opening, rest = _split_opening(text)
    return nfc(opening + rest[:1].upper() + rest[1:])


def _split_opening(text: str) -> tuple[str, str]:
    text = nfc(text)
    opening = _OPENERS.match(text)
    end = opening.end() if opening else 0
    return text[:end], text[end:]
