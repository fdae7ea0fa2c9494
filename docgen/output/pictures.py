"""Pages as pictures: PNG files written without a picture library."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from docgen.errors import UsageError
from docgen.output.pages import opened, page_count

MAX_WIDTH = 2_400
"""Pixels. A page of A4 in print quality is 2,480 wide; more only costs memory."""
_WIDTH = 1_000
_COMPRESSION = 6
_CHANNELS = 3


def pictures(pdf: bytes, *, width: int = _WIDTH, pages: Sequence[int] | None = None) -> Iterator[bytes]:
    """The `pages` (counted from 0; all of them if not said) as PNG, `width` pixels wide."""
    if not 0 < width <= MAX_WIDTH:
        raise UsageError(f"Bề rộng ảnh {width} không nằm trong khoảng 1 đến {MAX_WIDTH} điểm.", hint="Chọn bề rộng nhỏ hơn.")
    count = page_count(pdf)
    for page in range(count) if pages is None else pages:
        if not 0 <= page < count:
            raise UsageError(f"Không có trang {page + 1}: tệp có {count} trang.", hint=f"Chọn trang từ 1 đến {count}.")
        yield _picture(pdf, page, width)


def _picture(pdf: bytes, number: int, width: int) -> bytes:
    # Opened for each page: the lock is not held while the reader of the pictures does something else.
    with opened(pdf) as document:
        page = document[number]
        across, down = page.get_size()
        # A page as narrow as a ribbon would make a picture without end.
        scale = min(width / across, 4 * MAX_WIDTH / down)
        bitmap: Any = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        try:
            return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        finally:
            bitmap.close()


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """RGB rows, `stride` bytes apart, as a PNG."""
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * _CHANNELS] for row in range(height))
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, _COMPRESSION)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
