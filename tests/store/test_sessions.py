"""Sessions, tokens and failed attempts in the store: when they end, what is kept of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select

from docgen.errors import ConflictError, NotInStoreError
from docgen.store import attempts, audit, sessions, tokens, users
from docgen.store.columns import now
from docgen.store.engine import open_store, reading
from docgen.store.tables import api_tokens, login_attempts
from docgen.store.tables import sessions as sessions_table
from docgen.store.users import Role, User
from store.conftest import Databases

Later = Callable[..., None]


@pytest.fixture
def lan(store: Engine) -> User:
    return users.user_with_id(store, users.add_user(store, "lan", "Lan", Role.ISSUES, by="x", password_hash="x"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Let time pass."""
    passed = [dt.timedelta()]

    def jump(**some: float) -> None:
        passed[0] += dt.timedelta(**some)
        for module in (sessions, tokens, attempts):
            monkeypatch.setattr(module, "now", lambda: now() + passed[0])

    return jump


def test_a_session_lasts_while_it_is_used_and_no_longer_than_a_working_day(store: Engine, lan: User, later: Later) -> None:
    token = sessions.begin_session(store, lan)
    assert sessions.session_user(store, token) == lan
    for _ in range(6):
        later(minutes=119)
        assert sessions.session_user(store, token) == lan
    later(minutes=7)
    assert sessions.session_user(store, token) is None
    token = sessions.begin_session(store, lan)
    later(minutes=121)
    assert sessions.session_user(store, token) is None
    assert sessions.open_sessions(store) == {}
    sessions.begin_session(store, lan)
    with reading(store) as connection:
        assert len(connection.execute(select(sessions_table)).all()) == 1


@pytest.mark.parametrize("change", [{"active": False}, {"password_hash": "y"}])
def test_sessions_end_with_the_password_and_with_the_user(store: Engine, lan: User, change: dict[str, object]) -> None:
    held = [sessions.begin_session(store, lan) for _ in range(3)]
    assert sessions.open_sessions(store) == {lan.id: 3}
    users.change_user(store, lan.id, by="x", role=Role.DRAFTS)
    assert sessions.session_user(store, held[0]).role is Role.DRAFTS
    users.change_user(store, lan.id, by="x", **change)
    assert [sessions.session_user(store, token) for token in held] == [None] * 3
    if "active" in change:
        users.change_user(store, lan.id, by="x", active=True)
        assert sessions.session_user(store, held[0]) is None


def test_one_browser_or_all_are_logged_out(store: Engine, lan: User) -> None:
    held = [sessions.begin_session(store, lan) for _ in range(3)]
    sessions.end_session(store, held[0], by=lan)
    assert [bool(sessions.session_user(store, token)) for token in held] == [False, True, True]
    sessions.end_session(store, held[0], by=lan)
    sessions.end_sessions(store, lan.id, by="x")
    assert sessions.open_sessions(store) == {}
    assert [entry.action for entry in audit.trail(store, what="users")] == ["end_sessions", "logout", *["login"] * 3, "add"]


def test_the_store_holds_no_token_that_opens_anything(store: Engine, lan: User) -> None:
    held = [
        sessions.begin_session(store, lan),
        tokens.create_token(store, lan.id, "a", Role.DRAFTS, lasts=tokens.LONGEST, by="x"),
    ]
    with reading(store) as connection:
        kept = str([connection.execute(select(table)).all() for table in (sessions_table, api_tokens)])
    kept += str(audit.trail(store))
    assert len(set(held)) == 2 and all(len(token) >= 43 and token not in kept for token in held)
    for wrong in ("", "x", held[0][:-1], held[1].removeprefix(tokens.PREFIX), "\ud800"):
        assert sessions.session_user(store, wrong) is tokens.token_user(store, wrong) is None
    assert sessions.session_user(store, held[1]) is tokens.token_user(store, held[0]) is None


@pytest.mark.parametrize(
    ("role", "effective"), [(Role.DRAFTS, Role.DRAFTS), (Role.ISSUES, Role.ISSUES), (Role.MANAGES, Role.ISSUES)]
)
def test_a_token_may_never_do_more_than_its_user(store: Engine, lan: User, role: Role, effective: Role) -> None:
    token = tokens.create_token(store, lan.id, "văn thư", role, lasts=dt.timedelta(days=30), by="x")
    found = tokens.token_user(store, token)
    assert (found.name, found.role) == ("lan", effective)
    users.change_user(store, lan.id, by="x", role=Role.DRAFTS)
    assert tokens.token_user(store, token).role is Role.DRAFTS


