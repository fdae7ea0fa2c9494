"""Quy chế làm việc: with the decision that promulgates it (then attached, heading repeated without a number), or alone with its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docgen.docx.compose import Block, Template, each, join, otherwise, p, section_break, section_properties, when
from docgen.standard.format import Format
from templates_docx.source.common import grounds, heading, signature, title


def quy_che(rules: Format) -> Template:
    """The regulations of any level; chapters, articles, clauses and points come numbered from the context."""
    body = join(
        when(
            "quyet_dinh",
            _promulgation(rules),
            heading(rules, number=None, place_date=False),
            p("TenLoai", "QUY CHẾ"),
            p("TrichYeu", "{{ trich_yeu }}"),
            p("KemTheo", "{{ kem_theo }}"),
            p("GachNgang", "-----"),
            otherwise(),
            heading(rules),
            title("QUY CHẾ", "{{ trich_yeu }}"),
            grounds(),
        ),
        _articles(),
        signature(),
    )
    return Template(body, section_properties(rules, restart=True))


def _promulgation(rules: Format) -> Block:
    """The decision, in a section of its own."""
    return join(
        heading(rules, number="quyet_dinh.so_ky_hieu"),
        title("QUYẾT ĐỊNH", "về việc ban hành Quy chế {{ trich_yeu }}"),
        grounds("quyet_dinh.can_cu_dong"),
        p("DongQuyetDinh", "{{ co_quan.ten_hoa }} QUYẾT ĐỊNH"),
        p("ThanBai", "**Điều 1.** Ban hành kèm theo Quyết định này Quy chế {{ trich_yeu }}."),
        p(
            "ThanBai",
            "**Điều 2.** Quyết định này có hiệu lực từ ngày ký{% if quyet_dinh.thay_the_chu %}, thay thế {{ quyet_dinh.thay_the_chu }}{% endif %}.",
        ),
        signature(
            keep=p(
                "ThanBai",
                "**Điều 3.** {% if quyet_dinh.thi_hanh_chu %}{{ quyet_dinh.thi_hanh_chu }}{% else %}Cấp ủy và toàn thể đảng viên{% endif %} "
                "chịu trách nhiệm thi hành Quyết định này.",
                keep_next=True,
            ),
            end=section_break(section_properties(rules)),
        ),
    )


_ROLES = {"chuong": "Chuong", "ten_chuong": "TenChuong", "dieu": "Dieu", "khoan": "Khoan", "diem": "Diem", "doan": "ThanBai"}


def _articles() -> Block:
    """One paragraph for every line of the regulations, in the style of its role; the last one stays with the signature."""
    return each(
        "dong in than_bai",
        *(when(f"dong.vai == '{role}' and not loop.last", p(style, "{{ dong.chu }}")) for role, style in _ROLES.items()),
        *(
            when(f"dong.vai == '{role}' and loop.last", p(style, "{{ dong.chu }}", keep_next=True))
            for role, style in _ROLES.items()
            if role in {"khoan", "diem", "doan"}
        ),
    )


TEMPLATES: Mapping[str, Callable[[Format], Template]] = {"quy-che-lam-viec": quy_che}
