"""Pages for what fails: Vietnamese, without a traceback, and what was typed stays within reach."""

from __future__ import annotations

import sys

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from docgen.docx.package import MAX_FILE_BYTES
from docgen.errors import DocgenError
from web.api.answers import failure
from web.safety import API
from web.saving import BASE
from web.work import is_typed

_WORDS = {
    400: ("Yêu cầu chưa đúng", "Trang gửi đi không đầy đủ. Quay lại trang trước rồi thử lại."),
    403: ("Không thực hiện", "Mở trang từ địa chỉ của chương trình rồi làm lại."),
    404: ("Không có trang này", "Địa chỉ gõ chưa đúng, hoặc trang đã đổi chỗ. Về trang đầu để chọn việc cần làm."),
    405: ("Không mở được trang này trực tiếp", "Trang này chỉ mở được từ biểu mẫu. Về trang đầu để chọn việc cần làm."),
    413: ("Gửi quá nhiều", f"Tệp hoặc nội dung lớn hơn {MAX_FILE_BYTES // 2**20} MB. Bỏ bớt rồi thử lại."),
    421: (
        "Không mở từ địa chỉ này",
        "Trên máy đang chạy chương trình, mở địa chỉ bắt đầu bằng 127.0.0.1; trên máy khác, mở địa chỉ mà người quản trị đã báo.",
    ),
    500: (
        "Chương trình gặp lỗi",
        "Đây là lỗi của chương trình, không phải của đồng chí. Những gì đã gõ vẫn còn: tải về hoặc quay lại biểu mẫu.",
    ),
}
_OTHER = ("Không thực hiện được", "Quay lại trang trước rồi thử lại.")


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
            else _page(error.http_status, title="Không thực hiện được", message=str(error), todo=error.page_hint)
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
    shown = {"title": title or usual[0], "message": message, "todo": todo or usual[1]}
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
