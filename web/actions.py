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
        "drafts": _("Dự thảo"),
        "series": _("Dãy số"),
        "units": _("Đơn vị"),
        "signers": _("Người ký"),
        "people": _("Đảng viên"),
        "users": _("Người dùng"),
        "store": _("Kho dữ liệu"),
        "batches": _("Lô"),
        "batch_plans": _("Lô đang chuẩn bị"),
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
        ("drafts", "add"): _("Mở dự thảo mới"),
        ("drafts", "removed"): _("Bỏ dự thảo"),
        ("drafts", "open"): _("Mở lại dự thảo đã bỏ"),
        ("drafts", "sweep"): _("Dọn dự thảo chưa ghi gì"),
        ("units", "add"): _("Thêm đơn vị"),
        ("units", "change"): _("Sửa đơn vị"),
        ("signers", "add"): _("Thêm người ký"),
        ("signers", "change"): _("Sửa người ký"),
        ("people", "add"): added,
        ("people", "change"): changed,
        ("people", "remove"): _("Bỏ khỏi danh sách"),
        ("batches", "add"): _("Chạy thử một lô"),
        ("batches", "running"): _("Bắt đầu tạo cả lô"),
        ("batches", "reserve"): _("Lấy số cho một lô"),
        ("batches", "issue"): _("Ban hành văn bản của lô"),
        ("batches", "ask-stop"): _("Yêu cầu dừng lô"),
        ("batches", "ask-cancel"): _("Yêu cầu hủy lô"),
        ("batches", "stopped"): _("Lô dừng"),
        ("batches", "done"): _("Lô xong"),
        ("batches", "cancel"): _("Hủy lô"),
        ("batches", "correct"): _("Sửa một dòng của lô"),
        ("batches", "void"): _("Hủy một dòng của lô"),
        ("batches", "remove"): _("Bỏ lần chạy thử"),
        ("batch_plans", "add"): _("Chuẩn bị một lô"),
        ("batch_plans", "remove"): _("Bỏ lô đang chuẩn bị"),
        ("batch_plans", "sweep"): _("Dọn lô đã chuẩn bị xong"),
        ("mappings", "keep"): _("Nhớ cách hiểu các cột"),
        ("store", "restore"): _("Khôi phục từ bản sao lưu"),
        ("users", "add"): _("Thêm người dùng"),
        ("users", "change"): _("Sửa người dùng"),
    }
