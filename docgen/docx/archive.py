"""Write a .docx: the same parts give the same bytes, and parts that do not change are compressed once.

Entries stand in a fixed order with a fixed time stamp. `Archive` keeps the static entries as one finished block of bytes;
writing a document deflates only what this document changes. isal is used where it is installed (7 times faster than zlib at
about the same size); with zlib the XML is the same but the compressed bytes differ, so compare documents by their parts across
machines.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import lru_cache

try:
    from isal import isal_zlib as _deflater

    _LEVEL = 1
except ImportError:  # no wheel for this platform
    import zlib as _deflater  # type: ignore[no-redef]

    _LEVEL = 6

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_UTF8_NAME = 0x800
_DEFLATED = 8
_TIME, _DATE = 0, (1980 - 1980) << 9 | 1 << 5 | 1
_RAW = -15
_SMALL_BYTES = 2_000


class Entry:
    """One compressed part: its local header with data, and what the central directory says of it."""

    __slots__ = ("_crc", "_name", "_packed", "_size", "local")

    def __init__(self, name: str, data: bytes) -> None:
        """Deflate `data` under `name`."""
        packed = _deflater.compress(data, _LEVEL, wbits=_RAW)
        self._name = name.encode()
        self._crc = _deflater.crc32(data)
        self._packed, self._size = len(packed), len(data)
        self.local = b"".join(
            (
                _LOCAL.pack(
                    b"PK\3\4",
                    _VERSION,
                    _UTF8_NAME,
                    _DEFLATED,
                    _TIME,
                    _DATE,
                    self._crc,
                    self._packed,
                    self._size,
                    len(self._name),
                    0,
                ),
                self._name,
                packed,
            )
        )

    def central(self, offset: int) -> bytes:
        """The entry's record in the central directory, its local header standing at `offset`."""
        fixed = (_VERSION, _VERSION, _UTF8_NAME, _DEFLATED, _TIME, _DATE, self._crc, self._packed, self._size, len(self._name))
        return _CENTRAL.pack(b"PK\1\2", *fixed, 0, 0, 0, 0, 0, offset) + self._name


@lru_cache(maxsize=32)
def _small_entry(name: str, data: bytes) -> Entry:
    """A footer or the properties: often the same in every document of a batch."""
    return Entry(name, data)


class Archive:
    """A .docx with some parts fixed; `write` adds the rest."""

    def __init__(self, static: Mapping[str, bytes]) -> None:
        """Compress the `static` parts once, content types first as readers expect."""
        names = sorted(static, key=lambda name: (name != "[Content_Types].xml", not name.startswith("_rels/"), name))
        entries = [Entry(name, static[name]) for name in names]
        locals_, centrals, offset = [], [], 0
        for entry in entries:
            locals_.append(entry.local)
            centrals.append(entry.central(offset))
            offset += len(entry.local)
        self._locals, self._centrals, self._count = b"".join(locals_), b"".join(centrals), len(entries)

    def write(self, parts: Mapping[str, bytes]) -> bytes:
        """The whole file: the static parts and `parts`, in the order given."""
        pieces, centrals, offset = [self._locals], [self._centrals], len(self._locals)
        for name, data in parts.items():
            entry = _small_entry(name, data) if len(data) <= _SMALL_BYTES else Entry(name, data)
            pieces.append(entry.local)
            centrals.append(entry.central(offset))
            offset += len(entry.local)
        directory = b"".join(centrals)
        count = self._count + len(parts)
        pieces += (directory, _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0))
        return b"".join(pieces)
