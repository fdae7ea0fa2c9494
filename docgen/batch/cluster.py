"""Workers on other machines, by Dask: it schedules, the ledger remembers. Needs the extra `cluster`, here and on every machine.

Workers get jobs and return bytes; they see neither the database nor a common disk. The scheduler has no passwords: who reaches
its port can run anything on the workers, so it listens on a private address and asks for certificates (docs/batch.md).
"""

from __future__ import annotations

import ssl
import time
from concurrent.futures import Executor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docgen.batch.engine import LIMIT, Lane, Limit, Workers, lost_touch
from docgen.errors import DocgenError, MissingToolError, UsageError

_PATIENCE = "20s"
_SECONDS = 20.0
"""The same for what is asked of the scheduler later: longer it is not waited for."""
_DEEP = 3
"""Chunks at each worker, so that the way there and back is not waited for."""


def cluster(address: str, *, certificates: Path | None = None, limit: Limit = LIMIT) -> Workers:
    """The workers behind the scheduler at `address` (tcp://host:8786, tls://host:8786 with a folder of `certificates`)."""
    if find_spec("distributed") is None:
        raise MissingToolError(
            "Thiếu thư viện distributed để chạy trên nhiều máy.",
            hint='Cài bằng: pip install "docgen-vanban[cluster]"; rồi chạy lại.',
        )
    client = _client(address, certificates)
    try:
        _require_same_versions(client)
        return _on_client(client, limit)
    except BaseException:
        _close(client)
        raise


def _on_client(client: Any, limit: Limit) -> Workers:
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - 0.5 s and 60 MB that only a cluster needs

    count = sum(client.ncores().values())
    if not count:
        raise DocgenError("Bộ điều phối chưa có máy làm việc nào.", hint="Khởi động dask worker trên các máy rồi chạy lại.")
    lane = Lane(lambda: _Cluster(client), _DEEP * count, (KilledWorker,), _silent)
    return Workers([lane], limit=limit, close=lambda: _close(client))


class _Cluster(Executor):
    """Dask's executor; nothing that is asked of the scheduler is waited for without a limit."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)  # equal chunks of two runs are not one piece of work
        self._empty_since: float | None = None

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        if self._client.status not in {"running", "connecting"}:
            raise lost_touch()
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        del wait, cancel_futures  # what is still under way is not waited for: its driver has ended, or has given it up
        with suppress(Exception):  # the scheduler is gone
            self._executor.shutdown(wait=False)

    def silent(self, *, hangs: bool) -> None:
        """Nothing has been heard: nobody may be there any more. The workers at which our work `hangs` are started anew."""
        at_work = self._at_work()
        self._empty_since = None if at_work else self._empty_since or time.monotonic()
        if not at_work and (hangs or time.monotonic() - (self._empty_since or 0) > _SECONDS):
            raise lost_touch()
        if not hangs:
            return
        ours = set(self._client.futures)
        hanging = [address for address, keys in at_work.items() if ours.intersection(keys)]
        self.shutdown()  # first, or Dask would give the same to the next worker
        try:
            self._client.restart_workers(hanging, timeout=_SECONDS, raise_for_error=False)
        except Exception as error:
            raise DocgenError(
                f"Máy làm việc không trả lời: {', '.join(hanging)}.",
                hint="Khởi động lại dask worker ở đó (không dùng --no-nanny); rồi chạy docgen batch resume.",
                page_hint="Khởi động lại chương trình ở các máy đó; rồi bấm “Làm tiếp”.",
            ) from error

    def _at_work(self) -> dict[str, Any]:
        """Addresses of the workers with what each of them has to do; none when the scheduler does not answer either."""
        try:
            found: dict[str, Any] = self._client.sync(self._client.scheduler.processing, callback_timeout=_SECONDS)
        except Exception:  # noqa: BLE001 - whatever Dask says of a scheduler that is gone
            return {}
        return found


def _silent(executor: Executor, hangs: bool) -> None:  # noqa: FBT001 - as Lane has it
    assert isinstance(executor, _Cluster)
    executor.silent(hangs=hangs)


def _close(client: Any) -> None:
    with suppress(Exception):  # it is closed, or the scheduler does not answer: there is nothing more to say to it
        client.close(timeout=_SECONDS)


def _client(address: str, certificates: Path | None) -> Any:
    import distributed  # noqa: PLC0415

    untyped: Any = distributed
    if address.startswith("tls://") != (certificates is not None):
        raise UsageError(
            f"Địa chỉ {address} và chứng chỉ không đi với nhau: tls:// cần thư mục chứng chỉ, tcp:// thì không.",
            page_hint="Sửa địa chỉ bộ điều phối, hoặc chọn thư mục chứng chỉ.",
            hint="Ghi --scheduler tls://máy:8786 --tls THƯ_MỤC; hoặc --scheduler tcp://máy:8786 trong mạng riêng.",
        )
    security = untyped.Security(**_checked(certificates), require_encryption=True) if certificates else None
    try:
        return untyped.Client(address, security=security, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        if certificates and isinstance(error, untyped.comm.CommClosedError):
            raise DocgenError(
                f"Bộ điều phối {address} và chứng chỉ ở {certificates} không nhận nhau.",
                hint="Mọi máy dùng chứng chỉ do cùng một ca.pem cấp và còn hạn; xem docs/batch.md.",
            ) from error
        hint = "Xem địa chỉ (có chứng chỉ thì bắt đầu bằng tls://), tường lửa; bộ điều phối chạy bằng dask scheduler."
        raise DocgenError(f"Không nối được bộ điều phối {address}.", hint=hint) from error


def _checked(certificates: Path) -> dict[str, str]:
    """The files of the folder, by the names that Dask has for them; `UsageError` when one is missing or cannot be read."""
    files = {name: certificates / name for name in ("ca.pem", "cert.pem", "key.pem")}
    if missing := [str(path) for path in files.values() if not path.is_file()]:
        raise UsageError(f"Thiếu chứng chỉ {', '.join(missing)}.", hint="Thư mục chứng chỉ có ca.pem, cert.pem, key.pem.")
    ca, cert, key = map(str, files.values())
    try:
        ssl.create_default_context(cafile=ca).load_cert_chain(cert, key)
    except OSError as error:
        raise UsageError(
            f"Không dùng được chứng chỉ ở {certificates}: {getattr(error, 'reason', None) or error}.",
            hint="Cần tệp PEM: ca.pem của nơi cấp, cert.pem của máy này, key.pem là khóa của cert.pem, không có mật khẩu.",
        ) from error
    return {"tls_ca_file": ca, "tls_client_cert": cert, "tls_client_key": key}


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
