"""The format standard of a document: page, type, heading, number line, signature, recipients.

Lengths end in `_mm` (millimetres) or `_pt` (points). Sources of the values: the head of `data/format_*.yaml`.
"""

from __future__ import annotations

from typing import Literal

from .values import Align, Dated, Frozen, Grade, Items, Range, Sourced, Value

Place = Literal["top_left", "top_right", "full_width", "bottom_left", "bottom_right"]
Numeral = Literal["arabic", "roman", "roman_or_words", "letters"]


class TypeSpec(Sourced):
    """One row of the table of type samples (phụ lục mẫu chữ).

    None = the standard does not say. `clause` and `grade` hold for the whole row, `size_grade` for the size alone.
    """

    caps: bool | None = None
    """True: printed in capitals (IN HOA); False: in thường."""
    size_pt: Range | None = None
    size_grade: Grade | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    align: Align | None = None
    text: str | None = None
    """The exact wording, when it is fixed."""
    values: Items[str] = ()
    """The wordings to choose from, when there are several."""
    starts_with: str | None = None
    prefix: str | None = None
    """Characters before each item of a list."""
    avoid: Items[str] = ()
    """Wordings to warn about."""
    pattern: str | None = None
    """The form, with {slots}."""
    numeral: Numeral | None = None
    letters: Items[str] = ()
    """Letters of the điểm in their order: the Vietnamese alphabet, so đ stands after d and f, j, w, z are missing."""


class Typography(Frozen):
    """The table of type samples, one field per component; iterate over it for (name, TypeSpec)."""

    tieu_de_dang: TypeSpec
    co_quan_cap_tren: TypeSpec
    co_quan_ban_hanh: TypeSpec
    dau_sao: TypeSpec
    so_ky_hieu: TypeSpec
    dia_danh_ngay: TypeSpec
    ten_loai: TypeSpec
    trich_yeu: TypeSpec
    trich_yeu_gach: TypeSpec
    trich_yeu_cong_van: TypeSpec
    noi_dung: TypeSpec
    phan_chuong_so: TypeSpec
    phan_chuong_ten: TypeSpec
    muc_so: TypeSpec
    muc_ten: TypeSpec
    dieu: TypeSpec
    khoan: TypeSpec
    diem: TypeSpec
    quyen_han_ky: TypeSpec
    chuc_vu_ky: TypeSpec
    ho_ten_ky: TypeSpec
    kinh_gui_tu: TypeSpec
    kinh_gui_ten: TypeSpec
    noi_nhan_tu: TypeSpec
    noi_nhan_muc: TypeSpec
    muc_do_khan: TypeSpec
    muc_do_mat: TypeSpec
    pham_vi_luu_hanh: TypeSpec
    du_thao: TypeSpec
    ky_hieu_danh_may: TypeSpec
    thong_tin_lien_he: TypeSpec
    so_trang: TypeSpec


class Margins(Frozen):
    """The distance from the paper's edge to the text, one side of the sheet."""

    top_mm: Value[Range]
    bottom_mm: Value[Range]
    left_mm: Value[Range]
    right_mm: Value[Range]


class Page(Frozen):
    """Paper, margins and page number. `margins_back` are those of the back of a sheet printed on both sides."""

    paper: Value[str]
    width_mm: Value[float]
    height_mm: Value[float]
    small_paper: Value[str]
    """Allowed for administrative papers (giấy giới thiệu, giấy mời ...) only."""
    small_width_mm: Value[float]
    small_height_mm: Value[float]
    orientation: Value[Literal["portrait", "landscape"]]
    landscape_for_wide_tables: Value[bool]
    margins_front: Margins
    margins_back: Margins
    number_numeral: Value[Numeral]
    number_align: Value[Align]
    number_place: Value[Literal["top", "bottom"]]
    number_from_edge_mm: Value[Range]
    """From the top edge of the paper to the page number."""
    number_on_first_page: Value[bool]
    number_decoration: Value[str]
    """What may stand around the number; empty = nothing."""


class Font(Frozen):
    """The typeface of the whole document; `color` None = not regulated."""

    family: Value[str]
    encoding: Value[str]
    color: Value[str] | None = None


class BodyText(Frozen):
    """Paragraphs of the text, căn cứ lines, citations, the mark at the end."""

    align: Value[Align]
    first_line_indent_mm: Value[Range]
    paragraph_spacing_pt: Value[Range]
    line_spacing_rule: Value[Literal["exactly", "at_least", "multiple"]]
    line_spacing_pt: Value[Range]
    template_line_spacing_pt: Value[float]
    """What the shipped templates use, within `line_spacing_pt`."""
    end_mark: Value[str]
    end_mark_practice: Value[Items[str]]
    """Other end marks that issued documents carry: warn, never block."""
    can_cu_prefix: Value[str]
    can_cu_italic: Value[bool]
    can_cu_separator: Value[str]
    can_cu_last: Value[Items[str]]
    """What may end the last căn cứ line, the preferred mark first."""
    cite_first: Value[str]
    """A rule named for the first time, with {loai} {so} {ngay_ngan} {co_quan} {trich_yeu}."""
    cite_next: Value[str]


