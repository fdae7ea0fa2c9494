"""What every document of a run says, as a form: the form of the kind without what each row says, and how the run is made.

Nothing here knows a field of a kind by name but what the engine takes from the list itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, create_model

from docgen.batch.assigning import SECTION, names_of
from docgen.batch.decided import DECIDED, NO_NUMBER, NUMBER, lacks_number
from docgen.batch.names import PATTERN
from docgen.batch.order import Options
from docgen.batch.papers import DECISION, NOTICE, PROBE, Paper, paper_of
from docgen.batch.proposals import EVERYBODY, is_committee, slots_filled
from docgen.batch.source import MEMBER, naming, personal, unknown
from docgen.check.finding import Finding, Severity
from docgen.check.run import review
from docgen.errors import DataError
from docgen.kinds import Kind, kind_of
from docgen.messages import validate
from docgen.standard import duties
from schemas.fields import Choice, Dong, Model, field
from schemas.giao_viec import GiaoViec, HinhThuc
from web import forms, prefill
from web.fields import VARIANT_FIELD, YES, FieldView, Widget, form_of, own_form_of
from web.languages import gettext as _
from web.problems import Problem, check, check_model, in_order_of_page, locate
from web.work import Work

WAY = "cach_lam"
_ARTICLE = re.compile(r"như điều\b", re.IGNORECASE)
_NO = False
_SHARED = ("co_quan", "dia_danh", "ngay_ban_hanh", "nam", "tu_ngay", "den_ngay", "nguoi_ky", "in_hai_mat", "dau_thanh")


class DanhSo(Choice):
    """Whether the documents of a run take numbers."""

    LAY_SO = "lay_so", "Lấy số tiếp theo trong sổ"
    DE_TRONG = "de_trong", "Để trống số, ghi tay sau khi ký"


class TenTep(Choice):
    """How the files are called."""

    SO_TEN = PATTERN, "Số rồi họ tên (15 Đàm Thị Hợi.docx)"
    TEN_SO = "{ho_ten} {so}", "Họ tên rồi số (Đàm Thị Hợi 15.docx)"
    HANG_TEN = "{hang} {ho_ten}", "Số hàng trong danh sách rồi họ tên (3 Đàm Thị Hợi.docx)"


class TenTepKhongSo(Choice):
    """How the files of documents without numbers are called."""

    TEN = "{ho_ten}", "Họ tên, thứ tự (Đàm Thị Hợi 3.docx)"
    HANG_TEN = "{hang} {ho_ten}", "Số hàng trong danh sách rồi họ tên (3 Đàm Thị Hợi.docx)"


class CachLamKhongSo(Model):
    """How a run of documents without numbers is made."""

    ten_tep: Annotated[TenTepKhongSo, field("Tên tệp", "Mỗi văn bản một tệp Word.", "{ho_ten}")] = TenTepKhongSo.TEN


class LamLai(Model):
    """How a run of papers of members is made, too."""

    lam_lai: Annotated[
        bool,
        field("Làm lại cả người đã có", "Không đánh dấu thì ai đã có văn bản này, cùng năm, từ một lô trước được bỏ qua.", _NO),
    ] = _NO


class CachLam(Model):
    """How the run is made."""

    danh_so: Annotated[DanhSo, field("Đánh số", "Số được lấy lần lượt theo thứ tự trong danh sách.", "lay_so")] = DanhSo.LAY_SO
    ten_tep: Annotated[TenTep, field("Tên tệp", "Mỗi văn bản một tệp Word.", PATTERN)] = TenTep.SO_TEN


@dataclass
class FactsWork(Work):
    """The common facts of a run as answers; the form leaves out what each row says."""

    @property
    def form(self) -> FieldView:
        """The fields that are the same for every document."""
        return _form(self.kind.code, self.variant, form_of(self.kind.variant(self.variant)), own=False)

    @property
    def own_form(self) -> FieldView:
        """The same in the words of documents."""
        return _form(self.kind.code, self.variant, own_form_of(self.kind.variant(self.variant)), own=True)

    @property
    def paper(self) -> Paper | None:
        """What each member is given; None where each row is a document of its own."""
        return paper_of(self.kind.code, self.variant)

    @classmethod
    def of_answers(cls, kind: Kind, variant: str, kept: Mapping[str, Any]) -> FactsWork:
        """What a preparation keeps."""
        work = cls(kind, variant, {})
        work.take_kept(kept)
        return work

    @classmethod
    def beginning(cls, whole: Work) -> FactsWork:
        """The facts that a new document of the kind begins with."""
        return cls.of_answers(whole.kind, whole.variant, whole.kept)

    def take_over(self, other: FactsWork) -> None:
        """What papers made of one list share: who issues them, when, how the duties were given."""
        here, there = self.answers, other.answers
        taken = {name: there[name] for name in _SHARED if name in here and name in there}
        if "van_ban" in here:
            taken["van_ban"] = there["van_ban"] if "van_ban" in there else {**here["van_ban"], **_cited(other)}
        taken |= {name: there[name] for name in ("noi_nhan", "luu") if name in here and name in there and not here[name]}
        here |= taken
        here[SECTION] |= {name: value for name, value in there[SECTION].items() if name in here[SECTION]}
        prefill.note(self, prefill.BATCH, [name for name, value in taken.items() if value])
        self.send_to_member()

    def send_to_member(self) -> None:
        """Who a notice is for is among its recipients; it has no Điều of which a decision's recipients speak."""
        if self.paper is NOTICE:
            lines = [line for line in self.answers["noi_nhan"].splitlines() if line.strip() and not _ARTICLE.match(line.strip())]
            to_member = [] if any(MEMBER in line for line in lines) else [f"Đồng chí {MEMBER} (để thực hiện)"]
            self.answers["noi_nhan"] = "\n".join([*to_member, *lines])

    @property
    def facts(self) -> dict[str, Any]:
        """What the engine takes as the common facts."""
        found = forms.data_of(self.answers, self.form)
        found.pop(WAY, None)
        if SECTION in found and not found[SECTION].get("nhiem_vu_chung"):
            found[SECTION].pop("nhiem_vu_chung", None)  # blank: what the catalogue has for everybody
        return found if self.paper else {VARIANT_FIELD: self.variant, **found}

    @property
    def options(self) -> Options:
        """How the run is made."""
        said = self.answers[WAY]
        return Options(
            numbered=said.get("danh_so") != DanhSo.DE_TRONG, pattern=said["ten_tep"] or PATTERN, again=said.get("lam_lai") == YES
        )

    def mistakes(self) -> list[Problem]:
        """What would be wrong in every document; of a kind whose rows may say anything, each row tells it itself."""
        self.tidy()
        found = self._mistakes_of_way()
        if self.paper:
            whole = form_of(self.kind.variant(self.variant))
            data, answers = self._probe(), forms.blank_answers(whole) | self.answers
            document, wrong = check(data, answers, whole, self.kind)
            found += wrong
            if document is not None:
                found += [self._problem(one) for one in self._judged() if one.severity is Severity.ERROR]
            if lacks_number(data.get("van_ban")):
                found.append(Problem("van_ban.so_ky_hieu", f"Số và ký hiệu: {NO_NUMBER}"))
            found += [Problem(locate([*path], answers, whole).path, said) for path, said in unknown(data, names_of(self.paper))]
        own = self.paper.of_row if self.paper else frozenset()
        return in_order_of_page([one for one in found if one.path.split(".")[0] not in own], self.form, self.kind)

    def warnings(self) -> list[str]:
        """What the rules would warn of in every document, once; empty while something is wrong."""
        return [*self._unusual(), *(self._problem(one).message for one in self._judged() if one.severity is Severity.WARNING)]

    def _unusual(self) -> list[str]:
        if not (self.paper and is_committee(self.answers)):
            return []
        said = _(
            "%(name)s không phải chi bộ: việc của đảng viên do chi bộ nơi đảng viên sinh hoạt phân công. Đúng là nơi này "
            "phân công thì cứ tiếp tục.",
            name=self.answers["co_quan"]["ten"],
        )
        return [said]

    def _probe(self) -> dict[str, Any]:
        """The common facts as a document of somebody, to judge what is the same for all."""
        data = {**self.facts, **PROBE, VARIANT_FIELD: self.variant}
        data.pop(SECTION, None)
        return data

    def _judged(self) -> list[Finding]:
        """What the rules find in the common facts: findings elsewhere are those of the sample member."""
        if self.paper is None:
            return []
        data = self._probe()
        named = personal(naming(data), {"ho_ten": data["dang_vien"]["ho_ten"], NUMBER: "01-QĐ/CB"})
        try:
            found = review(validate({**data, **named}, self.kind), self.kind)
        except DataError:
            return []
        return [one for one in found if one.path.partition(".")[0] in self.answers]

    def _problem(self, finding: Finding) -> Problem:
        steps: list[str | int] = [int(step) if step.isdigit() else step for step in finding.path.split(".")]
        place = locate(steps, self.answers, self.form)
        return Problem(place.path, f"{finding.label or place.view.title}: {finding.message} {finding.fix}".strip())

    def _mistakes_of_way(self) -> list[Problem]:
        found = []
        for name, (_title, model) in _own_groups(self.kind, self.paper).items():
            view = self.form.child(name)
            if view is not None:
                _, wrong = check_model(forms.data_of(self.answers[name], view), self.answers[name], view, model)
                found += [replace(one, path=f"{name}.{one.path}") for one in wrong]
        return found


