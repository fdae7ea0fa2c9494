"""Workers on other machines, by Dask: it schedules, the ledger remembers. Needs the extra `cluster`, here and on every machine.

Workers get jobs and return bytes; they see neither the database nor a common disk. The scheduler has no passwords: who reaches
its port can run anything on the workers, so it listens on a private address and asks for certificates (docs/cluster.md).
"""

from __future__ import annotations

from concurrent.futures import Executor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docgen.batch.engine import Lane, Workers
from docgen.errors import DocgenError, MissingToolError, UsageError

_PATIENCE = "20s"
_DEEP = 3
"""Chunks at each worker, so that the way there and back is not waited for."""


def cluster(address: str, *, certificates: Path | None = None) -> Workers:
    """The workers behind the scheduler at `address` (tcp://host:8786, tls://host:8786 with a folder of `certificates`)."""
    if find_spec("distributed") is None:
        raise MissingToolError(
            "Thiếu thư viện distributed để chạy trên nhiều máy.",
            hint='Cài bằng: pip install "docgen-vanban[cluster]"; rồi chạy lại.',
        )
    client = _client(address, certificates)
    try:
        _require_same_versions(client)
        return on_client(client)
    except BaseException:
        client.close()
        raise


def on_client(client: Any) -> Workers:
    """The workers of a Dask client."""
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - 0.5 s and 60 MB that only a cluster needs

    count = sum(client.ncores().values())
    if not count:
        raise DocgenError("Bộ điều phối chưa có máy làm việc nào.", hint="Khởi động dask worker trên các máy rồi chạy lại.")
    return Workers([Lane(lambda: _Cluster(client), _DEEP * count, (KilledWorker,))])


class _Cluster(Executor):
    """Dask's executor; the connection stays when a worker dies, and ends with the work."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)  # equal chunks of two runs are not one piece of work

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        del cancel_futures
        self._executor.shutdown(wait=wait)
        if wait:
            self._client.close()


def _client(address: str, certificates: Path | None) -> Any:
    import distributed  # noqa: PLC0415

    untyped: Any = distributed

    security = None
    if certificates is not None:
        files = {name: certificates / name for name in ("ca.pem", "cert.pem", "key.pem")}
        if missing := [str(path) for path in files.values() if not path.is_file()]:
            raise UsageError(f"Thiếu chứng chỉ {', '.join(missing)}.", hint="Thư mục chứng chỉ có ca.pem, cert.pem, key.pem.")
        ca, cert, key = map(str, files.values())
        security = untyped.Security(tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True)
    try:
        return untyped.Client(address, security=security, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        hint = "Xem địa chỉ, tường lửa, chứng chỉ; bộ điều phối chạy bằng dask scheduler."
        raise DocgenError(f"Không nối được bộ điều phối {address}.", hint=hint) from error


def _require_same_versions(client: Any) -> None:
    """Python, Dask and docgen alike everywhere: else a chunk cannot be read there, or makes other bytes."""
    try:
        client.get_versions(check=True)
    except (ValueError, ImportError) as error:
        raise DocgenError(
            "Các máy không cùng phiên bản Python hoặc thư viện.",
            page_hint="Cài cùng một phiên bản chương trình trên mọi máy.",
            hint=f"Cài cùng một phiên bản docgen trên mọi máy. Chỗ khác nhau: {' '.join(str(error).split())[:600]}",
        ) from error
    everywhere = {**client.run(_own_version), "đây": _own_version()}
    if len(set(everywhere.values())) > 1:
        told = ", ".join(f"{where}: {version}" for where, version in everywhere.items())
        raise DocgenError("Các máy không cùng phiên bản docgen.", hint=f"Cài cùng một phiên bản trên mọi máy. {told}")


def _own_version() -> str:
    from docgen import __version__  # noqa: PLC0415 - read there, not here

    return __version__
