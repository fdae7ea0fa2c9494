"""`docgen serve`: the application in the browser, on this machine or with a login in an office's network."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli.vietnamese import VietnameseCommand

DEFAULT_PORT = 8642


@click.command(cls=VietnameseCommand)
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, metavar="CỔNG", help="Cổng; 0 là cổng trống bất kỳ.")
@click.option("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="Địa chỉ để mở; 0.0.0.0 là cho cả mạng, phải đăng nhập.")
@click.option("--name", "names", multiple=True, metavar="TÊN", help="Tên khác của máy này trong mạng; ghi nhiều lần được.")
@click.option("--trusted-proxy", metavar="ĐỊA_CHỈ", help="Địa chỉ IP của máy chủ https đứng trước; chỉ nhận trang qua đó.")
@click.option("--insecure-http", is_flag=True, help="Mở trong mạng không có https: chỉ khi mạng nội bộ tin cậy được.")
@click.option("--login", is_flag=True, help="Đòi đăng nhập cả khi chỉ mở trên máy này.")
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
def command(host: str, port: int, *, no_browser: bool, **opened: Any) -> None:
    """Mở biểu mẫu trong trình duyệt để soạn văn bản; nhấn Ctrl+C để dừng."""
    import signal  # noqa: PLC0415 - heavy modules load when there is work for them
    import webbrowser  # noqa: PLC0415

    from docgen.store.engine import open_store  # noqa: PLC0415
    from web.server import Opening, address_of, make_server  # noqa: PLC0415

    server = make_server(host, port, open_store(upgrade=True), Opening(**opened))
    address = address_of(server)
    if opened["insecure_http"]:
        click.secho("CẢNH BÁO: mở không có https; người cùng mạng có thể nghe được mật khẩu và văn bản.", fg="yellow", err=True)
    behind = opened["trusted_proxy"] is not None
    click.echo(f"{'Chờ máy chủ https gọi đến' if behind else 'Đang mở ở'} {address}\nNhấn Ctrl+C để dừng.", err=True)
    if not no_browser and not behind:
        webbrowser.open(address)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts us in the background has it ignored
    try:
        server.run()
    finally:
        server.close()