@lru_cache(maxsize=64)
def _form(kind: str, variant: str, whole: FieldView, *, own: bool) -> FieldView:
    paper = paper_of(kind, variant)
    left_out = (paper.of_row if paper else frozenset()) | {"so"}
    more = [_group(name, title, model, own=own) for name, (title, model) in _own_groups(kind_of(kind), paper).items()]
    shown = (view for view in whole.fields if view.name not in left_out)
    return replace(whole, fields=(*(shown if own or not paper else map(_with_name, shown)), *more))


def _cited(decisions: FactsWork) -> dict[str, str]:
    """The decision that a paper made after it cites: of each person his or her own, where each has one with a number."""
    there = decisions.answers
    each = there[SECTION].get("hinh_thuc") != HinhThuc.DANH_SACH and there[WAY].get("danh_so") != DanhSo.DE_TRONG
    subject = f"về phân công nhiệm vụ cho đảng viên năm {there['nam']}"
    told = {"loai": "Quyết định", "so_ky_hieu": DECIDED if each else "", "trich_yeu": subject}
    return {**told, "ngay": there["ngay_ban_hanh"], "co_quan": there["co_quan"]["ten"]}


def _with_name(view: FieldView) -> FieldView:
    """The recipients, one of whom is the member: a field that all share, with the name of each; so the number of a decision."""
    if view.name == "van_ban":
        return replace(view, fields=tuple(map(_with_number, view.fields)))
    if view.name != "noi_nhan":
        return view
    told = _("Dòng gửi chính đảng viên ghi “Đồng chí %(name)s (để thực hiện)”: mỗi văn bản in họ tên của người ấy.", name=MEMBER)
    return replace(view, hint=f"{view.hint} {told}")


