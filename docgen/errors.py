"""Everything that can go wrong, as one tree.

    DocgenError
    ├── UsageError         exit 2    the command or the request itself is wrong
    │   └── RoleError                the user's role does not allow it
    ├── CheckFailed        exit 1    the document is readable but must not be issued
    ├── DataError          exit 3    the facts do not fit the schema
    ├── TemplateError      exit 4    a template cannot be used
    ├── RegisterError      exit 5    a number cannot be given
    ├── MissingToolError   exit 6    a program or font that this step needs is not installed
    ├── FileError          exit 7    a file cannot be read or written
    │   ├── UnsafeFileError          a file is not what it says, or is built to do harm
    │   └── StoreError               the database cannot be read or written
    │       ├── NotInStoreError      what is asked for is not in it
    │       └── ConflictError        somebody else was faster
    └── StandardError      exit 70   the shipped rules of the field are damaged
    (anything else)        exit 70   a fault of the program

Messages are Vietnamese and name the value; `hint` says what to do now. The docstring of a class is its entry in
docs/errors.md: what it means, then what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


class DocgenError(Exception):
    """Lỗi ngoài dự kiến của chương trình; dữ liệu không bị thay đổi.

    Chạy lại với biến môi trường DOCGEN_DEBUG=1 để xem chi tiết, gửi chi tiết đó khi báo lỗi.
    """

    code: ClassVar[str] = "loi"
    exit_status: ClassVar[int] = 70
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, *, hint: str = "", page_hint: str = "") -> None:
        """Keep `message` (what is wrong with which value) and `hint` (what to do now), both Vietnamese.

        `page_hint` is what to do for somebody in the browser, where `hint` names a command.
        """
        super().__init__(message)
        self.hint, self.page_hint = hint, page_hint or hint


class UsageError(DocgenError):
    """Lệnh hoặc yêu cầu không đúng: sai tên loại, sai biến thể, thiếu tham số.

    Đọc dòng gợi ý sau mũi tên; xem cách dùng bằng `docgen --help` hoặc `docgen LỆNH --help`.
    """

    code = "lenh-khong-dung"
    exit_status = 2
    http_status = 400


class RoleError(UsageError):
    """Vai trò của người đang đăng nhập không làm được việc này.

    Nhờ người có vai trò được nêu tên làm, hoặc báo người quản trị giao vai trò đó.
    """

    code = "thieu-vai-tro"
    http_status = 403


class CheckFailed(DocgenError):  # noqa: N818 - the name says what happened, as the exit status does
    """Dữ liệu đọc được nhưng văn bản chưa được ban hành: còn lỗi nội dung hoặc lỗi trong tệp tạo ra.

    Sửa dữ liệu theo từng lỗi [E]; `docgen rules MÃ` giải thích quy tắc. Cần xem trước thì in bản nháp với `--draft`.
    """

    code = "chua-dat"
    exit_status = 1
    http_status = 422

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        page_hint: str = "",
        findings: Sequence[Any] = (),
        problems: Sequence[FieldProblem] = (),
    ) -> None:
        """Keep the `findings` (docgen.check.finding) on the content, those that only warn too, where it failed by them.

        `problems`: the same of a document that was judged elsewhere, of which no more is known.
        """
        super().__init__(message, hint=hint, page_hint=page_hint)
        self.findings, self.problems = tuple(findings), tuple(problems)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field of the data.

    `path` is the dotted path in the data (`cuoc_hop.thanh_phan.3.ho_ten`, lists count from 0), `label` the same path in
    the words of the form (`Cuộc họp › Thành phần › người thứ 4 › Họ và tên`), `message` what is wrong and what to do.
    """

    path: str
    label: str
    message: str


