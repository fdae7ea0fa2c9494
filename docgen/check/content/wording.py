"""Words that do not belong in a Party document, or that the program sets itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from docgen.check.content.facts import WARN, Text, everybody, find, is_cell, joined, key, people, places, shown, texts, whole
from docgen.check.registry import Case, Hit, by_part, rule
from docgen.vietnamese import legacy, tones
from schemas.bien_ban import BienBanChung, KiemPhieu
from schemas.document import VanBanChung, VanBanThamChieu
from schemas.nghi_quyet import ChuyenDe
from schemas.quy_che_lam_viec import Chuong, Dieu, Khoan, QuyChe
from schemas.thong_bao import ThongBaoChung

PRACTICE = "Lỗi thường gặp khi thẩm định văn bản"

# Not from the middle of a number: a long row of digits would be read again from each of them. 1.250% may be thousands.
_PERCENT_DOT = re.compile(r"(?<![\d.])\d+\.(?!\d{3}\s?%)\d+\s?%")
_REWARD = re.compile(r"\b(?:tặng|cấp|trao)\s+giấy khen\b", re.IGNORECASE)
_PROPOSE = re.compile(r"\b(?:đề nghị|đề xuất|kiến nghị|được|nhận)\b", re.IGNORECASE)
_SIXTY_DAYS = re.compile(r"\b60 ngày làm việc\b", re.IGNORECASE)
_DISTRICT_WORDS = "huyện|quận|thị xã|thị trấn"
_DISTRICT_BODIES = (
    "UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Đảng bộ|Đảng ủy|Đảng uỷ|Mặt trận Tổ quốc|MTTQ|"
    "Trung tâm chính trị|Trung tâm bồi dưỡng chính trị|Công an|Ban Tổ chức|Ban Tuyên giáo|Ban Chỉ huy Quân sự"
)
_GONE_HINTS = ("huyện", "quận", "thị xã", "thị trấn", "thị ủy", "thị uỷ")
_PAST_BEFORE = re.compile(r"\b(?:nguyên(?! nhân| tắc)|cựu|trước đây|trước sáp nhập|thời kỳ|không còn|bỏ cấp)\b", re.IGNORECASE)
_PAST_AFTER = re.compile(r"^[^.;]{0,25}\(?\b(?:cũ|trước đây)\b", re.IGNORECASE)
_ADDRESSEE = re.compile(r"^\s*Kính (?:gửi|trình)\b", re.IGNORECASE | re.MULTILINE)
# A quick look for hoà, khoẻ, uỷ; quý is written one way only.
_NEW_STYLE = re.compile(r"[àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?!\w)(?<=[oOuU].)(?<![qQ]..)")
# Letters that Vietnamese does not use: without one of them a text is not in an old encoding.
_FOREIGN = re.compile("[\u00a1-\u00bf×÷ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ]")
_MARKS = re.compile(r"\{\{[^{}]*\}\}|\{\{|\}\}|\{%|%\}|\[CẦN BỔ SUNG[^\]]*\]?")
_BLANKS = re.compile(
    r"\b(?:ngày|tháng|năm|số|đồng chí|lúc)\s+(?:…+|\.{3,})|\.{4,}|…{2,}|_{3,}|(?<=\s)(?:…|\.{3})(?=\s+\w)"
    r"|\[\s*(?:…|\.{3,})\s*\]|(?<=\()(?:…|\.{3})(?=\s+\w)|(?:…|\.{3})\s?%"
    r"|\bx{3,}\b|\bX{4,}\b|<[^<>\s]{2,30}>|\b(?:TODO|lorem ipsum)\b"
)
_MARK_HINTS = ("{{", "}}", "{%", "%}", "[cần bổ sung")
_BLANK_HINTS = ("...", "…", "___", "xxx", "<", "todo", "lorem")
_NUMBERED: tuple[tuple[type[BaseModel], str, re.Pattern[str]], ...] = (
    (Chuong, "ten", re.compile(r"\s*(?:chương|phần)\s+(?:[IVXLC]+|\d+|thứ)\b[.:]?", re.IGNORECASE)),
    (Dieu, "ten", re.compile(r"\s*điều\s+\d+[.:]?", re.IGNORECASE)),
    (Khoan, "noi_dung", re.compile(r"\s*\d{1,2}[.)](?=\s)")),
)
_TYPED_LABEL = re.compile(r"(?:[-–•+*]\s+|\d{1,2}[.)]\s+|[a-zđ]\)\s+|[IVX]{1,4}[.)-]\s+)")
_NOT_NUMBERED = ("noi_nhan", "can_cu", "hang")
"""Lists whose items the program tidies, or prints as they are."""
_CAPITAL_SUBJECT = ("Về ", "Việc ", "V/v", "Làm việc", "Quy chế")


@rule("R-69", "I", "Tỷ lệ viết dấu phẩy", clause="Cách viết số trong văn bản tiếng Việt", grade="P")
@by_part
def decimal_comma(case: Case) -> Iterator[Hit]:
    """Tỷ lệ phần trăm viết dấu phẩy thập phân.

    Vì sao: dấu chấm trong tiếng Việt ngăn cách hàng nghìn; bảng tính hay để lại dấu chấm kiểu tiếng Anh.
    Đúng: 86,4%.
    Sai: 86.4%.
    """
    for text, found in places(case, _PERCENT_DOT, "%"):
        yield Hit(text.path, f"Tỷ lệ ghi “{found[0]}”.", f"Ghi “{found[0].replace('.', ',')}”.")


@rule("R-87b", "W", "Đặt dấu thanh một kiểu", clause="Hướng dẫn 05-HD/VPTW; thông lệ", grade="P")
@by_part
def one_tone_style(case: Case) -> Iterator[Hit]:
    """Cả văn bản đặt dấu thanh một kiểu: hòa, ủy hoặc hoà, uỷ.

    Vì sao: hai kiểu đều đúng nhưng trộn lẫn trong một văn bản là lỗi; phần in sẵn của mẫu viết kiểu hòa, ủy.
    Đúng: “cấp ủy”, “Ủy ban”, “hòa giải” ở mọi chỗ.
    Sai: tiêu đề “Đảng ủy”, nội dung “chi uỷ”.
    """
    if case.document.dau_thanh is not None or not _NEW_STYLE.search(whole(case)):
        return
    in_names = {syllable.lower() for _, name in everybody(case) for syllable in tones.syllables_of_style(name, "moi")}
    for text in texts(case):
        found = [syllable for syllable in tones.syllables_of_style(text.words, "moi") if syllable.lower() not in in_names]
        if found:
            message = f"Chữ “{found[0]}” đặt dấu kiểu mới, phần in sẵn viết “{tones.to_style(found[0], 'cu')}”."
            yield Hit(text.path, message, "Chọn ở mục “Kiểu đặt dấu thanh”; chương trình viết cả văn bản một kiểu.")


@rule("R-90", "W", "Chi bộ biểu dương, không tặng giấy khen", clause="Quy định về khen thưởng tổ chức đảng, đảng viên", grade="P")
@by_part
def no_certificates(case: Case) -> Iterator[Hit]:
    """Chi bộ trực thuộc đảng ủy biểu dương đảng viên; giấy khen do đảng ủy tặng.

    Vì sao: tặng giấy khen là thẩm quyền của tổ chức cơ sở đảng và cấp trên.
    Đúng: “Biểu dương đồng chí …; đề nghị Đảng ủy tặng giấy khen.”
    Sai: “Chi bộ tặng giấy khen đồng chí …”.
    """
    if not is_cell(case) or case.document.co_quan.loai == "chi_bo_co_so":
        return
    for text, found in places(case, _REWARD, "giấy khen"):
        if not _PROPOSE.search(text.words[max(found.start() - 40, 0) : found.start()]):
            yield Hit(text.path, f"Chi bộ “{found[0].lower()}”.", "Viết “biểu dương”, hoặc “đề nghị đảng ủy tặng giấy khen”.")


@rule("R-91", "W", "Thời hạn chuyển sinh hoạt là 30 ngày làm việc", clause="Hướng dẫn 38-HD/BTCTW", grade="U")
@by_part
def days_to_transfer(case: Case) -> Iterator[Hit]:
    """Thủ tục chuyển sinh hoạt đảng làm trong 30 ngày làm việc.

    Vì sao: tài liệu ghi khác nhau (30 và 60 ngày); nên theo mức ngắn và đối chiếu hướng dẫn hiện hành.
    Đúng: “trong 30 ngày làm việc”.
    Sai: “trong 60 ngày làm việc”.
    """
    for text, _ in places(case, _SIXTY_DAYS, "60 ngày"):
        yield Hit(text.path, "Thời hạn ghi 60 ngày làm việc.", "Đối chiếu; nên ghi 30 ngày làm việc.")


@rule("R-94", "W", "Không nhắc tổ chức cấp huyện như đang hoạt động", clause="Không còn cấp huyện từ 01/7/2025", grade="B")
@by_part
def former_bodies(case: Case) -> Iterator[Hit]:
    """Văn bản từ ngày 01/7/2025 không nhắc huyện ủy, UBND huyện, đảng ủy thị trấn như tổ chức đang hoạt động.

    Vì sao: không còn cấp huyện; văn bản chép từ mẫu cũ gửi đến nơi không còn tồn tại.
    Đúng: “báo cáo Đảng ủy xã Vân Thượng Sơn”; “nguyên cán bộ Huyện ủy”.
    Sai: “báo cáo Huyện ủy”; nơi nhận “Ban Tổ chức Huyện ủy”.
    """
    gone = tuple(body.name for body in case.standard.former_bodies.values())
    for text, found in places(case, _gone_pattern(gone), *_GONE_HINTS) if gone else ():
        before, after = text.words[max(found.start() - 30, 0) : found.start()], text.words[found.end() :]
        if not _PAST_BEFORE.search(before) and not _PAST_AFTER.match(after):
            message = f"Văn bản nhắc “{found[0]}”, từ 01/7/2025 không còn cấp huyện."
            yield Hit(text.path, message, "Ghi tổ chức cấp xã hoặc cấp tỉnh; nói về trước đây thì thêm “trước đây”.")


@lru_cache(maxsize=8)
def _gone_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    bodies = "|".join({*names, *(name.replace("ủy", "uỷ") for name in names)})
    return re.compile(rf"\b(?:(?i:{bodies})|(?:{_DISTRICT_BODIES})\s+(?:{_DISTRICT_WORDS})\b)")


@rule("R-96a", "W", "Chỉ công văn, tờ trình có Kính gửi", clause="Hướng dẫn 05-HD/VPTW, điểm 9.2.4", grade="B")
@by_part
def no_addressee(case: Case) -> Iterator[Hit]:
    """Nghị quyết, quyết định, quy chế, biên bản không ghi “Kính gửi”, “Kính trình”.

    Vì sao: chỉ công văn và tờ trình có nơi gửi đứng trước nội dung; nơi khác ghi ở Nơi nhận.
    Đúng: Nơi nhận: Đảng ủy xã (để báo cáo).
    Sai: nội dung bắt đầu “Kính gửi: Đảng ủy xã”.
    """
    the_loai = case.kind.the_loai_of(case.document.bien_the)
    if the_loai is None or the_loai in case.standard.format.recipients.addressee_only_for.value:
        return
    for text, found in places(case, _ADDRESSEE, "kính gửi", "kính trình"):
        yield Hit(text.path, f"Văn bản ghi “{found[0].strip()}”.", "Bỏ; ghi nơi gửi ở Nơi nhận.")


@rule("R-96b", "W", "Nơi nhận đủ, không trùng", clause="Hướng dẫn 05-HD/VPTW, điểm 9.2.5", grade="C")
def recipients(case: Case) -> Iterator[Hit]:
    """Nơi nhận có cấp ủy cấp trên và nơi thực hiện; dòng Lưu ghi riêng, không có dấu hai chấm, không có “VT”.

    Vì sao: thiếu hoặc sai nơi nhận là lỗi thẩm định hay nêu; dòng Lưu do chương trình in cuối cùng.
    Đúng: Đảng ủy xã (để báo cáo); Chi ủy, các tổ đảng (để thực hiện); Lưu Chi bộ.
    Sai: Nơi nhận chỉ có “Lưu: VT”.
    """
    document = case.document
    if not isinstance(document, VanBanChung):
        return
    seen: set[str] = set()
    for index, item in enumerate(document.noi_nhan):
        path = f"noi_nhan.{index}"
        if key(item).lstrip("- ").startswith("lưu"):
            yield Hit(
                path,
                f"Nơi nhận có dòng {shown(item)}.",
                "Bỏ ở đây, ghi vào mục “Lưu”, ví dụ “Lưu Chi bộ”; chương trình in dòng này cuối cùng.",
            )
        if key(item) in seen:
            yield Hit(path, f"Nơi nhận {shown(item)} ghi hai lần.", "Bỏ một dòng.")
        seen.add(key(item))
    forbidden = [mark for mark in case.standard.format.recipients.last_item_forbidden.value if mark in (document.luu or "")]
    if forbidden:
        yield Hit("luu", f"Dòng lưu ghi “{document.luu}”.", "Ghi như “Lưu Chi bộ”, không có dấu hai chấm, không có “VT”.")
    if not document.noi_nhan and not isinstance(document, BienBanChung | KiemPhieu):
        yield Hit("noi_nhan", "Chưa ghi nơi nhận nào ngoài dòng Lưu.", "Ghi cấp ủy cấp trên (để báo cáo) và nơi thực hiện.")


@rule("R-97", "E", "Chữ ở bảng mã Unicode", clause="Tiêu chuẩn TCVN 6909:2001; Hướng dẫn 05-HD/VPTW", grade="B")
@by_part
def unicode_text(case: Case) -> Iterator[Hit]:
    """Chữ gõ bằng bảng mã cũ (TCVN3, VNI) phải chuyển sang Unicode.

    Vì sao: in bằng Times New Roman thì chữ mã cũ thành ký tự lạ; nguyên nhân là chép từ tệp phông .VnTime, VNI-Times.
    Đúng: Đảng Cộng sản.
    Sai: §¶ng Céng s¶n.
    """
    if not _FOREIGN.search(whole(case)) and not any(_FOREIGN.search(name) for _, name in people(case)):
        return
    for text in (*texts(case), *people(case)):
        found = legacy.detect(text.words) if _FOREIGN.search(text.words) else None
        if found == "mixed":
            yield Hit(text.path, f"Chữ lẫn bảng mã cũ và Unicode: {shown(text.words)}.", "Gõ lại chỗ này.", WARN)
        elif found is not None:
            converted = legacy.to_unicode(text.words, found)
            yield Hit(text.path, f"Chữ ở bảng mã {found.upper()}: {shown(text.words)}.", f"Thay bằng: {converted}")


@rule("R-98", "E", "Không còn chỗ chưa điền", clause="Văn bản hoàn chỉnh mới được ký", grade="B")
@by_part
def nothing_left_open(case: Case) -> Iterator[Hit]:
    """Văn bản chính thức không còn chỗ trống của mẫu: {{…}}, [CẦN BỔ SUNG], dấu chấm lửng, xxx.

    Vì sao: chỗ trống bị ký và đóng dấu cùng văn bản.
    Đúng: “báo cáo trước ngày 25/11/2026”.
    Sai: “báo cáo {{han_bao_cao}}” hoặc “báo cáo trước ngày …….”.
    """
    for text, found in (*places(case, _MARKS, *_MARK_HINTS), *_open_names(case)):
        yield Hit(text.path, f"Còn chỗ chưa điền “{found[0]}” trong {shown(text.words)}.", "Điền nội dung thật.")
    for text, found in places(case, _BLANKS, *_BLANK_HINTS):
        yield Hit(text.path, f"Còn chỗ trống “{found[0]}” trong {shown(text.words)}.", "Điền nội dung thật, hoặc bỏ.", WARN)


def _open_names(case: Case) -> Iterator[tuple[Text, re.Match[str]]]:
    return ((text, found) for text in people(case) if (found := _MARKS.search(text.words)))


@rule("R-99a", "W", "Trích yếu bắt đầu bằng “về”, chữ thường", clause="Hướng dẫn 36-HD/VPTW, Phụ lục mẫu chữ", grade="A")
def subject_line(case: Case) -> Iterator[Hit]:
    """Trích yếu viết chữ thường, bắt đầu bằng “về”; quy chế thì nối tiếp tên loại: “làm việc của …”.

    Vì sao: ví dụ chính thức viết “về …”; “V/v” và “Về việc” viết hoa là thói quen của văn bản nhà nước.
    Đúng: về phân công nhiệm vụ cho đảng viên năm 2027.
    Sai: V/v phân công nhiệm vụ; Phân công nhiệm vụ cho đảng viên.
    """
    wanted = case.standard.format.typography.trich_yeu.starts_with or ""
    if isinstance(case.document, ChuyenDe | ThongBaoChung) and not f"{case.document.trich_yeu} ".startswith(f"{wanted} "):
        message = f"Trích yếu {shown(case.document.trich_yeu)} không bắt đầu bằng “{wanted}”."
        yield Hit("trich_yeu", message, f"Viết “{wanted} …”, chữ thường.")
    named = [(joined(path, "trich_yeu"), reference.trich_yeu) for path, reference in find(case, VanBanThamChieu)]
    named += [("trich_yeu", case.document.trich_yeu)] if isinstance(case.document, QuyChe) else []
    for path, words in named:
        if words.startswith(_CAPITAL_SUBJECT):
            yield Hit(path, f"Trích yếu {shown(words)} viết hoa chữ đầu.", "Viết thường chữ đầu, vì đứng sau tên văn bản.")


@rule("R-99b", "W", "Không gõ dấu kết thúc “./.”", clause="Hướng dẫn 36-HD/VPTW; Hướng dẫn 05-HD/VPTW", grade="B")
@by_part
def end_mark(case: Case) -> Iterator[Hit]:
    """Văn bản của Đảng kết thúc bằng dấu chấm, không gõ “./.”.

    Vì sao: “./.” là dấu kết thúc của văn bản nhà nước; thực tế hay gặp nên chỉ nhắc.
    Đúng: chịu trách nhiệm thi hành Quyết định này.
    Sai: chịu trách nhiệm thi hành Quyết định này./.
    """
    rules = case.standard.format.body
    for mark in rules.end_mark_practice.value:
        for text in texts(case) if mark in whole(case) else ():
            if text.words.rstrip().endswith(mark):
                yield Hit(text.path, f"Cuối câu gõ “{mark}”.", f"Ghi “{rules.end_mark.value}”.")


@rule("R-99c", "W", "Không gõ số thứ tự mà chương trình tự ghi", clause=PRACTICE, grade="P")
@by_part
def typed_numbers(case: Case) -> Iterator[Hit]:
    """Tên chương, tên điều, khoản và các dòng của danh sách không gõ kèm số, chữ hay gạch đầu dòng.

    Vì sao: chương trình tự đánh số; gõ thêm thì in thành “Điều 1. Điều 1.” hoặc “- - Đảng ủy xã”.
    Đúng: Nguyên tắc làm việc.
    Sai: Điều 2. Nguyên tắc làm việc; “- Đảng ủy xã”; “1. Rà soát hộ”.
    """
    for model, field, pattern in _NUMBERED:
        for path, part in find(case, model):
            if found := pattern.match(getattr(part, field)):
                message = f"Gõ kèm số thứ tự “{found[0].strip()}”."
                yield Hit(joined(path, field), message, "Bỏ; chương trình tự đánh số.")
    for text in texts(case):
        if label := _label(text):
            yield Hit(text.path, f"Dòng gõ kèm “{label}”.", "Bỏ; chương trình tự ghi.")


def is_typed_label(text: Text, sign: str) -> bool:
    """Whether `sign` stands in a text only where this rule already names it."""
    return _label(text) == sign and text.words.count(sign) == 1


@lru_cache(maxsize=4096)
def _label(text: Text) -> str:
    is_item = (text.path[-1].isdigit() or text.path.endswith("viec")) and not any(name in text.path for name in _NOT_NUMBERED)
    found = _TYPED_LABEL.match(text.words) if is_item else None
    return found[0].strip() if found else ""
