"""The duties that stand in one row of a list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from docgen.messages import SENTENCES, causes
from docgen.roster.cells import error_of, text_of
from docgen.roster.duty_columns import CODES, FIXED, MOST, OPEN, PIECES, WHOLE
from docgen.roster.letters import old_letters
from docgen.roster.table import Cell, is_filled
from schemas.quyet_dinh_phan_cong import DongNhiemVu

_APART = re.compile(r"[;,\s]+")
_BULLET = re.compile(r"^\s*(?:[-–+•*·]|\d{1,2}\s*[.)](?!\d))\s*")
_PIECES = tuple(PIECES)
_UNREAD = "không đọc được; gõ lại ô này"


@dataclass(slots=True)
class Said:
    """Of one cell: its place, what is to be told, what stands there, what it is taken for."""

    place: int
    message: str
    value: str
    taken: str = ""


@dataclass(slots=True)
class Duties:
    """The duties of a row."""

    co_dinh: list[DongNhiemVu] = field(default_factory=list)
    mo: list[DongNhiemVu] = field(default_factory=list)
    ma: list[str] = field(default_factory=list)
    faults: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)

    def of(self, kind: str) -> list[DongNhiemVu]:
        """The fixed ones or the open ones."""
        return self.mo if kind == OPEN else self.co_dinh


class DutyReader:
    """Reads the duties of row after row."""

    def __init__(self, places: Mapping[int, str], codes: Collection[str]) -> None:
        """`places`: the name of each column; `codes` are those that a row may name."""
        self._codes = {code.casefold(): code for code in codes}
        self._named = [place for place, name in places.items() if name == CODES]
        self._whole = [(place, name) for place, name in places.items() if name in WHOLE]
        self._numbered: dict[tuple[str, int], dict[str, int]] = {}
        for place, name in sorted(places.items()):
            if "." in name:
                kind, number, piece = name.split(".")
                self._numbered.setdefault((kind, int(number)), {})[piece] = place
        self._beside = {
            kind: self._numbered.pop((kind, 1))
            for _, kind in self._whole
            if "viec" not in self._numbered.get((kind, 1), {"viec": 0})
        }
        self.any = bool(self._named or self._whole or self._numbered)

    def read(self, cells: tuple[Cell, ...]) -> Duties:
        """All that stands in a row, every fault of it at once."""
        found = Duties()
        for place in self._named:
            self._read_codes(place, cells, found)
        for place, kind in self._whole:
            self._read_lines(place, kind, cells, found)
        for (kind, number), places in sorted(self._numbered.items()):
            self._read_numbered(kind, number, places, cells, found)
        for kind in (FIXED, OPEN):
            if len(found.of(kind)) > MOST:
                place = next(place for place, name in self._places() if name == kind)
                said = f"có {len(found.of(kind))} việc, một người nhận nhiều nhất {MOST} việc; gộp hoặc bỏ bớt"
                found.faults.append(Said(place, said, ""))
        return found

    def _places(self) -> Iterator[tuple[int, str]]:
        yield from self._whole
        yield from ((place, kind) for (kind, _), places in self._numbered.items() for place in places.values())

    def _read_codes(self, place: int, cells: tuple[Cell, ...], found: Duties) -> None:
        text = _text(place, cells, found)
        for given in filter(None, _APART.split(text)):
            code = self._codes.get(given.casefold())
            if code is None:
                near = get_close_matches(given.casefold(), self._codes, n=1)
                advice = f"có phải là {self._codes[near[0]]}" if near else "xem mã ở trang Nhiệm vụ mẫu"
                found.faults.append(Said(place, f"không có mã nhiệm vụ “{given[:60]}”; {advice}", text))
            elif code in found.ma:
                found.notes.append(Said(place, f"mã {code} ghi hai lần, tính một lần", text, code))
            else:
                found.ma.append(code)

    def _read_lines(self, place: int, kind: str, cells: tuple[Cell, ...], found: Duties) -> None:
        text = _text(place, cells, found)
        lines = [line for line in text.splitlines() if line.strip()]
        bare = [_BULLET.sub("", line) for line in lines]
        if bare != lines:
            found.notes.append(Said(place, "bỏ dấu đầu dòng; văn bản tự đánh số các việc", text, "\n".join(bare)))
        beside = self._lines_beside(kind, len(bare), cells, found)
        for number, line in enumerate(bare):
            pieces = [piece.strip() for piece in line.split("|")]
            if len(pieces) > len(_PIECES):
                said = f"“{line[:60]}” có {len(pieces)} phần cách nhau bằng |, nhiều nhất {len(_PIECES)}: {_ORDER}"
                found.faults.append(Said(place, said, text))
                continue
            data = dict(zip(_PIECES, pieces, strict=False))
            extra = {piece: texts[number] for piece, texts in beside.items() if not data.get(piece)}
            self._add(kind, {**data, **extra}, {**dict.fromkeys(_PIECES, place), **self._beside.get(kind, {})}, text, found)

    def _lines_beside(self, kind: str, number: int, cells: tuple[Cell, ...], found: Duties) -> dict[str, list[str]]:
        """What other columns say of the duties of a cell: a line for each of them, or one line for all."""
        said: dict[str, list[str]] = {}
        for piece, place in self._beside.get(kind, {}).items():
            text = _text(place, cells, found)
            lines = [_BULLET.sub("", line).strip() for line in text.splitlines() if line.strip()]
            if len(lines) not in {0, 1, number}:
                told = (
                    f"có {len(lines)} dòng cho {number} việc; ghi mỗi việc một dòng theo thứ tự, hoặc một dòng chung cho mọi việc"
                )
                found.faults.append(Said(place, told, text))
            elif lines:
                said[piece] = lines if len(lines) == number else lines * number
        return said

    def _read_numbered(self, kind: str, number: int, places: Mapping[str, int], cells: tuple[Cell, ...], found: Duties) -> None:
        before = len(found.faults)
        data = {piece: text for piece, place in places.items() if (text := _text(place, cells, found))}
        if not data or len(found.faults) > before:
            return
        if "viec" not in data:
            place = places["viec"] if "viec" in places else next(places[piece] for piece in data)
            told = ", ".join(PIECES[piece].lower() for piece in data)
            found.faults.append(Said(place, f"việc {number} có {told} mà chưa ghi việc; ghi việc hoặc xóa các ô đó", ""))
            return
        self._add(kind, data, places, "", found)

    def _add(self, kind: str, data: dict[str, Any], places: Mapping[str, int], value: str, found: Duties) -> None:
        try:
            found.of(kind).append(DongNhiemVu.model_validate({piece: text for piece, text in data.items() if text}))
        except ValidationError as error:
            for detail in causes(error):
                piece = str(detail["loc"][0]) if detail["loc"] else "viec"
                sentence = SENTENCES.get(detail["type"])
                said = sentence(detail.get("input"), detail.get("ctx", {})) if sentence else _UNREAD
                place = places.get(piece, min(places.values()))
                found.faults.append(Said(place, f"{PIECES[piece].lower()}: {said}", value or str(data.get(piece, ""))))


_ORDER = " | ".join(title.lower() for title in PIECES.values())


def _text(place: int, cells: tuple[Cell, ...], found: Duties) -> str:
    """What stands in a cell; empty when nothing does or it cannot be read, which is told."""
    if not is_filled(cells, place):
        return ""
    cell = cells[place]
    said = error_of(cell) or old_letters(cell)
    if said:
        found.faults.append(Said(place, said, str(cell)))
        return ""
    return text_of(cell).strip()
