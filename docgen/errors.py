"""Everything that can go wrong, as one tree.

    DocgenError
    ├── UsageError         exit 2    the command or the request itself is wrong
    ├── CheckFailed        exit 1    the document is readable but must not be issued
    ├── DataError          exit 3    the facts do not fit the schema
    ├── TemplateError      exit 4    a template cannot be used
    ├── RegisterError      exit 5    a number cannot be given
    ├── MissingToolError   exit 6    a program or font that this step needs is not installed
    ├── FileError          exit 7    a file cannot be read or written
    │   └── UnsafeFileError          a file is not what it says, or is built to do harm
    └── StandardError      exit 70   the shipped rules of the field are damaged
    (anything else)        exit 70   a fault of the program

Messages are Vietnamese and name the value; `hint` says what to do now. The docstring of a class is its entry in
docs/errors.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class DocgenError(Exception):
    """Có lỗi khi làm văn bản."""

    code: ClassVar[str] = "loi"
    exit_status: ClassVar[int] = 70
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep `message` (what is wrong with which value) and `hint` (what to do now), both Vietnamese."""
        super().__init__(message)
        self.hint = hint


class UsageError(DocgenError):
    """Lệnh hoặc yêu cầu không đúng: sai tên loại, sai biến thể, thiếu tham số."""

    code = "lenh-khong-dung"
    exit_status = 2
    http_status = 400


class CheckFailed(DocgenError):  # noqa: N818 - the name says what happened, as the exit status does
    """Văn bản đọc được nhưng chưa được ban hành: còn lỗi nội dung, thể thức hoặc lỗi trong tệp."""

    code = "chua-dat"
    exit_status = 1
    http_status = 422


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
    """Dữ liệu không khớp lược đồ: thiếu trường, sai kiểu, giá trị không dùng được. Mỗi trường sai có một dòng."""

    code = "du-lieu-sai"
    exit_status = 3
    http_status = 422

    def __init__(self, message: str, *, hint: str = "", problems: tuple[FieldProblem, ...] = ()) -> None:
        """Keep all `problems` at once, so that the user mends them in one go."""
        super().__init__(message, hint=hint)
        self.problems = problems


class TemplateError(DocgenError):
    """Mẫu .docx không dùng được: sai cú pháp, dùng trường không có hoặc tính năng không cho phép."""

    code = "mau-khong-hop-le"
    exit_status = 4
    http_status = 422


class RegisterError(DocgenError):
    """Không cấp được số: số đã dùng, đã hủy hoặc sổ đang bị khóa."""

    code = "so-khong-cap-duoc"
    exit_status = 5
    http_status = 409


class MissingToolError(DocgenError):
    """Thiếu chương trình hoặc phông chữ mà bước này cần."""

    code = "thieu-cong-cu"
    exit_status = 6
    http_status = 503


class FileError(DocgenError):
    """Không đọc hoặc không ghi được tệp: không có, không có quyền, đã có sẵn, hết chỗ."""

    code = "loi-tep"
    exit_status = 7
    http_status = 400


class UnsafeFileError(FileError):
    """Tệp không đúng là .docx, bị hỏng, có mật khẩu, hoặc chứa thứ có thể gây hại (macro, liên kết ngoài, tệp nhúng)."""

    code = "tep-khong-an-toan"
    http_status = 422


class StandardError(DocgenError):
    """Tệp dữ liệu quy định của chương trình bị sai: nêu tệp và chỗ sai. Đây là lỗi của bản cài đặt, không phải của người dùng."""

    code = "quy-dinh-hong"
