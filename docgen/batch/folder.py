"""The folder of a run: each document under its name, whole or not at all. The store has them for good."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from docgen.errors import FileError
from docgen.files import reason

_PART = ".docgen-dang-ghi"


class Folder:
    """Writes files into a folder, which is made when it is not there."""

    def __init__(self, path: Path) -> None:
        """Make the folder."""
        self.path, self._part = path, path / f"{_PART}{os.getpid()}"
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"Không tạo được thư mục {path}: {reason(error)}.", hint="Chọn thư mục khác.") from error

    def write(self, name: str, data: bytes) -> None:
        """Write a file, over one that is there. Not forced to the disk one by one: `mend` finds what a power cut has cost."""
        part = self._part
        try:
            part.write_bytes(data)
            part.replace(f"{self.path}{os.sep}{name}")
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            said = f"Không ghi được tệp {self.path / name}: {reason(error)}."
            todo = "Xem lại chỗ trống trên đĩa và quyền ghi, rồi "
            raise FileError(said, hint=f"{todo}chạy docgen batch resume.", page_hint=f"{todo}bấm “Làm tiếp”.") from error

    def has(self, name: str, sha256: str) -> bool:
        """Whether the file is there as it was issued."""
        try:
            return hashlib.sha256((self.path / name).read_bytes()).hexdigest() == sha256
        except OSError:
            return False

    def remove(self, name: str, sha256: str) -> None:
        """Take away a file that was replaced, unless somebody has changed it since."""
        if name and self.has(name, sha256):
            with suppress(OSError):
                (self.path / name).unlink()

    def sweep(self) -> None:
        """Take away what a killed process was just writing."""
        with suppress(OSError):
            for part in self._parts():
                part.unlink(missing_ok=True)

    def _parts(self) -> Iterable[Path]:
        return [path for path in self.path.iterdir() if path.name.startswith(_PART)]