def test_a_token_ends_on_its_day_when_revoked_and_with_its_user(store: Engine, lan: User, later: Later) -> None:
    def make() -> str:
        return tokens.create_token(store, lan.id, "a", Role.DRAFTS, lasts=dt.timedelta(days=9999), by="x")

    first, second, third = make(), make(), make()
    assert tokens.all_tokens(store)[0].expires_at - now() <= tokens.LONGEST
    assert tokens.all_tokens(store)[0].used_at is None
    tokens.token_user(store, first)
    known = {token.id: token for token in tokens.all_tokens(store)}
    key = min(known)
    assert known[key].used_at is not None and known[key].user == "lan" and known[key].alive
    for _ in range(2):
        tokens.revoke_token(store, key, by="x")
    assert tokens.token_user(store, first) is None
    users.change_user(store, lan.id, by="x", active=False)
    users.change_user(store, lan.id, by="x", active=True)
    assert tokens.token_user(store, second) is tokens.token_user(store, third) is None
    fourth = make()
    later(days=367)
    assert tokens.token_user(store, fourth) is None
    with pytest.raises(NotInStoreError):
        tokens.revoke_token(store, 99, by="x")
    with pytest.raises(NotInStoreError):
        tokens.create_token(store, 99, "a", Role.DRAFTS, lasts=tokens.LONGEST, by="x")


def test_each_failure_doubles_the_wait_up_to_a_limit(store: Engine, later: Later) -> None:
    waits = []
    for _ in range(16):
        wait = attempts.take_attempt(store, "lan", "10.0.0.1")
        while wait:
            waits.append(wait)
            later(seconds=wait)
            wait = attempts.take_attempt(store, "lan", "10.0.0.1")
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    later(hours=1, seconds=301)
    assert attempts.take_attempt(store, "lan", "10.0.0.1") == 0


def test_an_address_has_its_own_count_and_a_success_takes_back_its_own_attempt_only(store: Engine) -> None:
    for turn in range(attempts.FREE_BY_ADDRESS + 1):
        assert attempts.take_attempt(store, f"ten{turn}", "10.0.0.1") == 0
    assert attempts.take_attempt(store, "khac", "10.0.0.1") > 0
    assert attempts.take_attempt(store, "khac", "10.0.0.2") == 0
    for turn in range(attempts.FREE_BY_ADDRESS):
        assert attempts.take_attempt(store, f"ten{turn}", f"fd00::{turn + 1:x}") == 0
    attempts.forgive(store, "ten0", "fd00::1")
    assert attempts.take_attempt(store, "khac2", "fd00::aaaa") == 0
    assert attempts.take_attempt(store, "khac3", "fd00::aaab") == 0
    assert attempts.take_attempt(store, "khac4", "fd00::aaac") > 0


def test_a_success_and_a_new_password_let_a_name_start_anew(store: Engine) -> None:
    for forgiven in (lambda: attempts.forgive(store, "lan", "10.0.0.9"), lambda: attempts.forget_name(store, "lan")):
        for turn in range(6):
            assert attempts.take_attempt(store, "lan", f"10.0.0.{turn}") == 0
        assert attempts.take_attempt(store, "lan", "10.0.0.7") > 0
        forgiven()
        assert attempts.take_attempt(store, "lan", "10.0.0.8") == 0
        attempts.forget_name(store, "lan")


def test_many_attempts_at_once_count_as_many(databases: Databases) -> None:
    url = databases.set_up()
    engines = [databases.engine(url), open_store(url)]
    with ThreadPoolExecutor(12) as pool:
        tried = list(pool.map(lambda turn: attempts.take_attempt(engines[turn % 2], "lan", f"10.0.{turn}.1"), range(40)))
    engines[1].dispose()
    assert tried.count(0) == attempts.FREE_BY_NAME + 1


def test_nothing_that_was_typed_is_kept_of_an_attempt(store: Engine) -> None:
    attempts.take_attempt(store, "mật khẩu gõ nhầm ô", "10.0.0.1")
    attempts.note_failure(store, None)
    with reading(store) as connection:
        rows = connection.execute(select(login_attempts)).all()
    assert all(len(row.bucket) == len("name:12345") for row in rows) and "10.0" not in str(rows)
    assert [(entry.actor, entry.what_id) for entry in audit.trail(store)] == [(attempts.NOBODY, None)]


def test_the_last_one_who_manages_users_stays(databases: Databases) -> None:
    url = databases.set_up()
    store = databases.engine(url)
    assert not users.has_manager(store)
    keys = [users.add_user(store, name, name, Role.MANAGES, by="x", password_hash="x") for name in ("a", "b")]
    assert users.has_manager(store)

    def close(key: int) -> bool:
        try:
            users.change_user(store, key, by="x", active=False)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(close, keys)) == [False, True]
    left = next(user for user in users.all_users(store) if user.active)
    with pytest.raises(ConflictError, match="cuối cùng"):
        users.change_user(store, left.id, by="x", role=Role.ISSUES)
    assert users.user_with_id(store, left.id).role is Role.MANAGES
