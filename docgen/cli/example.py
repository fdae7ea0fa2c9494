"""`docgen example KIND`: a data file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.output import echo_json, json_option
from docgen.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.argument("kind", metavar="LOẠI")
@click.option("--variant", metavar="BIẾN_THỂ", help="Biến thể; bỏ trống thì lấy biến thể thường dùng nhất.")
@click.option("--minimal", is_flag=True, help="Chỉ những gì bắt buộc và những gì thẩm định đòi hỏi.")
@click.option("-o", "--output", metavar="TỆP.yaml", help="Ghi ra tệp thay vì in ra màn hình.")
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
@json_option
def command(kind: str, variant: str | None, output: str | None, *, minimal: bool, force: bool, as_json: bool) -> None:
    """In tệp dữ liệu mẫu của LOẠI để sửa thành của mình."""
    from docgen.examples import example_data, example_text  # noqa: PLC0415
    from docgen.files import write_file  # noqa: PLC0415
    from docgen.kinds import kind_of  # noqa: PLC0415

    found = kind_of(kind)
    chosen = variant or next(iter(found.variants))
    if output and output != "-":
        write_file(Path(output), example_text(found, chosen, minimal=minimal).encode(), force=force)
        click.echo(f"Đã ghi {output}", err=True)
    elif as_json:
        echo_json(example_data(found, chosen, minimal=minimal))
    else:
        click.echo(example_text(found, chosen, minimal=minimal), nl=False)
