"""Who may issue and sign, with which symbol (Quy định 399-QĐ/TW; the format standard of the day)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen.check.content.facts import WARN, body, find, frame, is_cell, joined, key, places, shown
from docgen.check.finding import Severity
from docgen.check.registry import Case, Hit, by_part, rule
from docgen.context.heading import signing_line
from docgen.standard import SigningLine
from docgen.vietnamese import capitals
from schemas.bien_ban import DaiHoiChiBo, HopChiUy, KiemPhieu
from schemas.document import CoQuan, NguoiKy, VanBanChung, VanBanThamChieu
from schemas.meeting import CuocHopChung
from schemas.nghi_quyet import DaiHoi
from schemas.quy_che_lam_viec import ChiBoCoQuan, ChiBoThon, DangUyCoSo, QuyChe

SIGNING = "Hướng dẫn 05-HD/VPTW, mục 7.1; Hướng dẫn 36-HD/VPTW, mục 1.7"

_TITLES = re.compile(
    r"(?:GS|PGS|TS|ThS|BS|CN|KS|CKI|CKII|NGƯT|NGND|NSƯT|NSND|TTƯT)\b\.?"
    r"|(?:giáo sư|phó giáo sư|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|bác sĩ|bác sỹ|kỹ sư|cử nhân|luật sư|nhà giáo)\b"
    r"|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)\b|anh hùng\b",
    re.IGNORECASE,
)
_KINDS = ("NQ", "QĐ", "KL", "QC", "TB", "BC", "KH", "CTr", "TTr", "HD", "CT", "BB")
_STATE_NUMBER = re.compile(rf"(?<![\w/-])\d{{1,5}}/(?:{'|'.join(_KINDS)})-(?:CB|ĐU|TW|TU|BTCTW|VPTW)\b")
_STATE_HINTS = tuple(f"/{kind.lower()}-" for kind in _KINDS)


@rule("R-80", "E", "Cơ quan có thẩm quyền ban hành thể loại này", clause="Quy định 399-QĐ/TW, Điều 11", grade="B")
def may_issue(case: Case) -> Iterator[Hit]:
    """Cơ quan chỉ ban hành thể loại văn bản thuộc thẩm quyền của mình.

    Vì sao: chi bộ ban hành được quy chế nhưng không ban hành quy định, hướng dẫn, chỉ thị; ban thường vụ đảng ủy cơ sở không
    ban hành quy chế. Chỗ chưa đối chiếu được với nguyên văn (đại hội) thì chỉ nhắc.
    Đúng: đảng ủy cơ sở ban hành quy chế làm việc.
    Sai: ban thường vụ đảng ủy cơ sở ban hành quy chế làm việc.
    """
    issuer = body(case)
    row = case.standard.authority.rows.get(issuer.authority or "") if issuer else None
    if issuer is None or row is None:
        return
    for path, the_loai in _kinds_issued(case):
        if row.verdict(the_loai) == "forbidden":
            message = f"{issuer.name} không ban hành {case.standard.kinds[the_loai].name.lower()}."
            yield Hit(path, message, row.note or "Chọn cơ quan ban hành khác hoặc thể loại khác.", _if_unsure(row.grade))


def _kinds_issued(case: Case) -> Iterator[tuple[str, str]]:
    the_loai = case.kind.the_loai_of(case.document.bien_the)
    if the_loai:
        yield "co_quan.loai", the_loai
    if isinstance(case.document, QuyChe) and case.document.quyet_dinh:
        yield "quyet_dinh", "quyet_dinh"


def _if_unsure(grade: str) -> Severity | None:
    return None if grade in {"A", "B"} else WARN


@rule("R-82a", "E", "Ký thay mặt đúng cơ quan ban hành", clause=SIGNING, grade="B")
def signs_for_the_issuer(case: Case) -> Iterator[Hit]:
    """Quyền hạn ký là của cơ quan ban hành: chi bộ ký T/M Chi bộ, đảng ủy ký T/M Đảng ủy, đại hội ký T/M Đoàn Chủ tịch.

    Vì sao: ký sai thẩm quyền thì văn bản không có giá trị; “T/M Chi ủy” chỉ thấy trong thực tế nên chỉ nhắc.
    Đúng: T/M CHI BỘ, BÍ THƯ.
    Sai: chi bộ ký T/M ĐẢNG ỦY; hoặc T/M CHI BỘ mà không ghi chức vụ.
    """
    issuer = body(case)
    if issuer is None:
        return
    codes = [line.code for line in issuer.lines]
    for path, signer in find(case, NguoiKy):
        if signer.thay_mat and signer.thay_mat.value not in codes:
            message = f"{issuer.name} không ký {signer.thay_mat.label}."
            yield Hit(joined(path, "thay_mat"), message, f"Bỏ trống để lấy {issuer.lines[0].line1}.")
            continue
        yield from _post_and_line(path, signer, signing_line(signer, frame(case)))
        if isinstance(case.document, DaiHoi):
            yield from _of_presidium(path, signer, case.document)


def _post_and_line(path: str, signer: NguoiKy, line: SigningLine) -> Iterator[Hit]:
    if line.severity is not None:
        yield Hit(joined(path, "thay_mat"), f"Ký {line.line1}.", line.note, WARN)
    if signer.chuc_vu and not line.line2:
        message = f"{line.line1} chỉ ghi họ tên, chức vụ {signer.chuc_vu.label} không được in."
        yield Hit(joined(path, "chuc_vu"), message, "Bỏ chức vụ người ký.", WARN)
    elif signer.chuc_vu is None and line.line2:
        message = f"Chưa ghi chức vụ người ký dưới {line.line1}."
        yield Hit(joined(path, "chuc_vu"), message, "Chọn bí thư hoặc phó bí thư.", WARN)
    elif signer.chuc_vu and capitals.upper(signer.chuc_vu.label) not in line.line2:
        message = f"{signer.chuc_vu.label} không ký dưới {line.line1}."
        yield Hit(joined(path, "chuc_vu"), message, f"Chức vụ được ký: {', '.join(line.line2)}.")


def _of_presidium(path: str, signer: NguoiKy, document: DaiHoi) -> Iterator[Hit]:
    if key(signer.ho_ten) not in {key(member.ho_ten) for member in document.doan_chu_tich}:
        message = f"Đồng chí {signer.ho_ten} không có tên trong đoàn chủ tịch."
        yield Hit(joined(path, "ho_ten"), message, "Người ký nghị quyết đại hội thay mặt đoàn chủ tịch.", WARN)


@rule("R-82b", "E", "Họ tên người ký không kèm học hàm, quân hàm", clause=SIGNING, grade="B")
def bare_names_of_signers(case: Case) -> Iterator[Hit]:
    """Họ tên người ký không kèm học hàm, học vị, quân hàm, danh hiệu, và không ghi T/M, K/T, T/L ở ô họ tên.

    Vì sao: phần ký in chức vụ ở dòng riêng, họ tên ở dòng riêng; chi bộ, cấp ủy không có ký thay (K/T).
    Đúng: Hoàng Đình Khải.
    Sai: ThS Hoàng Đình Khải; Thiếu tá Hoàng Đình Khải; K/T Bí thư Lục Thị Ngân.
    """
    rules = case.standard.format.signature
    marks = (rules.thay_mat.value, rules.ky_thay.value, rules.thua_lenh.value, rules.quyen.value, *rules.forbidden_prefixes.value)
    for path, name in _signers(case):
        if found := _TITLES.match(name):
            yield Hit(path, f"Họ tên người ký ghi kèm {shown(found[0].strip())}: {shown(name)}.", "Chỉ ghi họ, chữ đệm, tên.")
        elif mark := next((mark for mark in marks if name.upper().startswith(mark.upper())), None):
            yield Hit(path, f"Ô họ tên ghi “{mark}”: {shown(name)}.", "Chỉ ghi họ tên; cấp ủy không có ký thay.")


def _signers(case: Case) -> Iterator[tuple[str, str]]:
    """Everybody whose name is printed under a signature."""
    yield from ((joined(path, "ho_ten"), signer.ho_ten) for path, signer in find(case, NguoiKy))
    for path, held in find(case, CuocHopChung):
        yield joined(path, "chu_tri.ho_ten"), held.chu_tri.ho_ten
        yield joined(path, "thu_ky.ho_ten"), held.thu_ky.ho_ten
    if isinstance(case.document, KiemPhieu):
        yield "chu_tri.ho_ten", case.document.chu_tri.ho_ten
        yield "ban_kiem_phieu.truong_ban", case.document.ban_kiem_phieu.truong_ban


@rule("R-82c", "W", "Không dùng K/T, TM., TUQ. trong văn bản của cấp ủy", clause=SIGNING, grade="C")
@by_part
def signing_marks_in_text(case: Case) -> Iterator[Hit]:
    """Văn bản của cấp ủy không viết “K/T BÍ THƯ”, “TM. CHI BỘ”, “TUQ.”.

    Vì sao: cấp ủy là tập thể, phó bí thư ký T/M chứ không ký thay; văn bản của Đảng dùng gạch chéo, không dùng dấu chấm.
    Đúng: T/M CHI BỘ, PHÓ BÍ THƯ.
    Sai: K/T BÍ THƯ, PHÓ BÍ THƯ; TM. CHI BỘ.
    """
    if not isinstance(case.document, VanBanChung):
        return
    rules = case.standard.format.signature
    ky_thay, forbidden = rules.ky_thay.value, rules.forbidden_prefixes.value
    for text, found in places(case, _wrong_marks(ky_thay, forbidden), *(mark.lower() for mark in (ky_thay, *forbidden))):
        message = f"Văn bản viết “{found[0].strip()}”."
        yield Hit(text.path, message, "Bỏ; chương trình tự in quyền hạn ký T/M của cơ quan ban hành.")


@lru_cache(maxsize=8)
def _wrong_marks(ky_thay: str, forbidden: tuple[str, ...]) -> re.Pattern[str]:
    dotted = "|".join(re.escape(mark) for mark in forbidden)
    return re.compile(rf"(?<!\w)(?:{re.escape(ky_thay)}\s+(?:BÍ THƯ|Bí thư)|(?:{dotted})\s*(?=[A-ZĐ]))")


@rule("R-83", "E", "Số và ký hiệu đúng kiểu của Đảng", clause="Hướng dẫn 36-HD/VPTW, mục 1.3; Hướng dẫn 05-HD/VPTW", grade="B")
@by_part
def symbols(case: Case) -> Iterator[Hit]:
    """Ký hiệu cơ quan là CB, ĐU; số viết 05-NQ/CB: gạch nối trước thể loại, gạch chéo trước cơ quan, dưới 10 thêm số 0.

    Vì sao: ký hiệu tự đặt (BTV, CB-LH) hoặc viết kiểu văn bản nhà nước (05/NQ-CB) làm lẫn dãy số.
    Đúng: 16-NQ/CB; ký hiệu cơ quan bỏ trống hoặc CB.
    Sai: 16/NQ-CB; “Số: 5-NQ/CB”; ký hiệu cơ quan BTV.
    """
    for path, office in find(case, CoQuan):
        if office.ky_hieu is not None:
            yield from _symbol_of_body(case, joined(path, "ky_hieu"), office)
    regex = re.compile(case.standard.format.number_line.regex.value)
    for path, reference in find(case, VanBanThamChieu):
        number = reference.so_ky_hieu
        if number is not None and not regex.match(f"Số {number}") and not _STATE_NUMBER.search(number):
            yield Hit(
                joined(path, "so_ky_hieu"), f"Số và ký hiệu ghi {shown(number)}.", "Ghi như 05-NQ/CB, không có chữ “Số”.", WARN
            )
    for text, found in places(case, _STATE_NUMBER, *_STATE_HINTS):
        yield Hit(text.path, f"Số “{found[0]}” viết kiểu văn bản nhà nước.", "Văn bản của Đảng viết như 05-NQ/CB.", WARN)


def _symbol_of_body(case: Case, path: str, office: CoQuan) -> Iterator[Hit]:
    typed, standard = office.ky_hieu or "", case.standard
    usual = standard.bodies[office.loai.value].symbol
    if usual is None or typed == usual.value:
        return
    gone = {former.symbol.value: former.name for former in standard.former_bodies.values() if former.symbol}
    if typed in standard.rejected_symbols.value:
        yield Hit(path, f"Ký hiệu {typed} không dùng trong văn bản của Đảng.", f"Bỏ trống, hoặc ghi {usual.value}.")
    elif typed in gone:
        yield Hit(
            path, f"Ký hiệu {typed} là của {gone[typed].lower()}, nay không còn.", f"Bỏ trống, hoặc ghi {usual.value}.", WARN
        )
    elif not (is_cell(case) and re.fullmatch(standard.numbered_cell_symbol.value, typed)):
        yield Hit(path, f"Ký hiệu {typed} khác ký hiệu {usual.value} của {office.loai.label.lower()}.", "Bỏ trống.", WARN)


@rule("R-95", "W", "Loại văn bản hợp với cơ quan ban hành", clause="Quy định 399-QĐ/TW", grade="P")
def variant_fits_the_issuer(case: Case) -> Iterator[Hit]:
    """Văn bản dành cho chi bộ thì chi bộ ban hành, văn bản dành cho đảng ủy thì đảng ủy ban hành.

    Vì sao: câu chữ in sẵn của mẫu theo từng loại tổ chức; chọn nhầm mẫu thì văn bản sai tên tổ chức.
    Đúng: quy chế chi bộ thôn do chi bộ ban hành.
    Sai: quy chế đảng ủy cơ sở do chi bộ ban hành.
    """
    document = case.document
    for_cell = isinstance(document, ChiBoThon | ChiBoCoQuan | HopChiUy | DaiHoi | DaiHoiChiBo)
    if (for_cell and not is_cell(case)) or (isinstance(document, DangUyCoSo) and is_cell(case)):
        variant = type(document).model_fields["bien_the"].description
        message = f"{variant} Cơ quan ban hành lại là {document.co_quan.loai.label.lower()}."
        yield Hit("co_quan.loai", message, "Chọn biến thể khác, hoặc sửa loại cơ quan.")