class Box(Sourced):
    """A position box (ô số); `holds` names rows of the typography, `place` None = not verified."""

    holds: Items[str]
    place: Place | None


class TitleRule(Frozen):
    """The line under "ĐẢNG CỘNG SẢN VIỆT NAM"."""

    style: Value[Literal["solid"]]
    length: Value[Literal["title_text"]]
    weight_pt: Value[float]
    length_pt: Value[float]
    """Practice: how long the title's text is at 15 pt bold."""


class HeadingRules(Frozen):
    """What stands, or must not stand, around the two heading columns."""

    star_below_body: Value[bool]
    rule_below_body: Value[bool]
    quoc_hieu: Value[bool]
    congress_name: Value[str]
    attached_repeats_heading: Value[bool]
    """A quy chế issued with a decision has the heading again ..."""
    attached_number_line: Value[bool]
    """... but no number line of its own ..."""
    attached_note: Value[str]
    """... and names the decision, with {loai} {so} {ngay_ngan} {co_quan}."""


class NumberLine(Frozen):
    """The line "Số 05-NQ/CB". `pattern` has {so} (number), {ky_hieu} (kind), {co_quan} (body's symbol)."""

    word: Value[str]
    colon_after_word: Value[bool]
    min_digits: Value[int]
    number_kind_separator: Value[str]
    kind_body_separator: Value[str]
    joint_body_separator: Value[str]
    pattern: Value[str]
    draft_pattern: Value[str]
    regex: Value[str]


class DatePlace(Frozen):
    """The line of place and date, and short dates in the text."""

    pattern: Value[str]
    day_zero_below: Value[int]
    """Days below this take a leading zero."""
    months_with_zero: Value[Items[int]]
    """Months that take a leading zero; the others do not."""
    short_pattern: Value[str]
    place_central: Value[str]
    place_province: Value[str]
    place_base: Value[str]
    place_with_unit_word: Value[Items[str]]
    """When the unit word ("xã", "phường") must stand before the place."""
    on_minutes: Value[bool]
    """False: biên bản leave the line empty."""


class Recipients(Frozen):
    """Kính gửi, Kính trình and Nơi nhận."""

    separator: Value[str]
    """Between the items of a list of recipients or addressees."""
    last_char: Value[str]
    first_item_if_addressed: Value[str]
    last_item_prefix: Value[str]
    last_item_examples: Value[Items[str]]
    last_item_forbidden: Value[Items[str]]
    last_item_regex: Value[str]
    addressee_cong_van: Value[str]
    addressee_to_trinh: Value[str]
    addressee_only_for: Value[Items[str]]
    """Ids of the kinds that have an addressee at all."""


class SignatureRules(Frozen):
    """Prefixes of the right to sign, the signer's name, minutes, seal. The lines themselves are in `Body.lines`."""

    thay_mat: Value[str]
    ky_thay: Value[str]
    thua_lenh: Value[str]
    quyen: Value[str]
    forbidden_prefixes: Value[Items[str]]
    ky_thay_by_cap_uy: Value[bool]
    """False: a committee is a collective, nobody signs K/T for it."""
    title_before_name: Value[bool]
    dong_chi_before_name: Value[bool]
    post_names_body: Value[bool]
    """False: "PHÓ BÍ THƯ", not "PHÓ BÍ THƯ ĐẢNG ỦY"."""
    posts_shown_for_cap_uy: Value[Items[str]]
    right_in_writing: Value[bool]
    gap_lines: Value[Range]
    """Empty lines between post and name."""
    minutes_left: Value[str]
    minutes_right: Value[str]
    minutes_seal: Value[Literal["left", "right"]]
    seal_color: Value[str]
    seal_covers_fraction: Value[float]
    """Share of the signature that the seal covers."""
    seal_side: Value[Literal["left", "right"]]
    giap_lai_from_pages: Value[int]
    giap_lai_max_sheets: Value[int]


class Electronic(Frozen):
    """Signature and seal as pictures of an electronic document."""

    signature_image_color: Value[str]
    signature_image_format: Value[str]
    seal_image_color: Value[str]
    seal_image_format: Value[str]
    stamp_text: Value[str]
    stamp_per_attachment: Value[bool]
    scan_dpi: Value[Range]


class Spelling(Frozen):
    """Tone marks and capitals. `uy_recommended` None = the standard prefers none."""

    uy_variants: Value[Items[str]]
    uy_recommended: Value[str] | None = None
    consistent: Value[bool]
    lower_case: Value[Items[str]]
    capital: Value[Items[str]]


class Format(Dated):
    """The whole format standard of one profile; `basis` is its id in the register of legal bases."""

    profile: str
    basis: str
    name: str
    note: str = ""
    page: Page
    font: Font
    body: BodyText
    typography: Typography
    boxes: dict[str, Box]
    title_rule: TitleRule
    heading: HeadingRules
    number_line: NumberLine
    date_place: DatePlace
    recipients: Recipients
    signature: SignatureRules
    electronic: Electronic | None = None
    """None = the standard says nothing on electronic documents."""
    spelling: Spelling
