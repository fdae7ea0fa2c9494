"""The rows of .xls and .ods files, read by a process that may fall over without harm."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import Any

from docgen.errors import FileError, UnsafeFileError
from docgen.output.process import end, new_group
from docgen.roster.foreign_worker import ALL, HEAD_ROWS, PROTECTED, SECONDS

_LONGEST_LINE = 64 * 2**20
_HINT = "Mở bằng Excel hoặc LibreOffice, chọn Lưu thành → .xlsx, rồi thử lại."

Cells = tuple[Any, ...]


class ForeignBook:
    """A file as its visible sheets; the first rows of each are kept, so that looking for headings reads it once."""

    def __init__(self, raw: bytes, wide: int, seconds: float = SECONDS) -> None:
        """Read the beginnings; `FileError` when the file is protected, damaged, or takes longer than `seconds`."""
        self._raw, self._wide, self._seconds = raw, wide, seconds
        self.sheets: list[tuple[int, str]] = []
        self._heads: dict[int, list[Cells]] = {}
        number = ALL
        for value in self._ask(ALL):
            if isinstance(value, dict):
                number = int(value["sheet"])
                self.sheets.append((number, str(value["title"])))
                self._heads[number] = []
            else:
                self._heads[number].append(_cells(value))

    def rows(self, sheet: int) -> Iterator[Cells]:
        """The rows of a sheet; the file is only read again when more than its beginning is wanted."""
        head = self._heads[sheet]
        yield from head
        if len(head) == HEAD_ROWS:
            rows = self._ask(sheet)
            for number, value in enumerate(rows):
                if number >= HEAD_ROWS:
                    yield _cells(value)

    def _ask(self, sheet: int) -> Iterator[Any]:
        process = _started(sheet, self._wide)
        watch = Timer(self._seconds, end, [process])
        feeder = Thread(target=_feed, args=(process, self._raw), daemon=True)
        watch.start()
        feeder.start()
        try:
            yield from _answers(process)
            status = process.wait(self._seconds)
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise _damaged() from error
        finally:
            watch.cancel()
            end(process)
        if status == PROTECTED:
            raise UnsafeFileError("Tệp có mật khẩu.", hint="Bỏ mật khẩu trong Excel hoặc LibreOffice rồi thử lại.")
        if status:
            raise _damaged()


def _started(sheet: int, wide: int) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(place for place in (str(Path(__file__).parents[2]), *sys.path) if place)
    return subprocess.Popen(  # noqa: S603 - our own module, two numbers
        [sys.executable, "-m", "docgen.roster.foreign_worker", str(sheet), str(wide)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "ascii", "MALLOC_ARENA_MAX": "2"},
        **new_group(),
    )


def _feed(process: subprocess.Popen[bytes], raw: bytes) -> None:
    with suppress(OSError, ValueError):  # it may be gone already
        if process.stdin:
            process.stdin.write(raw)
            process.stdin.close()


def _answers(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    if process.stdout is None:
        return
    while line := process.stdout.readline(_LONGEST_LINE):
        yield json.loads(line)


def _cells(values: list[Any]) -> Cells:
    return tuple(dt.datetime.fromisoformat(value[0]) if isinstance(value, list) else value for value in values)


def _damaged() -> FileError:
    return UnsafeFileError("Tệp bị hỏng hoặc quá lớn, không đọc được.", hint=_HINT)
