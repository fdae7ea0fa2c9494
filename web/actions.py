"""Lines of the audit trail in plain words."""

from __future__ import annotations

from flask_babel import gettext as _

from docgen.kinds import KINDS
from docgen.store.audit import Entry
from docgen.store.users import Role
from web.accounts import ROLES


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
        "legal_bases": _("Căn cứ"),
        "duty_lines": _("Nhiệm vụ mẫu"),
        "own_templates": _("Mẫu riêng"),
        "users": _("Người dùng"),
        "api_tokens": _("Khóa truy cập"),
        "store": _("Kho dữ liệu"),
        "batches": _("Lô"),
        "batch_plans": _("Lô đang chuẩn bị"),
        "mappings": _("Cách hiểu cột"),
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
        "added": _("thêm"),
        "changed": _("sửa"),
        "count": _("số lượng"),
    }
    return "; ".join(
        f"{known[name]} {_said(name, value)}" for name, value in line.details.items() if name in known and value not in {"", None}
    )


def _said(name: str, value: object) -> str:
    """Codes of roles and kinds in words; anything else as it is."""
    said = str(value)
    if name == "role" and said in set(Role):
        return str(ROLES[Role(said)])
    return str(_(KINDS[said].title)) if name == "kind" and said in KINDS else said


def _actions() -> dict[tuple[str, str], str]:
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
        ("units", "remove"): _("Bỏ đơn vị mẫu"),
        ("people", "add"): _("Thêm đảng viên"),
        ("people", "change"): _("Sửa đảng viên"),
        ("people", "import"): _("Nhập danh sách từ tệp"),
        ("people", "remove"): _("Đưa ra khỏi danh sách"),
        ("people", "restore"): _("Đưa trở lại danh sách"),
        ("legal_bases", "add"): _("Thêm căn cứ"),
        ("legal_bases", "change"): _("Sửa căn cứ"),
        ("legal_bases", "remove"): _("Bỏ căn cứ ghi nhầm"),
        ("duty_lines", "add"): _("Thêm nhiệm vụ mẫu"),
        ("duty_lines", "change"): _("Sửa nhiệm vụ mẫu"),
        ("own_templates", "add"): _("Nộp mẫu riêng"),
        ("own_templates", "try"): _("Thử mẫu riêng"),
        ("own_templates", "approve"): _("Duyệt mẫu riêng"),
        ("own_templates", "stop"): _("Ngừng dùng mẫu riêng"),
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
        ("users", "login"): _("Đăng nhập"),
        ("users", "login_failed"): _("Đăng nhập không được"),
        ("users", "logout"): _("Đăng xuất"),
        ("users", "end_sessions"): _("Đăng xuất khỏi mọi trình duyệt"),
        ("api_tokens", "add"): _("Tạo khóa truy cập"),
        ("api_tokens", "revoke"): _("Thu hồi khóa truy cập"),
    }
