"""Series of numbers as pages say them."""

from __future__ import annotations

from docgen.book_file.lines import kind_name
from docgen.store.numbers import Series
from web.languages import gettext as _


def series_shown(line: Series) -> str:
    """Nghị quyết, nhiệm kỳ 2025 - 2030."""
    return _("%(kind)s, nhiệm kỳ %(term)s", kind=_(kind_name(line.the_loai)), term=line.term)
