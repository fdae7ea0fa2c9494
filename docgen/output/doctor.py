"""What this machine has and lacks, tried rather than looked up: a page is really made and read again."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from docgen.docx.archive import Archive
from docgen.docx.xml import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, R, W
from docgen.errors import DocgenError
from docgen.output import fonts, libreoffice
from docgen.output.dxpdf import Dxpdf
from docgen.output.pages import page_texts

State = Literal["dat", "nen_co", "thieu"]
SENTENCE = "Đảng ủy xã: quyết nghị về thẩm định, ưu tiên, khuyến học, nghĩa vụ, kỷ luật"
_LEAST_MEMORY_MB = 500
_LEAST_DISK_MB = 200
_MB = 2**20
_ENOUGH_PYTHON = (3, 11)
_REINSTALL = "Cài lại chương trình."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `dat` (good), `nen_co` (works without, better with), `thieu` (needed and missing)."""

    code: str
    name: str
    state: State
    found: str
    hint: str = ""


def examine() -> list[Finding]:
    """Everything the program needs."""
    return [_python(), *_fonts(), _engine(), _reference(), *_folders(), *_memory()]


def _python() -> Finding:
    state: State = "dat" if sys.version_info >= _ENOUGH_PYTHON else "thieu"
    return Finding("python", "Python", state, platform.python_version(), "" if state == "dat" else "Cài Python 3.11 trở lên.")


def _fonts() -> Iterator[Finding]:
    """The letters of the files really used; then, for information, what the machine itself offers for Times New Roman."""
    used = fonts.used_files()
    lacking = {path.name: fonts.missing_letters(path) for path in used}
    faulty = ", ".join(f"{name} thiếu {letters[:12]}" for name, letters in lacking.items() if letters)
    if not used:
        yield Finding("phong_chu", "Phông chữ", "thieu", "không có tệp phông nào", _REINSTALL)
    elif faulty:
        yield Finding("phong_chu", "Phông chữ", "thieu", faulty, "Cài phông Times New Roman có đủ chữ Việt.")
    else:
        name = fonts.FAMILY if used == fonts.system_files() else f"{fonts.SUBSTITUTE} (đi kèm chương trình)"
        yield Finding("phong_chu", "Phông chữ", "dat", f"{name}: đủ {len(fonts.VIETNAMESE)} chữ Việt")
    if fonts.is_system_good():
        yield Finding("times_new_roman", fonts.FAMILY, "dat", str(fonts.system_files()[0]))
    else:
        own = fonts.system_files()[:1]
        poor = any(fonts.missing_letters(path) for path in own)
        found = f"máy dùng {own[0].name}{' (thiếu chữ Việt)' if poor else ''} thay cho phông này" if own else "không có trên máy"
        hint = "Trang in bằng phông đi kèm có cùng độ rộng chữ; muốn đúng phông thì cài Times New Roman."
        yield Finding("times_new_roman", fonts.FAMILY, "nen_co", found, hint)


def _engine() -> Finding:
    """A page with Vietnamese letters, made and read again."""
    name, engine = "Bộ chuyển PDF kèm theo (dxpdf)", Dxpdf()
    try:
        text = " ".join(page_texts(engine.convert(_sample()))[0].split())
    except (DocgenError, ImportError, OSError) as error:
        return Finding("dxpdf", name, "thieu", str(error), _REINSTALL)
    finally:
        engine.close()
    if text != SENTENCE:
        return Finding("dxpdf", name, "thieu", f"chữ trên trang bị sai: {text}", _REINSTALL)
    return Finding("dxpdf", name, "dat", "làm được trang, đọc lại đúng chữ")


def _reference() -> Finding:
    program, version = libreoffice.program(), libreoffice.version()
    if program is None:
        hint = "Cần cho văn bản do nơi khác làm; Debian, Ubuntu: apt install libreoffice-writer-nogui."
        return Finding("libreoffice", "LibreOffice", "nen_co", "chưa cài", hint)
    if not libreoffice.is_new_enough(version):
        return Finding("libreoffice", "LibreOffice", "nen_co", version or "không rõ phiên bản", "Cài LibreOffice 7.4 trở lên.")
    return Finding("libreoffice", "LibreOffice", "dat", version)


def _folders() -> Iterator[Finding]:
    for code, name, folder in (
        ("thu_muc_tam", "Thư mục tạm", Path(tempfile.gettempdir())),
        ("thu_muc", "Thư mục đang đứng", Path.cwd()),
    ):
        free = -1
        with suppress(OSError), tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"x")
            free = shutil.disk_usage(folder).free // _MB
        if free < 0:
            needed: State = "thieu" if code == "thu_muc_tam" else "nen_co"
            yield Finding(code, name, needed, f"không ghi được vào {folder}", "Xem lại quyền ghi, hoặc chạy ở thư mục khác.")
        elif free < _LEAST_DISK_MB:
            yield Finding(code, name, "thieu", f"{folder}: còn {free} MB", "Xóa bớt tệp cho đủ chỗ.")
        else:
            yield Finding(code, name, "dat", f"{folder}: ghi được, còn {free} MB")


def _memory() -> Iterator[Finding]:
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _MB
    except (AttributeError, ValueError, OSError):
        return  # Windows, macOS: not told
    state: State = "dat" if free >= _LEAST_MEMORY_MB else "nen_co"
    yield Finding("bo_nho", "Bộ nhớ", state, f"còn {free} MB", "" if state == "dat" else "Đóng bớt chương trình khác.")


def _sample() -> bytes:
    run = f'<w:r><w:rPr><w:rFonts w:ascii="{fonts.FAMILY}" w:hAnsi="{fonts.FAMILY}"/></w:rPr><w:t>{SENTENCE}</w:t></w:r>'
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p>{run}</w:p></w:body></w:document>',
    }
    return Archive({name: text.encode() for name, text in texts.items()}).write({})
