"""The main menu: places that are always one click away, in the order of how often people go there."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as later

from docgen.store.users import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, what it says, who sees it, and what one does there (for the page that lists the rarer ones)."""

    endpoint: str
    title: str
    role: Role = Role.DRAFTS
    about: str = ""


MENU = (
    Item("starting.home", later("Việc cần làm")),
    Item("drafting.all_drafts", later("Bản nháp")),
    Item("batches.overview", later("Làm hàng loạt")),
    Item("archive.listing", later("Văn bản đã ban hành")),
    Item("register.overview", later("Sổ văn bản đi")),
    Item("roster.overview", later("Danh sách")),
    Item("starting.more", later("Thiết lập")),
)
MORE = (
    Item("units.overview", later("Đơn vị"), about=later("Tên, ký hiệu, nhiệm kỳ của đơn vị; người ký; đơn vị khác.")),
    Item("own_entries.bases_page", later("Căn cứ"), about=later("Văn bản được viện dẫn, ngày hiệu lực; căn cứ của đơn vị.")),
    Item("own_entries.duties_page", later("Nhiệm vụ mẫu"), about=later("Câu giao việc theo vai trò, để chọn khi phân công.")),
    Item("own_templates.templates_page", later("Mẫu riêng"), Role.ISSUES, later("Mẫu Word của đơn vị thay mẫu có sẵn.")),
    Item("starting.open_page", later("Mở tệp đã làm"), about=later("Tệp Word hoặc tệp dữ liệu mở lại thành biểu mẫu.")),
    Item("users.everybody", later("Người dùng"), Role.MANAGES, later("Ai được đăng nhập, làm được gì.")),
    Item("tokens.everything", later("Khóa truy cập"), Role.MANAGES, later("Cho phần mềm khác gọi chương trình.")),
    Item("trail.lines", later("Nhật ký"), Role.MANAGES, later("Ai đã làm gì, lúc nào.")),
)
"""What an office sets up once, or looks for seldom: on a page of its own, so that the menu stays short."""
