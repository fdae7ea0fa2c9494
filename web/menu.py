"""The main menu: places that are always one click away, in the order of how often people go there."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as later

from docgen.store.users import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, what it says, who sees it."""

    endpoint: str
    title: str
    role: Role = Role.DRAFTS


MENU = (
    Item("starting.home", later("Việc cần làm")),
    Item("drafting.all_drafts", later("Bản nháp")),
    Item("starting.open_page", later("Mở tệp đã làm")),
    Item("roster.overview", later("Danh sách")),
    Item("units.overview", later("Đơn vị")),
    Item("own_entries.bases_page", later("Căn cứ")),
    Item("own_entries.duties_page", later("Nhiệm vụ mẫu")),
    Item("own_templates.templates_page", later("Mẫu riêng"), Role.ISSUES),
    Item("archive.listing", later("Văn bản đã ban hành")),
    Item("register.overview", later("Sổ văn bản đi")),
    Item("trail.lines", later("Nhật ký"), Role.MANAGES),
    Item("users.everybody", later("Người dùng"), Role.MANAGES),
)
