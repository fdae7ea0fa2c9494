"""How often somebody failed to log in, by name and by address: after some free attempts each failure doubles the wait.

Counted before the password is looked at, so that many attempts at once count as many; a success takes its own back. Names
nobody has count like others. Of a name or address only 20 bits of a hash are kept, for an hour: somebody may have typed a
password as a name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import math
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, delete, insert, select, update

from docgen.store.audit import note
from docgen.store.columns import now
from docgen.store.engine import writing
from docgen.store.tables import login_attempts
from docgen.store.users import User

FREE_BY_NAME = 5
FREE_BY_ADDRESS = 20
"""More than one person may sit behind one address."""
LONGEST_WAIT = 300
"""Seconds; a name can be guessed at 12 times an hour then, and its owner is not locked out for longer."""
FORGOTTEN = dt.timedelta(hours=1)
NOBODY = "không rõ"
"""Stands in the trail for a name that no user has."""
_ONE_AT_A_TIME = 20261123
"""Key of the PostgreSQL lock under which attempts are counted; SQLite has one writer anyway."""
_MOST_DOUBLINGS = 20


def take_attempt(engine: Engine, name: str, address: str) -> int:
    """Whether `address` may try a password for `name` now: 0 and it is counted, or the seconds to wait and it is not."""
    moment = now()
    with writing(engine) as connection:
        _alone(connection)
        connection.execute(delete(login_attempts).where(login_attempts.c.last_at < moment - FORGOTTEN))
        failed = {bucket: _of(connection, bucket) for bucket, _ in _buckets(name, address)}
        wait = max((open_at - moment).total_seconds() for _, open_at in failed.values())
        if wait > 0:
            return math.ceil(wait)
        for bucket, free in _buckets(name, address):
            count = failed[bucket][0] + 1
            _put(connection, bucket, count, moment, moment + dt.timedelta(seconds=_delay(count - free)))
    return 0


def forgive(engine: Engine, name: str, address: str) -> None:
    """The password was right: the name starts anew; of the address only this attempt is taken back, others' failures stay."""
    by_name, by_address = (bucket for bucket, _ in _buckets(name, address))
    with writing(engine) as connection:
        _alone(connection)
        connection.execute(delete(login_attempts).where(login_attempts.c.bucket == by_name))
        count, _ = _of(connection, by_address)
        _put(connection, by_address, max(count - 1, 0), now(), now())


def forget_name(engine: Engine, name: str) -> None:
    """Let a name start anew: its password was set by somebody who may."""
    by_name = next(bucket for bucket, _ in _buckets(name, ""))
    with writing(engine) as connection:
        connection.execute(delete(login_attempts).where(login_attempts.c.bucket == by_name))


def note_failure(engine: Engine, user: User | None) -> None:
    """A line in the trail for a wrong password or a name nobody has: as much work for the one as for the other."""
    with writing(engine) as connection:
        note(connection, user.name if user else NOBODY, "login_failed", "users", user.id if user else None)


def _delay(over: int) -> int:
    return int(min(2 ** min(over, _MOST_DOUBLINGS), LONGEST_WAIT)) if over > 0 else 0


def _buckets(name: str, address: str) -> Iterator[tuple[str, int]]:
    for what, value, free in (("name", name, FREE_BY_NAME), ("from", _network(address), FREE_BY_ADDRESS)):
        yield f"{what}:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:5]}", free


def _network(address: str) -> str:
    """Who has one IPv6 address has 2**64 of them."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)  # noqa: PLR2004 - IPv6


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")


def _of(connection: Connection, bucket: str) -> tuple[int, dt.datetime]:
    query = select(login_attempts.c.failures, login_attempts.c.open_at).where(login_attempts.c.bucket == bucket)
    row = connection.execute(query).first()
    return (row[0], row[1]) if row else (0, dt.datetime.min.replace(tzinfo=dt.UTC))


def _put(connection: Connection, bucket: str, failures: int, last_at: dt.datetime, open_at: dt.datetime) -> None:
    values = {"failures": failures, "last_at": last_at, "open_at": open_at}
    if not connection.execute(update(login_attempts).where(login_attempts.c.bucket == bucket).values(values)).rowcount:
        connection.execute(insert(login_attempts).values(bucket=bucket, **values))
