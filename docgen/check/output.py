"""The proof of a produced document: Word can open it, no gap is left, and every typed word is in it.

That no tag is left needs no look at the output: the template refuses to print a piece of its own text that holds one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from docgen.docx.filled import FilledPart, inspect
from docgen.docx.text import lines
from docgen.gaps import MARK
from docgen.shared_parts import worked_out
from docgen.vietnamese import dates, tones
from schemas.annotations import is_marked
from schemas.fields import Choice, NotPrinted

_BODY = "word/document.xml"
_ENDS = " .,;:-"
_NEAR = 4_000


def prove(parts: Mapping[str, FilledPart | bytes], document: BaseModel, *, draft: bool) -> tuple[list[str], list[str]]:
    """The faults of the rendered `parts` (Vietnamese sentences, none if all is well) and the words of the body by line."""
    found: list[str] = []
    words: list[str] = []
    for name, data in parts.items():
        seen = inspect(data, name) if isinstance(data, bytes) else data.inspect(name)
        found += (f"{fault} ({name})" for fault in seen.faults)
        if name == _BODY:
            words = lines(seen.words)
    if not draft:
        found += _gap_marks(words)
        found += (f"không thấy trong văn bản: {path} = “{text[:80]}”" for path, text in lost(words, printed_strings(document)))
    return found, words


Printed = tuple[str, tuple[str, ...]]
"""The path of a typed value, and the forms in which it may stand in the document."""


def _gap_marks(words: list[str]) -> Iterator[str]:
    text = "\n".join(words)
    if MARK in text:
        yield f"còn chỗ trống {text[text.index(MARK) :].split(']', 1)[0]}]"


def lost(words: list[str], printed: Iterable[Printed]) -> Iterator[tuple[str, str]]:
    """Typed values that the words of the document do not contain.

    Blind to capitals (names of bodies are printed in them), to the place of tone marks, and to dashes and end marks, which the
    program sets.
    """
    text = " ".join(words)
    if doubtful := list(_not_as_typed(text, printed)):
        comparable = text.casefold()
        missing = [(path, forms[0]) for path, forms in doubtful if not any(_sought(form) in comparable for form in forms)]
        respelled = _respelled(comparable) if missing else ""
        yield from ((path, line) for path, line in missing if _respelled(_sought(line)) not in respelled)


def _not_as_typed(text: str, printed: Iterable[Printed]) -> Iterator[Printed]:
    """The lines that do not stand in `text` letter by letter, or all in capitals.

    Most do, soon after the line before, so that is where they are looked for first: a search of the whole text for each line
    would make a long annex slow. Two lines found in the same other place move the search there.
    """
    place = other = 0
    for path, forms in printed:
        for line in forms[0].split("\n") if "\n" in forms[0] else forms[:1]:
            found = text.find(line, place, place + _NEAR)
            if found < 0:
                found = text.find(line, other, other + _NEAR)
            if found >= 0:
                place = found
            elif (found := text.find(line)) >= 0:
                other = found
            elif line.upper() not in text:
                yield path, (line, *forms[1:])


def _sought(line: str) -> str:
    return _comparable(line).strip(_ENDS)


def _comparable(text: str) -> str:
    return " ".join(text.casefold().split())


def _respelled(text: str) -> str:
    """One form for every spelling that the program itself may choose: tone style, capitals of letters that have no pair."""
    return tones.to_style(" ".join(text.upper().split()), "cu")


def printed_strings(model: BaseModel) -> list[Printed]:
    """Every text and day of the data that has to stand in the document, with its path."""
    found: list[Printed] = []
    _collect(found, model, _printed_fields(type(model)), "")
    return found


def _collect(found: list[Printed], model: Any, fields: tuple[str, ...], prefix: str) -> None:
    """Add what is typed in the `fields` of `model`, whose paths begin with `prefix`."""
    values = model.__dict__
    for name in fields:
        value = values[name]
        if type(value) is str:
            found.append((prefix + name, (value,)))
        elif value is not None:
            _collect_value(found, value, prefix + name)


def _of_part(part: Any, fields: tuple[str, ...], path: str) -> list[Printed]:
    found: list[Printed] = []
    _collect(found, part, fields, f"{path}.")
    return found


def _of_list(items: tuple[Any, ...], path: str) -> list[Printed]:
    found: list[Printed] = []
    for index, item in enumerate(items):
        _collect_value(found, item, f"{path}.{index}")
    return found


def _collect_value(found: list[Printed], value: Any, path: str) -> None:
    if isinstance(value, tuple):
        found += worked_out(value, (_collect, path), lambda: _of_list(value, path))
    elif fields := _printed_fields(type(value)):  # type: ignore[arg-type]
        found += worked_out(value, (_collect, path), lambda: _of_part(value, fields, path))
    elif isinstance(value, str):
        if not isinstance(value, Choice):
            found.append((path, (value,)))
    elif isinstance(value, dt.date):
        found.append((path, (dates.short(value), dates.official(value))))


@lru_cache(maxsize=512)
def _printed_fields(kind: type) -> tuple[str, ...]:
    """The fields of a model that have to stand in the document; none of any other type."""
    if not issubclass(kind, BaseModel):
        return ()
    return tuple(name for name, info in kind.model_fields.items() if not is_marked(info, NotPrinted))