class DataError(DocgenError):
    """Dữ liệu không khớp lược đồ: thiếu trường, sai kiểu, giá trị không dùng được. Mỗi trường sai có một dòng.

    Mở tệp dữ liệu, tìm tên trường trong ngoặc, sửa hết các dòng được nêu rồi chạy lại.
    """

    code = "du-lieu-sai"
    exit_status = 3
    http_status = 422

    def __init__(self, message: str, *, hint: str = "", page_hint: str = "", problems: tuple[FieldProblem, ...] = ()) -> None:
        """Keep all `problems` at once, so that the user mends them in one go."""
        super().__init__(message, hint=hint, page_hint=page_hint)
        self.problems = problems


class TemplateError(DocgenError):
    """Mẫu .docx không dùng được: sai cú pháp, dùng trường không có hoặc tính năng không cho phép.

    Sửa mẫu trong Word theo từng dòng, kiểm tra lại bằng `docgen templates lint`; xem docs/templates.md.
    """

    code = "mau-khong-hop-le"
    exit_status = 4
    http_status = 422


class RegisterError(DocgenError):
    """Sổ cấp số từ chối: số đã dùng, đã hủy, đã giao cho người khác, hoặc văn bản này không lấy số như vậy.

    Mở sổ xem số được nêu; số đã lấy mà chưa dùng thì dùng lại hoặc hủy có lý do, không ghi đè số đã cấp.
    """

    code = "so-khong-cap-duoc"
    exit_status = 5
    http_status = 409


class MissingToolError(DocgenError):
    """Thiếu chương trình hoặc phông chữ mà bước này cần.

    Cài thứ được nêu tên rồi chạy lại; lúc cài đặt, `make run` cũng kết thúc bằng 6 khi thiếu Python hoặc pip.
    """

    code = "thieu-cong-cu"
    exit_status = 6
    http_status = 503


class FileError(DocgenError):
    """Không đọc hoặc không ghi được tệp: không có, không có quyền, đã có sẵn, hết chỗ.

    Xem lại tên tệp, thư mục và quyền; tệp đã có sẵn thì chọn tên khác hoặc thêm `--force`.
    """

    code = "loi-tep"
    exit_status = 7
    http_status = 400


class UnsafeFileError(FileError):
    """Tệp không đúng là .docx, bị hỏng, có mật khẩu, hoặc chứa thứ có thể gây hại (macro, liên kết ngoài, tệp nhúng).

    Mở bằng Word, bỏ mật khẩu và thứ được nêu tên, lưu lại thành .docx; tệp nhận từ nơi lạ thì xin lại.
    """

    code = "tep-khong-an-toan"
    http_status = 422


class StoreError(FileError):
    """Kho dữ liệu không mở, không đọc hoặc không ghi được: bị khóa, chỉ cho đọc, hết chỗ, hỏng, sai phiên bản.

    Làm theo dòng gợi ý; việc đã báo xong thì vẫn còn, việc đang làm dở thì chưa ghi và làm lại được. Xem thêm `docgen db check`.
    """

    code = "kho-du-lieu"
    http_status = 503


class NotInStoreError(StoreError):
    """Kho dữ liệu không có mục được hỏi: số hiệu sai, đã bị xóa, hoặc thuộc kho khác.

    Xem lại danh sách rồi chọn lại; nếu vừa khôi phục từ bản sao lưu thì mục tạo sau bản sao lưu không còn.
    """

    code = "khong-co-trong-kho"
    http_status = 404


class ConflictError(StoreError):
    """Người khác vừa lưu trước, hoặc đang giữ mục này; phần của bạn chưa được ghi, của họ không bị mất.

    Mở lại bản mới nhất, so với phần mình vừa gõ rồi lưu lại.
    """

    code = "xung-dot"
    http_status = 409

    def __init__(self, message: str, *, hint: str = "", page_hint: str = "", current: int = 0) -> None:
        """Keep the version that is in the store now."""
        super().__init__(message, hint=hint, page_hint=page_hint)
        self.current = current


class StandardError(DocgenError):
    """Tệp dữ liệu quy định của chương trình bị sai: nêu tệp và chỗ sai. Đây là lỗi của bản cài đặt, không phải của người dùng.

    Cài lại chương trình; nếu đã sửa tệp trong docgen/standard/data thì sửa chỗ được nêu.
    """

    code = "quy-dinh-hong"
