"""What benchmarks/batch.py measures: runs of many documents."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from itertools import islice, pairwise
from pathlib import Path
from statistics import mean, median

import docxtemplater
from as_word import as_word, size_of_body
from measure import folders, own_peak_megabytes, peak_megabytes
from report import Figure, machine, table, versions

from docgen.batch.engine import Lane, Work, Workers, _Here, processes
from docgen.batch.folder import Folder
from docgen.batch.jobs import Checked, Chunk, Rendered, merged
from docgen.batch.loading import load, open_run
from docgen.batch.order import Options, Order, order_for
from docgen.batch.pool import cores, get_ready
from docgen.batch.prints import in_order, print_files, separate_pdfs
from docgen.batch.run import Orders, drive
from docgen.batch.source import SourceRow
from docgen.context import prepare
from docgen.docx.package import open_package
from docgen.docx.text import body_lines
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.output.pages import page_count
from docgen.roster.writing import write_roster
from docgen.store.batch_rows import every_row
from docgen.store.batches import NewBatch, batch_of, begin_batch
from docgen.store.engine import open_store
from docgen.templates import shipped_bytes
from schemas.roster import NguoiTrongDanhSach

PAGE = Path(__file__).with_name("batch.md")
KIND = KINDS["quyet-dinh-phan-cong"]
_OWN = ("dang_vien", "co_dinh", "mo", "so", "bien_the")
GIVEN = {
    "nguoi_kiem_tra": "Lục Thị Ngân",
    "kiem_tra_thay": "Hoàng Đình Khải",
    "che_do_bao_cao": "Hằng tháng",
    "cho_trong": {"ngay_sinh_hoat": "03", "han_cam_ket": "31/01/2027"},
}
SYLLABLES = ("An", "Bình", "Cúc", "Dũng", "Giang", "Hải", "Khuê", "Lâm", "Mận", "Nga", "Oanh", "Phú", "Quế", "Sơn", "Tú", "Vân")
GROUPS = ("huu_tri", "nong_dan_kinh_doanh", "tre_doan_vien", "can_bo_thon", "luc_luong_vu_trang", "vien_chuc_cong_chuc")
_DECISIONS = """From the bytes of an .xlsx to files: read, duties given out, checked, numbered in the register, made, proven,
issued in the archive, written. The loop of docxtpl reads the list with openpyxl; after that it, and that of docxtemplater (its
own warm-up left out), has the finished contexts: no duties to give out, no register, no check, no proof. docxtpl fills in the
template as it is when Word has saved it (benchmarks/as_word.py), as those who use docxtpl have theirs; and, to compare, the lean
one that docgen makes and ships, which docxtemplater has too. The medians of three rounds, in each of which one runs after the
other. The store is on the disk; the files of all are written to a file system in memory where there is one, since new files on
ext4 cost five times as much for some minutes after others were deleted there, by the measurement before."""
_LEDGER = """A million rows whose documents are a few bytes. Nothing is checked, each is numbered and issued; the first tenth is
left out. In time of the processor, which does not depend on what else a machine does."""
_ROUNDS, _ROSTER = 3, "danh-sach.xlsx"
_BETWEEN = "cost of a row, last three tenths against tenths two to four"

Section = tuple[str, str, list[Figure]]


def common() -> dict[str, object]:
    """What all decisions say: the shipped example."""
    return {**{name: value for name, value in example_data(KIND, "ca_nhan").items() if name not in _OWN}, "giao_viec": GIVEN}


def people(count: int) -> Iterator[NguoiTrongDanhSach]:
    """Members with names and cards of their own, of six groups in turn."""
    for number in range(count):
        name = " ".join(SYLLABLES[number // 16**place % 16] for place in range(5))
        card, group = f"0991{number:08d}", GROUPS[number % len(GROUPS)]
        yield NguoiTrongDanhSach(ho_ten=f"Nông {name}", so_the_dang=card, to_dang=number % 9 + 1, nhom=group)


def an_order(folder: Path, count: int) -> Order:
    """The order for so many decisions, with its store."""
    engine = open_store(f"sqlite:///{folder}/kho.db")
    return order_for(engine, KIND.code, write_roster(people(count)), common(), by="bench", options=Options())


def decisions(scale: int) -> Section:
    """From the list to files, against docxtpl's usual loop: both in turn, the medians of three rounds."""
    count, loop = 5_000 // scale, 200
    lean = shipped_bytes(KIND.template_of("ca_nhan"))
    saved = as_word(lean)
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        with folders() as (memory, folder):
            words = [sys.executable, PAGE.with_name("batch.py"), "once", str(count), folder, memory / "files"]
            ours.append([*map(float, subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())])
            assert len(list((memory / "files").iterdir())) == count
            contexts = [*islice(_contexts(folder), loop)]
            listed = _read_list((folder / _ROSTER).read_bytes()) / count
            theirs.append(_docxtpl(saved, contexts, memory) + listed)
    assert _words(_rendered(saved, contexts[0])) == _words(_rendered(lean, contexts[0]))
    with folders() as (memory, _):
        alike = _docxtpl(lean, contexts, memory) + listed
        other = docxtemplater.seconds(lean, contexts, memory)
    loaded, spent = (median(times) for times in zip(*ours, strict=True))
    own, each = spent / count, median(theirs)
    rival = [Figure("against docxtemplater on one core", other / own, "x docxtemplater")] if other else []
    return (
        "5,000 decisions",
        _DECISIONS,
        [
            Figure("against docxtpl on one core", each / own, "x docxtpl", 25, at_most=False, note=_told(saved, each)),
            Figure("the same with docgen's template", alike / own, "x docxtpl", note=_told(lean, alike)),
            *rival,
            Figure("whole", spent, "s", note=f"{own * 1000:.2f} ms a document, {cores()} cores"),
            Figure("of which the list into the ledger", loaded, "s"),
        ],
    )


