"""A component against its row of the table of type samples: capitals, size, weight, slant, underline, alignment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docgen.check.layout.lines import Line
from docgen.check.layout.registry import Flaw
from docgen.docx.view import RunFormat
from docgen.standard.format import TypeSpec
from docgen.standard.values import Range

TOLERANCE_PT = 0.05
_ALIGN_WORDS = {"left": "căn trái", "center": "căn giữa", "right": "căn phải", "justify": "căn đều hai bên"}
_SWITCHES = (("bold", "đậm", "đứng nét thường"), ("italic", "nghiêng", "đứng"), ("underline", "gạch chân", "không gạch chân"))


def type_flaws(lines: Iterable[Line], spec: TypeSpec, what: str, *, align: bool = True, caps: bool = True) -> Iterator[Flaw]:
    """Every property of the row that the lines do not keep, one flaw a property. `what` names the component in the message."""
    shown = [line for line in lines if line.has and line.marked]
    if not shown:
        return
    looks = [look for line in shown for look in line.marked]
    if caps:
        yield from caps_flaws(shown, spec, what)
    yield from size_flaws(looks, spec, what, shown[0])
    yield from switch_flaws(looks, spec, what, shown[0])
    if align:
        yield from align_flaws(shown, spec, what)


def caps_flaws(lines: Sequence[Line], spec: TypeSpec, what: str) -> Iterator[Flaw]:
    """Capitals where the row wants them, and only there."""
    if spec.caps is None or any(line.is_gap for line in lines):
        return
    wrong = next((line for line in lines if _wrong_case(line, wanted=spec.caps)), None)
    if wrong:
        manner = "phải viết in hoa" if spec.caps else "không viết in hoa toàn bộ"
        named = what if wrong.text in what else f"{what} “{wrong.text}”"
        yield Flaw(spec, f"{named} {manner}.", wrong)


def _wrong_case(line: Line, *, wanted: bool) -> bool:
    return line.text != line.text.upper() if wanted else line.capitals and len(line.letters) > 1


def size_flaws(looks: Sequence[RunFormat], spec: TypeSpec, what: str, at: Line) -> Iterator[Flaw]:
    """The size of letters."""
    wrong = sorted({look.size_pt for look in looks if spec.size_pt and not allows(spec.size_pt, look.size_pt)})
    if wrong and spec.size_pt:
        sizes = ", ".join(map(written, wrong))
        yield Flaw(
            spec, f"{what} cỡ {sizes}, chuẩn là {spec.size_pt}.", at, fix=f"Đặt cỡ chữ {spec.size_pt}.", grade=spec.size_grade
        )


def written(number: float) -> str:
    """A length or size as a Vietnamese reader expects it, with one decimal at most: 14, 13,5."""
    return f"{number:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def allows(allowed: Range, number: float) -> bool:
    """Whether a size lies in a range, roundings of the file format forgiven."""
    return allowed.low - TOLERANCE_PT <= number and (allowed.high is None or number <= allowed.high + TOLERANCE_PT)


def switch_flaws(looks: Sequence[RunFormat], spec: TypeSpec, what: str, at: Line) -> Iterator[Flaw]:
    """Weight, slant and underline: all letters must be what the row says."""
    for name, on, off in _SWITCHES:
        wanted = getattr(spec, name)
        if wanted is not None and any(_is_on(look, name) is not wanted for look in looks):
            yield Flaw(spec, f"{what} phải là chữ {on if wanted else off}.", at)


def _is_on(look: RunFormat, name: str) -> bool:
    return look.underlined if name == "underline" else bool(getattr(look, name))


def align_flaws(lines: Sequence[Line], spec: TypeSpec, what: str) -> Iterator[Flaw]:
    """Where the lines stand; a line on one side of a tab stands where the tab puts it and is not judged."""
    wanted = spec.align
    if wanted is None:
        return
    allowed = {wanted, "justify"} if wanted == "left" else {wanted}
    wrong = next(
        (line for line in lines if line.runs == line.paragraph.runs and line.paragraph.format.align not in allowed), None
    )
    if wrong:
        yield Flaw(spec, f"{what} phải {_ALIGN_WORDS[wanted]}.", wrong)
