"""Sources of rules that the format standard does not write down: the practice of issued documents, the craft of the page."""

from __future__ import annotations

from docgen.standard.values import Sourced

_PRACTICE = "Thực tế"
_PROGRAM = "Yêu cầu trình bày của chương trình"

DECIDING_LINE = Sourced(clause=_PRACTICE, grade="P", note="HD 05 không quy định dòng này; văn bản thật đặt ở giữa, in hoa, đậm.")
ROMAN_HEADINGS = Sourced(clause=_PRACTICE, grade="U", note="Chưa thấy quy định chính thức về đề mục I, II.")
NO_EMPTY_LINES = Sourced(clause=_PROGRAM, grade="P", note="Khoảng cách đặt bằng giãn đoạn, không bằng đoạn trống.")
TABLES = Sourced(clause=_PROGRAM, grade="P", note="Bảng sang trang phải đọc được.")
KEEP_TOGETHER = Sourced(clause=_PROGRAM, grade="P", note="Chữ ký không được đứng một mình trên một trang.")
