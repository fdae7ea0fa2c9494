"""LibreOffice: the reference, and the engine for documents that others made.

Every instance has a profile folder of its own, so that several run side by side and none touches the user's. Macros are off,
links are not followed. It is ended with all its children when it takes too long. LibreOffice 7.4 stops after 247 files a call
without a word, so calls are small and what comes out is counted.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from docgen.errors import DocgenError, MissingToolError
from docgen.output.fonts import environment
from docgen.output.process import end, new_group

NAME = "libreoffice"
FILES_A_CALL = 200
OLDEST = (7, 4)
"""Export options as JSON, which named destinations need, exist since 7.4."""
_START_SECONDS = 60
_FILE_SECONDS = 20
_VERSION_SECONDS = 30
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_OPTIONS = {"ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"}}
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that answers nobody: whatever LibreOffice tried to fetch would fail at once."""

_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments": {
        "AutoCheckEnabled": "false",
    },
    "/org.openoffice.Office.Common/Misc": {"FirstRun": "false", "CrashReport": "false"},
    "/org.openoffice.Office.Recovery/AutoSave": {"Enabled": "false"},
}


@lru_cache(maxsize=1)
def program() -> str | None:
    """The path of LibreOffice, if it is installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


@lru_cache(maxsize=1)
def version() -> str:
    """Its version, such as 7.4.7.2; empty when it cannot be had."""
    found = program()
    if found is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [found, "--version"], capture_output=True, text=True, check=False, timeout=_VERSION_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    number = re.search(r"\d+(?:\.\d+)+", done.stdout)
    return number[0] if number else ""


def is_new_enough(number: str) -> bool:
    """Whether that version knows the export options."""
    return tuple(int(part) for part in number.split(".")[:2]) >= OLDEST if number else False


class LibreOffice:
    """One instance with its profile; safe for threads, which take turns."""

    def __init__(self, *, start_seconds: float = _START_SECONDS, file_seconds: float = _FILE_SECONDS) -> None:
        """Give each call `start_seconds` and `file_seconds` more for each file."""
        self._start_seconds, self._file_seconds = start_seconds, file_seconds
        self._lock = Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._environment: dict[str, str] = {}

    def convert(self, documents: Sequence[bytes], *, weight: int = 1) -> list[bytes]:
        """The PDF of each document. `weight` says how many ordinary documents one of them is, for the time limit."""
        made: list[bytes] = []
        with self._lock:
            for start in range(0, len(documents), FILES_A_CALL):
                made += self._call(documents[start : start + FILES_A_CALL], weight)
        return made

    def close(self) -> None:
        """Leave nothing behind."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def _call(self, documents: Sequence[bytes], weight: int) -> list[bytes]:
        for last_try in (False, True):
            self._prepare()
            with tempfile.TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True) as name:
                sources = [Path(name) / f"{number:04d}.docx" for number in range(len(documents))]
                for source, document in zip(sources, documents, strict=True):
                    source.write_bytes(document)
                seconds = self._start_seconds + self._file_seconds * weight * len(documents)
                finished = self._run(sources, Path(name) / "pdf", seconds)
                made = [Path(name) / "pdf" / f"{source.stem}.pdf" for source in sources]
                missing = [path.stem for path in made if not path.exists() or not path.stat().st_size]
                if finished and not missing:
                    return [path.read_bytes() for path in made]
            self.close()  # a profile that a crash left half written hangs the next start too
            if last_try and finished:
                raise DocgenError(
                    f"LibreOffice không chuyển được {len(missing)}/{len(documents)} văn bản.",
                    hint="Mở thử văn bản bằng LibreOffice; cập nhật LibreOffice rồi chạy lại.",
                )
        raise DocgenError("LibreOffice không trả lời trong thời gian cho phép.", hint="Đóng bớt chương trình rồi chạy lại.")

    def _run(self, sources: Sequence[Path], target: Path, seconds: float) -> bool:
        """Whether LibreOffice came to an end by itself."""
        command = [
            str(program()),
            f"-env:UserInstallation={self._profile().as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}", "--outdir", str(target)),
            *map(str, sources),
        ]
        process = subprocess.Popen(  # noqa: S603 - fixed words and names of our own files
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **self._environment},
            **new_group(),
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            end(process)
        return True

    def _profile(self) -> Path:
        return Path(self._folder.name if self._folder else "") / "profile"

    def _prepare(self) -> None:
        """A profile folder with our settings, once."""
        if program() is None:
            raise MissingToolError(
                "Chưa cài LibreOffice.",
                hint="Cài LibreOffice 7.4 trở lên (Debian, Ubuntu: apt install libreoffice-writer-nogui) rồi chạy lại.",
            )
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="docgen-lo-", ignore_cleanup_errors=True)
            user = self._profile() / "user"
            user.mkdir(parents=True)
            (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
            proxies = {name: _NOWHERE for stem in ("http_proxy", "https_proxy", "ftp_proxy") for name in (stem, stem.upper())}
            self._environment = {**proxies, "SAL_USE_VCLPLUGIN": "svp", **environment(Path(self._folder.name))}


def _registry() -> str:
    """The settings as LibreOffice keeps them."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
