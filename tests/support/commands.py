"""Commands of docgen as processes of their own that share one start: forked from a process that has loaded the program.

To load what a command needs takes up to a second, and the guide alone shows a hundred. This file is also the program of both sides:
`commands.py serve SOCKET` loads once and forks, `commands.py SOCKET WORDS` hands over its folder, environment and streams,
waits, and ends as the command ended. Where nothing can be forked every command starts anew.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from functools import cache

_WHEN_NEEDED = ("docgen.check.run", "docgen.docx.proof", "docgen.output.convert", "docgen.pipeline", "docxtpl")
"""What commands load only when they come to it."""


@cache
def docgen_command() -> tuple[str, ...]:
    """What to put before the words of a command, for a shell or `subprocess`."""
    import atexit  # noqa: PLC0415 - not for the side that has to start fast
    import tempfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    if not hasattr(os, "fork"):
        return sys.executable, "-m", "docgen"
    folder = tempfile.TemporaryDirectory(prefix="docgen-commands-")
    place = str(Path(folder.name) / "socket")
    server = subprocess.Popen([sys.executable, "-P", __file__, "serve", place], stdout=subprocess.PIPE)
    server.stdout.readline()  # it listens
    atexit.register(folder.cleanup)
    atexit.register(server.kill)
    return sys.executable, "-I", "-S", __file__, place


def serve(place: str) -> None:
    """Fork a command for everyone who comes, until somebody ends this process."""
    _load()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen(64)
        print("ready", flush=True)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a command but who called it
        while True:
            caller, _ = door.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                door.close()
                os._exit(_answer(caller))
            caller.close()


def _load() -> None:
    from importlib import import_module  # noqa: PLC0415

    from docgen.cli import cli  # noqa: PLC0415

    for name in (*(f"docgen.cli.{name}" for name in cli.list_commands(None)), *_WHEN_NEEDED):
        import_module(name)
    examples, pipeline, reading, kinds = map(
        import_module, ("docgen.examples", "docgen.pipeline", "docgen.reading", "docgen.kinds")
    )
    kind = kinds.KINDS["nghi-quyet"]
    pipeline.generate(reading.read_data(examples.example_text(kind, "thuong_ky").encode(), "nghi-quyet"), kind)


def _answer(caller: socket.socket) -> int:
    """Be the command; its exit status, which the caller learns."""
    from docgen.cli import run  # noqa: PLC0415

    told, streams, _, _ = socket.recv_fds(caller, 4, 3)
    asked = json.loads(caller.makefile("rb").read(int.from_bytes(told)))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = (open(n, mode, closefd=False) for n, mode in enumerate("rww"))  # noqa: SIM115
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["docgen", *asked["words"]]
    status = 1
    try:
        run()
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        sys.stderr.flush()
        caller.send(bytes([status]))
    return status


def call(place: str, words: list[str]) -> int:
    """Have the command done; its exit status."""
    asked = json.dumps({"folder": os.getcwd(), "environment": dict(os.environ), "words": words}).encode()  # noqa: PTH109
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(place)
        socket.send_fds(server, [len(asked).to_bytes(4)], [0, 1, 2])
        server.sendall(asked)
        return (server.recv(1) or b"\x46")[0]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", place]:
            serve(place)
        case [place, *words]:
            sys.exit(call(place, words))
