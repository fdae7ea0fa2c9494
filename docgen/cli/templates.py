"""`docgen templates build|dump|lint`: the shipped templates, and users' own before use."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.output import echo_json, json_option
from docgen.cli.vietnamese import VietnameseGroup
from docgen.errors import TemplateError, UsageError

if TYPE_CHECKING:
    from docgen.kinds import Kind
    from docgen.template_issue import Issue

_check_option = click.option("--check", is_flag=True, help="Chỉ so sánh, không ghi; thoát 4 nếu khác.")


@click.group(cls=VietnameseGroup, name="templates")
def command() -> None:
    """Dựng, xem và kiểm tra mẫu .docx."""


def _folder() -> Path:
    import templates_docx  # noqa: PLC0415

    return Path(templates_docx.__path__[0])


@command.command()
@_check_option
@json_option
def build(*, check: bool, as_json: bool) -> None:
    """Dựng lại các mẫu có sẵn từ nguồn."""
    from docgen.docx.package import open_package  # noqa: PLC0415
    from docgen.files import write_file  # noqa: PLC0415
    from docgen.standard import standard_on  # noqa: PLC0415
    from templates_docx.source import built  # noqa: PLC0415

    stale = []
    for name, data in built(standard_on(dt.date.max).format):
        path = _folder() / f"{name}.docx"
        if not path.exists() or open_package(path.read_bytes()) != open_package(data):
            stale.append(path.name)
            if not check:
                write_file(path, data, force=True)
    _finish(stale, check=check, as_json=as_json, hint="Chạy docgen templates build")


@command.command()
@_check_option
@json_option
def dump(*, check: bool, as_json: bool) -> None:
    """Ghi nội dung các mẫu ra chữ để đối chiếu khi sửa."""
    from docgen.docx.dump import dump as dumped  # noqa: PLC0415
    from docgen.files import write_file  # noqa: PLC0415
    from docgen.templates import shipped_bytes, template_names  # noqa: PLC0415

    stale = []
    for name in template_names():
        path, text = _folder() / "dump" / f"{name}.txt", dumped(shipped_bytes(name)).encode()
        if not path.exists() or path.read_bytes() != text:
            stale.append(path.name)
            if not check:
                write_file(path, text, force=True)
    _finish(stale, check=check, as_json=as_json, hint="Chạy docgen templates dump")


def _finish(stale: list[str], *, check: bool, as_json: bool, hint: str) -> None:
    if check and stale:
        raise TemplateError(f"Chưa khớp với nguồn: {', '.join(stale)}.", hint=hint)
    if as_json:
        echo_json({"written": stale})
    else:
        click.echo(f"Đã ghi {len(stale)} tệp." if stale else "Tất cả đã khớp.")


@command.command()
@click.argument("file", metavar="[MẪU.docx]", required=False)
@click.option("--kind", metavar="LOẠI", help="Kiểm tra cả tên trường theo dữ liệu của loại này.")
@click.option("--variant", metavar="BIẾN_THỂ", help="Biến thể của loại.")
@json_option
def lint(file: str | None, kind: str | None, variant: str | None, *, as_json: bool) -> None:
    """Kiểm tra MẪU.docx (bỏ trống: mọi mẫu có sẵn): cú pháp thẻ, tính năng được phép, tên trường."""
    from docgen.docx.package import MAX_FILE_BYTES  # noqa: PLC0415
    from docgen.files import read_bytes  # noqa: PLC0415
    from docgen.kinds import kind_of  # noqa: PLC0415

    if variant and not kind:
        raise UsageError("Có --variant thì phải có --kind.", hint="Thêm --kind LOẠI.")
    chosen = kind_of(kind) if kind else None
    if chosen and variant:
        chosen.variant(variant)
    found = _lint_own(file, read_bytes(file, MAX_FILE_BYTES), chosen, variant) if file else _lint_shipped()
    passed = "đạt" if chosen or not file else "đạt về cú pháp; thêm --kind LOẠI để kiểm tra tên trường và điền thử"
    if as_json:
        echo_json({name: [asdict(issue) for issue in issues] for name, issues in found.items()})
    else:
        for name, issues in found.items():
            click.echo(f"{name}: {f'{len(issues)} lỗi' if issues else passed}")
            for issue in issues:
                click.echo(f"  • {issue}")
    # Without --variant a template is held against every variant; it is made for one of them.
    each = [*map(len, found.values())]
    if count := min(each) if file else sum(each):
        raise TemplateError(f"Có {count} lỗi trong mẫu.", hint="Sửa mẫu trong Word rồi kiểm tra lại.")


def _lint_own(file: str, data: bytes, kind: Kind | None, variant: str | None) -> dict[str, list[Issue]]:
    """The faults of a user's template, by variant where the variant was not said and variants have templates of their own."""
    from docgen.template_lint import lint as issues_of  # noqa: PLC0415
    from docgen.template_lint import lint_variants  # noqa: PLC0415

    if kind and not variant and not kind.one_template:
        return {f"{file} ({kind.code}, {code})": issues for code, issues in lint_variants(data, kind).items()}
    return {file: issues_of(data, kind, variant)}


def _lint_shipped() -> dict[str, list[Issue]]:
    from docgen.kinds import KINDS  # noqa: PLC0415
    from docgen.template_lint import lint as issues_of  # noqa: PLC0415
    from docgen.templates import shipped_bytes  # noqa: PLC0415

    names = {
        kind.template_of(code): (kind, None if kind.one_template else code) for kind in KINDS.values() for code in kind.variants
    }
    return {name: issues_of(shipped_bytes(name), kind, code) for name, (kind, code) in sorted(names.items())}
