"""What is usually made after a document, and which of its answers the next one begins with.

A pair says field by field what means the same in both; a field of the same name that means something else is in no list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.book_file.lines import kind_name
from docgen.kinds import KINDS
from docgen.record import PROMULGATED
from docgen.store.documents import Document
from docgen.vietnamese.dates import month_year, short
from schemas.fields import read_date
from web.fields import form_of
from web.work import Work

Variant = tuple[str, str]
"""The codes of a kind and of one of its variants."""
Data = Mapping[str, Any]
Maker = Callable[[Data, Document], Any]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Fields of the target: `same` ones are carried over, `moved` ones come from another path, `made` ones are worked out."""

    source: Variant
    target: Variant
    same: tuple[str, ...]
    moved: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, Maker] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What is made."""
        return form_of(KINDS[self.target[0]].variant(self.target[1])).title


def chair(data: Data, _document: Document) -> Any:
    """Who led the meeting signs what it decided."""
    person = data.get("cuoc_hop", {}).get("chu_tri") or {}
    post = str(person.get("chuc_vu") or "").casefold()
    known = {"pho_bi_thu": "phó bí thư", "bi_thu": "bí thư"}
    code = next((code for code, words in known.items() if post.startswith(words)), None)
    return {"ho_ten": person.get("ho_ten"), "chuc_vu": code}


def vote_on(*words: str) -> Maker:
    """The one vote of the minutes whose matter is named by one of `words`."""

    def found(data: Data, _document: Document) -> Any:
        votes = [one for one in data.get("bieu_quyet", ()) if any(word in str(one.get("noi_dung")).casefold() for word in words)]
        return {name: value for name, value in votes[0].items() if name != "noi_dung"} if len(votes) == 1 else None

    return found


def conclusions(data: Data, _document: Document) -> Any:
    """What the chair concluded, matter by matter."""
    return [{"ten": one.get("ten"), "ket_luan": one.get("noi_dung")} for one in data.get("ket_luan", ())]


def points(data: Data, _document: Document) -> Any:
    """The conclusions of a meeting, as the points of a notice."""
    told = data.get("ket_luan") or data.get("noi_dung") or ()
    return [{"ten": one.get("ten"), "noi_dung": one.get("noi_dung") or one.get("ket_luan")} for one in told]


def tasks_of_points(data: Data, _document: Document) -> Any:
    """The tasks of all conclusions in one list."""
    return [task for one in data.get("noi_dung", ()) for task in one.get("nhiem_vu", ())]


def subject_of_notice(data: Data, _document: Document) -> Any:
    """Conclusions of which meeting are made known."""
    period = data.get("ky")
    if not period:
        return "về kết luận sinh hoạt chuyên đề"
    month = month_year((int(period["thang"]), int(period["nam"]))).partition("/")[0]
    return f"về kết luận kỳ sinh hoạt chi bộ tháng {month} năm {period['nam']}"


def opening_of_notice(data: Data, _document: Document) -> Any:
    """When the meeting was, and who led it."""
    held, body = data.get("cuoc_hop", {}), data.get("co_quan", {})
    led = (held.get("chu_tri") or {}).get("ho_ten")
    day = f"Ngày {short(read_date(held['ngay']))}, " if held.get("ngay") else ""
    return f"{day}{body.get('ten')} họp{f', đồng chí {led} chủ trì' if led else ''}, thống nhất các nội dung sau đây."


def tasks_to_account_for(data: Data, _document: Document) -> Any:
    """The tasks of this month are those that next month's meeting asks about."""
    return [{name: one.get(name) for name in ("viec", "chu_tri")} for one in data.get("nhiem_vu", ())]


def review_of_tasks(data: Data, document: Document) -> Any:
    """The same in a resolution, where they stand in its review."""
    return {"viec_thang_truoc": tasks_to_account_for(data, document)}