def _with_number(view: FieldView) -> FieldView:
    if view.name != "so_ky_hieu":
        return view
    told = _(
        "Mỗi người một quyết định đã tạo ở đây thì ghi %(number)s: mỗi văn bản in số quyết định của người ấy.", number=DECIDED
    )
    return replace(view, hint=f"{view.hint} {told}")


def _own_groups(kind: Kind, paper: Paper | None) -> dict[str, tuple[str, type[BaseModel]]]:
    """The groups that a run asks besides the fields of the kind, with their titles."""
    found: dict[str, tuple[str, type[BaseModel]]] = {WAY: ("Cách làm cả lô", _way(bool(kind.the_loai), bool(paper)))}
    if paper:
        found[SECTION] = ("Giao việc", _giving(chosen=paper is DECISION))
    return found


@lru_cache(maxsize=4)
def _way(numbered: bool, of_members: bool) -> type[BaseModel]:  # noqa: FBT001 - both are remembered by
    way = CachLam if numbered else CachLamKhongSo
    return create_model(way.__name__, __base__=(LamLai, way)) if of_members else way


def _group(name: str, title: str, model: type[BaseModel], *, own: bool) -> FieldView:
    whole = (own_form_of if own else form_of)(model)
    fields = tuple(_under(view, name) for view in whole.fields)
    return FieldView(name, name, title, "", Widget.GROUP, required=True, fields=fields, own_title=title)


def _under(view: FieldView, name: str) -> FieldView:
    return replace(view, path=f"{name}.{view.path}", fields=tuple(_under(child, name) for child in view.fields))


@lru_cache(maxsize=2)
def _giving(*, chosen: bool) -> type[BaseModel]:
    """How duties are given out, each slot of the catalogue with a field of its own; `chosen`: how many papers there are, too."""
    info = GiaoViec.model_fields
    slots = create_model("ChoTrong", __base__=Model, **{name: _slot(name, told) for name, told in _slots().items()})
    known: dict[str, Any] = {
        name: (one.annotation, one) for name, one in info.items() if name != "cho_trong" and (chosen or name != "hinh_thuc")
    }
    told = field("Điền vào chỗ trống của nhiệm vụ mẫu", _SLOTS_HINT, {})
    return create_model("GiaoViecChung", __base__=Model, **known, cho_trong=(Annotated[slots | None, told], None))


_SLOTS_HINT = "Nhiệm vụ mẫu còn chỗ trống chưa điền thì không giao; trang chạy thử nói rõ bỏ việc nào."


_FOR_ALL = "Trong việc chung của mọi đảng viên."
_FOR_SOME = "Trong việc mẫu của một số chức vụ, nhóm."


def _slot(name: str, told: str) -> Any:
    return (Annotated[Dong | None, field(duties().slots[name], told, "")], None)


def _slots() -> dict[str, str]:
    """The slots of duties that the catalogue proposes by itself, with whom they concern; first what concerns everybody."""
    filled = slots_filled()
    groups = sorted((group for _, group in duties().all_groups() if group.ca_nhan), key=lambda one: one.id != EVERYBODY)
    found: dict[str, str] = {}
    for group in groups:
        for slot in dict.fromkeys(slot for duty in group.defaults for slot in duty.slots):
            if slot not in filled:
                found.setdefault(slot, _FOR_ALL if group.id == EVERYBODY else _FOR_SOME)
    return found
