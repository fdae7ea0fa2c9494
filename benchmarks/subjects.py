"""What is made in the benchmarks: data built from the shipped examples, and docxtpl's usual way to make the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.context import prepare
from docgen.docx.package import open_package
from docgen.docx.xml import canonical
from docgen.duties import individual_decisions
from docgen.examples import example_data
from docgen.kinds import KINDS, Kind
from docgen.messages import validate
from docgen.pipeline import assemble, render
from docgen.templates import CompiledTemplate, is_rendered, shipped_bytes, shipped_template
from schemas.quyet_dinh_phan_cong import DanhSach

DECISION = KINDS["quyet-dinh-phan-cong"]
REGULATION = KINDS["quy-che-lam-viec"]


@dataclass(frozen=True)
class Subject:
    """Documents of one template."""

    kind: Kind
    documents: tuple[Any, ...]

    @cached_property
    def template_name(self) -> str:
        """Name of the shipped template."""
        return self.kind.template_of(self.documents[0].bien_the)

    @cached_property
    def template(self) -> CompiledTemplate:
        """The compiled template."""
        return shipped_template(self.template_name)

    @cached_property
    def contexts(self) -> tuple[Any, ...]:
        """The context of every document: both sides start from these."""
        return tuple(prepare(document, self.kind) for document in self.documents)

    @cached_property
    def data(self) -> tuple[Any, ...]:
        """Every document as plain data, before validation."""
        return tuple(document.model_dump(mode="json", exclude_none=True) for document in self.documents)

    def template_file(self, folder: Path) -> str:
        """The template as a file: docxtpl's usual way begins with a path."""
        path = folder / f"{self.template_name}.docx"
        path.write_bytes(shipped_bytes(self.template_name))
        return str(path)

    def ours(self, folder: Path, *, proof: bool) -> int:
        """From the contexts to files."""
        for number, (document, context) in enumerate(zip(self.documents, self.contexts, strict=True)):
            write(folder, number, assemble(document, self.kind, self.template, context, proof=proof))
        return len(self.documents)

    def ours_with_context(self, folder: Path) -> int:
        """From the documents to files, the context made on the way, with proof."""
        for number, document in enumerate(self.documents):
            write(folder, number, render(document, self.kind))
        return len(self.documents)

    def ours_with_validation(self, folder: Path) -> int:
        """From plain data to files: validation, context and proof."""
        for number, facts in enumerate(self.data):
            write(folder, number, render(validate(facts, self.kind), self.kind))
        return len(self.documents)

    def docxtpl(self, template_file: str, folder: Path) -> int:
        """Open, render, save: the usual way with docxtpl."""
        from docxtpl import DocxTemplate  # noqa: PLC0415 - other benchmarks need not load it

        for number, context in enumerate(self.contexts):
            document = DocxTemplate(template_file)
            document.render(context, autoescape=True)
            document.save(str(folder / f"{number}.docx"))
        return len(self.contexts)

    def check_equal(self, folder: Path) -> None:
        """Stop unless both sides make the same canonical XML of body, headers and footers."""
        template_file = self.template_file(folder)
        self.docxtpl(template_file, folder)
        theirs = [_rendered_parts((folder / f"{number}.docx").read_bytes()) for number in range(len(self.documents))]
        self.ours(folder, proof=True)
        ours = [_rendered_parts((folder / f"{number}.docx").read_bytes()) for number in range(len(self.documents))]
        if ours != theirs:
            raise SystemExit(f"{self.template_name}: docgen and docxtpl make different documents")


def write(folder: Path, number: int, data: bytes) -> None:
    """Write one document, over the one of the round before, as docxtpl's save does."""
    with open(f"{folder}/{number}.docx", "wb") as stream:  # noqa: PTH123 - as lean as docxtpl's
        stream.write(data)


def _rendered_parts(data: bytes) -> dict[str, bytes]:
    return {name: canonical(part) for name, part in open_package(data).items() if is_rendered(name)}


def decisions() -> Subject:
    """The 24 individual decisions of the example."""
    whole = validate(example_data(DECISION, "danh_sach"), DECISION)
    return Subject(DECISION, tuple(individual_decisions(whole, 5)))


def regulation() -> Subject:
    """The regulation of a party committee, cut to 22 articles: 12 pages."""
    data = example_data(REGULATION, "dang_uy_co_so")
    del data["chuong"][2]["dieu"][-2:]
    return Subject(REGULATION, (validate(data, REGULATION),))


def annex(*, rows: int = 0, members: int = 0) -> DanhSach:
    """A decision with an annex of at least `rows` table rows, or of so many members; everybody has a name of his own.

    The duties are those of the 24 members of the example in turn. A member takes a row for the name and one for every duty.
    """
    data = example_data(DECISION, "danh_sach")
    models, made, filled = data["phan_cong"], [], 0
    while filled < rows or len(made) < members:
        model = models[len(made) % len(models)]
        person = model["dang_vien"]
        made.append({**model, "dang_vien": {**person, "ho_ten": f"{person['ho_ten']} {len(made) + 1}"}})
        filled += 1 + len(model.get("co_dinh", ())) + len(model.get("mo", ()))
    document: DanhSach = validate({**data, "phan_cong": made}, DECISION)
    return document


def table_rows(document: DanhSach) -> int:
    """Rows of the annex."""
    return sum(1 + len(one.co_dinh) + len(one.mo) for one in document.phan_cong)