def review_of_meeting(data: Data, _document: Document) -> Any:
    """What the minutes say of last month, in the review of the resolution."""
    return {"viec_thang_truoc": data.get("viec_thang_truoc")}


def next_month(data: Data, _document: Document) -> Any:
    """The month after that of the document."""
    month, year = (int(data["ky"][name]) for name in ("thang", "nam"))
    return {"thang": month % 12 + 1, "nam": year + month // 12}


def reference(data: Data, document: Document) -> Any:
    """The document itself, named in full as a ground."""
    listed, kind = document.listed, KINDS[document.listed.kind]
    the_loai = kind.the_loai_of(listed.variant)
    body = data.get("co_quan", {})
    told = {"loai": kind_name(the_loai) if the_loai else kind.title, "so_ky_hieu": listed.so_ky_hieu, "co_quan": body.get("ten")}
    return {**told, "ngay": listed.ngay.isoformat(), "trich_yeu": data.get("trich_yeu") or listed.title}


def teller_result(data: Data, _document: Document) -> Any:
    """The ballot that was counted, as one of the elections of the congress."""
    return [data["ket_qua"]] if data.get("ket_qua") else None


_BODY = ("co_quan", "in_hai_mat", "dau_thanh")
_MEETING = (*_BODY, "cuoc_hop")
_DECISION = (*_BODY, "dia_danh", "nguoi_ky")
_NOTICE: Mapping[str, Maker] = {"trich_yeu": subject_of_notice, "noi_dung": opening_of_notice, "muc": points}
_DUTIES = ("nam", "dang_vien", "co_dinh", "mo")
FOLLOW_UPS = (
    FollowUp(
        ("bien-ban", "thuong_ky"),
        ("nghi-quyet", "thuong_ky"),
        (*_MEETING, "ky", "dang_phi", "nhiem_vu", "tu_cham_diem"),
        made={"danh_gia": review_of_meeting, "bieu_quyet": vote_on("nghị quyết"), "nguoi_ky": chair},
    ),
    FollowUp(
        ("bien-ban", "thuong_ky"),
        ("nghi-quyet", "ket_luan"),
        (*_MEETING, "ky", "tu_cham_diem"),
        made={"noi_dung": conclusions, "bieu_quyet": vote_on("kết luận"), "nguoi_ky": chair},
    ),
    FollowUp(("bien-ban", "thuong_ky"), ("thong-bao", "chung"), (*_BODY, "nhiem_vu"), made={**_NOTICE, "nguoi_ky": chair}),
    FollowUp(("bien-ban", "chuyen_de"), ("thong-bao", "chung"), (*_BODY, "nhiem_vu"), made={**_NOTICE, "nguoi_ky": chair}),
    FollowUp(
        ("nghi-quyet", "ket_luan"),
        ("thong-bao", "chung"),
        (*_DECISION, "noi_nhan"),
        made={**_NOTICE, "nhiem_vu": tasks_of_points},
    ),
    FollowUp(
        ("nghi-quyet", "thuong_ky"),
        ("thong-bao", "chung"),
        (*_DECISION, "noi_nhan", "nhiem_vu"),
        made={name: _NOTICE[name] for name in ("trich_yeu", "noi_dung")},
    ),
    FollowUp(
        ("bien-ban", "chuyen_de"),
        ("nghi-quyet", "chuyen_de"),
        (*_MEETING, "nhiem_vu"),
        made={"bieu_quyet": vote_on("nghị quyết"), "nguoi_ky": chair},
    ),
    FollowUp(
        ("bien-ban", "dai_hoi"),
        ("nghi-quyet", "dai_hoi"),
        (*_BODY, "ten_dai_hoi", "trieu_tap", "doan_chu_tich", "bau_cu"),
        {"ngay_dai_hoi": "cuoc_hop.ngay", "dia_diem": "cuoc_hop.dia_diem"},
        {"bieu_quyet": vote_on("nghị quyết")},
    ),
    FollowUp(
        ("bien-ban", "kiem_phieu"),
        ("bien-ban", "dai_hoi"),
        (*_BODY, "trieu_tap"),
        {"ten_dai_hoi": "hoi_nghi", "cuoc_hop.ngay": "ngay", "cuoc_hop.dia_diem": "dia_diem", "cuoc_hop.chu_tri": "chu_tri"},
        {"bau_cu": teller_result},
    ),
    FollowUp(("bien-ban", "chi_uy"), ("bien-ban", "thuong_ky"), (*_BODY, "ky"), {"cuoc_hop.chu_tri": "cuoc_hop.chu_tri"}),
    FollowUp(
        ("nghi-quyet", "thuong_ky"),
        ("bien-ban", "thuong_ky"),
        _BODY,
        made={"ky": next_month, "viec_thang_truoc": tasks_to_account_for},
    ),
    FollowUp(
        ("nghi-quyet", "thuong_ky"),
        ("nghi-quyet", "thuong_ky"),
        (*_DECISION, "noi_nhan"),
        made={"ky": next_month, "danh_gia": review_of_tasks},
    ),
    FollowUp(("nghi-quyet", "chuyen_de"), ("quyet-dinh-phan-cong", "danh_sach"), _DECISION, made={"nghi_quyet": reference}),
    FollowUp(("nghi-quyet", "chuyen_de"), ("quyet-dinh-phan-cong", "ca_nhan"), _DECISION, made={"nghi_quyet": reference}),
    FollowUp(("nghi-quyet", "chuyen_de"), ("thong-bao", "phan_cong"), _DECISION, made={"van_ban": reference}),
    FollowUp(
        ("quyet-dinh-phan-cong", "ca_nhan"),
        ("thong-bao", "phan_cong"),
        (*_DECISION, *_DUTIES, "tu_ngay", "den_ngay"),
        made={"van_ban": reference},
    ),
    FollowUp(
        ("quyet-dinh-phan-cong", "ca_nhan"),
        ("ban-cam-ket", "hang_nam"),
        (*_DECISION, *_DUTIES),
        made={"van_ban": reference},
    ),
    FollowUp(("thong-bao", "phan_cong"), ("ban-cam-ket", "hang_nam"), (*_DECISION, *_DUTIES, "van_ban")),
    *(
        FollowUp(
            ("quyet-dinh-phan-cong", variant),
            ("quyet-dinh-phan-cong", "dieu_chinh"),
            (*_DECISION, "can_cu", "thi_hanh", "noi_nhan"),
            made={"quyet_dinh_goc": reference},
        )
        for variant in ("danh_sach", "ca_nhan")
    ),
)


def follow_ups_of(kind: str, variant: str) -> list[FollowUp]:
    """What may be made after a document of this kind and variant."""
    return [pair for pair in FOLLOW_UPS if pair.source == (kind, variant)]


def begin(pair: FollowUp, document: Document) -> Work:
    """The next document with what is carried over; `checked` tells what remains to be filled in."""
    data: dict[str, Any] = {name: document.data[name] for name in pair.same if name in document.data}
    for target, source in pair.moved.items():
        _put(data, target, _value(document.data, source))
    for name, maker in pair.made.items():
        data[name] = maker(document.data, document)
    kind, variant = pair.target
    return Work.of_data(KINDS[kind], variant, data)[0]


def again(document: Document) -> Work:
    """The same document once more, without its number and its day."""
    work = Work.of_data(KINDS[document.listed.kind], document.listed.variant, document.data)[0]
    unnumber(work)
    return work


def unnumber(work: Work) -> None:
    """Take out what one document only can bear: the number and the day."""
    for answers in (work.answers, work.answers.get(PROMULGATED, {})):
        answers.update({name: "" for name in ("so", "ngay_ban_hanh") if name in answers})


def _value(data: Any, path: str) -> Any:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *groups, last = path.split(".")
    for group in groups:
        data = data.setdefault(group, {})
    data[last] = value
