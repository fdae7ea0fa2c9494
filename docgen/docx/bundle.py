"""Many files as one ZIP, written as they come: the same files give the same bytes, and only one is in memory at a time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator

_PACKED = (".docx", ".xlsx", ".pdf")
"""Files that are compressed in themselves."""


def bundled(files: Iterable[tuple[str, bytes]], moment: dt.datetime) -> Iterator[bytes]:
    """The pieces of a ZIP with these files, all of this moment on the clock of this machine; names may be Vietnamese."""
    time = moment.astimezone().timetuple()[:6]
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", allowZip64=True) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, time)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Takes what is written until it is fetched; what was fetched is gone."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        found, self._pieces = b"".join(self._pieces), []
        return found