def once(count: int, folder: Path, files: Path) -> None:
    """One run in a process of its own, which is warm for it no more than any command; prints the seconds to load, and of all."""
    order = an_order(folder, count)
    (folder / _ROSTER).write_bytes(order.roster)
    engine = open_store(f"sqlite:///{folder}/kho.db")
    began = time.perf_counter()
    get_ready()
    batch = open_run(engine, order)
    loaded = time.perf_counter() - began
    with processes() as workers:
        after = drive(engine, batch.id, workers, Orders(Folder(files)))
    assert after.done == count
    print(loaded, time.perf_counter() - began)


def _contexts(folder: Path) -> Iterator[dict[str, object]]:
    """What the documents of the run in this folder were made of."""
    engine = open_store(f"sqlite:///{folder}/kho.db")
    common = batch_of(engine, 1).common
    for row in every_row(engine, 1):
        yield prepare(validate({**merged(common, row.data), "so": row.so}, KIND), KIND)


def _read_list(roster: bytes) -> float:
    """Seconds to read the list the usual way."""
    from openpyxl import load_workbook  # noqa: PLC0415

    began = time.perf_counter()
    rows = load_workbook(io.BytesIO(roster), read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    assert sum(1 for row in rows if any(row)) > 1
    return time.perf_counter() - began


def _told(template: bytes, seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms a document; body of {size_of_body(template) / 1000:.0f} kB"


def _docxtpl(template: bytes, contexts: list[dict[str, object]], folder: Path) -> float:
    """Seconds a document of the usual loop: open, render, save."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only this part needs it

    file = folder / "mau.docx"
    file.write_bytes(template)
    began = time.perf_counter()
    for number, context in enumerate(contexts):
        document = DocxTemplate(str(file))
        document.render(context, autoescape=True)
        document.save(str(folder / f"docxtpl-{number}.docx"))
    return (time.perf_counter() - began) / len(contexts)


def _rendered(template: bytes, context: dict[str, object]) -> bytes:
    from docxtpl import DocxTemplate  # noqa: PLC0415

    document, made = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    document.render(context, autoescape=True)
    document.save(made)
    return made.getvalue()


def _words(docx: bytes) -> list[str]:
    return body_lines(open_package(docx))


def unlooked(chunk: Chunk) -> list[Checked]:
    """A check that finds nothing."""
    return [Checked(job.row) for job in chunk.jobs]


def nothing(chunk: Chunk) -> list[Rendered]:
    """A renderer that makes a few bytes: what is left is the ledger."""
    import datetime as dt  # noqa: PLC0415
    import hashlib  # noqa: PLC0415

    made = []
    for job in chunk.jobs:
        docx = b"%d" % job.row
        told = {
            "unit_id": job.unit_id,
            "draft_id": None,
            "kind": chunk.kind,
            "variant": "ca_nhan",
            "so_ky_hieu": f"{job.so}-QĐ/CB",
        }
        words = dict.fromkeys(("title", "nguoi_ky", "noi_nhan", "bare_text", "marked_text", "bare_people", "marked_people"), "x")
        rest = {"ngay": dt.date(2026, 12, 25), "data": {}, "docx": docx, "sha256": hashlib.sha256(docx).hexdigest()}
        made.append(Rendered(job.row, {**told, **words, **rest}))
    return made


def ledger(scale: int) -> Section:
    """Cost of a row of the ledger as the run grows."""
    count = 1_000_000 // scale
    with folders() as (_, folder):
        engine = open_store(f"sqlite:///{folder}/kho.db")
        facts = {name: value for name, value in common().items() if name != "giao_viec"}
        batch, _ = begin_batch(
            engine, NewBatch("bench", KIND.code, "", facts, {"numbered": True, "pattern": "{so}"}, ""), by="bench"
        )
        own = {"bien_the": "ca_nhan", "dang_vien": {"ho_ten": "Vi Văn An"}, "co_dinh": [{"viec": "Trông coi nhà văn hóa"}]}
        began = time.process_time()
        load(engine, batch, (SourceRow(number, "Vi Văn An", own) for number in range(count)))
        loaded = (time.process_time() - began) / count
        taken: list[tuple[float, int]] = [(time.process_time(), 0)]

        def heard(told: object) -> None:
            done = told.done  # type: ignore[attr-defined]
            if done - taken[-1][1] >= count // 10:
                taken.append((time.process_time(), done))

        blind = Work(unlooked, Checked)
        none = Work(nothing, lambda row, fault: Rendered(row, fault=fault))
        with Workers([Lane(_here, 1)]) as workers:
            drive(engine, batch.id, workers, Orders(heard=heard, check=blind, render=none, accept_template=True))
        costs = [(later[0] - first[0]) / (later[1] - first[1]) * 1000 for first, later in pairwise(taken)]
    first, last = mean(costs[1:4]), mean(costs[-3:])
    return (
        "The ledger alone",
        _LEDGER,
        [
            Figure(_BETWEEN, last / first, "", 1.2, note=f"{last:.3f} ms of the processor a row"),
            Figure("a row into the ledger", loaded * 1000, "ms"),
        ],
    )


def _here() -> Executor:

    return _Here()


def memory(scale: int) -> Section:
    """Peak memory of the driver with many rows."""
    count = 100_000 // scale
    figures = []
    for rows, target in ((count // 10, None), (count, 400)):
        peak = peak_megabytes(PAGE.with_name("batch.py"), "driver", str(rows))
        figures.append(Figure(f"driver, {rows:,} rows", peak, "MB", target))
    return "Memory of the driver", "List of rows in, files out, workers in processes of their own.", figures


def driver(count: int) -> None:
    """One run in a process of its own; prints its peak memory."""
    with folders() as (_, folder):
        order = an_order(folder, count)
        engine = open_store(f"sqlite:///{folder}/kho.db")
        gc.collect()
        batch = open_run(engine, order)
        with processes() as workers:
            drive(engine, batch.id, workers, Orders(Folder(folder / "files")))
    print(own_peak_megabytes())


def prints(scale: int) -> Section:
    """One file for the printer."""
    count = 500 // scale
    with folders() as (_, folder):
        engine, batch = _made(folder, count)
        began = time.perf_counter()
        (printed,) = print_files(engine, batch)
        size = len(printed.docx) / 2**20
        spent = time.perf_counter() - began
        assert len(printed.rows) == count
    return "Print file of 500", "One .docx, a section for each.", [Figure("print file", spent, "s", 1.5, note=f"{size:.1f} MB")]


def pdfs(scale: int) -> Section:
    """Separate PDFs, against LibreOffice's own best way: calls with many files each, one a core."""
    count = 500 // scale
    with folders() as (_, folder):
        engine, batch = _made(folder, count)
        began = time.perf_counter()
        pages = sum(page_count(pdf) for _, pdf in separate_pdfs(engine, in_order(engine, batch)))
        ours = time.perf_counter() - began
        theirs, their_pages = _libreoffice(folder, sorted((folder / "files").glob("*.docx")))
    assert pages == their_pages, (pages, their_pages)
    figure = Figure(
        "against LibreOffice", theirs / ours, "x LibreOffice", 2, at_most=False, note=f"{ours:.1f} s against {theirs:.1f} s"
    )
    return f"{count} separate PDFs", "Every page counted on both sides.", [figure, Figure("pages", pages, "")]


def _libreoffice(folder: Path, files: list[Path]) -> tuple[float, int]:
    """Two calls at once, each of at most 240 files a call: with more LibreOffice leaves files out in silence."""
    halves = [files[place :: cores()] for place in range(cores())]
    began = time.perf_counter()
    running = [_soffice(folder, place, half) for place, half in enumerate(halves)]
    for each in running:
        each.wait()
    spent = time.perf_counter() - began
    made = [path.read_bytes() for path in (folder / "lo").glob("*.pdf")]
    assert len(made) == len(files), (len(made), len(files))
    return spent, sum(map(page_count, made))


def _soffice(folder: Path, place: int, files: list[Path]) -> subprocess.Popen[bytes]:
    calls = [files[start : start + 240] for start in range(0, len(files), 240)]
    options = f"soffice -env:UserInstallation=file://{folder}/p{place} --headless --convert-to pdf --outdir {folder}/lo"
    script = " && ".join(f"{options} {' '.join(repr(str(file)) for file in call)}" for call in calls)
    return subprocess.Popen(["sh", "-c", script], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _made(folder: Path, count: int) -> tuple[object, int]:
    order = an_order(folder, count)
    engine = open_store(f"sqlite:///{folder}/kho.db")
    batch = open_run(engine, order)
    with processes() as workers:
        drive(engine, batch.id, workers, Orders(Folder(folder / "files")))
    open_package(next((folder / "files").iterdir()).read_bytes())
    return engine, batch.id


PARTS: dict[str, Callable[[int], Section]] = {
    "decisions": decisions,
    "memory": memory,
    "ledger": ledger,
    "print": prints,
    "pdf": pdfs,
}


def main(words: list[str]) -> int:
    """Measure what is asked for, or everything; the exit status says whether all targets are met."""
    if words[:1] == ["driver"]:
        driver(int(words[1]))
        return 0
    if words[:1] == ["once"]:
        once(int(words[1]), *map(Path, words[2:]))
        return 0
    small = "--small" in words
    wanted = [word for word in words if word in PARTS] or [*PARTS]
    sections = []
    for name in wanted:
        title, told, figures = PARTS[name](10 if small else 1)
        print(f"{title}\n{table(figures)}\n", flush=True)
        sections.append((title, told, figures))
    if not small and wanted == [*PARTS]:
        parts = [f"## {title}\n\n{told}\n\n{table(figures)}\n" for title, told, figures in sections]
        head = f"# Runs of many documents\n\n{machine(alone=False)}; {versions()}. By `make bench-batch`.\n\n"
        PAGE.write_text(head + "\n".join(parts), "utf-8")
    return 0 if all(figure.met for _, _, figures in sections for figure in figures) else 1
