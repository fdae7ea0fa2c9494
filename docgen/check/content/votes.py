"""Votes: who may vote, which majority is needed on which base, what a chi bộ may decide by vote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content.counting import base_in_words, least, verdict, voters_present
from docgen.check.content.facts import HINT, WARN, attendance, find, group, is_cell, is_resolution, joined, shown
from docgen.check.registry import Case, Hit, rule
from docgen.context.meeting import vote_base
from docgen.vietnamese import numbers
from schemas.bien_ban import HopChiUy
from schemas.meeting import HAI_PHAN_BA, BieuQuyet, HinhThucBieuQuyet, LoaiViec, NoiDungBieuQuyet, ThanhPhan
from schemas.nghi_quyet import KetLuan

CHARTER = "Điều lệ Đảng; quy định thi hành Điều lệ Đảng"

_TWO_THIRDS = re.compile(r"\b(?:kết nạp|công nhận (?:đảng viên )?chính thức|x[óo][aá] tên)\b", re.IGNORECASE)
_PLANNING = re.compile(r"\b(?:kế hoạch|chương trình|chỉ tiêu|tiêu chuẩn|quy trình|quy chế)\b", re.IGNORECASE)
_PUNISH = re.compile(
    r"\b(?:thi hành kỷ luật|kỷ luật (?:đối với|đồng chí)|khiển trách|cảnh cáo|cách chức|khai trừ)\b", re.IGNORECASE
)
_ABOVE_CELL = re.compile(r"\b(?:cách chức|khai trừ)\b", re.IGNORECASE)
_PROPOSE = re.compile(r"\b(?:đề nghị|kiến nghị|báo cáo)\b", re.IGNORECASE)
_ELECT = re.compile(
    r"\bbầu\b[^.;]{0,60}\b(?:(?:cấp|chi|đảng) (?:ủy|uỷ)|bí thư|ban thường vụ|ban chấp hành|đại biểu dự)\b", re.IGNORECASE
)
_BY_HAND = re.compile(r"đoàn chủ tịch|thư ký|ban kiểm phiếu|thẩm tra", re.IGNORECASE)


def _titled(case: Case) -> Iterator[tuple[str, BieuQuyet, str]]:
    """Every vote with its path and what is voted on."""
    for path, vote in find(case, BieuQuyet):
        yield path, vote, vote.noi_dung if isinstance(vote, NoiDungBieuQuyet) else getattr(case.document, "trich_yeu", "")


@rule("R-20", "E", "Chỉ đảng viên chính thức có mặt mới biểu quyết", clause=CHARTER, grade="B")
def only_official_members_vote(case: Case) -> Iterator[Hit]:
    """Số phiếu không nhiều hơn số người có quyền biểu quyết trong phòng.

    Vì sao: đảng viên dự bị được thảo luận, không được biểu quyết; người vắng mặt không gửi phiếu.
    Đúng: 19 đảng viên chính thức, 2 dự bị có mặt; 19 phiếu.
    Sai: 19 đảng viên chính thức, 2 dự bị có mặt; 21 phiếu.
    """
    present, voters = group(case), voters_present(case)
    if voters is None:
        return
    visitors = present.tam_thoi_den if isinstance(present, ThanhPhan) else 0
    for path, vote in find(case, BieuQuyet):
        if vote.tong_phieu > voters:
            yield Hit(
                joined(path, "tan_thanh"),
                f"Có {vote.tong_phieu} phiếu nhưng chỉ {voters} người có quyền biểu quyết có mặt{_not_voting(present)}.",
                "Sửa số phiếu, hoặc số đảng viên chính thức có mặt.",
                # Whether a member who is here for a time may vote was not found in a rule.
                WARN if vote.tong_phieu <= voters + visitors else None,
            )


def _not_voting(present: object) -> str:
    on_probation = present.co_mat_du_bi if isinstance(present, ThanhPhan) else 0
    return f" ({on_probation} đảng viên dự bị không biểu quyết)" if on_probation else ""


def _not_carried(case: Case, *kinds: LoaiViec) -> Iterator[Hit]:
    """A resolution whose own vote failed; in minutes a hint where the present were taken for the base."""
    for path, vote in find(case, BieuQuyet):
        if vote.loai_viec not in kinds:
            continue
        base = vote_base(case.document)
        if vote.thong_qua(base):
            continue
        counted = f"{vote.tan_thanh}/{base} phiếu tán thành, đạt {numbers.percent(vote.tan_thanh, base)}"
        message = f"{counted}: {verdict(vote, base)}, cần {vote.can_dat(base)} phiếu ({base_in_words(case, base)})."
        if is_resolution(case):
            yield Hit(joined(path, "tan_thanh"), message, "Chưa ban hành được; ghi kết quả vào biên bản, hoặc xem lại số phiếu.")
        elif 2 * vote.tan_thanh > vote.tong_phieu:
            yield Hit(joined(path, "tan_thanh"), message, "Tính trên mẫu số, không tính trên số có mặt.", HINT)


@rule("R-60", "E", "Nghị quyết được quá nửa tán thành", clause=CHARTER, grade="B")
def carried_by_half(case: Case) -> Iterator[Hit]:
    """Nghị quyết, kết luận của chi bộ được thông qua khi hơn một nửa mẫu số tán thành; đúng một nửa là chưa thông qua.

    Vì sao: mẫu số là đảng viên chính thức, trừ người đang ở nơi khác và người được miễn không dự; người vắng vẫn tính.
    Đúng: mẫu số 22, tán thành 19 (86,4%) hoặc 12 (54,5%).
    Sai: mẫu số 22, tán thành 11 (50%), dù trong phòng chỉ có 19 người.
    """
    if is_cell(case):
        yield from _not_carried(case, LoaiViec.THUONG)


@rule("R-62", "E", "Quyết định của đảng ủy được quá nửa số ủy viên tán thành", clause=CHARTER, grade="B")
def carried_by_committee(case: Case) -> Iterator[Hit]:
    """Nghị quyết, kết luận của đảng ủy, ban thường vụ được hơn một nửa số ủy viên đương chức tán thành.

    Vì sao: mẫu số là mọi ủy viên đương chức, kể cả người vắng.
    Đúng: 15 ủy viên, 8 tán thành.
    Sai: 15 ủy viên, có mặt 12, 7 tán thành.
    """
    if not is_cell(case):
        yield from _not_carried(case, LoaiViec.THUONG)


@rule("R-63", "E", "Kết nạp, công nhận, xóa tên cần hai phần ba", clause=CHARTER, grade="B")
def two_thirds(case: Case) -> Iterator[Hit]:
    """Kết nạp, công nhận đảng viên chính thức, xóa tên cần ít nhất hai phần ba số đảng viên chính thức tán thành.

    Vì sao: quá nửa mà chưa đủ hai phần ba thì hồ sơ bị trả lại; chọn đúng loại việc để chương trình tính đúng.
    Đúng: mẫu số 22, tán thành 15.
    Sai: mẫu số 22, tán thành 14; hoặc việc kết nạp mà loại việc để “Việc thông thường”.
    """
    yield from _not_carried(case, *HAI_PHAN_BA)
    if isinstance(case.document, HopChiUy) or not is_cell(case):
        return
    for path, vote, title in _titled(case):
        found = _TWO_THIRDS.search(title)
        if found and vote.loai_viec is LoaiViec.THUONG and not _PLANNING.search(title):
            message = f"Nội dung có “{found[0]}” nhưng loại việc là “{vote.loai_viec.label}”."
            yield Hit(joined(path, "loai_viec"), message, "Chọn đúng loại việc; loại này cần hai phần ba.", WARN)
    if isinstance(case.document, KetLuan):
        for index, item in enumerate(case.document.noi_dung):
            if (found := _TWO_THIRDS.search(item.ten)) and not _PLANNING.search(item.ten):
                message = f"Kết luận chung có cả việc “{found[0]}”, việc này cần biểu quyết riêng với hai phần ba."
                yield Hit(f"noi_dung.{index}.ten", message, "Tách thành nghị quyết riêng.", WARN)


@rule("R-64", "E", "Kỷ luật: chi bộ chỉ khiển trách, cảnh cáo", clause="Điều lệ Đảng; Quy định 21-QĐ/TW", grade="B")
def discipline(case: Case) -> Iterator[Hit]:
    """Chi bộ quyết định khiển trách, cảnh cáo khi quá nửa tán thành; cách chức, khai trừ thì chỉ đề nghị cấp trên.

    Vì sao: quyết định vượt thẩm quyền không có hiệu lực và phải thu hồi.
    Đúng: “Thi hành kỷ luật khiển trách đồng chí …”; “Đề nghị Đảng ủy khai trừ đồng chí …”.
    Sai: “Thi hành kỷ luật khai trừ đồng chí …” do chi bộ quyết định.
    """
    yield from _not_carried(case, LoaiViec.KY_LUAT)
    if not is_cell(case):
        return
    yield from _half_of_all(case)
    for path, vote, title in _titled(case):
        disciplines = vote.loai_viec is LoaiViec.KY_LUAT
        place = joined(path, "noi_dung") if isinstance(vote, NoiDungBieuQuyet) else "trich_yeu"
        if (found := _ABOVE_CELL.search(title)) and not _PROPOSE.search(title):
            message = f"Chi bộ không có thẩm quyền {found[0].lower()}: {shown(title)}."
            yield Hit(place, message, "Viết là đề nghị cấp ủy cấp trên xem xét.", None if disciplines else WARN)
        elif (found := _PUNISH.search(title)) and vote.loai_viec is LoaiViec.THUONG:
            message = f"Nội dung có “{found[0]}” nhưng loại việc là “{vote.loai_viec.label}”."
            yield Hit(joined(path, "loai_viec"), message, "Chọn loại việc kỷ luật.", WARN)
        if disciplines and vote.hinh_thuc is not HinhThucBieuQuyet.PHIEU_KIN:
            message = f"Biểu quyết kỷ luật bằng hình thức {vote.hinh_thuc.label}."
            yield Hit(joined(path, "hinh_thuc"), message, "Thường bỏ phiếu kín; đối chiếu Quy định 21-QĐ/TW.", WARN)


def _half_of_all(case: Case) -> Iterator[Hit]:
    """Carried on the base of ordinary votes, but not by more than half of all official members."""
    present = attendance(case)
    for path, vote in find(case, BieuQuyet) if present else ():
        if vote.loai_viec is LoaiViec.KY_LUAT and present and vote.thong_qua(vote_base(case.document)):
            need = least(present.tong_chinh_thuc)
            if vote.tan_thanh < need:
                message = (
                    f"{vote.tan_thanh} phiếu chưa quá nửa tổng số {present.tong_chinh_thuc} đảng viên chính thức (cần {need})."
                )
                yield Hit(
                    joined(path, "tan_thanh"), message, "Kỷ luật tính trên toàn bộ đảng viên chính thức; đối chiếu lại.", WARN
                )


@rule("R-66", "W", "Bầu cấp ủy, bí thư, đại biểu bằng phiếu kín", clause="Quyết định 190-QĐ/TW (Quy chế bầu cử)", grade="B")
def secret_ballot(case: Case) -> Iterator[Hit]:
    """Bầu cấp ủy, bí thư, phó bí thư, đại biểu dự đại hội cấp trên thì bỏ phiếu kín.

    Vì sao: giơ tay chỉ dùng khi bầu đoàn chủ tịch, thư ký, ban thẩm tra, ban kiểm phiếu.
    Đúng: “Bầu đoàn chủ tịch” giơ thẻ; “Bầu chi ủy” bỏ phiếu kín.
    Sai: “Bầu bổ sung chi ủy viên” giơ tay.
    """
    for path, vote, title in _titled(case):
        found = _ELECT.search(title)
        if found and not _BY_HAND.search(title) and vote.hinh_thuc is not HinhThucBieuQuyet.PHIEU_KIN:
            message = f"{shown(title)} biểu quyết bằng hình thức {vote.hinh_thuc.label}."
            yield Hit(joined(path, "hinh_thuc"), message, "Bỏ phiếu kín và lập biên bản kiểm phiếu.")
