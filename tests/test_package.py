"""Opening a .docx that may be hostile: refused with a reason, never a crash, never more memory than the limits."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.docx import package
from docgen.docx.package import open_package
from docgen.docx.xml import parse
from docgen.errors import UnsafeFileError
from docgen.templates import shipped_bytes
from support.word import with_parts

GOOD = open_package(shipped_bytes("nghi-quyet.thuong_ky"))
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relationships(target: str, mode: str, kind: str) -> bytes:
    return f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r" Type="{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'.encode()


def with_fields(content: str) -> bytes:
    """The good file with a paragraph of fields at its beginning."""
    document = GOOD["word/document.xml"].replace(b"<w:body>", f"<w:body><w:p>{content}</w:p>".encode())
    return with_parts({**GOOD, "word/document.xml": document})


HOSTILE = {
    "một tệp rỗng": (b"", "rỗng"),
    "chữ thường": (b"xin chao", "bị hỏng hoặc không phải .docx"),
    "doc cũ hoặc có mật khẩu": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "có mật khẩu hoặc không phải .docx"),
    "zip không phải Word": (with_parts({"a.txt": b"x"}), "không phải văn bản Word"),
    "zip bị cắt": (shipped_bytes("nghi-quyet.thuong_ky")[:-200], "bị hỏng"),
    "macro": (with_parts({**GOOD, "word/vbaProject.bin": b"x"}), "macro"),
    "activeX": (with_parts({**GOOD, "word/activeX/activeX1.xml": b"<x/>"}), "macro hoặc đối tượng nhúng"),
    "tệp nhúng": (with_parts({**GOOD, "word/embeddings/oleObject1.bin": b"x"}), "đối tượng nhúng"),
    "docm": (with_parts({**GOOD, "[Content_Types].xml": GOOD["[Content_Types].xml"] + b"<!-- macroEnabled -->"}), "macro"),
    "altChunk": (
        with_parts({**GOOD, "word/document.xml": GOOD["word/document.xml"].replace(b"<w:body>", b"<w:body><w:altChunk/>")}),
        "không cho phép",
    ),
    "mẫu ở xa": (
        with_parts({**GOOD, "word/settings.xml": b"<w:settings xmlns:w='x'><w:attachedTemplate/></w:settings>"}),
        "không cho phép",
    ),
    "liên kết dữ liệu": (
        with_parts({**GOOD, "word/document.xml": b"<w:document xmlns:w='x'><w:dataBinding/></w:document>"}),
        "không cho phép",
    ),
    "ảnh trên mạng": (
        with_parts({**GOOD, "word/_rels/document.xml.rels": relationships("file:///etc/passwd", "External", "x/image")}),
        "trỏ ra ngoài",
    ),
    "rels có DOCTYPE": (with_parts({**GOOD, "word/_rels/document.xml.rels": b"<!DOCTYPE x><x/>"}), "DOCTYPE"),
    "phần trỏ ra ngoài, đuôi viết hoa": (
        with_parts({**GOOD, "word/_rels/header1.xml.RELS": relationships("http://x/y.png", "External", "x/image")}),
        "trỏ ra ngoài",
    ),
    "macro đổi tên": (
        with_parts(
            {**GOOD, "word/_rels/document.xml.rels": relationships("a.dat", "Internal", "x/vbaProject"), "word/a.dat": b"x"}
        ),
        "macro",
    ),
    "đối tượng đổi tên": (
        with_parts(
            {**GOOD, "word/_rels/document.xml.rels": relationships("a.dat", "Internal", "x/oleObject"), "word/a.dat": b"x"}
        ),
        "đối tượng nhúng",
    ),
    "altChunk với tiền tố khác": (
        with_parts({**GOOD, "word/document.xml": b"<x:document xmlns:x='x'><x:altChunk/></x:document>"}),
        "không cho phép",
    ),
    "thân bài ở mã UTF-16": (with_parts({**GOOD, "word/document.xml": "<x/>".encode("utf-16")}), "UTF-8"),
    "thân bài khai báo mã khác": (
        with_parts({**GOOD, "word/document.xml": b'<?xml version="1.0" encoding="utf-7"?><x/>'}),
        "UTF-8",
    ),
    "trường DDE": (with_fields('<w:fldSimple w:instr=" DDEAUTO c:/windows/cmd.exe"><w:r/></w:fldSimple>'), "DDEAUTO"),
    "trường cắt làm nhiều mảnh": (
        with_fields(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r>'
            "<w:r><w:instrText>TEXT http://x/y.docx</w:instrText></w:r>"
        ),
        "INCLUDETEXT",
    ),
    "tên thoát thư mục": (with_parts({**GOOD, "../../x": b"x"}), "phần tên lạ"),
    "tên tuyệt đối": (with_parts({**GOOD, "/etc/x": b"x"}), "phần tên lạ"),
    "tên Windows": (with_parts({**GOOD, "C:\\x": b"x"}), "phần tên lạ"),
    "trùng tên khác hoa thường": (with_parts({**GOOD, "WORD/document.xml": b"<x/>"}), "trùng tên"),
    "bom nén": (with_parts({**GOOD, "word/media/x.xml": b"0" * 60_000_000}), "nén bất thường"),
    "quá nhiều phần": (with_parts({**GOOD, **{f"x/{n}.xml": b"" for n in range(2_001)}}), "quá lớn"),
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_a_hostile_file_is_refused_with_a_reason(case: str) -> None:
    data, reason = HOSTILE[case]
    with pytest.raises(UnsafeFileError, match=reason) as caught:
        open_package(data)
    assert caught.value.hint


def test_hyperlinks_may_point_outside() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    parts = {**GOOD, "word/_rels/document.xml.rels": relationships("https://vi.wikipedia.org", "External", kind)}
    assert open_package(with_parts(parts)) == parts


def test_a_false_size_in_the_directory_is_seen() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in GOOD.items():
            archive.writestr(name, content)
    data = stream.getvalue()
    lying = data.replace(len(GOOD["word/styles.xml"]).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(UnsafeFileError):
        open_package(lying)


def test_a_file_over_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_FILE_BYTES", 1000)
    with pytest.raises(UnsafeFileError, match="lớn hơn"):
        open_package(b"PK" * 1000)


@given(st.integers(0, 4000), st.integers(0, 255))
def test_a_damaged_byte_never_crashes(place: int, byte: int) -> None:
    data = bytearray(shipped_bytes("nghi-quyet.thuong_ky"))
    data[place % len(data)] = byte
    with contextlib.suppress(UnsafeFileError):
        open_package(bytes(data))


@given(st.binary(max_size=300))
def test_random_bytes_never_crash(data: bytes) -> None:
    with pytest.raises(UnsafeFileError):
        open_package(data)


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        b'<?xml version="1.0"?><!doctype x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b"<!--" + b"x" * 5000 + b"--><!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x b="&a;"/>'.encode("utf-16"),
        b"<x>&khong_co;</x>",
        b"<x><y></x>",
        b"",
        b"\xff\xfe",
        b"<x a='1' a='2'/>",
    ],
)
def test_xml_is_parsed_strictly_without_entities(data: bytes) -> None:
    with pytest.raises(UnsafeFileError):
        parse(data, part="thử")
