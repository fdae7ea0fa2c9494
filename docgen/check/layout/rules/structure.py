"""Chapters, articles, clauses, points, Roman headings: how they look and whether their numbers follow one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from docgen.check.finding import Severity
from docgen.check.layout import practice
from docgen.check.layout.components import Part, Piece, Role
from docgen.check.layout.lines import Line
from docgen.check.layout.locate import Layout
from docgen.check.layout.registry import Flaw, rule
from docgen.check.layout.samples import type_flaws
from docgen.docx.view import Run
from docgen.standard.format import TypeSpec
from docgen.standard.values import Sourced
from docgen.vietnamese.numbers import roman

_SENTENCE_ENDS = (".", ";", ":", ",")


def _of(part: Part, *roles: Role) -> list[Piece]:
    return [piece for piece in part.pieces if piece.role in roles]


def _parts(layout: Layout) -> Iterator[Part]:
    """Party documents only: a handout divides its text as it likes."""
    return (part for part in layout.parts if part.plan.heading)


def _in_sequence(
    pieces: Sequence[Piece], spec: Sourced, word: str, *, restarts: bool = False, show: Callable[[int], str] = str
) -> Iterator[Flaw]:
    """Numbers that do not go on by one; with `restarts` a 1 may begin anew."""
    before = 0
    for piece in pieces:
        if piece.number is None:
            continue
        expected = before + 1
        if piece.number != expected and not (restarts and piece.number == 1):
            place = f"{piece.mark} đứng sau {word.lower()} {show(before)}" if before else f"đầu tiên ghi {piece.mark}"
            message = f"{word} {place}, đúng là {show(expected)}."
            yield Flaw(spec, message, piece.line, fix=f"Đánh số lại từ {show(expected)}.")
        before = piece.number


def _roman(number: int) -> str:
    """In Roman numerals where there are some: what a document from outside counts may be 0 or beyond them."""
    try:
        return roman(number)
    except ValueError:
        return str(number)


@rule("T-40", "E", "Phần, chương", "typography.phan_chuong_so", "typography.phan_chuong_ten")
def chapters(layout: Layout) -> Iterator[Flaw]:
    """“Chương I” rồi tên chương ở dòng dưới: giữa trang, cỡ 14-15, đậm, đứng; tên in hoa. Số La Mã hoặc chữ, liên tục.

    Đúng: “Chương II / NGUYÊN TẮC LÀM VIỆC”, “Phần thứ nhất”. Sai: “Chương 2”, tên chương viết thường.
    """
    number, name = layout.rules.typography.phan_chuong_so, layout.rules.typography.phan_chuong_ten
    for part in _parts(layout):
        found = _of(part, "chapter")
        for piece in found:
            yield from type_flaws([piece.line], number, f"“{piece.label}”", caps=piece.line.text == piece.label)
            if piece.mark.isdigit() and number.numeral == "roman_or_words":
                yield Flaw(number, f"“{piece.label}” ghi số Ả Rập, đúng là {_roman(int(piece.mark))}.", piece.line)
        yield from type_flaws([piece.line for piece in _of(part, "chapter_name")], name, "Tên phần, chương")
        yield from _chapter_sequence(found, number)


def _chapter_sequence(found: Sequence[Piece], spec: TypeSpec) -> Iterator[Flaw]:
    """Phần and chương are counted apart; chapters may begin anew in every phần."""
    for word, restarts in (("Phần", False), ("Chương", True)):
        own = [piece for piece in found if piece.label.lower().startswith(word.lower())]
        yield from _in_sequence(own, spec, word, restarts=restarts and len(own) < len(found), show=_roman)


@rule("T-41", "E", "Mục", "typography.muc_so", "typography.muc_ten")
def sections(layout: Layout) -> Iterator[Flaw]:
    """“Mục 1” rồi tên mục: giữa trang, cỡ 14-15, đậm, đứng; số Ả Rập; tên in hoa. Mỗi chương đánh số mục lại từ 1."""
    number, name = layout.rules.typography.muc_so, layout.rules.typography.muc_ten
    for part in _parts(layout):
        found = _of(part, "section")
        for piece in found:
            yield from type_flaws([piece.line], number, f"“{piece.label}”", caps=piece.line.text == piece.label)
            if not piece.mark.isdigit() and number.numeral == "arabic":
                yield Flaw(number, f"“{piece.label}” ghi số La Mã, đúng là Mục {piece.number}.", piece.line)
        yield from type_flaws([piece.line for piece in _of(part, "section_name")], name, "Tên mục")
        yield from _in_sequence(found, number, "Mục", restarts=True)


@rule("T-42", "E", "Điều", "typography.dieu")
def articles(layout: Layout) -> Iterator[Flaw]:
    """“Điều 1. Tên điều” đậm cả dòng, lùi đầu dòng, số Ả Rập có dấu chấm, liên tục qua các chương.

    Điều không có tên mà viết liền nội dung thì đậm “Điều 1.”. Sai: “Điều 1:”, “ĐIỀU 1”, nhảy số.
    """
    spec = layout.rules.typography.dieu
    for part in _parts(layout):
        found = _of(part, "article")
        for piece in found:
            yield from _article_flaws(piece, spec)
        yield from _in_sequence(found, spec, "Điều")
        if part.plan.articles == "must" and not found and part.pieces:
            yield Flaw(spec, "Không thấy điều nào (“Điều 1.”).", part.pieces[0].line)


def _article_flaws(piece: Piece, spec: TypeSpec) -> Iterator[Flaw]:
    label = piece.label.rstrip()
    if not label.endswith("."):
        yield Flaw(spec, f"“{label}” phải viết “Điều {piece.mark}.” (có dấu chấm).", piece.line)
    if not label.startswith("Điều"):
        yield Flaw(spec, f"“{label}” phải viết “Điều {piece.mark}.”.", piece.line)
    named = not piece.line.text.endswith(_SENTENCE_ENDS) or piece.line.text == label
    if spec.bold and named and not piece.line.bold:
        yield Flaw(spec, f"“{piece.line.text[:40]}” phải đậm cả dòng.", piece.line)
    elif spec.bold and not all(run.format.bold for run in _label_runs(piece.line, label)):
        yield Flaw(spec, f"“{label}” phải đậm.", piece.line)


def _label_runs(line: Line, label: str) -> Iterator[Run]:
    """The runs in which the label stands; a label made by a list has none."""
    left = 0 if line.paragraph.label else len(label)
    for run in line.runs:
        if left > 0 and run.text.strip():
            yield run
        left -= len(run.text)


@rule("T-43", "E", "Khoản", "typography.khoan")
def clauses(layout: Layout) -> Iterator[Flaw]:
    """“1. ” chữ thường, không đậm, số Ả Rập có dấu chấm; mỗi điều đánh số khoản lại từ 1. Sai: “1)”, số khoản in đậm, nhảy số."""
    spec = layout.rules.typography.khoan
    for part in _parts(layout):
        for article in _under(part.pieces, "article"):
            found = [piece for piece in article if piece.role == "clause"]
            for piece in found:
                if not piece.label.endswith("."):
                    yield Flaw(spec, f"“{piece.label}” phải viết “{piece.mark}.”.", piece.line)
                yield from _not_bold(piece, spec, "Khoản")
            yield from _in_sequence(found, spec, "Khoản", restarts=True)


def _not_bold(piece: Piece, spec: TypeSpec, word: str) -> Iterator[Flaw]:
    if spec.bold is False and any(run.format.bold for run in _label_runs(piece.line, piece.label)):
        yield Flaw(spec, f"{word} “{piece.line.text[:30]}...” có số in đậm, chuẩn là nét thường.", piece.line)


def _under(pieces: Sequence[Piece], role: Role) -> Iterator[list[Piece]]:
    """The pieces after each piece of a role up to the next; those before the first are left out."""
    current: list[Piece] | None = None
    for piece in pieces:
        if piece.role == role:
            if current is not None:
                yield current
            current = []
        elif current is not None:
            current.append(piece)
    if current is not None:
        yield current


@rule("T-44", "E", "Điểm", "typography.diem")
def points(layout: Layout) -> Iterator[Flaw]:
    """“a) ” theo bảng chữ cái tiếng Việt: a b c d đ e g h i k ..., không đậm, ngoặc đơn sau chữ.

    Sai hay gặp: sau d) là e) vì Word tự đánh số theo chữ cái La-tinh; “a.” thay cho “a)”.
    """
    spec = layout.rules.typography.diem
    for part in _parts(layout):
        found = _of(part, "point")
        has_articles = bool(_of(part, "article"))
        for piece in found:
            if not piece.label.endswith(")"):
                yield Flaw(spec, f"“{piece.label}” phải viết “{piece.mark})”.", piece.line)
            if has_articles:
                yield from _not_bold(piece, spec, "Điểm")
        yield from _letters(found, spec)


def _letters(found: Sequence[Piece], spec: TypeSpec) -> Iterator[Flaw]:
    """Letters that do not follow one another in the alphabet of the standard; an a) begins anew."""
    letters = list(spec.letters)
    first = letters[0] if letters else "a"
    for above, below in pairwise([None, *found]):
        if below is None or below.mark == first:
            continue
        known = above is not None and above.mark in letters and letters.index(above.mark) + 1 < len(letters)
        expected = letters[letters.index(above.mark) + 1] if above is not None and known else first
        if below.mark != expected:
            after = f" đứng sau điểm {above.mark})" if above is not None else ""
            yield Flaw(
                spec, f"Điểm {below.mark}){after}, đúng là {expected}).", below.line, fix="Dùng thứ tự a b c d đ e g h i k."
            )


@rule("T-45", "W", "Đề mục I, II", "practice.ROMAN_HEADINGS")
def roman_headings(layout: Layout) -> Iterator[Flaw]:
    """Đề mục “I. TÊN MỤC”: số La Mã liên tục, in hoa, đậm. Hướng dẫn không nói rõ “I.” hay “I-”: cả văn bản dùng một kiểu."""
    for part in _parts(layout):
        found = _of(part, "roman")
        for piece in found:
            if not (piece.line.bold and piece.line.capitals) and not piece.line.is_gap:
                message = f"“{piece.line.text[:40]}” phải in hoa, đậm."
                yield Flaw(practice.ROMAN_HEADINGS, message, piece.line)
        kinds = {piece.label.removeprefix(piece.mark).strip() for piece in found}
        if len(kinds) > 1:
            shown = ", ".join(f"“I{kind}”" for kind in sorted(kinds))
            yield Flaw(practice.ROMAN_HEADINGS, f"Đề mục La Mã viết nhiều kiểu: {shown}.", found[0].line, severity=Severity.HINT)
        yield from _in_sequence(found, practice.ROMAN_HEADINGS, "Đề mục", show=_roman)


@rule("T-46", "W", "Đề mục 1, 2", "typography.khoan")
def numbered_headings(layout: Layout) -> Iterator[Flaw]:
    """Các mục “1.”, “2.” trong văn bản chia theo I, 1, a: số liên tục, mỗi mục La Mã đánh số lại từ 1."""
    for part in _parts(layout):
        groups = list(_under(part.pieces, "roman")) if _of(part, "roman") else [list(part.pieces)]
        for group in groups:
            for bold in (True, False):
                found = [piece for piece in group if piece.role == "numbered" and _is_bold(piece) is bold]
                yield from _in_sequence(found, layout.rules.typography.khoan, "Mục", restarts=True)


def _is_bold(piece: Piece) -> bool:
    """Whether its number is bold: headings are counted apart from the lists under them."""
    return any(run.format.bold for run in _label_runs(piece.line, piece.label))
