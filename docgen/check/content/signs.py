"""Signs that came along with what was pasted: emoji, bullets of Word and web pages, letters that only one font knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content.facts import people, shown, texts, whole
from docgen.check.content.wording import PRACTICE, is_typed_label
from docgen.check.registry import Case, Hit, by_part, rule

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_BULLETS = "\u2022\u2023\u2043\u2219\u25a0\u25a2-\u25ff\u2b1b\u2b1c\u2b25-\u2b2b\u27a2-\u27be"
_PICTURES = "\u2600-\u260f\u2613-\u26ff\u2700-\u2712\u2715\u2716\u2719-\u2767\u2b50\u2b55\U0001f000-\U0001faff"
# Not among them: arrows, the hollow and the ticked boxes, ticks, the numerals in circles, which are written on purpose.
_SIGN = re.compile(f"[{_PRIVATE}{_BULLETS}{_PICTURES}]")
_POINT = re.compile("(?m)^[ \t]*(\u00b7)[ \t]")
"""The bullet that copying from Word leaves of a list; inside a line the same sign is a middle dot."""


@rule("R-99d", "W", "Không còn ký hiệu dán kèm", clause=PRACTICE, grade="P")
@by_part
def pasted_signs(case: Case) -> Iterator[Hit]:
    """Chữ dán từ Word, trang mạng, tin nhắn không để lại dấu đầu dòng (•, ●, ➢, …), biểu tượng, ký tự riêng của phông.

    Vì sao: chương trình tự ghi gạch đầu dòng nên dấu dán kèm in thành hai; biểu tượng và ký tự riêng của phông in ra ô vuông
    hoặc hình lạ giữa văn bản được ký.
    Đúng: Rà soát 40 hộ.
    Sai: ● Rà soát 40 hộ; Hoàn thành tốt 👍.
    """
    has_point = "\u00b7" in whole(case)
    if not has_point and not _SIGN.search(whole(case)) and not any(_SIGN.search(name) for _, name in people(case)):
        return
    for text in (*texts(case), *people(case)):
        found = [*_SIGN.findall(text.words), *(_POINT.findall(text.words) if has_point else ())]
        signs = [sign for sign in dict.fromkeys(found) if not is_typed_label(text, sign)]
        if signs:
            message = f"Có ký hiệu {', '.join(map(_named, signs))} trong {shown(text.words)}."
            yield Hit(text.path, message, "Xóa ký hiệu ấy; chương trình tự ghi gạch đầu dòng và số thứ tự.")


def _named(sign: str) -> str:
    """The sign itself, or its number where no font shows it."""
    return f"lạ U+{ord(sign):04X}" if re.match(f"[{_PRIVATE}]", sign) else f"“{sign}”"
