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
    Item("drafting.all_drafts", "Bản nháp"),
    Item("starting.open_page", "Mở tệp đã làm"),
    Item("roster.overview", "Danh sách"),
    Item("units.overview", "Đơn vị"),
    Item("own_entries.bases_page", "Căn cứ"),
    Item("own_entries.duties_page", "Nhiệm vụ mẫu"),
    Item("own_templates.templates_page", "Mẫu riêng", Role.ISSUES),
    Item("archive.listing", "Văn bản đã ban hành"),
    Item("register.overview", "Sổ văn bản đi"),
    Item("trail.lines", "Nhật ký", Role.MANAGES),
    Item("users.everybody", "Người dùng", Role.MANAGES),
)
