"""Lines of the audit trail in plain words."""

from __future__ import annotations

from flask_babel import gettext as _

from docgen.store.audit import Entry


def told(line: Entry) -> str:
    """What was done, as people say it; what an older or newer program wrote is shown by its names."""
    return _actions().get((line.what, line.action), f"{line.action} {line.what}")


def things() -> dict[str, str]:
    """What may have been changed, by its name in the trail."""
    return {
        "numbers": _("Số"),
        "documents": _("Văn bản"),
        "drafts": _("Bản nháp"),
        "series": _("Dãy số"),
        "units": _("Đơn vị"),
        "signers": _("Người ký"),
        "people": _("Đảng viên"),
        "users": _("Người dùng"),
        "store": _("Kho dữ liệu"),
    }


def details(line: Entry) -> str:
    """What is worth saying of the line's details."""
    known = {
        "so": _("số"),
        "suffix": _("chữ chen"),
        "reason": _("lý do"),
        "last_used": _("số đã dùng gần nhất"),
        "role": _("vai trò"),
        "kind": _("loại"),
        "document": _("văn bản số"),
    }
    return "; ".join(
        f"{known[name]} {value}" for name, value in line.details.items() if name in known and value not in {"", None}
    )


def _actions() -> dict[tuple[str, str], str]:
    added, changed = _("Thêm"), _("Sửa")
    return {
        ("numbers", "reserve"): _("Lấy số"),
        ("numbers", "issue"): _("Ban hành, cấp số"),
        ("numbers", "void"): _("Hủy số"),
        ("numbers", "release"): _("Trả lại số"),
        ("numbers", "reuse"): _("Dùng lại số"),
        ("numbers", "enter-late"): _("Ghi bổ sung số đã cấp trên giấy"),
        ("numbers", "enter-other"): _("Ghi số do hệ thống khác cấp"),
        ("numbers", "enter-hand"): _("Ghi số đã viết tay trên bản giấy"),
        ("series", "open"): _("Đặt số đầu của dãy số"),
        ("documents", "issue"): _("Lưu văn bản không lấy số"),
        ("drafts", "add"): _("Mở bản nháp mới"),
        ("drafts", "removed"): _("Bỏ bản nháp"),
        ("drafts", "open"): _("Mở lại bản nháp đã bỏ"),
        ("drafts", "sweep"): _("Dọn bản nháp chưa ghi gì"),
        ("units", "add"): _("Thêm đơn vị"),
        ("units", "change"): _("Sửa đơn vị"),
        ("signers", "add"): _("Thêm người ký"),
        ("signers", "change"): _("Sửa người ký"),
        ("people", "add"): added,
        ("people", "change"): changed,
        ("people", "remove"): _("Bỏ khỏi danh sách"),
        ("store", "restore"): _("Khôi phục từ bản sao lưu"),
        ("users", "add"): _("Thêm người dùng"),
        ("users", "change"): _("Sửa người dùng"),
    }
