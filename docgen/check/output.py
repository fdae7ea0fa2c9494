"""The proof of a produced document: Word can open it, no gap is left, and every typed word is in it.

That no tag is left needs no look at the output: the template refuses to print a piece of its own text that holds one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from docgen.docx.proof import faults
from docgen.docx.text import paragraphs
from docgen.docx.xml import parse
from docgen.gaps import MARK
from docgen.vietnamese import dates, tones
from schemas.annotations import is_marked
from schemas.fields import Choice, NotPrinted

_BODY = "word/document.xml"
_ENDS = " .,;:-"


def prove(parts: Mapping[str, bytes], document: BaseModel, *, draft: bool) -> tuple[list[str], list[str]]:
    """The faults of the rendered `parts` (Vietnamese sentences, none if all is well) and the words of the body by paragraph."""
    found: list[str] = []
    words: list[str] = []
    for name, data in parts.items():
        root = parse(data, part=name)
        found += (f"{fault} ({name})" for fault in faults(root))
        if name == _BODY:
            words = paragraphs(root)
    printed = list(printed_strings(document))
    found += _gap_marks(words) if not draft else ()
    if not draft:
        found += (f"không thấy trong văn bản: {path} = “{text[:80]}”" for path, text in lost(words, printed))
    return found, words


Printed = tuple[str, tuple[str, ...]]
"""The path of a typed value, and the forms in which it may stand in the document."""


def _gap_marks(words: list[str]) -> Iterator[str]:
    text = "\n".join(words)
    if MARK in text:
        yield f"còn chỗ trống {text[text.index(MARK) :].split(']', 1)[0]}]"


def lost(words: list[str], printed: list[Printed]) -> Iterator[tuple[str, str]]:
    """Typed values that the words of the document do not contain.

    Blind to capitals (names of bodies are printed in them), to the place of tone marks, and to dashes and end marks, which the
    program sets.
    """
    text = _comparable(" ".join(words))
    missing = [(path, line) for path, forms in printed for line in _absent(forms, text)]
    if missing:
        respelled = _respelled(text)
        yield from ((path, line) for path, line in missing if _respelled(_comparable(line).strip(_ENDS)) not in respelled)


def _absent(forms: tuple[str, ...], text: str) -> list[str]:
    """The lines of a value that are not in `text`; of a day with two forms one is enough."""
    if len(forms) > 1:
        return [] if any(form in text for form in forms) else [forms[0]]
    return [line for line in forms[0].split("\n") if _comparable(line).strip(_ENDS) not in text]


def _comparable(text: str) -> str:
    return " ".join(text.casefold().split())


def _respelled(text: str) -> str:
    """One form for every spelling that the program itself may choose: tone style, capitals of letters that have no pair."""
    return tones.to_style(" ".join(text.upper().split()), "cu")


def printed_strings(model: BaseModel, path: str = "") -> Iterator[Printed]:
    """Every text and day of the data that has to stand in the document, with its path."""
    for name in _printed_fields(type(model)):
        value = getattr(model, name)
        yield from _strings(value, f"{path}.{name}" if path else name)


def _strings(value: Any, path: str) -> Iterator[Printed]:
    if isinstance(value, Choice):
        return
    if isinstance(value, str):
        yield path, (value,)
    elif isinstance(value, dt.date):
        yield path, (dates.short(value), dates.official(value))
    elif isinstance(value, BaseModel):
        yield from printed_strings(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}.{index}")


@lru_cache(maxsize=512)
def _printed_fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, info in model.model_fields.items() if not is_marked(info, NotPrinted))
