"""Who was there: the counts add up, nobody is counted twice, and what the numbers mean for the votes."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.content.counting import counted, least
from docgen.check.content.facts import WARN, attendance, group, key, meeting
from docgen.check.registry import Case, Hit, rule
from schemas.bien_ban import BienBanChung, DaiHoiChiBo, KiemPhieu, SinhHoatChuyenDe
from schemas.meeting import NguoiVang, ThanhPhan
from schemas.nghi_quyet import DaiHoi

ADDS_UP = "Số liệu trong biên bản, nghị quyết phải khớp"
_GROUP = "cuoc_hop.thanh_phan"


@rule("R-46", "W", "Đủ người để thông qua được việc", clause="Quy định thi hành Điều lệ Đảng (quá nửa)", grade="B")
def enough_to_carry(case: Case) -> Iterator[Hit]:
    """Số người có quyền biểu quyết trong phòng phải quá nửa mẫu số, nếu không thì không việc nào được thông qua.

    Vì sao: tính quá nửa trên mẫu số, không phải trên số có mặt; nên biết trước khi biểu quyết.
    Đúng: mẫu số 22, có mặt 12 đảng viên chính thức.
    Sai: mẫu số 22, có mặt 11 đảng viên chính thức.
    """
    present = group(case)
    if present is None:
        return
    need = least(present.mau_so)
    if present.mau_so > 0 and present.du_quyen_bieu_quyet < need:
        yield Hit(
            _GROUP,
            f"Có mặt {present.du_quyen_bieu_quyet} người có quyền biểu quyết, mẫu số {present.mau_so}: không đủ {need} phiếu "
            "để thông qua việc gì.",
            "Hoãn việc cần biểu quyết sang kỳ sau.",
        )


@rule("R-52", "E", "Số có mặt, vắng mặt cộng lại đúng số phải dự", clause=ADDS_UP, grade="B")
def counts_add_up(case: Case) -> Iterator[Hit]:
    """Có mặt cộng vắng mặt bằng số phải dự; không diện nào đông hơn tổng số của diện đó.

    Vì sao: số liệu không khớp làm sai mẫu số biểu quyết và là lỗi đầu tiên người thẩm định thấy.
    Đúng: phải dự 24, có mặt 21, vắng 3 (có tên).
    Sai: phải dự 24, có mặt 21, chỉ ghi tên 2 người vắng.
    """
    present = group(case)
    if present is not None:
        if counted(present) != present.phai_du:
            yield Hit(
                _GROUP,
                f"Có mặt {present.co_mat} cộng vắng {present.so_vang} là {counted(present)}, "
                f"nhưng số phải dự là {present.phai_du}.",
                "Sửa số có mặt, hoặc ghi đủ tên người vắng.",
            )
        elif isinstance(present, ThanhPhan):
            yield from _split(present)
    if isinstance(present, ThanhPhan):
        yield from _classes(present)
    yield from _of_document(case)


def _classes(present: ThanhPhan) -> Iterator[Hit]:
    came = len(present.mien_sinh_hoat_co_du)
    if came > present.mien_sinh_hoat:
        message = f"{came} người được miễn có dự, nhưng tổng số người được miễn là {present.mien_sinh_hoat}."
        yield Hit(f"{_GROUP}.mien_sinh_hoat_co_du", message, "Sửa số người được miễn hoặc danh sách người có dự.")
    outside = present.mien_sinh_hoat + present.tam_thoi_di + present.dinh_chi
    if outside > present.tong_chinh_thuc:
        message = f"Được miễn, đi nơi khác, bị đình chỉ là {outside}, nhiều hơn {present.tong_chinh_thuc} đảng viên chính thức."
        yield Hit(f"{_GROUP}.tong_chinh_thuc", message, "Xem lại từng số.")
    at_home = present.tong_du_bi - present.tam_thoi_di_du_bi
    if present.co_mat_du_bi > at_home:
        message = f"Đảng viên dự bị: có mặt {present.co_mat_du_bi}, phải dự {at_home}."
        yield Hit(f"{_GROUP}.co_mat_du_bi", message, "Sửa số dự bị có mặt hoặc tổng số dự bị.")


def _split(present: ThanhPhan) -> Iterator[Hit]:
    """The sum is right: are official and probationary members in their places?"""
    absent = sum(not person.du_bi for person in (*present.vang_co_ly_do, *present.vang_khong_ly_do))
    wanted = present.tong_chinh_thuc - present.mien_sinh_hoat - present.tam_thoi_di - present.dinh_chi
    if present.co_mat_chinh_thuc + absent != wanted:
        yield Hit(
            f"{_GROUP}.co_mat_chinh_thuc",
            f"Đảng viên chính thức: có mặt {present.co_mat_chinh_thuc} cộng vắng {absent}, phải dự {wanted}.",
            "Đánh dấu người vắng là đảng viên dự bị, hoặc sửa số có mặt.",
            WARN,
        )


def _of_document(case: Case) -> Iterator[Hit]:
    document, present = case.document, attendance(case)
    if isinstance(document, BienBanChung) and document.thong_qua:
        read = document.thong_qua
        if read.tan_thanh > read.tong:
            message = f"{read.tan_thanh} người nhất trí, nhưng chỉ {read.tong} người nghe đọc."
            yield Hit("thong_qua.tan_thanh", message, "Sửa lại hai số.")
        room = present.co_mat + len(present.mien_sinh_hoat_co_du) + present.tam_thoi_den if present else read.tong
        if read.tong > room:
            message = f"{read.tong} người nghe đọc biên bản, nhưng chỉ có {room} đảng viên trong phòng."
            yield Hit("thong_qua.tong", message, "Sửa số người nghe đọc.", WARN)
    came = present.du_quyen_bieu_quyet if present else getattr(document, "co_mat", 0)
    if isinstance(document, DaiHoi | DaiHoiChiBo | KiemPhieu) and came > document.trieu_tap:
        message = f"Có mặt {came} nhưng chỉ triệu tập {document.trieu_tap} đảng viên."
        yield Hit("trieu_tap", message, "Sửa số triệu tập hoặc số có mặt.")


@rule("R-53", "E", "Người vắng mặt không chủ trì, không ghi biên bản", clause=ADDS_UP, grade="B")
def absent_and_present(case: Case) -> Iterator[Hit]:
    """Người có tên trong danh sách vắng thì không chủ trì, không làm thư ký, không phát biểu trong cuộc họp đó.

    Vì sao: một người không thể vừa vắng vừa có mặt; thường do chép danh sách tháng trước.
    Đúng: chủ trì Hoàng Đình Khải; vắng Chu Văn Đính.
    Sai: thư ký Chu Văn Đính; vắng Chu Văn Đính.
    """
    held, present = meeting(case), group(case)
    if held is None or present is None:
        return
    absent = {key(person.ho_ten): person.ho_ten for person in (*present.vang_co_ly_do, *present.vang_khong_ly_do)}
    for path, name, role in (("chu_tri", held.chu_tri.ho_ten, "chủ trì"), ("thu_ky", held.thu_ky.ho_ten, "thư ký")):
        if key(name) in absent:
            message = f"Đồng chí {name} là {role} nhưng có tên trong danh sách vắng."
            yield Hit(f"cuoc_hop.{path}.ho_ten", message, "Sửa danh sách vắng hoặc người giữ việc này.")
    for path, name in _others_present(case, held):
        if key(name) in absent:
            message = f"Đồng chí {name} có tên trong danh sách vắng nhưng được ghi là có dự."
            yield Hit(path, message, "Xem lại; ý kiến gửi bằng văn bản thì ghi rõ như vậy.", WARN)


def _others_present(case: Case, held: object) -> Iterator[tuple[str, str]]:
    document = case.document
    if isinstance(document, BienBanChung):
        yield from ((f"thao_luan.{index}.ho_ten", one.ho_ten) for index, one in enumerate(document.thao_luan))
    if isinstance(document, SinhHoatChuyenDe):
        yield "nguoi_trinh_bay.ho_ten", document.nguoi_trinh_bay.ho_ten
    if isinstance(document, DaiHoiChiBo):
        yield from ((f"doan_chu_tich.{index}.ho_ten", one.ho_ten) for index, one in enumerate(document.doan_chu_tich))
    guests = getattr(held, "khach_moi", ())
    yield from ((f"cuoc_hop.khach_moi.{index}.ho_ten", guest.ho_ten) for index, guest in enumerate(guests))


@rule("R-55", "W", "Vắng có lý do thì ghi lý do", clause="Hướng dẫn 42-HD/BTCTW (ghi biên bản)", grade="P")
def reasons_of_absence(case: Case) -> Iterator[Hit]:
    """Người vắng có lý do được ghi lý do; người vắng không lý do thì không ghi.

    Vì sao: vắng có lý do hay không được tính khác nhau khi chấm điểm và khi bầu cử ở đại hội.
    Đúng: vắng có lý do: Chu Văn Đính (đi làm xa, đã báo cáo).
    Sai: vắng có lý do: Chu Văn Đính (không ghi lý do).
    """
    present = group(case)
    if present is None:
        return
    for path, person in _absentees(present.vang_co_ly_do, "vang_co_ly_do"):
        if person.ly_do is None:
            yield Hit(f"{path}.ly_do", f"Đồng chí {person.ho_ten} vắng có lý do nhưng chưa ghi lý do.", "Ghi lý do vắng.")
    for path, person in _absentees(present.vang_khong_ly_do, "vang_khong_ly_do"):
        if person.ly_do is not None:
            message = f"Đồng chí {person.ho_ten} vắng không lý do nhưng lại ghi “{person.ly_do}”."
            yield Hit(f"{path}.ly_do", message, "Chuyển sang danh sách vắng có lý do, hoặc bỏ lý do.")


def _absentees(people: tuple[NguoiVang, ...], name: str) -> Iterator[tuple[str, NguoiVang]]:
    return ((f"{_GROUP}.{name}.{index}", person) for index, person in enumerate(people))
