"""`python -m docgen.cli.demo [FOLDER]`: one document of each kind and variant, and what they cost, as a table."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.check.layout import check_layout
from docgen.check.run import review
from docgen.cli.output import echo_table
from docgen.duties import individual_decisions
from docgen.examples import example_data
from docgen.files import write_file
from docgen.kinds import KINDS, Kind
from docgen.messages import validate
from docgen.pipeline import render

_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_FIRST_INDIVIDUAL_NUMBER = 5


@dataclass
class Made:
    """One produced file."""

    kind: str
    file: Path
    findings: int
    milliseconds: float


def documents() -> Iterator[tuple[Kind, str, Any]]:
    """Every example document: (kind, file name, document). The annex decision also gives the 24 individual ones."""
    for kind in KINDS.values():
        for variant in kind.variants:
            for minimal in (False, True):
                document = validate(example_data(kind, variant, minimal=minimal), kind)
                yield kind, f"{kind.code}.{variant}{'.toi-thieu' if minimal else ''}.docx", document
                if variant == "danh_sach" and not minimal:
                    for place, one in enumerate(individual_decisions(document, _FIRST_INDIVIDUAL_NUMBER), 1):
                        yield kind, f"ca-nhan/{kind.code}.{place:02d}.docx", one


def write_all(folder: Path) -> list[Made]:
    """Make every example in `folder`."""
    made = []
    for kind, name, document in documents():
        started = time.perf_counter()
        data = render(document, kind)
        elapsed = (time.perf_counter() - started) * 1000
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, data, force=True)
        layout = check_layout(data, day=document.ngay_ban_hanh, kind=kind.code, variant=document.bien_the)
        made.append(Made(kind.code, path, len(review(document, kind)) + len(layout), elapsed))
    return made


def page_counts(files: list[Path]) -> dict[Path, int]:
    """Pages of every file as LibreOffice sets it; empty where LibreOffice is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return {}
    with tempfile.TemporaryDirectory() as name:
        command = [
            program,
            f"-env:UserInstallation=file://{name}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            f"{name}/pdf",
        ]
        subprocess.run([*command, *map(str, files)], capture_output=True, check=False, timeout=300)  # noqa: S603 - our own files
        found = {file: Path(name, "pdf", f"{file.stem}.pdf") for file in files}
        return {file: len(_PAGE.findall(pdf.read_bytes())) for file, pdf in found.items() if pdf.exists()}


def main() -> None:
    """Write the examples and print the table."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    made = write_all(folder)
    pages = page_counts([one.file for one in made])
    rows = [(one.kind, one.file, pages.get(one.file, "?"), one.findings, f"{one.milliseconds:.1f}") for one in made]
    echo_table(("LOẠI", "TỆP", "TRANG", "PHÁT HIỆN", "MILI GIÂY"), rows)


if __name__ == "__main__":
    main()
