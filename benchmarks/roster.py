"""Reading a list of 100,000 people in 20 columns, side by side with openpyxl: `python benchmarks/roster.py [ROWS]`.

Each reader runs in a process of its own; time is that of its processor, memory its largest. The list holds shared texts, as Excel
writes them. Written to standard output; exit status 1 when a limit of docs is broken.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import own_peak_megabytes

ROWS = 100_000
MOST_SECONDS, MOST_MEGABYTES = 6.0, 400
HEAD = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số thẻ đảng viên", "Ngày vào Đảng", "Ngày chính thức",
    "Loại đảng viên", "Diện sinh hoạt", "Chức vụ đảng", "Chức vụ khác", "Nhóm", "Tổ đảng số", "Nơi thường trú", "Hoàn cảnh",
    "Việc 1", "Sản phẩm 1", "Thời hạn 1", "Người kiểm tra 1",
)  # fmt: skip
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = (
    ("workbook", "officeDocument", "sheet.main"),
    ("worksheets/sheet1", "worksheet", "worksheet"),
    ("sharedStrings", "sharedStrings", "sharedStrings"),
    ("styles", "styles", "styles"),
)
_STYLES = (
    f'<styleSheet xmlns="{_SPACE}"><fonts><font><name val="Arial"/></font></fonts><fills><fill><patternFill/></fill></fills>'
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/></cellXfs></styleSheet>'
)


def people(rows: int) -> Iterator[tuple[object, ...]]:
    """Invented people; names, cards and addresses differ from row to row."""
    for i in range(rows):
        yield (
            i + 1, f"Nguyễn Văn Người {i}", 20_000 + i % 15_000, "Nam", "Kinh", f"{10**11 + i:012d}",
            f"{1 + i % 28:02d}/03/1990", f"{1 + i % 28:02d}/03/1991", "Đảng viên chính thức", "Sinh hoạt thường xuyên",
            "Đảng viên", "Nông dân", "Hưu trí", 1 + i % 9, f"Thôn {i % 977}, xã Vân Thượng Sơn", "Không",
            f"Phụ trách {i % 9 + 1} hộ Xóm {i % 313}", "Sổ theo dõi hộ", "Hằng tháng", f"Lục Thị Ngân {'ABCDEGH'[i % 7]}",
        )  # fmt: skip


def write(path: Path, rows: int) -> None:
    """The list as Excel writes it; a library would take a minute."""
    texts: dict[str, int] = {}
    sheet = io.StringIO()
    sheet.write(f'<worksheet xmlns="{_SPACE}"><sheetData>')
    for number, row in enumerate((HEAD, *people(rows)), 1):
        sheet.write(f'<row r="{number}">')
        for place, value in enumerate(row):
            name = f"{chr(65 + place)}{number}"
            if isinstance(value, str):
                sheet.write(f'<c r="{name}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>')
            else:
                style = ' s="1"' if HEAD[place] == "Ngày sinh" else ""
                sheet.write(f'<c r="{name}"{style}><v>{value}</v></c>')
        sheet.write("</row>")
    sheet.write("</sheetData></worksheet>")
    types = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, _, kind in _PARTS)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    sheets = '<sheets><sheet name="DS" sheetId="1" r:id="r1"/></sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{rels}{types}</Types>',
        "_rels/.rels": _relationships(_PARTS[:1], "xl/"),
        "xl/workbook.xml": f'<workbook xmlns="{_SPACE}" xmlns:r="{_KIND}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(_PARTS[1:], ""),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_SPACE}">' + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>",
        "xl/worksheets/sheet1.xml": sheet.getvalue(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def _relationships(parts: tuple[tuple[str, str, str], ...], folder: str) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_KIND}/{kind}" Target="{folder}{name}.xml"/>'
        for number, (name, kind, _) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def by_openpyxl(raw: bytes) -> int:
    """The usual way: read-only, values only, a dict for each row."""
    from openpyxl import load_workbook  # noqa: PLC0415

    rows = load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    head = next(rows)
    return sum(1 for row in rows if dict(zip(head, row, strict=True)))


def by_docgen(raw: bytes) -> int:
    """Looked through for tricks, then every cell as exactly as the file has it."""
    from docgen.roster.table import BATCH, open_table  # noqa: PLC0415

    rows = open_table(raw, BATCH).sheets[0].rows()
    head = next(rows)
    return sum(1 for row in rows if dict(zip(head, row, strict=True)))


def people_by_docgen(raw: bytes) -> int:
    """People with their duties, validated, every guess told."""
    from docgen.roster.reading import read_roster  # noqa: PLC0415
    from docgen.roster.table import BATCH  # noqa: PLC0415

    return sum(1 for row in read_roster(raw, limits=BATCH).rows() if row.person and row.co_dinh)


READERS: dict[str, Callable[[bytes], int]] = {"openpyxl": by_openpyxl, "docgen": by_docgen, "docgen-people": people_by_docgen}


def measured(reader: str, path: Path) -> tuple[float, float, int]:
    """Seconds, megabytes and rows of a reader in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--one", reader, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes, rows = json.loads(done.stdout)
    return seconds, megabytes, rows


def one(reader: str, path: Path) -> None:
    """Measure here."""
    raw = path.read_bytes()
    began = time.process_time()
    rows = READERS[reader](raw)
    print(json.dumps([time.process_time() - began, own_peak_megabytes(), rows]))


def main(rows: int) -> int:
    """All readers on one list."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write(path, rows)
        found = {name: measured(name, path) for name in READERS}
    base = found["openpyxl"][0]
    print(f"{rows} rows x {len(HEAD)} columns; one process each, its own processor time and largest memory")
    for name, (seconds, megabytes, read) in found.items():
        print(f"{name:15} {seconds:7.2f} s {megabytes:6.0f} MB {read:8} rows   {base / seconds:4.1f}x openpyxl")
    seconds, megabytes, _ = found["docgen"]
    return int(rows >= ROWS and (seconds > MOST_SECONDS or found["docgen-people"][1] > MOST_MEGABYTES))


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
