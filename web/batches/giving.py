"""Who gets which duties, page by page: what list and catalogue say, and what is changed for one person or for those ticked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from docgen.batch.asked import Assigned
from docgen.batch.assigning import APART, LACKING, SECTION, Assigning, not_subject
from docgen.batch.proposals import groups_of
from docgen.roster.reading import Row
from docgen.standard import duties
from docgen.store.duty_lines import all_duties
from docgen.vietnamese.names import loose_key
from schemas.document import LETTER_LIMIT
from schemas.fields import Dong, Model, field
from schemas.giao_viec import HinhThuc
from schemas.quyet_dinh_phan_cong import CacNhiemVuGiao
from schemas.roster import NhomDangVien
from web.batches.plans import Prepared

Duty = Mapping[str, Any]
PEOPLE_OF_A_PAGE = 50
_MEMBER = ("ho_ten", "chuc_vu_dang", "chuc_vu_khac", "loai", "dien")
_PIECES = ("viec", "san_pham", "han")


class GiaoMotNguoi(Model):
    """The duties of one person, as they are changed on a page."""

    co_dinh: Annotated[CacNhiemVuGiao, field("Nhiệm vụ cố định", "Làm suốt thời gian phân công.", [])] = ()
    mo: Annotated[CacNhiemVuGiao, field("Nhiệm vụ theo thời điểm", "Việc đột xuất, việc từng đợt.", [])] = ()


class GiaoThem(Model):
    """One more duty for several people."""

    viec: Annotated[Dong, field("Việc được giao", "Bắt đầu bằng động từ, một câu một việc.", "Phụ trách 6 hộ Xóm Trên")]
    san_pham: Annotated[Dong | None, field("Sản phẩm, minh chứng", "Cái gì chứng minh đã làm.", "Sổ theo dõi hộ")] = None
    han: Annotated[Dong | None, field("Thời hạn, định kỳ", "Ngày bằng số hoặc định kỳ.", "Hằng tháng")] = None


@dataclass(frozen=True, slots=True)
class Given:
    """One person: the row, the groups of the catalogue, own duties besides those of everybody; why there are none."""

    row: int
    name: str
    post: str
    groups: tuple[str, ...]
    group: str
    fixed: tuple[Duty, ...]
    open: tuple[Duty, ...]
    left_out: str
    fault: str
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    changed: bool
    member: Mapping[str, str]


class Giving:
    """The duties of the people of one preparation."""

    def __init__(self, plan: Prepared) -> None:
        """Read nothing yet; `DataError` when the common facts are wrong."""
        self.plan = plan
        common = plan.facts.facts
        told = {**common.get(SECTION, {}), "hinh_thuc": HinhThuc.CA_NHAN}
        assert plan.paper is not None
        self._assigning = Assigning({**common, SECTION: told}, all_duties(plan.engine), plan.paper)

    @cached_property
    def people(self) -> list[Row]:
        """Every person of the list."""
        return self.plan.rows()

    @property
    def shared(self) -> tuple[Duty, ...]:
        """What everybody does."""
        return tuple(self._assigning.shared)

    def of(self, rows: Iterable[Row]) -> Iterator[Given]:
        """The duties of these people."""
        listed = list(rows)
        for row, made in zip(listed, self._assigning.rows(listed, ()), strict=True):
            assert row.person is not None
            fixed = made.own.get("co_dinh", ())[len(self.shared) :]
            yield Given(
                row.number,
                row.person.ho_ten,
                ", ".join(filter(None, (row.person.chuc_vu_dang, row.person.chuc_vu_khac))),
                tuple(_titles()[name] for name in groups_of(row.person) if name in _titles()),
                str(row.person.nhom or ""),
                tuple(fixed),
                tuple(made.own.get("mo", ())),
                made.left_out or not_subject(row.person),
                str((made.fault or {}).get("message", "")),
                tuple(note for note in made.notes if not note.startswith(LACKING)),
                tuple(one for note in made.notes if note.startswith(LACKING) for one in note.removeprefix(LACKING).split(APART)),
                str(row.number) in self.plan.plan.assigned,
                {name: str(getattr(row.person, name) or "") for name in _MEMBER},
            )

    def own_lines(self, given: Given) -> dict[str, list[dict[str, Any]]]:
        """The duties of a person as they are kept when one of them is changed: without what the common facts say of all."""
        facts = self.plan.facts.facts.get(SECTION, {})
        checkers = {facts.get("nguoi_kiem_tra"), facts.get("kiem_tra_thay")}
        said = {"nguoi_kiem_tra": checkers, "che_do_bao_cao": {facts.get("che_do_bao_cao")}}
        return {
            name: [{key: value for key, value in line.items() if value not in said.get(key, ())} for line in lines]
            for name, lines in (("co_dinh", given.fixed), ("mo", given.open))
        }

    def with_more(self, rows: Sequence[int], line: Duty) -> dict[str, Assigned]:
        """What is kept after `line` was given to the people of these rows besides what they have; who has it keeps it."""
        wanted = set(rows)
        changed: dict[str, Assigned] = dict(self.plan.plan.assigned)
        for given in self.of(row for row in self.people if row.number in wanted):
            has = (*self.shared, *given.fixed)
            known = {loose_key(str(one["viec"])) for one in has}
            if given.left_out or loose_key(str(line["viec"])) in known or len(has) >= LETTER_LIMIT:
                continue
            told = changed.get(str(given.row), {})
            kept = "co_dinh" if "co_dinh" in told else "them"  # what was not replaced stays proposed: facts may still change
            changed[str(given.row)] = {**told, kept: [*told.get(kept, ()), dict(line)]}
        return changed

    def with_group(self, rows: Sequence[int], group: str) -> dict[str, Assigned]:
        """What is kept after these people were put into a group: its duties take the place of theirs but those added."""
        before = self.plan.plan.assigned
        added = {str(row): before.get(str(row), {}).get("them") for row in rows}
        return {**before, **{row: {"nhom": group} | ({"them": them} if them else {}) for row, them in added.items()}}

    def with_lines(self, row: int, said: GiaoMotNguoi) -> dict[str, Assigned]:
        """What is kept after the person of this row was given these duties in place of all others."""
        assigned = self.plan.plan.assigned
        lines = said.model_dump(mode="json", exclude_none=True)
        told = {name: value for name, value in assigned.get(str(row), {}).items() if name != "them"}  # those are among the lines
        return {**assigned, str(row): {**told, **lines}}

    def without(self, rows: Sequence[int]) -> dict[str, Assigned]:
        """What is kept after these people got again what list and catalogue say."""
        gone = {str(row) for row in rows}
        return {row: told for row, told in self.plan.plan.assigned.items() if row not in gone}


def lines_to_give() -> dict[str, tuple[tuple[str, str], ...]]:
    """Duties of the catalogue without a slot, by the title of their group: code and words."""
    found = {}
    for _, group in duties().all_groups():
        if group.ca_nhan and (lines := tuple((duty.ma, duty.viec) for duty in group.nhiem_vu if not duty.slots)):
            found[group.ten] = lines
    return found


def line_of(code: str) -> dict[str, str] | None:
    """A duty of the catalogue by its code."""
    duty = duties().lines.get(code)
    if duty is None or duty.slots:
        return None
    return {
        name: text.rstrip(". ") if name == "viec" else text for name in _PIECES if (text := getattr(duty, name)) not in {"", "-"}
    }


def _titles() -> dict[str, str]:
    return {group.id: group.ten for _, group in duties().all_groups()}


GROUPS: tuple[tuple[str, str], ...] = tuple((one.value, one.label) for one in NhomDangVien)
"""The groups that a person can be put into."""
