"""Kinds of documents, issuing bodies, authority, numbering, the score frame, and `Standard`: all that holds on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from .format import Format
from .values import Dated, Frozen, Grade, Items, Severity, Sourced, Value

Verdict = Literal["allowed", "forbidden", "unknown"]


class KindOfDocument(Sourced):
    """A kind of document (thể loại), an administrative paper (giấy tờ) or a copy; `grade` is that of the symbol."""

    id: str
    name: str
    group: Literal["the_loai", "giay_to", "ban_sao", "cua_dang_vien"]
    symbol: str | None
    """As printed in the number line (NQ, CTr); None = no symbol could be verified."""
    named_in_heading: bool = True
    """False for công văn: the kind is not printed, the trích yếu stands under the number."""


class SigningLine(Sourced):
    """One way to sign for a body: quyền hạn in bold, then the post."""

    code: str
    line1: str
    line2: Items[str]
    """The posts that may stand in the second line; empty = no post is printed."""
    severity: Severity | None = None
    """Set when only practice supports this line: how to report its use."""


class Heading(Sourced):
    """The two lines at the top left; {ten} = own name with its unit word, {cap_tren} = that of the body above."""

    upper: str | None
    lower: str
    lower_variants: Items[str] = ()
    upper_practice: Items[str] = ()
    """Upper lines that issued documents carry instead: warn."""
    lower_forbidden: Items[str] = ()


class Body(Frozen):
    """A body that issues documents. One that has ceased to exist has a `valid_to`."""

    id: str
    name: str
    level: Literal["trung_uong", "tinh", "huyen", "xa", "co_so", "bo_phan", "chi_bo", "dai_hoi"]
    symbol: Value[str] | None
    heading: Heading | None = None
    lines: tuple[SigningLine, ...] = ()
    """The preferred line first."""
    seal: Value[bool] | None = None
    """Whether it has a seal of its own; None = not verified."""
    authority: str | None = None
    """Its row in `Authority.rows`; None = no row."""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    note: str = ""

    def exists(self, day: dt.date) -> bool:
        """Tell whether the body can issue documents on `day`."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)


class AuthorityRow(Sourced):
    """What one body may issue; a kind in neither list is unknown."""

    allowed: Items[str] = ()
    forbidden: Items[str] = ()

    @model_validator(mode="after")
    def _disjoint(self) -> Self:
        if both := set(self.allowed) & set(self.forbidden):
            raise ValueError(f"vừa được vừa không được: {', '.join(sorted(both))}")
        return self

    def verdict(self, kind: str) -> Verdict:
        """Tell whether the kind with this id may be issued."""
        if kind in self.allowed:
            return "allowed"
        return "forbidden" if kind in self.forbidden else "unknown"


class Authority(Dated):
    """Who may issue what in one period (Quy định 399-QĐ/TW, Điều 11, from 9/1/2026)."""

    name: str
    papers_open_to_all: Value[bool]
    """True: every Party organisation may issue administrative papers (group `giay_to`)."""
    rows: dict[str, AuthorityRow]


class Numbering(Frozen):
    """How series of numbers run (HD 36, mục 1.3)."""

    committee_series: Value[Literal["per_kind_per_term"]]
    first_number: Value[int]
    restarts_each_year: Value[bool]
    term_from: Value[str]
    term_to: Value[str]
    congress_series: Value[Literal["one_for_all_kinds"]]
    congress_from: Value[str]
    congress_to: Value[str]
    joint_series: Value[Literal["of_lead_body"]]
    secret_series: Value[Literal["shared", "separate"]]
    committee_and_standing_committee: Value[Literal["shared", "separate"]]
    quyet_dinh_and_quy_dinh: Value[Literal["shared", "separate"]]


class Criterion(Frozen):
    """One part of the score of a meeting."""

    ma: str
    ten: str
    max_points: int
    note: str = ""


class Band(Frozen):
    """A result: the score is `from_points` or more, and below the `from_points` of the next better band."""

    ma: str
    ten: str
    from_points: int


class ScoreFrame(Dated, Sourced):
    """How a chi bộ scores its own meeting; `clause` and `grade` are those of the split into criteria."""

    name: str
    basis: str
    total: int
    criteria: Items[Criterion]
    bands_clause: str
    bands_grade: Grade
    bands: Items[Band]
    """The best band first."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if (points := sum(part.max_points for part in self.criteria)) != self.total:
            raise ValueError(f"các tiêu chí cộng lại {points}, không phải {self.total}")
        starts = [band.from_points for band in self.bands]
        if starts != sorted(set(starts), reverse=True) or starts[-1:] != [0]:
            raise ValueError("các mức xếp loại phải giảm dần và kết thúc ở 0")
        return self


class Standard(Dated):
    """Everything that holds on a day; the same object serves every day from `valid_from` to `valid_to`.

    `profile` names the format standard (`hd36`, `hd05`). Days before the first profile get the first one and
    `before_first_profile`: nothing is known of the rules of that time.
    """

    profile: str
    before_first_profile: bool = False
    format: Format
    kinds: Mapping[str, KindOfDocument]
    bodies: Mapping[str, Body]
    former_bodies: Mapping[str, Body]
    """Bodies that no longer exist (huyện ủy after 30/6/2025): naming one as living is a mistake."""
    other_symbols: Mapping[str, Value[str]]
    """Symbols of bodies without an entry in `bodies`, with the body's name."""
    numbered_cell_symbol: Value[str]
    """Regular expression of the symbol of a numbered cell (CB1)."""
    rejected_symbols: Value[Items[str]]
    """Symbols seen in documents that no rule knows (BTV, BCH)."""
    authority: Authority
    numbering: Numbering
    score: ScoreFrame | None
    """None before the 100-point frame of 28/10/2025."""
