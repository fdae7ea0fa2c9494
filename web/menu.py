"""The main menu: places that are always one click away, in the order of how often people go there."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.store.users import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, what it says, who sees it."""

    endpoint: str
    title: str
    role: Role = Role.DRAFTS


MENU = (
    Item("starting.home", "Việc cần làm"),
    Item("starting.open_page", "Mở tệp đã làm"),
    Item("users.everybody", "Người dùng", Role.MANAGES),
)
