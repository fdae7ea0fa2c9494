"""Many documents to PDF in one go: merged, converted once, cut apart. The one way for previews, batches and print files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docgen.docx.package import Parts, open_package
from docgen.errors import DocgenError, MissingToolError
from docgen.output import pages
from docgen.output.convert import Converted, Converter, EngineName, shared
from docgen.output.merge import MARK, merge, merge_key
from docgen.output.preflight import preflight

AT_ONCE = 100
"""Documents merged into one. More gains little and costs memory."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The PDF of every document, in their order, and all of them as one file for the printer."""

    each: tuple[Converted, ...]
    whole: bytes


def convert_many(documents: Sequence[bytes], engine: EngineName = "auto", *, converter: Converter | None = None) -> Batch:
    """Convert documents, few or many; those that cannot be merged are converted one by one."""
    if not documents:
        return Batch((), b"")
    opened = [open_package(document) for document in documents]
    using = converter or shared()
    each: dict[int, Converted] = {}
    files: list[tuple[list[int], bytes]] = []
    for numbers, merged in _groups(opened, engine):
        group, whole = _convert([opened[number] for number in numbers], merged, engine, using)
        each.update(zip(numbers, group, strict=True))
        files.append((numbers, whole))
    ordered = tuple(each[number] for number in range(len(documents)))
    in_order = [number for numbers, _ in files for number in numbers] == [*range(len(documents))]
    return Batch(ordered, pages.joined([pdf for _, pdf in files] if in_order else [one.pdf for one in ordered]))


def _groups(opened: Sequence[Parts], engine: EngineName) -> list[tuple[list[int], Parts]]:
    """Which documents go together, merged: the same styles and settings, and the same engine."""
    by_key: dict[object, list[int]] = {}
    for number, parts in enumerate(opened):
        key = merge_key(parts)
        by_key.setdefault(key or number, []).append(number)
    groups = [numbers[start : start + AT_ONCE] for numbers in by_key.values() for start in range(0, len(numbers), AT_ONCE)]
    found = [part for group in groups for part in _by_engine(group, opened, engine)]
    return sorted(found, key=lambda part: part[0])


def _by_engine(group: list[int], opened: Sequence[Parts], engine: EngineName) -> list[tuple[list[int], Parts]]:
    """The group, or where something in it is not for dxpdf, its parts: those that are and those that are not."""
    whole = _merged(group, opened)
    if len(group) == 1 or engine != "auto" or not preflight(whole):
        return [(group, whole)]
    by_doubt: dict[object, list[int]] = {}
    for number in group:
        by_doubt.setdefault(preflight(opened[number]), []).append(number)
    return [(part, _merged(part, opened)) for part in by_doubt.values()]


def _merged(numbers: Sequence[int], opened: Sequence[Parts]) -> Parts:
    return merge([opened[number] for number in numbers]) if len(numbers) > 1 else opened[numbers[0]]


def _convert(group: Sequence[Parts], merged: Parts, engine: EngineName, converter: Converter) -> tuple[list[Converted], bytes]:
    """Every document of the group, and the group as one file."""
    if len(group) > 1:
        try:
            made = converter.convert_parts(merged, engine, weight=len(group))
            cut = _cut(made.pdf, len(group))
        except MissingToolError:
            raise
        except DocgenError:  # one document that an engine cannot take must not cost the others
            cut = []
        if cut:
            return [Converted(pdf, made.engine, made.doubts) for pdf in cut], made.pdf
    singles = [converter.convert_parts(parts, engine) for parts in group]
    return singles, pages.joined([single.pdf for single in singles])


def _cut(pdf: bytes, count: int) -> list[bytes]:
    """One PDF a document; none when the places where documents start are not all there, in order."""
    found = pages.destinations(pdf)
    starts = [found.get(f"{MARK}{number}", -1) for number in range(count)]
    if starts[0] != 0 or any(later <= earlier for earlier, later in pairwise(starts)):
        return []
    return pages.cut(pdf, starts)
