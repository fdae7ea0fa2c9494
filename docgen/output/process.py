"""Other programs that we start: ended with everything they started themselves."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import Any

GRACE_SECONDS = 5


def new_group() -> dict[str, Any]:
    """Arguments of Popen that put the program into a group of its own, so that all of it can be ended."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


def end(process: subprocess.Popen[Any]) -> None:
    """End the process and its group at once, and wait until it is gone."""
    with suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):
                stream.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_SECONDS)
