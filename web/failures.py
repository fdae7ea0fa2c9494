"""Pages for what fails: Vietnamese, without a traceback, and what was typed stays within reach."""

from __future__ import annotations

import sys

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import lazy_gettext as later
from werkzeug.exceptions import HTTPException

from docgen.docx.package import MAX_FILE_BYTES
from docgen.errors import DocgenError
from web.api.answers import failure
from web.safety import API
from web.saving import BASE
from web.work import is_typed

_WORDS = {
    400: (later("Yêu cầu chưa đúng"), later("Trang gửi đi không đầy đủ. Quay lại trang trước rồi thử lại.")),
    403: (later("Không thực hiện"), later("Mở trang từ địa chỉ của chương trình rồi làm lại.")),
    404: (later("Không có trang này"), later("Địa chỉ gõ chưa đúng, hoặc trang đã đổi chỗ. Về trang đầu để chọn việc cần làm.")),
    405: (
        later("Không mở được trang này trực tiếp"),
        later("Trang này chỉ mở được từ biểu mẫu. Về trang đầu để chọn việc cần làm."),
    ),
    413: (
        later("Gửi quá nhiều"),
        later("Tệp hoặc nội dung lớn hơn %(size)s MB. Bỏ bớt rồi thử lại.", size=MAX_FILE_BYTES // 2**20),
    ),
    421: (
        later("Không mở từ địa chỉ này"),
        later(
            "Trên máy đang chạy chương trình, mở địa chỉ bắt đầu bằng 127.0.0.1; "
            "trên máy khác, mở địa chỉ mà người quản trị đã báo."
        ),
    ),
    500: (
        later("Chương trình gặp lỗi"),
        later("Đây là lỗi của chương trình, không phải của đồng chí. Những gì đã gõ vẫn còn: tải về hoặc quay lại biểu mẫu."),
    ),
}
_OTHER = (later("Không thực hiện được"), later("Quay lại trang trước rồi thử lại."))


def handle(app: Flask) -> None:
    """Give every failure its page."""

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        return failure(error) if _of_api() else _page(error.code or 500)

    @app.errorhandler(DocgenError)
    def told(error: DocgenError) -> Response:
        return (
            failure(error)
            if _of_api()
            else _page(error.http_status, title=str(_OTHER[0]), message=str(error), todo=error.page_hint)
        )

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        app.log_exception(sys.exc_info())
        return failure(error) if _of_api() else _page(500)


def _of_api() -> bool:
    return request.path.startswith(API)


def _page(status: int, *, title: str = "", message: str = "", todo: str = "") -> Response:
    """A page without anything that could fail again."""
    usual = _WORDS.get(status, _OTHER)
    shown = {"title": title or str(usual[0]), "message": message, "todo": todo or str(usual[1])}
    if request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(message=shown["message"] or shown["title"], todo=shown["todo"]), status)
    response = make_response(
        render_template("failure.html", pairs=(typed := _typed(status)), back=_form() if typed else {}, **shown), status
    )
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response


def _typed(status: int) -> list[tuple[str, str]]:
    """What the request carried, so that nobody types it again; nothing of a request that is refused as a whole."""
    if status in {403, 413, 421} or request.method != "POST":
        return []
    try:
        return [(name, value) for name, value in request.form.items(multi=True) if is_typed(name)]
    except HTTPException:
        return []


def _form() -> dict[str, str]:
    """The draft that the request belongs to, and the version that its form was filled from."""
    draft_id = (request.view_args or {}).get("draft_id")
    return {} if draft_id is None else {"draft_id": draft_id, "base": request.form.get(BASE, "")}
