"""`make bench`: docgen against docxtpl side by side, large documents, memory, start-up. Fails when a target is missed.

Prints the figures and writes them to benchmarks/README.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from measure import Rounds, cpu_seconds, folders, interleaved, peak_megabytes, ratio, stay_on_one_core
from report import README, Figure, table, write_readme
from subjects import DECISION, Subject, annex, decisions, regulation, table_rows, write

from docgen.check.output import prove
from docgen.check.run import review
from docgen.context import prepare
from docgen.examples import example_text
from docgen.messages import validate
from docgen.pipeline import render
from schemas.quyet_dinh_phan_cong import DanhSach

ROUNDS = 15
BATCHES = 5
ANNEX_ROUNDS = 11
STARTS = 7
SERIES = 3
ROWS = (500, 1000, 2000)

_LARGE = """Context, proof, archive, file. A row is a row of the annex table with 8 columns; a member takes one for the name and
one for each duty, so 2,000 rows are about 420 members. Peak memory is that of a process which does nothing else, Python and
libraries included."""

_REGULATION = """22 articles in 5 chapters. A regulation is made once, so the row with a new skeleton is the usual case. The
template is short and full of loops, and docxtpl's cost is mostly that of the template: twelve pages take it half as long again
as the two of a decision. docgen's cost is that of the text, which it fills in, compares with the data, and packs twice: as text
and as data. With proof it stays below 25 times: 24,000 letters are looked for one by one in what was made."""

_START = """The command `docgen make` for one decision: imports, rules, template compiled, document made, proven and written.
There is nothing beside it to compare with, and a busy neighbour on the same core can only slow it: the quietest of three series
counts, of each the median of seven runs."""

Section = tuple[str, str, list[Figure]]


def against(name: str, times: Rounds, way: str, other: str = "docxtpl", *, target: float | None = None) -> Figure:
    """How many documents `way` makes in the time that docxtpl takes for one."""
    note = f"{median(times[way]):.2f} ms against {median(times[other]):.1f} ms a document"
    return Figure(name, ratio(times, other, way), "x docxtpl", target, at_most=False, note=note)


def repeated(way: Callable[[], int]) -> Callable[[], int]:
    """A way several times over: what takes a hundredth of the other's time needs more than one batch to be timed."""
    return lambda: sum(way() for _ in range(BATCHES))


def fresh(disk: Path) -> Path:
    """A new folder: a batch writes new files; to cut an old one short and fill it again costs the file system more."""
    return Path(tempfile.mkdtemp(dir=disk))


def one_decision(folder: Path, disk: Path) -> Section:
    """The decision of one member, in a batch of 24."""
    subject = decisions()
    subject.check_equal(folder)
    file = subject.template_file(folder)
    times = interleaved(
        {
            "ours": repeated(lambda: subject.ours(folder, proof=False)),
            "proof": repeated(lambda: subject.ours(folder, proof=True)),
            "context": repeated(lambda: subject.ours_with_context(folder)),
            "validation": repeated(lambda: subject.ours_with_validation(folder)),
            "on disk": repeated(lambda: subject.ours(fresh(disk), proof=False)),
            "proof on disk": repeated(lambda: subject.ours(fresh(disk), proof=True)),
            "docxtpl": lambda: subject.docxtpl(file, folder),
            "docxtpl on disk": lambda: subject.docxtpl(file, fresh(disk)),
        },
        ROUNDS,
    )

    return (
        "One decision (quyết định phân công, one member)",
        "The 24 members of the shipped example, one .docx each. docxtpl starts from the ready context in every row.",
        [
            against("from the context, without proof", times, "ours", target=60),
            against("from the context, with proof", times, "proof", target=25),
            against("from the document: context and proof", times, "context"),
            against("from plain data: validation, context and proof", times, "validation"),
            against("the first row, new files on the disk", times, "on disk", "docxtpl on disk"),
            against("the second row, new files on the disk", times, "proof on disk", "docxtpl on disk", target=25),
        ],
    )


def forgetting(subject: Subject, folder: Path) -> int:
    """Ours with proof, as if no document like this had been made before."""
    subject.template.forget_skeletons()
    return subject.ours(folder, proof=True)


def one_regulation(folder: Path) -> Section:
    """A regulation of 12 pages."""
    subject = regulation()
    subject.check_equal(folder)
    file = subject.template_file(folder)
    times = interleaved(
        {
            "ours": lambda: sum(subject.ours(folder, proof=False) for _ in range(40)),
            "proof": lambda: sum(subject.ours(folder, proof=True) for _ in range(40)),
            "new": lambda: sum(forgetting(subject, folder) for _ in range(20)),
            "docxtpl": lambda: sum(subject.docxtpl(file, folder) for _ in range(5)),
        },
        ROUNDS,
    )

    return (
        "A regulation of 12 pages (quy chế làm việc, party committee)",
        _REGULATION,
        [
            against("without proof", times, "ours", target=25),
            against("with proof", times, "proof"),
            against("with proof, new skeleton", times, "new"),
        ],
    )


