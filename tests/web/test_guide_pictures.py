"""The pictures of the guide show the application as it is.

`make pictures` writes them to docs/images. Every run takes them anew and compares what can be read, not pixels, which differ with
the fonts of a machine: each word that the text beside a picture quotes stands on the page as it is today.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docgen.store.engine import open_store
from docgen.store.users import Role, add_user
from support.accounts import hashed
from support.guide import Album, Shot, size_of
from support.server import running
from web.server import Opening, address_of, make_server

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
MAX_BYTES = 2_500_000
PAGES = (ROOT / "docs" / "huong-dan.md", ROOT / "README.md")
USED = [
    (page.name, *found)
    for page in PAGES
    if page.exists()
    for found in re.findall(r"!\[([^]]*)\]\((?:docs/)?images/(web-[\w-]+\.png)\)", page.read_text("utf-8"))
]
pytestmark = pytest.mark.skipif(not PAGES[0].exists(), reason="runs in the source tree")


def taken(chromium: Browser, empty_store: Path, folder: Path) -> dict[str, Shot]:
    """Every picture, taken now."""
    store = open_store(f"sqlite:///{shutil.copy(empty_store, folder / 'docgen.db')}")
    server = make_server("127.0.0.1", 0, store)
    threading.Thread(target=server.run, daemon=True).start()
    album = Album(chromium, address_of(server), store)
    try:
        album.live()
    finally:
        server.close()
    add_user(store, "lan.nt", "Nguyễn Thị Lan", Role.MANAGES, by="x", password_hash=hashed())
    with running("127.0.0.1", store, Opening(login=True)) as address:
        album.site = address
        album.at_the_door()
    store.dispose()
    return album.shots


def test_every_picture_shows_what_the_text_beside_it_says(chromium: Browser, empty_store: Path, tmp_path: Path) -> None:
    shots = taken(chromium, empty_store, tmp_path)
    if os.environ.get("DOCGEN_PICTURES"):
        for name, shot in shots.items():
            (IMAGES / name).write_bytes(shot.png)
    missing = {
        (page, name, words): shots[name].words
        for page, said, name in USED
        for words in re.findall("“([^”]+)”", said)
        if words not in shots[name].words
    }
    assert missing == {}
    assert {name: size_of((IMAGES / name).read_bytes()) for name in shots} == {name: shot.size for name, shot in shots.items()}


def test_every_picture_is_used_says_what_it_shows_and_is_small() -> None:
    kept = {path.name: path.stat().st_size for path in IMAGES.glob("web-*.png")}
    assert set(kept) == {name for _, _, name in USED}
    assert [name for _, said, name in USED if "“" not in said] == []
    assert sum(kept.values()) < MAX_BYTES
