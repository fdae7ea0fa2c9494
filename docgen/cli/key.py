"""`docgen key`: the key with which other programs on this machine may call the API."""

from __future__ import annotations

import click

from docgen.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@click.option("--remove", is_flag=True, help="Xóa khóa: không chương trình nào gọi được nữa.")
def command(*, remove: bool) -> None:
    """Tạo khóa để chương trình khác trên máy này gọi API; khóa cũ hết dùng. Khóa chỉ hiện một lần."""
    from web.api.local_key import forget_key, make_key  # noqa: PLC0415 - heavy modules load when there is work for them

    if remove:
        click.echo("Đã xóa khóa." if forget_key() else "Chưa có khóa nào.", err=True)
        return
    click.echo(make_key())
    click.echo("Giữ khóa như mật khẩu. Tạo khóa mới thì khóa này hết dùng; xóa bằng docgen key --remove.", err=True)