def large_annex(folder: Path) -> Section:
    """The decision for a whole organisation: time by number of rows."""
    documents = {rows: annex(rows=rows) for rows in ROWS}
    render(documents[ROWS[0]], DECISION)
    times = interleaved({str(rows): _some_rows(folder, document) for rows, document in documents.items()}, ANNEX_ROUNDS)
    a_row = median(times["2000"])
    whole = a_row * table_rows(documents[2000]) / 1000
    script = Path(__file__).with_name("memory.py")
    return (
        "Large documents (phụ lục danh sách) and memory",
        _LARGE,
        [
            Figure("annex of 2,000 rows with proof", whole, "s", 2, note=f"{a_row:.3f} ms a row"),
            Figure("time a row, 1,000 against 500 rows", ratio(times, "1000", "500"), "", 1.25),
            Figure("time a row, 2,000 against 500 rows", ratio(times, "2000", "500"), "", 1.25),
            Figure("peak memory, annex of 2,000 rows", peak_megabytes(script, "rows", "2000"), "MB", 100),
            Figure("peak memory, 1,000 individual decisions", peak_megabytes(script, "decisions", "1000"), "MB", 100),
            Figure("peak memory, annex of 2,000 members", peak_megabytes(script, "members", "2000"), "MB", note="9,500 rows"),
        ],
    )


def _some_rows(folder: Path, document: DanhSach) -> Callable[[], int]:
    """Make the document as often as gives 4,000 rows, so that all sizes are timed for equally long."""
    rows = table_rows(document)

    def way() -> int:
        for _ in range(2 * ROWS[-1] // rows):
            write(folder, rows, render(document, DECISION))
        return 2 * ROWS[-1] // rows * rows

    return way


def cold_start(folder: Path) -> Section:
    """`docgen make` as a command."""
    data = folder / "data.yaml"
    data.write_text(example_text(DECISION, "ca_nhan"), encoding="utf-8")
    command = [sys.executable, "-m", "docgen", "make", DECISION.code, str(data), "-o", str(folder / "made.docx"), "--force"]
    start = cpu_seconds([sys.executable, "-c", "pass"], STARTS)
    spent = min(cpu_seconds(command, STARTS) for _ in range(SERIES))
    return (
        "Start-up",
        _START,
        [Figure("docgen make", spent, "s CPU", 0.7, note=f"of which Python alone {start:.2f} s")],
    )


def where_time_goes(folder: Path) -> Section:
    """The steps of one decision."""
    subject = decisions()
    document, context, facts, template = subject.documents[0], subject.contexts[0], subject.data[0], subject.template
    filled = template.fill(context)
    finished = render(document, DECISION)
    steps: dict[str, Callable[[], object]] = {
        "validate the data": lambda: validate(facts, DECISION),
        "review the content (all rules)": lambda: review(document, DECISION),
        "context": lambda: prepare(document, DECISION),
        "fill in the template": lambda: template.fill(context),
        "proof": lambda: prove(filled, document, draft=False),
        "archive (compress what changed)": lambda: template.write({name: part.data for name, part in filled.items()}),
        "write the file": lambda: write(folder, 0, finished),
        "whole, from document to file": lambda: write(folder, 0, render(document, DECISION)),
    }
    times = interleaved({name: _a_hundred_times(step) for name, step in steps.items()}, ROUNDS)
    return (
        "Where the time of one document goes",
        "The first decision of the batch; every step alone, a hundred times in a row.",
        [Figure(name, median(taken) * 1000, "µs") for name, taken in times.items()],
    )


def _a_hundred_times(step: Callable[[], object]) -> Callable[[], int]:
    def way() -> int:
        for _ in range(100):
            step()
        return 100

    return way


def main() -> int:
    """Measure everything; the exit status says whether all targets are met."""
    stay_on_one_core()
    sections = []
    with folders() as (memory, disk):
        measures: list[Callable[[], Section]] = [
            lambda: one_decision(memory, disk),
            lambda: one_regulation(memory),
            lambda: large_annex(memory),
            lambda: cold_start(memory),
            lambda: where_time_goes(memory),
        ]
        for measure in measures:
            title, words, figures = measure()
            print(f"{title}\n{table(figures)}\n", flush=True)
            sections.append((title, words, figures))
    write_readme(sections)
    missed = [f"{title}: {figure.name}" for title, _, figures in sections for figure in figures if not figure.met]
    print(f"missed: {'; '.join(missed)}" if missed else f"all targets met; written to {README}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
