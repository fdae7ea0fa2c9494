"""dxpdf in a process of its own: `python -m docgen.output.worker`.

A fault in its native code, a document that never ends and its warnings stay away from the program. Standard input carries
documents, standard output answers: a length of 8 bytes, then so many bytes. An answer starts with 0 (a PDF) or 1 (a reason).
"""

from __future__ import annotations

import os
import struct
import sys
from typing import IO

LENGTH = struct.Struct(">Q")
DONE, FAILED = b"\0", b"\1"


def send(stream: IO[bytes], data: bytes) -> None:
    """One message."""
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message; None when the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    data = stream.read(LENGTH.unpack(head)[0])
    return data if len(data) == LENGTH.unpack(head)[0] else None


def main() -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever the library prints must not get among the answers
    import dxpdf  # noqa: PLC0415

    while (document := receive(sys.stdin.buffer)) is not None:
        try:
            answer = DONE + dxpdf.convert(document)
        except Exception as error:  # noqa: BLE001 - the library's errors have no common class; the reason is handed on
            answer = FAILED + str(error).encode()
        send(answers, answer)


if __name__ == "__main__":
    main()
