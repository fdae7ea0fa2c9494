"""`docgen serve`: the application in the browser, on this machine."""

from __future__ import annotations

import click

from docgen.cli.vietnamese import VietnameseCommand

DEFAULT_PORT = 8642


@click.command(cls=VietnameseCommand)
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, metavar="CỔNG", help="Cổng; 0 là cổng trống bất kỳ.")
@click.option("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="Địa chỉ của máy này; địa chỉ khác bị từ chối.")
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
def command(host: str, port: int, *, no_browser: bool) -> None:
    """Mở biểu mẫu trong trình duyệt để soạn văn bản; nhấn Ctrl+C để dừng."""
    import webbrowser  # noqa: PLC0415 - heavy modules load when there is work for them

    from docgen.store.engine import open_store  # noqa: PLC0415
    from web.server import address_of, make_server  # noqa: PLC0415

    server = make_server(host, port, open_store(upgrade=True))
    address = address_of(server)
    click.echo(f"Đang mở ở {address}\nNhấn Ctrl+C để dừng.", err=True)
    if not no_browser:
        webbrowser.open(address)
    try:
        server.run()
    finally:
        server.close()
