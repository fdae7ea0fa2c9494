"""What columns were said to stand for is kept under the headings of the list."""

from __future__ import annotations

from docgen.store.audit import trail
from docgen.store.mappings import keep_mapping, mapping_under

KEY = "a" * 64


def test_a_mapping_is_kept_and_replaced(store) -> None:
    assert mapping_under(store, KEY) == {}
    keep_mapping(store, KEY, {"cot la": "hoan_canh", "ho va ten": "ho_ten"}, by="lan")
    keep_mapping(store, KEY, {"cot la": "", "ho va ten": "ho_ten"}, by="ngan")
    assert mapping_under(store, KEY) == {"cot la": "", "ho va ten": "ho_ten"}
    assert mapping_under(store, "b" * 64) == {}
    assert [(line.actor, line.action) for line in trail(store, what="mappings")] == [
        ("ngan", "keep"),
        ("lan", "keep"),
    ]
