"""What was changed in Word is shown where it was changed, and nothing else is."""

from __future__ import annotations

import io
import subprocess
import time

import docx
import pytest
from flask.testing import FlaskClient

from docgen.docx.archive import Archive
from docgen.docx.package import open_package
from docgen.docx.payload import PART, read_payload
from docgen.output import libreoffice
from docgen.pipeline import generate
from support.examples import FILES, Example
from support.web import Page, work_of
from web.comparing import MOST_CHANGES, Comparison, Piece, compare
from web.intake import open_file

SHIPPED = FILES[0]
BODY = "word/document.xml"


def text(found: Comparison, mark: str) -> list[str]:
    return [piece.text for change in found.changes for piece in change if piece.mark == mark]


def edited(raw: bytes, change) -> bytes:
    """The file after somebody has worked on it in an editor."""
    document = docx.Document(io.BytesIO(raw))
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def paragraph_with(document, words: str):
    return next(one for one in document.paragraphs if words in one.text)


def retype(paragraph, old: str, new: str) -> None:
    whole = paragraph.text.replace(old, new)
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = whole


def test_a_changed_word_is_marked_in_its_paragraph() -> None:
    raw = edited(
        SHIPPED.docx, lambda document: retype(paragraph_with(document, "thu mua na"), "giá thu mua na", "giá bán quả na")
    )
    found = open_file(raw)
    assert found.edited and found.changes is not None
    assert (len(found.changes.changes), found.changes.left_out, found.changes.exact) == (1, 0, True)
    assert text(found.changes, "del") == ["thu mua"]
    assert text(found.changes, "ins") == ["bán quả"]
    assert "".join(text(found.changes, "same")).startswith("Dư luận quan tâm việc phân loại rác")


def test_paragraphs_put_in_and_taken_out_are_shown_whole() -> None:
    def change(document) -> None:
        paragraph_with(document, "Đảng phí:").insert_paragraph_before("Chi bộ biểu dương 02 đồng chí.")
        gone = paragraph_with(document, "Dư luận quan tâm")._p
        gone.getparent().remove(gone)

    found = open_file(edited(SHIPPED.docx, change)).changes
    assert [len(change) for change in found.changes] == [1, 1]
    assert text(found, "ins") == ["Chi bộ biểu dương 02 đồng chí."]
    assert text(found, "del")[0].startswith("Dư luận quan tâm")


def test_a_cell_of_a_table_counts_too() -> None:
    shipped = next(one for one in FILES if one.variant == "danh_sach" and not one.minimal)

    def change(document) -> None:
        document.tables[-2].rows[-1].cells[-1].paragraphs[0].add_run(" (đã sửa tay)")

    assert "".join(text(open_file(edited(shipped.docx, change)).changes, "ins")).strip() == "(đã sửa tay)"


def test_a_draft_is_compared_with_the_draft() -> None:
    work = work_of(SHIPPED)
    work.answers["ngay_ban_hanh"] = ""
    raw = generate(work.data, work.kind, draft=True).docx
    found = open_file(edited(raw, lambda document: retype(paragraph_with(document, "Đảng phí:"), "24/24", "23/24")))
    assert found.draft and found.changes.exact
    assert (text(found.changes, "del"), text(found.changes, "ins")) == (["24"], ["23"])


def test_formatting_alone_is_no_change() -> None:
    def change(document) -> None:
        paragraph_with(document, "Đảng phí:").runs[0].bold = True

    assert not open_file(edited(SHIPPED.docx, change)).edited


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every example, opened and saved by LibreOffice; one of them with a word changed before."""
    if libreoffice.program() is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("resaved")
    for one in FILES:
        (folder / f"{one}.docx").write_bytes(one.docx)
    raw = edited(SHIPPED.docx, lambda document: retype(paragraph_with(document, "Đảng phí:"), "24/24", "23/24"))
    (folder / "changed.docx").write_bytes(raw)
    command = [libreoffice.program(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
               "--convert-to", "docx:Office Open XML Text", "--outdir", str(folder / "out"), *map(str, folder.glob("*.docx"))]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("shipped", FILES, ids=str)
def test_saving_again_is_no_change(shipped: Example, resaved: dict[str, bytes]) -> None:
    raw = resaved[str(shipped)]
    assert raw != shipped.docx
    assert read_payload(open_package(raw)) is not None
    found = open_file(raw)
    assert (found.edited, found.changes) == (False, None)


def test_only_the_change_is_seen_after_saving_again(resaved: dict[str, bytes]) -> None:
    found = open_file(resaved["changed"]).changes
    assert (len(found.changes), text(found, "del"), text(found, "ins")) == (1, ["24"], ["23"])


def test_the_form_shows_the_changes(client: FlaskClient) -> None:
    raw = edited(SHIPPED.docx, lambda document: retype(paragraph_with(document, "Đảng phí:"), "24/24", "<b>23</b>/24"))
    shown = client.post("/mo-tep", data={"tep": (io.BytesIO(raw), "a.docx")}).text
    assert "Các đoạn khác với lúc tạo (1)" in shown
    assert "</del><ins>" in shown and "<b>" not in shown and "&lt;" in shown
    assert Page(shown).ids


def test_what_can_no_longer_be_made_is_told(client: FlaskClient) -> None:
    parts = open_package(SHIPPED.docx)
    data = parts[PART].replace(b'"ngay_ban_hanh":"', b'"ngay_ban_hanh":"31/2/')
    raw = with_parts({PART: data, BODY: parts[BODY].replace("Đảng phí".encode(), b"Phi")})
    shown = client.post("/mo-tep", data={"tep": (io.BytesIO(raw), "a.docx")}).text
    assert "Không dựng lại được văn bản lúc tạo" in shown


def test_a_file_of_another_version_says_that_templates_may_differ(client: FlaskClient) -> None:
    parts = open_package(SHIPPED.docx)
    raw = with_parts({PART: parts[PART].replace(read_payload(parts).fingerprint.encode(), b"0" * 64)})
    shown = client.post("/mo-tep", data={"tep": (io.BytesIO(raw), "a.docx")}).text
    assert "do một bản khác của chương trình làm ra" in shown


def with_parts(changed: dict[str, bytes]) -> bytes:
    """The shipped file with other parts."""
    return Archive({**open_package(SHIPPED.docx), **changed}).write({})


def test_long_lists_of_changes_end_with_a_count() -> None:
    found = compare([], [f"đoạn {number}" for number in range(MOST_CHANGES + 7)])
    assert (len(found.changes), found.left_out) == (MOST_CHANGES, 7)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["a b"] * 3_000, ["b a"] * 60_000),
        ([f"câu {number}" for number in range(500)], [f"lời {number} câu" for number in range(4_000)]),
        (["một " * 40_000], ["hai một " * 40_000]),
        (["x"], ["y " * 900] * 2_000),
    ],
)
def test_no_file_keeps_the_program_busy(before: list[str], after: list[str]) -> None:
    start = time.process_time()
    assert compare(before, after).changes
    assert time.process_time() - start < 5


def test_pieces_give_both_texts_back() -> None:
    before, after = "Một hai, ba bốn năm sáu bảy.", "Một hai – ba năm sáu bảy, tám."
    (change,) = compare([before], [after]).changes
    assert "".join(piece.text for piece in change if piece.mark != "ins") == before
    assert "".join(piece.text for piece in change if piece.mark != "del") == after
    assert change[0] == Piece("same", "Một hai")
