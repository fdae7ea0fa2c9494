"""Login through an identity provider: a real one on this machine, whose answers are true, false, old or somebody else's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import Engine

from docgen.errors import MissingToolError, UsageError
from docgen.store import audit, users
from docgen.store.users import Role
from support.accounts import add_users
from support.provider import CLIENT, OTHER_KEY, SECRET, Provider, shared_key
from support.server import running
from web import oidc
from web.server import Opening


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    made = Provider()
    monkeypatch.setenv("DOCGEN_OIDC_ISSUER", f"{made.issuer}/")
    monkeypatch.setenv("DOCGEN_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("DOCGEN_OIDC_CLIENT_SECRET", SECRET)
    yield made
    made.close()


@pytest.fixture
def office(provider: Provider, store: Engine) -> Iterator[str]:
    add_users(store)
    with running("127.0.0.1", store, Opening(login=True)) as url:
        yield url.rstrip("/")


def enter(office: str) -> tuple[requests.Session, requests.Response]:
    """Press the link on the login page."""
    browser = requests.Session()
    assert "/dang-nhap/co-quan" in browser.get(f"{office}/dang-nhap", timeout=20).text
    return browser, browser.get(f"{office}/dang-nhap/co-quan", timeout=20)


def test_who_is_known_here_comes_in(office: str, provider: Provider, store: Engine) -> None:
    _, answer = enter(office)
    assert (answer.status_code, answer.url) == (200, f"{office}/")
    assert "soan" in answer.text
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256" and len(asked["state"]) > 20 and len(asked["nonce"]) > 15
    assert asked["redirect_uri"] == f"{office}/dang-nhap/co-quan/ve"
    line = audit.trail(store, what="users")[0]
    assert (line.actor, line.action, line.details) == ("soan", "login", {"how": "oidc"})


@pytest.mark.parametrize(
    "claims",
    [
        {"preferred_username": "khong-ai"},
        {"preferred_username": ""},
        {"preferred_username": None},
        {"preferred_username": ["soan"]},
        {"nonce": "khac"},
        {"nonce": None},
        {"aud": "khac"},
        {"iss": "https://xau.example"},
        {"exp": 1_700_000_000},
        {"exp": None},
    ],
    ids=str,
)
def test_who_is_not_known_or_not_vouched_for_stays_out(office: str, provider: Provider, store: Engine, claims: dict) -> None:
    provider.claims = claims
    browser, answer = enter(office)
    assert answer.status_code == 403
    assert "Chưa đăng nhập được bằng tài khoản cơ quan" in answer.text and "khong-ai" not in answer.text
    assert browser.get(f"{office}/mo-tep", timeout=20).url.startswith(f"{office}/dang-nhap")
    assert len(users.all_users(store)) == 3


def test_who_was_closed_here_stays_out(office: str, store: Engine) -> None:
    users.change_user(store, users.user_named(store, "soan")[0].id, by="x", active=False)
    assert enter(office)[1].status_code == 403


def test_a_signature_of_somebody_else_proves_nothing(office: str, provider: Provider) -> None:
    provider.key = OTHER_KEY
    assert enter(office)[1].status_code == 403
    provider.key, provider.algorithm = shared_key(), "HS256"
    assert enter(office)[1].status_code == 403


def test_a_provider_that_calls_itself_otherwise_is_not_believed(office: str, provider: Provider) -> None:
    provider.told = {"issuer": "https://xau.example"}
    answer = enter(office)[1]
    assert answer.status_code == 400 and "tự xưng khác" in answer.text


def test_an_answer_nobody_asked_for_proves_nothing(office: str, provider: Provider) -> None:
    browser = requests.Session()
    started = browser.get(f"{office}/dang-nhap/co-quan", allow_redirects=False, timeout=20)
    sent_back = requests.get(started.headers["Location"], allow_redirects=False, timeout=20).headers["Location"]
    assert requests.get(sent_back, timeout=20).status_code == 403, "another browser"
    state = parse_qs(urlsplit(sent_back).query)["state"][0]
    assert browser.get(sent_back.replace(state, "khac"), timeout=20).status_code == 403
    assert browser.get(f"{office}/dang-nhap/co-quan/ve", timeout=20).status_code == 403
    again = requests.Session()
    once = again.get(f"{office}/dang-nhap/co-quan", timeout=20)
    assert once.status_code == 200
    assert again.get(once.history[-1].url, timeout=20).status_code == 403, "a code twice"


def test_a_code_without_its_proof_is_worth_nothing(office: str, provider: Provider) -> None:
    """PKCE: who steals the code on its way back does not have the verifier."""
    browser = requests.Session()
    started = browser.get(f"{office}/dang-nhap/co-quan", allow_redirects=False, timeout=20)
    sent_back = requests.get(started.headers["Location"], allow_redirects=False, timeout=20).headers["Location"]
    code = parse_qs(urlsplit(sent_back).query)["code"][0]
    provider.codes[code]["code_challenge"] = "khac"
    assert browser.get(sent_back, timeout=20).status_code == 403


def test_a_provider_that_is_away_is_told(office: str, provider: Provider) -> None:
    provider.close()
    started = time.monotonic()
    answer = enter(office)[1]
    assert answer.status_code == 503 and "Không nối được máy chủ định danh" in answer.text
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(("verified", "status"), [(True, 200), (False, 403), (None, 403), ("true", 403)])
def test_a_mail_address_counts_only_when_it_was_checked(
    provider: Provider, store: Engine, monkeypatch: pytest.MonkeyPatch, verified: object, status: int
) -> None:
    monkeypatch.setenv("DOCGEN_OIDC_CLAIM", "email")
    add_users(store)
    users.add_user(store, "lan@xa.vn", "Lan", Role.DRAFTS, by="x")
    provider.claims = {"email": "Lan@xa.vn", "email_verified": verified}
    with running("127.0.0.1", store, Opening(login=True)) as url:
        assert enter(url.rstrip("/"))[1].status_code == status


def test_what_is_set_half_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {"DOCGEN_OIDC_ISSUER": "https://id.xa.vn", "DOCGEN_OIDC_CLIENT_ID": "a", "DOCGEN_OIDC_CLIENT_SECRET": "b"}
    assert oidc.settings_of({}) is None
    assert oidc.settings_of(whole).claim == "preferred_username"
    for name in whole:
        with pytest.raises(UsageError, match=f"thiếu {name}"):
            oidc.settings_of({**whole, name: ""})
    with pytest.raises(UsageError, match="https"):
        oidc.settings_of({**whole, "DOCGEN_OIDC_ISSUER": "http://id.xa.vn"})
    with pytest.raises(UsageError, match="không dấu"):
        oidc.settings_of({**whole, "DOCGEN_OIDC_CLIENT_SECRET": "bí mật"})
    monkeypatch.setattr(oidc, "find_spec", lambda _: None)
    with pytest.raises(MissingToolError, match="Authlib"):
        oidc.settings_of(whole)
