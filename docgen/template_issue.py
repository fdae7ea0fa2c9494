"""A fault of a template and where it stands, as somebody finds it who has the template open in Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault of a template: the part of the file, the paragraph (from 1, 0 = the whole part), its text, what and how to mend."""

    part: str
    paragraph: int
    text: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """One line for people."""
        place = f"{self.part}, đoạn {self.paragraph} “{self.text[:60]}”" if self.paragraph else self.part
        return f"{place}: {self.message}" + (f" → {self.hint}" if self.hint else "")


class Places:
    """Line numbers of a numbered source (docgen.docx.template_text) -> issues with the paragraph's text."""

    def __init__(self, part: str, texts: Sequence[str]) -> None:
        """Keep the texts of the paragraphs of `part`."""
        self._part, self._texts = part, texts

    def issue(self, line: int, message: str, hint: str = "") -> Issue:
        """An issue at `line` of the source, whose first paragraph stands on line 2."""
        number = min(max(line - 1, 1), len(self._texts))
        return Issue(self._part, number, self._texts[number - 1].strip() if number else "", message, hint)
