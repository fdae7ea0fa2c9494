"""A server that runs beside the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from web.server import ALONE, Opening, address_of, make_server


@contextmanager
def running(host: str, store: Engine, opening: Opening = ALONE) -> Iterator[str]:
    """The address of a server that runs."""
    server = make_server(host, 0, store, opening)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield address_of(server)
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(server.close)  # in the thread that waits for its sockets
