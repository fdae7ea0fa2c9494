"""The main menu: places that are always one click away, in the order of how often people go there."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.store.users import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, what it says, who sees it, and what one does there (for the page that lists the rarer ones)."""

    endpoint: str
    title: str
    role: Role = Role.DRAFTS
    about: str = ""


MENU = (
    Item("starting.home", "Việc cần làm"),
    Item("drafting.all_drafts", "Bản nháp"),
    Item("archive.listing", "Văn bản đã ban hành"),
    Item("register.overview", "Sổ văn bản đi"),
    Item("roster.overview", "Danh sách"),
    Item("starting.more", "Thiết lập"),
)
MORE = (
    Item("units.overview", "Đơn vị", about="Tên, ký hiệu, nhiệm kỳ của đơn vị; người ký; các đơn vị khác."),
    Item("own_entries.bases_page", "Căn cứ", about="Văn bản được viện dẫn, ngày hiệu lực; căn cứ riêng của đơn vị."),
    Item("own_entries.duties_page", "Nhiệm vụ mẫu", about="Câu giao việc theo vai trò, để chọn khi phân công."),
    Item("own_templates.templates_page", "Mẫu riêng", Role.ISSUES, "Mẫu Word của đơn vị thay mẫu của chương trình."),
    Item("starting.open_page", "Mở tệp đã làm", about="Tệp Word hoặc tệp dữ liệu mở lại thành biểu mẫu."),
    Item("users.everybody", "Người dùng", Role.MANAGES, "Ai được đăng nhập, làm được gì."),
    Item("tokens.everything", "Khóa truy cập", Role.MANAGES, "Cho phần mềm khác gọi chương trình."),
    Item("trail.lines", "Nhật ký", Role.MANAGES, "Ai đã làm gì, lúc nào."),
)
"""What an office sets up once, or looks for seldom: on a page of its own, so that the menu stays short."""
