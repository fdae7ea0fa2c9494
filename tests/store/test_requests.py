"""Under one key there is one request, whoever is faster."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from docgen.store.drafts import create_draft
from docgen.store.requests import Request, keep_request, request_of


def test_the_first_request_under_a_key_stays(store: Engine) -> None:
    drafts = [create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan").id for _ in range(2)]
    first, second = (Request(letter * 64, draft) for letter, draft in zip("ab", drafts, strict=True))
    assert request_of(store, "lan", "van-ban-1") is None
    assert keep_request(store, "lan", "van-ban-1", first) == first
    assert keep_request(store, "lan", "van-ban-1", second) == first
    assert keep_request(store, "mai", "van-ban-1", second) == second
    assert request_of(store, "lan", "van-ban-1") == first


def test_of_many_at_once_all_learn_the_same_one(store: Engine) -> None:
    drafts = [create_draft(store, "nghi-quyet", "thuong_ky", {}, by="lan").id for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda draft: keep_request(store, "lan", "mot-khoa", Request(f"{draft:064}", draft)), drafts))
    assert len(kept) == 1
