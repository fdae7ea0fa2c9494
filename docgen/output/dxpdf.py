"""The engine that comes with the program: dxpdf, in a worker process that is started anew when it hangs or falls over."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Timer

from docgen.docx.archive import Archive
from docgen.docx.package import Parts
from docgen.errors import DocgenError, MissingToolError
from docgen.output.fitting import Fitting
from docgen.output.fonts import environment
from docgen.output.process import end, new_group
from docgen.output.worker import DONE, receive, send

NAME = "dxpdf"
SECONDS = 60
"""Time limit of one conversion."""
_ROUNDS = 24
"""A document is laid out again after every page break that was set right; examples need up to eight rounds."""


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Whether the library is there."""
    return find_spec("dxpdf") is not None


class Dxpdf:
    """A worker, started when it is first needed."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Give each conversion `seconds`."""
        self._seconds = seconds
        self._lock = Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def draw(self, parts: Parts) -> tuple[bytes, bool]:
        """The PDF of a document, and whether its pages break as Word would break them."""
        fitting = Fitting(parts)
        for _ in range(_ROUNDS):
            pdf = self.convert(Archive(fitting.parts()).write({}))
            if not fitting.learn(pdf):
                return fitting.finished(pdf), fitting.settled
        return pdf, False

    def convert(self, docx: bytes) -> bytes:
        """The PDF as dxpdf draws it, untouched."""
        with self._lock:
            answer = self._ask(docx) or self._ask(docx)
        if answer is None:
            raise _failed("dừng giữa chừng")
        if answer[:1] != DONE:
            raise _failed(f"báo lỗi: {answer[1:].decode()}")
        return answer[1:]

    def close(self) -> None:
        """End the worker and leave nothing behind."""
        self._end()
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def _ask(self, docx: bytes) -> bytes | None:
        """The worker's answer; None when it fell over or took too long."""
        process = self._process or self._start()
        timer = Timer(self._seconds, end, [process])
        timer.start()
        try:
            if process.stdin is None or process.stdout is None:
                return None
            send(process.stdin, docx)
            answer = receive(process.stdout)
        except (OSError, ValueError):  # the pipe was closed under us
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            self._end()
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        if not is_installed():
            raise MissingToolError(
                "Chưa cài bộ chuyển PDF kèm theo (dxpdf).", hint="Cài lại chương trình, hoặc cài LibreOffice rồi chạy lại."
            )
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "docgen.output.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": _import_path(), **environment(Path(self._folder.name))},
            **new_group(),
        )
        return self._process

    def _end(self) -> None:
        if self._process:
            end(self._process)
            self._process = None


def _import_path() -> str:
    """Where the worker finds this very package, however it was started."""
    return os.pathsep.join(path for path in (str(Path(__file__).parents[2]), *sys.path) if path)


def _failed(how: str) -> DocgenError:
    return DocgenError(
        f"Bộ chuyển PDF kèm theo {how}.",
        hint="Thử lại với --engine libreoffice.",
        page_hint="Tải tệp Word rồi in từ Word, hoặc nhờ người quản trị cài LibreOffice.",
    )
